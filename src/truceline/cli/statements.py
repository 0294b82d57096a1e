"""Statements: ``truceline read``, ``accept``, ``add-statement``, ``intercoder``, ``network`` and their kin."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer

_WHEN = "When it was decided, such as 2025-03-25T09:00:00Z [default: now]."


@click.command()
@click.argument("article", type=options.PATH)
@click.option("--case", required=True, help="The case whose actors, topics and known speakers are used.")
@click.option(
    "--published", type=options.day, metavar="DATE", help="The article's date [default: as the article says]."
)
@options.out("Write the review file here [default: ARTICLE.drafts.yaml].")
@click.option(
    "--parser", is_flag=True, help='Also parse the sentences, with the extra "parser"; see docs/methods/reading.md.'
)
@click.option("--llm", metavar="URL", help="Also ask a language model that you run, at an OpenAI-compatible endpoint.")
@click.option("--llm-model", default="default", show_default=True, help="The model to ask for.")
@options.as_json
def read(article: Path, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Draft statements from an article (text, saved web page, DOCX, PDF), for a person to judge.

    ARTICLE may be a folder: then each article in it is read, the same one once, and --out is a folder too. Writes a
    review file: for each draft the words with their place in the text, speaker, actor, authority, date and topic, and
    why. Nothing enters the ledger before it is accepted (see: truceline accept).
    """
    from truceline.services.read import read

    answer(read(article, **chosen), as_json=as_json)


@click.command()
@click.argument("drafts", type=options.PATH)
@click.argument("case")
@click.option("--by", required=True, help="Who decided.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help=_WHEN)
@click.option("--source", default="", help="The source's id, where the file does not name it.")
@click.option("--new-source", is_flag=True, help="Add the source that the file proposes, once its grade is filled.")
@click.option(
    "--keep-article", is_flag=True, help="Keep the article's text in the case, so that check finds the words."
)
@options.as_json
def accept(drafts: Path, case: str, *, at: datetime | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Move the accepted drafts of a review file into a case's ledger, and record every decision.

    DRAFTS is a review file written by truceline read, with accept or reject behind each decision. A faulty file is
    refused whole; taking one in twice adds nothing.
    """
    from truceline.services.accept import accept

    answer(accept(drafts, case, at=at or datetime.now(UTC), **chosen), as_json=as_json)


@click.command("add-statement")
@click.argument("case")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--words", multiple=True, help="The words, verbatim; may be repeated for parts of one quote.")
@click.option("--span", "spans", multiple=True, metavar="A-B", help="Or their place: first character, one after last.")
@click.option("--said-on", required=True, help="When it was said: a day, a month or a span.")
@click.option("--speaker", required=True, help="Who spoke.")
@click.option("--speaks-for", required=True, help="The actor in whose name.")
@click.option("--authority", required=True, help="On whose authority, such as minister.")
@click.option("--topic", required=True, help="The topic; or one for each stance, separated by ;.")
@click.option("--stance", required=True, help="for, conditional, open, against or none; several separated by ;.")
@click.option("--scope", required=True, help="What exactly is spoken of, one for each stance.")
@click.option("--credibility", required=True, help="Admiralty grade, 1 to 6.")
@click.option("--source", required=True, help="The source's id.")
@click.option("--summary", default="", help="A paraphrase [default: the sentence].")
@click.option("--conditions", default="", help="Conditions in the speaker's words, separated by ;.")
@click.option("--names", default="", help="Actors that the statement names, separated by ;.")
@click.option("--supersedes", default="", help="Statements that this one replaces, separated by ;.")
@click.option("--by", required=True, help="Who decided.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help=_WHEN)
@click.option(
    "--keep-article", is_flag=True, help="Keep the article's text in the case, so that check finds the words."
)
@options.as_json
def add_statement(case: str, article: Path, *, at: datetime | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Add a statement that the reader missed to a case's ledger, with its place in the article.

    What accept checks is checked here too, and the judgement recorded. Words that all stand between quotation marks are
    the quote; of others the sentence is kept.
    """
    from truceline.services.add_statement import add_statement

    answer(add_statement(case, article, at=at or datetime.now(UTC), **chosen), as_json=as_json)


@click.command("withdraw-rejection")
@click.argument("draft")
@click.argument("case")
@click.option("--by", required=True, help="Who withdraws it.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help=_WHEN)
@click.option("--why", default="", help="The reason, for the record.")
@options.as_json
def withdraw_rejection(draft: str, case: str, *, at: datetime | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Take back the rejection of a draft, so that it can be judged again.

    DRAFT is its id, as the review file has it. A further judgement replaces the rejection; nothing is overwritten. An
    accepted statement stays: add one that supersedes it (see: truceline add-statement).
    """
    from truceline.services.withdraw_rejection import withdraw_rejection

    answer(withdraw_rejection(draft, case, at=at or datetime.now(UTC), **chosen), as_json=as_json)


@click.command()
@click.argument("first")
@click.argument("second")
@options.out("Write what the two have to settle here, as CSV.")
@options.as_json
def intercoder(first: str, second: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Show how far two coders of the same articles agree, and what they have to settle.

    FIRST and SECOND are review files, of which the accepted drafts count, or cases, of which the statements with a
    passage do. Statements whose words overlap are the same one. Agreement beyond chance is given for each field as
    Krippendorff's alpha (nominal) and Cohen's kappa.
    """
    from truceline.services.intercoder import intercoder

    answer(intercoder(first, second, **chosen), as_json=as_json)


@click.command()
@click.argument("case")
@options.as_of
@click.option(
    "--mode",
    type=click.Choice(["one", "two"]),
    default="one",
    show_default=True,
    help="Actors x actors, or actors x concepts.",
)
@click.option(
    "--aggregation",
    type=click.Choice(["subtract", "congruence", "conflict", "ignore", "combine"]),
    default="subtract",
    show_default=True,
    help="How agreement and disagreement are put together.",
)
@click.option(
    "--normalisation",
    type=click.Choice(["no", "average", "jaccard", "cosine", "activity", "prominence"]),
    default="no",
    show_default=True,
    help="What weights are divided by; the last two in two-mode networks.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["include", "document", "across"]),
    default="include",
    show_default=True,
    help="Count repetitions: all, once in each document, or once.",
)
@click.option(
    "--by-topic", is_flag=True, help="Take topics as concepts, scopes put together [default: topic and scope]."
)
@click.option("--exclude-actor", multiple=True, help="Leave this actor out; may be repeated.")
@click.option("--exclude-concept", multiple=True, help="Leave this concept out; may be repeated.")
@click.option("--minimum", type=click.IntRange(1), default=1, help="Leave out actors with fewer references.")
@click.option("--window", type=click.IntRange(1, options.MOST_DAYS), help="Cut time into windows of so many days.")
@click.option(
    "--step",
    type=click.IntRange(1, options.MOST_DAYS),
    help="Days between two windows [default: the window; 1 if centred].",
)
@click.option("--centred", is_flag=True, help="Lay windows around their middle day, as DNA does; needs --window.")
@click.option("--raw", is_flag=True, help="Write the raw counts too, by actor, concept and agreement; needs --out.")
@options.out("Write GraphML and CSV here.")
@options.as_json
def network(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Show who agrees with whom: the discourse network, as the Discourse Network Analyzer defines it.

    CASE is a case, a table of coded references (see: truceline import dna), or a DNA 3 file.
    """
    from truceline.services.network import network

    answer(network(case, **chosen), as_json=as_json)


@click.command()
@click.argument("case")
@click.argument("file", type=click.Path(path_type=Path))
@options.as_of
@options.as_json
def export(case: str, file: Path, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Write a case's statements for other programs and for people.

    FILE's ending says how: .dna (a database of the Discourse Network Analyzer 3), .csv (a row for each position) or .md
    (a text, by topic), each with the words' place in their article where it was kept.
    """
    from truceline.services.export import export

    answer(export(case, file, **chosen), as_json=as_json)


@click.command()
@click.argument("case")
@options.as_of
@click.option("--actor", help="Only this actor.")
@click.option("--topic", help="Only this topic.")
@options.as_json
def drift(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Show how stances moved, how well an actor's speakers agree, and who was later overruled."""
    from truceline.services.drift import drift

    answer(drift(case, **chosen), as_json=as_json)

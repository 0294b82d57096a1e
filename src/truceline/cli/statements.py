"""``truceline read``, ``accept``, ``network`` and ``drift``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer

_WHEN = "When it was decided, such as 2025-03-25T09:00:00Z [default: now]."


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
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

    Writes a review file: for each draft the words with their place in the text, speaker, actor, authority, date and
    topic, and why. Nothing enters the ledger before it is accepted (see: truceline accept).
    """
    from truceline.services.read import read

    answer(read(article, **chosen), as_json=as_json)


@click.command()
@click.argument("drafts", type=click.Path(path_type=Path))
@click.argument("case")
@click.option("--by", required=True, help="Who decided.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help=_WHEN)
@click.option("--source", default="", help="The source's id, where the file does not name it.")
@options.as_json
def accept(drafts: Path, case: str, *, at: datetime | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Move the accepted drafts of a review file into a case's ledger, and record every decision.

    DRAFTS is a review file written by truceline read, with accept or reject behind each decision. A faulty file is
    refused whole; taking one in twice adds nothing.
    """
    from truceline.services.accept import accept

    answer(accept(drafts, case, at=at or datetime.now(UTC), **chosen), as_json=as_json)


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
@click.option("--window", type=click.IntRange(1, options.MOST_DAYS), help="Cut time into windows of so many days.")
@click.option(
    "--step",
    type=click.IntRange(1, options.MOST_DAYS),
    help="Days between the starts of two windows [default: the window].",
)
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
@options.as_of
@click.option("--actor", help="Only this actor.")
@click.option("--topic", help="Only this topic.")
@options.as_json
def drift(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Show how stances moved, how well an actor's speakers agree, and who was later overruled."""
    from truceline.services.drift import drift

    answer(drift(case, **chosen), as_json=as_json)

"""``truceline read``, ``accept``, ``network`` and ``drift``."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options

_WHEN = "When it was decided, such as 2025-03-25T09:00:00Z [default: now]."


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--case", required=True, help="The case whose actors, topics and known speakers are used.")
@click.option("--published", type=options.Day(), help="The article's date [default: as the article says].")
@options.out("Write the review file here [default: ARTICLE.drafts.yaml].")
@click.option("--llm", metavar="URL", help="Also ask a language model that you run, at an OpenAI-compatible endpoint.")
@click.option("--llm-model", default="default", show_default=True, help="The model to ask for.")
@options.as_json
def read(
    article: Path,
    *,
    case: str,
    published: date | None,
    out: Path | None,
    llm: str | None,
    llm_model: str,
    as_json: bool,
) -> None:
    """Draft statements from an article, as text or a saved web page, for a person to judge.

    Writes a review file: for each draft the words with their place in the text, speaker, actor, authority, date and
    topic, and why. Nothing enters the ledger before it is accepted (see: truceline accept).
    """
    from truceline.casefolder import cases, review_file
    from truceline.services import drafts_shown
    from truceline.sources import articles, press_words
    from truceline.sources import language_model as models
    from truceline.statements.reading.drafts import read_article
    from truceline.statements.reading.vocabulary import lexicon

    known = cases.read_case(cases.find_case(case).folder)
    found = articles.read_article_file(article)
    day = published or found.published
    words = lexicon(press_words.read_press_words(), known.actors, known.statements)
    made = read_article(found.text, words, known.topics, day)
    if llm:
        proposed = models.propose(llm, found.text, known, day, model=llm_model)
        click.echo(f"dropped {proposed.dropped} quotations that the article does not hold", err=True)
        made = (*made, *models.not_yet_drafted(proposed.drafts, made))
    target = out or article.with_name(f"{article.name}.drafts.yaml")
    written = review_file.write_review(target, found, review_file.review_file(found, known.id, day, made, known.topics))
    if day is None:
        click.echo("the article's date is not known: give it with --published, so that days can be told", err=True)
    if as_json:
        document = drafts_shown.drafts_document(found, known.id, day, made)
        click.echo(json.dumps({**document, "written": [str(p) for p in written]}, ensure_ascii=False, indent=2))
    else:
        click.echo(drafts_shown.drafts_summary(found, made))
    click.echo(f"written to {', '.join(map(str, written))}", err=True)


@click.command()
@click.argument("drafts", type=click.Path(path_type=Path))
@click.argument("case")
@click.option("--by", required=True, help="Who decided.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help=_WHEN)
@click.option("--source", default="", help="The source's id, where the file does not name it.")
@options.as_json
def accept(drafts: Path, case: str, *, by: str, at: datetime | None, source: str, as_json: bool) -> None:
    """Move the accepted drafts of a review file into a case's ledger, and record every decision.

    DRAFTS is a review file written by truceline read, with accept or reject behind each decision. A faulty file is
    refused whole; taking one in twice adds nothing.
    """
    from truceline.casefolder import cases
    from truceline.casefolder import review_file as review_files
    from truceline.errors import CaseError
    from truceline.services import acceptance

    found = cases.find_case(case)
    if found.bundled:
        what = f"{case} | is bundled and never changed; make a copy: truceline new FOLDER --from {case}"
        raise CaseError("nothing was taken in", (what,))
    done = acceptance.accept(review_files.read_review(drafts), found.folder, by, at or datetime.now(UTC), source)
    if as_json:
        document = {"accepted": done.accepted, "rejected": done.rejected, "known": done.known, "open": done.open}
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        click.echo(
            f"accepted {len(done.accepted)}, rejected {done.rejected}, known before {done.known}, left open {done.open}"
        )
        for name in done.accepted:
            click.echo(f"  {name}")


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
@click.option("--window", type=click.IntRange(min=1), help="Cut time into windows of so many days.")
@click.option(
    "--step", type=click.IntRange(min=1), help="Days between the starts of two windows [default: the window]."
)
@options.out("Write GraphML and CSV here.")
@options.as_json
def network(case: str, *, out: Path | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Show who agrees with whom: the discourse network, as the Discourse Network Analyzer defines it.

    CASE is a case, a table of coded references (see: truceline import dna), or a DNA 3 file.
    """
    from truceline.services import network

    made = network.networks(case, **chosen)
    if as_json:
        click.echo(json.dumps([network.as_document(each) for each in made], ensure_ascii=False))
    else:
        click.echo(network.shown(made))
    if out is not None:
        written = network.write(out, made)
        click.echo(f"written to {out}: {', '.join(path.name for path in written)}", err=True)


@click.command()
@click.argument("case")
@options.as_of
@click.option("--actor", help="Only this actor.")
@click.option("--topic", help="Only this topic.")
@options.as_json
def drift(case: str, *, as_of: date | None, actor: str | None, topic: str | None, as_json: bool) -> None:
    """Show how stances moved, how well an actor's speakers agree, and who was later overruled."""
    from truceline.casefolder import cases
    from truceline.services import drift

    known = cases.read_case(cases.find_case(case).folder)
    document = drift.drift_document(known, as_of or known.as_of, actor, topic)
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else drift.drift_text(document))

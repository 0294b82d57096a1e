"""The review file: drafts written for a person to judge, and read back with the judgements.

YAML, with one entry for each draft; a person writes ``accept`` or ``reject`` behind ``decision`` and fills what the
reader cannot know: stance, scope, credibility and the source. Uncertain drafts stand below the line, in a list of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from truceline.case import Case
from truceline.errors import CaseError
from truceline.formats.cells import Blank, Text
from truceline.formats.faults import Faults
from truceline.formats.files import MIB, read_text_file, write_together
from truceline.formats.shape import Shape, fit
from truceline.formats.yaml_tree import Document, read_yaml
from truceline.records.provenance import Source
from truceline.statements.reading.article import Article
from truceline.statements.reading.draft import Draft, draft_id
from truceline.statements.reading.spans import TextSpan

LARGEST = 32 * MIB
"""The largest review file that is read, in bytes."""

_HEAD = """\
# Drafts of statements, for a person to judge. Behind `decision` write accept or reject, or leave it empty for later.
# Of what you accept, check every field and fill the empty ones: stance (for, conditional, open, against, none), scope
# and credibility (1 to 6), and above them the id of the source. One draft may take several positions: no soldiers, but
# logistics is stance: against;for with a scope for each, separated by ; in the same order. The quote may be shortened,
# never changed: leave out words with " ... ". The kind says whether words were said, denied or only announced: what is
# announced is no statement yet. Then: truceline accept THIS-FILE CASE --by "Your Name"
"""
_NEW_SOURCE = """\
# What the article says of itself, as a row of sources.csv. To add it: leave source empty, grade the reliability (A to
# F), correct the rest, and give --new-source to accept.
"""
_LINE = "\n# Below the line: something about these is not certain. `why` says what.\n"

ReadSpan = Annotated[tuple[int, int], BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)]


class ArticleShape(Shape):
    """What the drafts were read from."""

    path: Text
    """The article's file."""
    sha256: Text
    """The sha256 of the article's bytes."""
    published: Text
    """The article's date; empty where it is not known."""
    why: Text
    """How the date is known."""
    characters: int
    """How many characters the article has."""
    address: Text = ""
    """Where the article can be looked up; empty where it does not say."""


class PartShape(Shape):
    """Words between quotation marks."""

    span: ReadSpan
    """First character, and the one after the last, in the article's text."""
    words: Text
    """The words, verbatim."""


class DraftShape(Shape):
    """A draft, with what a person decided."""

    id: Text
    """The draft's id: the same words of the same article always have the same."""
    decision: Annotated[Literal["accept", "reject", ""], Blank]
    """What a person decided; empty for not yet."""
    kind: Annotated[Literal["said", "denied", "announced"], Blank] = "said"
    """Whether the words were said, denied or only announced; a file of an earlier version does not say."""
    said_on: Text
    """When it was said: a day, a month or a span."""
    speaker: Text
    """Who spoke."""
    speaks_for: Text
    """The actor in whose name."""
    authority: Text
    """On whose authority."""
    topic: Text
    """The topic spoken on; or one for each stance, separated by `;`."""
    stance: Text
    """Where the statement puts its actor, several separated by `;`; for a person to fill."""
    scope: Text
    """What exactly is spoken of, one for each stance, separated by `;`; for a person to fill."""
    quote: Text
    """The words between quotation marks, parts of a split quotation joined by ` ... `; empty where only reported."""
    summary: Text
    """A paraphrase: at first the whole sentence."""
    conditions: Text
    """Conditions in the speaker's words, short, separated by `;`."""
    names: Text
    """Ids of actors that the statement names, separated by `;`."""
    credibility: Text
    """Admiralty grade 1 to 6 of this piece of information; for a person to fill."""
    supersedes: Text
    """Ids of statements that this one openly replaces, separated by `;`."""
    parts: tuple[PartShape, ...]
    """The quoted words with their spans."""
    sentence: PartShape
    """The sentence with its span."""
    why: dict[str, str]
    """The reason of each field."""


class NewSourceShape(Shape):
    """A row of ``sources.csv`` that the article proposes, for a person to complete."""

    id: Text
    """The source's id."""
    title: Text
    """Title, as published."""
    url: Text
    """Where to find it."""
    licence: Text
    """What may be done with it."""
    published_on: Text
    """When it was published."""
    reliability: Text
    """Admiralty grade A to F; for a person to fill."""
    note: Text
    """Who published it, and what kind of copy was read."""


class ReviewShape(Shape):
    """A review file."""

    article: ArticleShape
    """What was read."""
    case: Text
    """The case it was read for."""
    parser: Text = ""
    """The dependency parser that took part, with its versions; empty where only the rules read."""
    source: Text
    """The id in `sources.csv` under which the article can be looked up; for a person to fill."""
    drafts: tuple[DraftShape, ...]
    """The drafts above the line."""
    uncertain: tuple[DraftShape, ...]
    """The drafts below the line."""
    new_source: NewSourceShape | None = None
    """The source that the article proposes, where the case has none of its address."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review file as read: its shape, and where in the file each value stands."""

    shape: ReviewShape
    document: Document


@dataclass(frozen=True, slots=True)
class ReviewSource:
    """Where an article comes from: the ``proposed`` row of sources, or, ``known``, one that the case has already."""

    proposed: Source
    known: bool


def review_file(
    article: Article,
    case: Case,
    published: date | None,
    drafts: Sequence[Draft],
    origin: ReviewSource,
    *,
    parser: str = "",
) -> str:
    """Write the review file of an article's drafts for a case; ``parser`` names the dependency parser, if any."""
    scopes = {topic.id: topic.scopes for topic in case.topics}
    why = article.why if published == article.published else "given when it was read"
    head = {
        "path": article.path,
        "sha256": article.sha256,
        "published": published.isoformat() if published else "",
        "why": why,
    }
    lines = [_HEAD, "article:", *(f"  {key}: {_text(value)}" for key, value in head.items())]
    lines += [f"  characters: {len(article.text)}", f"  address: {_text(origin.proposed.url)}"]
    lines += [f"case: {_text(case.id)}", *([f"parser: {_text(parser)}"] if parser else []), *_source(origin), ""]
    lines += ["# The case's topics, each with its scopes:"]
    lines += [f"#   {topic.id}: {', '.join(scope for scope, _ in topic.scopes)}" for topic in case.topics]
    for title, certain in (("drafts", True), ("uncertain", False)):
        chosen = [draft for draft in drafts if draft.certain is certain]
        lines += [*([] if certain else [_LINE]), f"{title}:" + ("" if chosen else " []")]
        for draft in chosen:
            lines += _entry(article, draft, scopes.get(draft.topic, ()))
    return "\n".join(lines) + "\n"


def write_review(path: Path, article: Article, text: str) -> tuple[Path, ...]:
    """Write a review file; beside it the text of a web page, to which the spans refer.

    Raises
    ------
    CaseError
        If there is a file already that is not the same: somebody may have judged it.
    """
    files = {path: text}
    if article.reduced:
        files[path.with_name(f"{path.name}.txt")] = article.text
    for target, content in files.items():
        if target.exists() and target.read_bytes() != content.encode():
            what = f"{target} | is there already and may hold judgements; remove it, or give another file with --out"
            raise CaseError("the drafts were not written", (what,))
    try:
        write_together({target: content.encode() for target, content in files.items()})
    except OSError as error:
        what = f"{path} | cannot be written ({error.strerror}); give another file with --out"
        raise CaseError("the drafts were not written", (what,)) from error
    return tuple(files)


def read_review(path: Path) -> Review:
    """Read a review file, with what a person wrote into it.

    Raises
    ------
    CaseError, SourceError
        If it is not as `ReviewShape` says, with all faults; or cannot be read.
    """
    faults = Faults()
    document = read_yaml(read_text_file(path, "the review file cannot be read", LARGEST), path.name, faults)
    shape = None if document is None else fit(ReviewShape, document.data, document.place, faults)
    faults.raise_if_any(str(path))
    assert shape is not None  # noqa: S101  (or there were faults)
    assert document is not None  # noqa: S101  (or there were faults)
    return Review(shape, document)


def _source(origin: ReviewSource) -> list[str]:
    row = origin.proposed
    if origin.known:
        return [f"source: {_text(row.id)}"]
    published = row.published_on.isoformat() if row.published_on else ""
    cells = {"id": row.id, "title": row.title, "url": row.url, "licence": row.licence, "published_on": published}
    cells |= {"reliability": row.reliability, "note": row.note}
    lines = [f"  {key}: {_text(value) if value else ''}".rstrip() for key, value in cells.items()]
    return ["source:", _NEW_SOURCE + "new_source:", *lines]


def _entry(article: Article, draft: Draft, scopes: Iterable[tuple[str, str]]) -> list[str]:
    known = list(scopes)
    sentence = " ".join(draft.sentence.of(article.text).split())
    fields = {
        "decision": "",
        "kind": str(draft.kind),
        "said_on": draft.said_on.interval() if draft.said_on else "",
        "speaker": draft.speaker,
        "speaks_for": draft.speaks_for,
        "authority": str(draft.authority or ""),
        "topic": draft.topic,
        "stance": "",
        "scope": known[0][0] if len(known) == 1 else "",
        "quote": " ".join(draft.quote(article.text).split()),
        "summary": sentence,
        "conditions": "",
        "names": "",
        "credibility": "",
        "supersedes": "",
    }
    hint = f"  # one of: {', '.join(scope for scope, _ in known)}" if len(known) > 1 else ""
    lines = [f"  - id: {draft_id(article, draft)}"]
    for key, value in fields.items():
        lines.append(f"    {key}: {_text(value) if value else ''}{hint if key == 'scope' else ''}".rstrip())
    lines.append("    parts:" + ("" if draft.parts else " []"))
    lines += [f"      - {_part(article.text, part)}" for part in draft.parts]
    lines.append(f"    sentence: {_part(article.text, draft.sentence)}")
    return [*lines, "    why:", *(f"      {key}: {_text(value)}" for key, value in draft.why), ""]


def _part(text: str, span: TextSpan) -> str:
    return f"{{span: [{span.start}, {span.end}], words: {_text(span.of(text))}}}"


def _text(value: str) -> str:
    # A double-quoted YAML scalar on one line; what cannot be printed is escaped.
    if not value:
        return '""'
    return '"' + "".join(_character(c) for c in value) + '"'


def _character(c: str) -> str:
    if c in '"\\':
        return "\\" + c
    if c.isprintable():
        return c
    code = ord(c)
    return {"\n": "\\n", "\t": "\\t"}.get(c) or (f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}")

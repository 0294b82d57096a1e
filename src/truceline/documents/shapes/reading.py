"""The shape of documents on drafts of statements."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead


class ArticlePart(TypedDict):
    """The article that was read."""

    path: str
    """Its path."""
    sha256: str
    """Of its bytes."""
    characters: int
    """How long its text is."""


class SpanPart(TypedDict):
    """A piece of the article."""

    span: list[int]
    """From and to, in characters of its text."""
    words: str
    """The words."""


class DraftPart(TypedDict):
    """A statement as it was read; nothing of it is in the ledger until somebody accepts it."""

    id: str
    """Its id."""
    certain: bool
    """Whether everything in it is told by the article."""
    kind: str
    """Whether it was said, denied or only announced: said, denied, announced."""
    said_on: str | None
    """When; null where it is not told."""
    dated: bool
    """Whether the article tells the day."""
    speaker: str
    """Who said it."""
    speaks_for: str
    """For whom."""
    authority: str
    """On whose authority; empty where it is not told."""
    topic: str
    """On what."""
    quote: str
    """The words quoted."""
    parts: list[SpanPart]
    """The pieces of the quote."""
    sentence: SpanPart
    """The sentence that it stands in."""
    why: dict[str, str]
    """Why each field says what it says."""


class DraftsDocument(DocumentHead):
    """Drafts of statements of one article."""

    article: ArticlePart
    """The article."""
    case: str
    """Id of the case."""
    published: str | None
    """When it was published; null where that is not known."""
    parser: str
    """The dependency parser that took part, with its versions; empty where only the rules read."""
    drafts: list[DraftPart]
    """The drafts."""
    written: list[str]
    """The files written."""


class ReadArticlePart(TypedDict):
    """What became of one article of a folder."""

    path: str
    """The name of its file."""
    sha256: str
    """Of its bytes."""
    above: int
    """Drafts above the line."""
    below: int
    """Drafts below the line."""
    written: str
    """Its review file; empty where none was written."""
    same_as: str
    """The other file that holds the same article; else empty."""
    left: str
    """The review file that was there already; else empty."""


class ArticlesDocument(DocumentHead):
    """Articles of a folder that were read."""

    case: str
    """Id of the case."""
    articles: list[ReadArticlePart]
    """The articles, by name."""


class AcceptanceDocument(DocumentHead):
    """What became of reviewed drafts."""

    accepted: list[str]
    """Ids of statements that are new."""
    rejected: int
    """How many drafts were rejected."""
    known: int
    """How many were in the ledger before."""
    open: int
    """How many are left open."""


class WithdrawalDocument(DocumentHead):
    """A rejection that was taken back."""

    draft: str
    """Id of the draft, which can be judged again."""
    judgement: str
    """Id of the judgement that replaces the rejection."""

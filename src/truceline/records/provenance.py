"""Where a record comes from, and who judged it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Source:
    """A document that others can look up, with its Admiralty reliability grade.

    ``reliability`` is A (reliable) to F (cannot be judged): it grades the source, never the single
    piece of information, which carries its own credibility from 1 (confirmed) to 6 (cannot be
    judged). ``published_on`` is None where the date is not known. ``note`` says for whom the source
    speaks, where it does, and what kind of copy was read.
    """

    id: str
    title: str
    url: str
    licence: str
    published_on: date | None
    reliability: str
    note: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about a subject: appended, never overwritten.

    ``at`` is an aware UTC instant; ``replaces`` is the id of an earlier judgement, or empty.
    """

    kind: ClassVar[str] = "judgement"

    id: str
    subject: str
    verdict: str
    by: str
    at: datetime
    evidence: str
    replaces: str

    @property
    def word(self) -> str:
        """What it says of its subject."""
        return self.verdict


@dataclass(frozen=True, slots=True)
class Input:
    """A file that the case was read from: its ``path`` within the folder and the ``sha256`` of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class EntryName:
    """How a file names its entry in an evidence log: the ``log``'s origin, and the ``entry``'s id."""

    log: str
    entry: str


@dataclass(frozen=True, slots=True)
class LateRow:
    """A row that people appended after a bulletin that it would have been in, by its date ``at``.

    ``entry`` is the number of that bulletin's entry in the evidence log: the row was not in the case then.
    """

    id: str
    at: datetime
    entry: int

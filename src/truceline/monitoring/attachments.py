"""What lies behind a finding or judgement: files, known by their hash; they themselves are in no output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """A ``file`` by name and ``sha256`` that belongs to a row (``of``, its id) that people appended.

    ``word`` says what it is, or is ``withdrawn``.
    """

    kind: ClassVar[str] = "attachment"
    id: str
    of: str
    file: str
    sha256: str
    word: str
    by: str
    at: datetime
    replaces: str

    @property
    def subject(self) -> str:
        """The row that it belongs to."""
        return self.of


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment with the id of the incident that its row is about, empty where it is about none."""

    record: AttachmentRecord
    incident: str

"""What a record of a case is known by, in whatever world the case is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class RecordId:
    """A record: the ``file`` of the case that holds it, and its ``key`` in there; ordered by file, then key.

    The key "" is that of text of the file which belongs to no record.
    """

    file: str
    key: str

    def __str__(self) -> str:
        """Write it as a path: ``pledges.yaml/pledges/ash-posts``."""
        return f"{self.file}/{self.key}" if self.key else self.file

"""Where words stand in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """The characters of a text from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def of(self, text: str) -> str:
        """Return the characters themselves."""
        return text[self.start : self.end]

    def holds(self, other: TextSpan) -> bool:
        """Return whether ``other`` lies within."""
        return self.start <= other.start and other.end <= self.end

"""Texts of which each part counts from a day of its own."""

from __future__ import annotations

from datetime import date
from typing import Self


class DatedText(str):
    """A text in parts, each with the day from which it was known; None where it counts as long as its record does.

    As a text it is all its parts, whenever they were known: `truceline.knowledge.known` leaves those of a day.
    """

    __slots__ = ("parts",)

    parts: tuple[tuple[date | None, str], ...]

    def __new__(cls, parts: tuple[tuple[date | None, str], ...]) -> Self:
        """Join the parts, each a day and a text, with spaces."""
        whole = super().__new__(cls, joined(parts))
        whole.parts = parts
        return whole

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[tuple[date | None, str], ...]]]:
        """Return what a copy is made from."""
        return type(self), (self.parts,)


def joined(parts: tuple[tuple[date | None, str], ...]) -> str:
    """Join the texts of ``parts``, those that are not empty."""
    return " ".join(text for _, text in parts if text)


def parts_of(text: str) -> tuple[tuple[date | None, str], ...]:
    """List the parts of a text with their days: a plain one is one part, and states no day."""
    return text.parts if isinstance(text, DatedText) else ((None, text),)

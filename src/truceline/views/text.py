"""Lines of plain text, before they are laid out for a terminal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line: ``indent`` spaces before it, and where it must be broken ``hang`` more before its further lines.

    ``whole`` lines are never broken, as they are a row of columns or an id to copy; ``verbatim`` ones hold a quotation,
    whose spaces stay as they are.
    """

    words: str = ""
    indent: int = 0
    hang: int = 2
    whole: bool = False
    verbatim: bool = False


EMPTY = TextLine()
"""An empty line."""


def whole(words: str, indent: int = 0) -> TextLine:
    """Return a line that is never broken."""
    return TextLine(words, indent, whole=True)


def verbatim(words: str, indent: int = 0) -> TextLine:
    """Return a line that is never broken or changed, as it quotes somebody."""
    return TextLine(words, indent, whole=True, verbatim=True)

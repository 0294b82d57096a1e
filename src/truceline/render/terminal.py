"""Text laid out for a terminal: plain, good at 80 columns and without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from truceline.views.text import TextLine

WIDTH = 80
"""Columns that texts keep within."""


def laid_out(lines: Iterable[TextLine], *, break_on_hyphens: bool = True) -> str:
    """Write lines as text: those that are too long are broken, further lines standing in by their ``hang``."""
    written = (part for line in lines for part in _broken(line, break_on_hyphens=break_on_hyphens))
    return "".join(f"{part}\n" for part in written)


def _broken(line: TextLine, *, break_on_hyphens: bool) -> list[str]:
    indent, further = " " * line.indent, " " * (line.indent + line.hang)
    if line.verbatim:
        return [f"{indent}{line.words}"]
    parts = [f"{indent}{line.words}"]
    if line.words and not line.whole:
        parts = textwrap.wrap(
            line.words, WIDTH, initial_indent=indent, subsequent_indent=further, break_on_hyphens=break_on_hyphens
        )
    return [part.replace("\N{NARROW NO-BREAK SPACE}", " ") for part in parts]  # only now: they keep "38 %" together

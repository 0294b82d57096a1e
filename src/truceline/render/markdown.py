"""Texts as Markdown: what would be markup is escaped, so that a renderer shows every text as it is."""

from __future__ import annotations

import re

from truceline.errors import visible

_MARKS = re.compile(r"[\\|*_`<>\[\]&~$]")
_FIRST = re.compile(r"^(\d*)([#+=.)-]+)(?=\s|$)")
"""What makes a heading, a list or a rule of a line that begins with it."""


def markdown(text: object) -> str:
    """Write a text on one line, for any place of a document: a line, a list or a cell of a table.

    Control characters are written as what they are.
    """
    found = _MARKS.sub(lambda mark: f"\\{mark.group()}", visible(" ".join(str(text).split())))
    return _FIRST.sub(r"\1\\\2", found)

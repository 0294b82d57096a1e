"""Labels before what somebody says in a transcript: a name or office, and a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.statements.reading.quotations import CLOSERS
from truceline.statements.reading.spans import TextSpan, trimmed

_LABEL = re.compile(r"([^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,5})(?: \([^()\n]{1,40}\))?:\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label, its ``words`` without the colon, and the span of what is ``said`` under it."""

    words: str
    said: TextSpan


def label_of(text: str, paragraph: TextSpan) -> Label | None:
    """Return the label that a paragraph begins with, or None; words in quotation marks need no label."""
    found = _LABEL.match(text, paragraph.start, paragraph.end)
    if found is None or not found[1][0].isupper() or text[found.end()] in CLOSERS:
        return None
    return Label(found[1], trimmed(text, found.end(), paragraph.end))

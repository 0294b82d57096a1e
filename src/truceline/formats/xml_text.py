"""Texts as XML: everything that would be markup is escaped, and what XML cannot hold is left out."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def held_by_xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold, such as ESC, escaped or not."""
    return _UNFIT.sub("", text)


def xml_text(text: str) -> str:
    """Write a text as the content of an element, or of an attribute between double quotes."""
    return escape(held_by_xml(text), {'"': "&quot;", "\r": "&#13;"})

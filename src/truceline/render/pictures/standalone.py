"""A picture as a file of its own."""

from __future__ import annotations

from collections.abc import Sequence


def standalone(picture: str, styles: Sequence[str]) -> str:
    """Return the text of an SVG file: the picture with the styles that it needs inside it."""
    head, rest = picture.split(">", 1)
    sheet = "".join(styles)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}><style><![CDATA[{sheet}]]></style>{rest}\n'

"""JSON text from plain data: the one form in which every JSON document is written."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence

_ENCODER = json.JSONEncoder(indent=2, ensure_ascii=False, allow_nan=False)
_STEERING = re.compile(r"[\x7f-\x9f\ud800-\udfff]")
"""What JSON allows within its texts, though a terminal obeys it, or UTF-8 cannot hold it."""


def json_text(document: Mapping[str, object] | Sequence[object]) -> str:
    """Write a document as text: keys as they come, indented by 2, UTF-8, ending with a line feed.

    Control characters are escaped, all of them, as the document may be shown on a terminal.

    Raises
    ------
    ValueError
        If it holds a number that JSON has no word for: documents hold None instead.
    """
    text = io.StringIO()  # piece by piece: a list of all pieces takes many times what the text does
    text.writelines(_ENCODER.iterencode(document))
    text.write("\n")
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text.getvalue())

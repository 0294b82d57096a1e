"""JSON text from plain data: the one form in which every JSON document is written."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

_ENCODER = json.JSONEncoder(indent=2, ensure_ascii=False, allow_nan=False)


def json_text(document: Mapping[str, object] | Sequence[object]) -> str:
    """Write a document as text: keys as they come, indented by 2, UTF-8, ending with a line feed.

    Raises
    ------
    ValueError
        If it holds a number that JSON has no word for: documents hold None instead.
    """
    text = io.StringIO()  # piece by piece: a list of all pieces takes many times what the text does
    text.writelines(_ENCODER.iterencode(document))
    text.write("\n")
    return text.getvalue()

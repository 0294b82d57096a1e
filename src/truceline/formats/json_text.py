"""JSON text from plain data: the one form in which every JSON document is written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence


def json_text(document: Mapping[str, object] | Sequence[object]) -> str:
    """Write a document as text: keys as they come, indented by 2, UTF-8, ending with a line feed.

    Raises
    ------
    ValueError
        If it holds a number that JSON has no word for: documents hold None instead.
    """
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

"""What a row without an id is known by: all that it says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal

_COMMA = re.compile(r"[+-]?\d+,\d+")
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")


def row_key(texts: Mapping[str, str], decimal: str = ".") -> str:
    """Return what a row is known by: a hash of all its filled cells by column, numbers in one spelling.

    So 33.8000 is 33.8 and 0234 is 234, and neither the order of columns nor empty ones count.
    """
    said = {name: _plain(text, decimal) for name, text in sorted(texts.items()) if text}
    return hashlib.blake2b(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _plain(text: str, decimal: str) -> str:
    text = text.replace(",", ".") if decimal == "," and _COMMA.fullmatch(text) else text
    return f"{Decimal(text).normalize():f}" if _NUMBER.fullmatch(text) else text

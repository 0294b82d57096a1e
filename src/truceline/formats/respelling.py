"""Whether two texts say the same value: a number that another program has written anew is no other number."""

from __future__ import annotations

import json
import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?")
_COMMA = re.compile(r"[+-]?\d+,(\d{1,2}|\d{4,})")
"""A decimal comma; one before three digits may part thousands."""


def same_value(one: str, other: str) -> bool:
    """Return whether two texts are equal, or the same number: 1.50, 1,5 and 1.5; 0234 and 234; 7.0 and 7."""
    return one == other or ((number := _number(one)) is not None and number == _number(other))


def same_details(one: str, other: str) -> bool:
    """Return whether two JSON objects of texts, as reports keep their details, say the same under the same names."""
    if one == other:
        return True
    first, second = json.loads(one), json.loads(other)
    filled = {name for each in (first, second) for name, text in each.items() if text}
    return all(same_value(str(first.get(name, "")), str(second.get(name, ""))) for name in filled)


def _number(text: str) -> Decimal | None:
    point = text.replace(",", ".") if _COMMA.fullmatch(text) else text
    return Decimal(point) if _NUMBER.fullmatch(point) else None

"""Spans of days as missions write them: between the evenings of 3 and 5 March, 31 December to 2 January, 72 hours."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_WORDS = {name: count for count, name in enumerate(("one", "two", "three", "four", "five", "six", "seven"), start=1)}
_NOT_DAYS = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:hrs|hours|h)?\b|\b(?:19|20|21)\d\d\b(?!-)")
_DAY = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)|\b(?:(?P<before>{_MONTH})\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\s+(?:of\s+)?(?P<after>{_MONTH}))?\b"
)
_JOINED = re.compile(r"\b(?:to|until|till)\b|[-\u2013\u2014]")
_COUNTED = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_WORDS)})[\s-]+(days?|hours?)\b")
_LONGEST = 62


def days_between(text: str, last: date) -> int | None:
    """Count the days from one evening to another that a text names or counts; None where it does not.

    ``last`` is the evening on which the span ends: it gives months and years that the text leaves out. Two days that
    are joined by ``and`` bound a span only where evenings are named or something lies between them.
    """
    said = _NOT_DAYS.sub(" ", text.lower())
    named = [*_DAY.finditer(said)]
    if len(named) == 2:
        joint = said[named[0].end() : named[1].start()]
        bounds = _JOINED.search(joint) or (" and " in joint and re.search("evening|between", said))
        return _difference(named[0], named[1], last) if bounds else None
    counted = _COUNTED.search(said)
    if counted is None or len(_COUNTED.findall(said)) > 1:
        return None
    number = _WORDS.get(counted[1]) or int(counted[1])
    whole = counted[2].startswith("day") or number % 24 == 0
    return _sane(number if counted[2].startswith("day") else number // 24) if whole else None


def _difference(first: re.Match[str], second: re.Match[str], last: date) -> int | None:
    try:
        end = _date(second, last.month, last.year)
        start = _date(first, end.month, end.year)
        if start > end and not first["iso"]:
            start = _before(start, end, monthless=not (first["before"] or first["after"]))
    except ValueError:
        return None
    return _sane((end - start).days)


def _before(start: date, end: date, *, monthless: bool) -> date:
    """Return the same day of the month, or the year, before."""
    if not monthless:
        return start.replace(year=start.year - 1)
    return start.replace(year=end.year - (end.month == 1), month=end.month - 1 or 12)


def _date(found: re.Match[str], month: int, year: int) -> date:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    name = found["before"] or found["after"]
    number = next(n for n, each in enumerate(_MONTHS, start=1) if each.startswith(name)) if name else month
    return date(year, number, int(found["day"]))


def _sane(days: int) -> int | None:
    return days if 1 <= days <= _LONGEST else None

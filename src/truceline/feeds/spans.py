"""Spans of days as missions write them: between the evenings of 3 and 5 March, 31 December to 2 January, 72 hours."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    ("january", "jan", "січня", "января"),
    ("february", "feb", "лютого", "февраля"),
    ("march", "mar", "березня", "марта"),
    ("april", "apr", "квітня", "апреля"),
    ("may", "травня", "мая"),
    ("june", "jun", "червня", "июня"),
    ("july", "jul", "липня", "июля"),
    ("august", "aug", "серпня", "августа"),
    ("september", "sep", "вересня", "сентября"),
    ("october", "oct", "жовтня", "октября"),
    ("november", "nov", "листопада", "ноября"),
    ("december", "dec", "грудня", "декабря"),
)
"""Months as missions write them in English, Ukrainian and Russian."""
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = "|".join(_NUMBERS)
_WORDS = {name: count for count, name in enumerate(("one", "two", "three", "four", "five", "six", "seven"), start=1)}
_HOURS = {
    "hours?|годин[аиу]?|час(?:ов|а)?": 1,
    "days?|днів|дні|день|дня|дней|доби|діб|суток": 24,
    "weeks?|тижн[іяь]в?|недел[иьюя]": 168,
}
"""How many hours the units have in which spans are counted."""
_UNIT = "|".join(_HOURS)
_NOT_DAYS = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:hrs|hours|h)?\b(?![.]\d)|(?<![.\d])\b(?:19|20|21)\d\d\b(?!-)")
_DAY = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)|\b(?P<dotted>\d{1,2})[.](?:(?P<number>\d{1,2})[.](?P<year>\d{4})?)?"
    rf"|\b(?:(?P<before>{_MONTH})\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?P<after>{_MONTH}))?\b"
)
_JOINED = re.compile(r"\b(?:to|until|till|through|до|по)\b|[-\u2013\u2014]")
_AND = re.compile(r"\s(?:and|і|й|та|и)\s")
_BOUNDS = re.compile(r"evening|between|веч[еі]р|веч[оі]р|між|между")
_COUNTED = re.compile(rf"(?<![.,\d])\b(\d{{1,3}}|{'|'.join(_WORDS)})[\s-]+(?:full\s+)?({_UNIT})\b")
_FORTNIGHT = re.compile(r"\bfortnight\b")
_LONGEST = 62


def days_between(text: str, last: date) -> int | None:
    """Count the days from one evening to another that a text names or counts; None where it does not.

    ``last`` is the evening on which the span ends: it gives months and years that the text leaves out. Two days that
    are joined by ``and`` bound a span only where evenings are named or something lies between them.
    """
    said = _NOT_DAYS.sub(" ", _FORTNIGHT.sub("two weeks", text.lower()))
    counted, rest = [*_COUNTED.finditer(said)], _COUNTED.sub(" ", said)
    named = [*_DAY.finditer(rest)]
    if len(named) == 2:
        joint = rest[named[0].end() : named[1].start()]
        bounds = _JOINED.search(joint) or (_AND.search(joint) and _BOUNDS.search(rest))
        return _difference(named[0], named[1], last) if bounds else None
    return _number(counted[0]) if len(counted) == 1 else None


def _number(counted: re.Match[str]) -> int | None:
    number = _WORDS.get(counted[1]) or int(counted[1])
    hours = number * next(hours for unit, hours in _HOURS.items() if re.fullmatch(unit, counted[2]))
    return _sane(hours // 24) if hours % 24 == 0 else None


def _difference(first: re.Match[str], second: re.Match[str], last: date) -> int | None:
    try:
        end = _date(second, last.month, last.year)
        start = _date(first, end.month, end.year)
        if start > end and not first["iso"]:
            start = _before(start, end, monthless=not (first["before"] or first["after"] or first["number"]))
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
    if found["dotted"]:
        return date(int(found["year"] or year), int(found["number"] or month), int(found["dotted"]))
    name = found["before"] or found["after"]
    return date(year, _NUMBERS[name] if name else month, int(found["day"]))


def _sane(days: int) -> int | None:
    return days if 1 <= days <= _LONGEST else None

"""Days named in a text, read against the article's own date.

The rules are few and plain: a weekday without more is the latest one on or before the article's date; "last Thursday"
the latest before it; a day and month without a year the nearest to it; a week runs from Monday to Sunday. What lies
after the article's date is no day on which something was said. A season or a month or year "ago" is as wide as it
sounds; "previously" is before the article, and nobody knows how long.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from truceline.records.times import DateSpan
from truceline.statements.reading.spans import TextSpan

_DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SHORT = {name[:3]: place for place, name in enumerate(_MONTHS, start=1)} | {"Sept": 9}
_MONTH = (
    rf"(?:(?P<month>{'|'.join([*_MONTHS, *(s for s in _SHORT if s != 'May')])})"
    r"\b(?:(?<=\b\w{3})(?<!May)\.|(?<=Sept)\.)?)"
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ["", "a one the", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
    for word in words.split()
}
_WHEN = r"(?:(?:[Ll]ate|[Ee]arly|[Ee]arlier|[Ll]ater)\s+)?"
_LEAD = rf"{_WHEN}(?:[Oo]n\s+)?(?:\b(?:{'|'.join(_DAYS)}),?\s+)?(?:the\s+)?"
_HELD = r"(?:['’]s(?=\s+(?:press conference|news conference|briefing)\b))?"
"""An occasion on which whoever held it spoke: Tuesday's briefing."""
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
"""First and last month, in the north; 13 and 14 are those of the next year."""
_YEAR = r"(?:,?\s+(?P<year>[12]\d{3}))?(?!\d)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_Read = tuple[DateSpan | None, int | None]
_Reader = Callable[[re.Match[str], date | None], _Read]
_NEAR_DAYS = 183
_NEAR_MONTHS = 3  # a month that is named without a year lies at most so many ahead, else in the year before


def shifted(day: date, days: int) -> date:
    """Return the day so many ``days`` later, or the calendar's first or last where it ends before."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """A day or span that a text names at ``place``, in its ``words``.

    ``when`` is None where it lies in the future or cannot be told without the article's date. ``later`` is a number
    of days after whatever day was named before ("a day later"), else None. ``before`` where the words only say that it
    was before the article ("previously"): ``when`` is None, and no window of days is to be assumed.
    """

    place: TextSpan
    words: str
    when: DateSpan | None
    later: int | None = None
    before: bool = False


def named_dates(text: str, where: TextSpan, published: date | None) -> tuple[DatedPhrase, ...]:
    """Find the days that a text names within a span, in order; the longer of two that overlap is taken.

    ``published`` is the article's date; without it only dates with a year can be told.
    """
    found: list[DatedPhrase] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(text, where.start, where.end):
            if match.group() == "Today" and match.start() > where.start:
                continue  # Radio 4's Today programme
            when, later = _told(read, match, published)
            known = when if when and (published is None or when.first <= published) else None
            found.append(DatedPhrase(TextSpan(*match.span()), match.group(), known and _until(known, published), later))
    for match in _BEFORE.finditer(text, where.start, where.end):
        found.append(DatedPhrase(TextSpan(*match.span()), match.group(), None, before=True))
    return tuple(_apart(found))


def _told(read: _Reader, match: re.Match[str], published: date | None) -> _Read:
    try:
        return read(match, published)
    except (ValueError, OverflowError):  # no such day, or none that the calendar reaches
        return None, None


def _apart(found: list[DatedPhrase]) -> Iterator[DatedPhrase]:
    end = -1
    for each in sorted(found, key=lambda d: (d.place.start, -d.place.end)):
        if each.place.start >= end:
            yield each
            end = each.place.end


def _until(when: DateSpan, published: date | None) -> DateSpan:
    return DateSpan(when.first, min(when.last, published)) if published else when


def _day(day: date) -> DateSpan:
    return DateSpan(day, day)


def _weekday(match: re.Match[str], published: date | None) -> _Read:
    which = (match["which"] or "").strip().lower()
    if published is None or which == "next":
        return None, None
    back = (published.weekday() - _DAYS.index(match["weekday"])) % 7
    if back == 0 and which == "last":
        back = 7
    return _day(published - timedelta(back)), None


def _calendar_day(match: re.Match[str], published: date | None) -> _Read:
    month, number = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _made(int(match["year"]), month, number), None
    if published is None:
        return None, None
    years = (_made(published.year + shift, month, number) for shift in (-1, 0, 1))
    near = [span for span in years if span and abs((span.first - published).days) <= _NEAR_DAYS]
    return (near[0] if near else None), None


def _month(match: re.Match[str], published: date | None) -> _Read:
    month = _month_number(match["month"])
    if match["year"]:
        return _whole_month(int(match["year"]), month), None
    if published is None:
        return None, None
    ahead = (month - published.month) % 12
    return (
        None if 0 < ahead <= _NEAR_MONTHS else _whole_month(published.year - (month > published.month), month)
    ), None


def _in_digits(match: re.Match[str], _published: date | None) -> _Read:
    return _made(int(match["year"]), int(match["month"]), int(match["day"])), None


def _near_day(match: re.Match[str], published: date | None) -> _Read:
    if published is None:
        return None, None
    return _day(published - timedelta(match["near"].lower() in {"yesterday", "last night"})), None


def _year(match: re.Match[str], _published: date | None) -> _Read:
    year = int(match["year"])
    first, last = _SEASONS.get((match["season"] or "").lower(), (1, 12))
    return DateSpan(date(year, first, 1), _whole_month(year + last // 13, (last - 1) % 12 + 1).last), None


def _period(match: re.Match[str], published: date | None) -> _Read:
    if published is None or match["which"].lower() == "next":
        return None, None
    back, unit = match["which"].lower() != "this", match["unit"].lower()
    if unit == "year":
        return DateSpan(date(published.year - back, 1, 1), date(published.year - back, 12, 31)), None
    if unit == "month":
        before = published.replace(day=1) - timedelta(back)
        return _whole_month(before.year, before.month), None
    monday = published - timedelta(published.weekday() + 7 * back)
    if unit == "weekend":  # the one that ended on the article's day, or the one before
        saturday = published - timedelta((published.weekday() - 5) % 7)
        return DateSpan(saturday, saturday + timedelta(1)), None
    return DateSpan(monday, monday + timedelta(6)), None


def _long_ago(match: re.Match[str], published: date | None) -> _Read:
    if published is None:
        return None, None
    number = _number(match["count"])
    if match["unit"] == "year":
        return DateSpan(date(published.year - number, 1, 1), date(published.year - number, 12, 31)), None
    months = published.year * 12 + published.month - 1 - number
    return _whole_month(months // 12, months % 12 + 1), None


def _distance(match: re.Match[str], published: date | None) -> _Read:
    days = _number(match["count"]) * {"day": 1, "week": 7}[match["unit"]]
    if match["way"] != "ago":
        return None, days if match["way"] in {"later", "after"} else -days
    return (_day(published - timedelta(days)) if published else None), None


def _neighbour(match: re.Match[str], _published: date | None) -> _Read:
    return None, {"previous": -1, "before": -1, "same": 0, "next": 1, "following": 1, "after": 1}[match["way"].lower()]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _month_number(name: str) -> int:
    return _SHORT.get(name, 0) or _SHORT[name[:3]]


def _made(year: int, month: int, day: int) -> DateSpan | None:
    try:
        return _day(date(year, month, day))
    except ValueError:
        return None


def _whole_month(year: int, month: int) -> DateSpan:
    return DateSpan(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        re.compile(
            rf"{_WHEN}(?:[Oo]n\s+)?\b(?P<which>(?:[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<weekday>{'|'.join(_DAYS)})\b{_HELD}(?![’'])"
            r"(?:\s+(?:morning|afternoon|evening|night)\b)?"
        ),
        _weekday,
    ),
    (re.compile(rf"{_LEAD}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}{_YEAR}"), _calendar_day),
    (re.compile(rf"{_LEAD}\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_YEAR}"), _calendar_day),
    (re.compile(rf"\b[Ii]n\s+(?:(?:early|mid|late)[- ])?{_MONTH}{_YEAR}"), _month),
    (
        re.compile(
            r"\b(?:[Bb]ack\s+)?[Ii]n\s+"
            rf"(?:(?:early|mid|late)[- ]|(?:the\s+)?(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+)?)?"
            r"(?P<year>(?:1[89]|2[01])\d{2})\b(?![-/.,:]?\d)"
        ),
        _year,
    ),
    (re.compile(r"(?:[Oo]n\s+)?\b(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})\b"), _in_digits),
    (
        re.compile(r"(?:[Oo]n\s+)?\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>[12]\d{3})\b(?![.]?\d)"),
        _in_digits,
    ),
    (
        re.compile(
            rf"{_WHEN}\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)"
            r"\b(?![’'])"
        ),
        _near_day,
    ),
    (
        re.compile(
            r"\b(?:[Ee]arlier\s+|[Ll]ate\s+)?(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Oo]ver\s+the|[Aa]t\s+the)"
            r"\s+(?P<unit>weekend|week|month|year)\b(?![’'])"
        ),
        _period,
    ),
    (re.compile(rf"\b(?i:{_COUNT})\s+(?P<unit>day|week)s?\s+(?P<way>ago|later|earlier|after|before)\b"), _distance),
    (re.compile(rf"\b(?i:{_COUNT})\s+(?P<unit>month|year)s?\s+ago\b"), _long_ago),
    (re.compile(r"\b(?:[Oo]n\s+)?[Tt]he\s+(?P<way>previous|same|next|following)\s+day\b"), _neighbour),
    (re.compile(r"\b[Tt]he\s+day\s+(?P<way>before|after)\b(?=[,.;:]|\s+that\b|$)"), _neighbour),
)

_BEFORE = re.compile(
    r"\b(?<!the )(?<!a )[Pp]reviously(?=\s+\w+(?:ed|aid|old|rote|poke|made|id)\b)"
    r"|(?<=\b[Hh]a[ds] )(?:earlier|previously)\b"
    r"|\b[Ii]n\s+the\s+past\b(?!\s+(?:few|\w+\s+)?(?:day|week|month|year)s?\b)"
    r"|\b(?:[Ww]eeks|[Mm]onths|[Yy]ears|[Ll]ong)\s+ago\b"
)
"""Before the article, and no more: "previously", "had earlier warned", "in the past", "years ago"."""

"""Kinds of values that files hold: dates, spans, lists, flags, ids and ranges, each told how to be written."""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, StringConstraints, ValidatorFunctionWrapHandler, WrapValidator

from truceline.errors import CaseError
from truceline.formats.faults import shown, suggestion
from truceline.formats.yaml_tree import Quoted
from truceline.records.dating import DatedText
from truceline.records.times import DateSpan, possible


@dataclass(frozen=True, slots=True)
class Declares:
    """Marks a field that gives its record an id of this kind; ``unique`` where no other record may have it too."""

    kind: str
    unique: bool = True


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field that names one or more records of these kinds by id; empty names none."""

    kinds: tuple[str, ...]


_NO_ZONE = re.compile(r"Factory|localtime|posixrules|(posix|right)/.*")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_NUMBER = r"\d+(?:[,\u00a0 ]\d{3})*(?:\.\d+)?"
_MEASURE_FORMS = (
    (rf"({_NUMBER})\s*(?:-|–|to)\s*({_NUMBER})", lambda a, b: (a, b)),
    (rf"({_NUMBER})\s*\+", lambda a: (a, math.inf)),
    (rf"(?:at least) ({_NUMBER})", lambda a: (a, math.inf)),
    (rf"(?:more than|over) ({_NUMBER})", lambda a: (a + 1 if a.is_integer() else a, math.inf)),
    (rf"(?:up to|at most) ({_NUMBER})", lambda a: (0.0, a)),
    (rf"(?:fewer than|less than|under) ({_NUMBER})", lambda a: (0.0, a - 1 if a.is_integer() else a)),
    (rf"(?:(?:about|around|roughly|some|nearly|almost) |~)?({_NUMBER})", lambda a: (a, a)),
)
MEASURES = "30+, 5000-10000, 15, 'about 6', 'more than 20', 'at least 20', 'up to 100', 'fewer than 10', or a date"
"""How the value of a measure may be written."""


def read_day(value: object) -> date:
    """Read one day, such as ``2025-03-25``, of the years in which something may happen."""
    return possible(_day(value))


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{shown(value)} is not a date; write it as 2025-03-25")


def read_span(value: object) -> DateSpan:
    """Read a day, a month (``2025-02``) or a span (``2025-08-13/2025-08-19``)."""
    try:
        if isinstance(value, str) and (month := _MONTH.fullmatch(value)):
            year, number = int(month[1]), int(month[2])
            value = f"{year:04}-{number:02}-01/{year:04}-{number:02}-{calendar.monthrange(year, number)[1]}"
        first, _, last = value.partition("/") if isinstance(value, str) else (value, "", "")
        span = DateSpan(_day(first), _day(last or first))
    except ValueError:
        raise ValueError(
            f"{shown(value)} is not a date; write a day as 2025-03-25, a month as 2025-02, a span as "
            "2025-08-13/2025-08-19"
        ) from None
    if span.last < span.first:
        raise ValueError(f"{shown(value)} ends before it starts; exchange the two dates")
    return DateSpan(possible(span.first), possible(span.last))


def read_last_day(value: object) -> date | None:
    """Read a date as ``read_span`` does and take its last day; empty is None."""
    return None if value in ("", None) else read_span(value).last


def read_bounds(value: str) -> tuple[float | None, float | None]:
    """Read the bounds of a published number (``30+`` is 30 to infinity); of a date None and None.

    Raises
    ------
    CaseError
        If the number is written in none of the ways of ``MEASURES``.
    """
    try:
        read_span(value)
    except ValueError:
        pass
    else:
        return None, None
    for pattern, bounds in _MEASURE_FORMS:
        if found := re.fullmatch(pattern, value, re.IGNORECASE):
            low, high = bounds(*(float(re.sub(r"[,\u00a0 ]", "", number)) for number in found.groups()))
            if low > high:
                raise CaseError(f"{shown(value)} ends below its start; exchange the two numbers")
            return low, high
    raise CaseError(f"{shown(value)} is no measure; write {MEASURES}")


_FROM = re.compile(r"\s*\[from (\d{4}-\d{2}-\d{2})\]\s*")
_PARTS = "write a list of parts such as {from: 2025-03-25, text: Words}, in order of their days"


def read_parts(value: object) -> tuple[tuple[date | None, str], ...]:
    """Read a text in dated parts: a list of ``{from: DAY, text: WORDS}``, or words with ``[from DAY]`` among them."""
    if isinstance(value, str):
        first, *rest = _FROM.split(value.strip())
        found = [(None, first), *zip(map(read_day, rest[::2]), rest[1::2], strict=True)]
        parts = tuple(part for part in found if part[1])
    elif isinstance(value, list) and value and all(_is_part(each) for each in value):
        parts = tuple((read_day(each["from"]) if "from" in each else None, each["text"].strip()) for each in value)
    else:
        raise ValueError(f"is no dated text; {_PARTS}")
    days = [day or date.min for day, _ in parts]
    if days != sorted(days):
        raise ValueError("the parts of the text are out of order; put the earliest first")
    return parts


def _is_part(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"from", "text"}
        and isinstance(value.get("text"), str)
        and bool(value["text"].strip())
    )


def _dated(value: object, plain: ValidatorFunctionWrapHandler) -> str:
    if isinstance(value, list) or (isinstance(value, str) and _FROM.search(value)):
        return DatedText(read_parts(value))
    text: str = plain(value)
    return text


def split(cell: str) -> tuple[str, ...]:
    """Split a cell's list at its semicolons; empty items are dropped."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _bare(value: object) -> object:
    if value is True or value is False:  # which Python takes for 1 and 0
        raise ValueError(f"{shown(str(value).lower())} is not a number; write digits, such as 12")
    if type(value) is Quoted:
        raise ValueError(f"{shown(value)} is text in quotes; write a bare number, such as 12")
    return value


def _instant(value: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
        found = None if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        found = None
    if found is not None:
        return possible(found)
    raise ValueError(f"{shown(value)} is not an instant with its offset; write it as 2025-03-25T09:00:00Z")


def _flag(value: object) -> bool:
    if isinstance(value, str) and value in {"yes", "no"}:
        return value == "yes"
    raise ValueError(f"{shown(value)} is neither yes nor no; write yes or no")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    raise ValueError(f"{shown(value)} is neither true nor false; write true or false")


def _factors(value: object) -> tuple[tuple[str, float], ...]:
    pairs = []
    for part in split(str(value)):
        name, _, factor = part.partition(":")
        if not re.fullmatch(r"\s*\d{1,9}(\.\d{1,9})?\s*", factor) or float(factor) == 0:
            raise ValueError(f"{shown(part)} is no substitute; write capability:factor, such as light-battalion:0.8")
        pairs.append((name.strip(), float(factor)))
    return tuple(pairs)


def known_zones() -> set[str]:
    """List the IANA time zones; not what some systems keep beside them, and other programs do not know."""
    return {name for name in available_timezones() if not _NO_ZONE.fullmatch(name)}


def _zone(value: object) -> str:
    try:
        key = ZoneInfo(str(value)).key
        if not _NO_ZONE.fullmatch(key):
            return key
    except (ValueError, OSError, KeyError):
        pass
    known = known_zones()
    if not known:  # a machine without a time zone database cannot tell
        return str(value)
    raise ValueError(f"{shown(value)} is no time zone; " + suggestion(str(value), known, "write it as Europe/Kyiv"))


def _from_empty(value: object) -> object:
    return None if value == "" else value


Blank = BeforeValidator(lambda value: "" if value is None else value)
"""Reads nothing at all as empty text."""
Text = Annotated[str, StringConstraints(strip_whitespace=True), Blank]
"""Text; may be empty."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that may not be empty."""
Note = Annotated[Text, WrapValidator(_dated)]
"""Text that may be in parts, each known from a day; may be empty."""
Prose = Annotated[Words, WrapValidator(_dated)]
"""Text that may be in parts, each known from a day, and may not be empty."""
ID = r"^[a-z0-9][a-z0-9._-]*$"
"""What an id looks like."""
Id = Annotated[str, StringConstraints(pattern=ID)]
"""An id: lower-case letters, digits, dots, hyphens and underscores."""
Day = Annotated[date, BeforeValidator(read_day)]
"""A day: ``2025-03-25``."""
OptionalDay = Annotated[date | None, BeforeValidator(lambda value: None if value in ("", None) else read_day(value))]
"""A day, or empty."""
LastDay = Annotated[date | None, BeforeValidator(read_last_day)]
"""A day, or a month or span, of which the last day is meant; or empty."""
Span = Annotated[DateSpan, BeforeValidator(read_span)]
"""A day, a month ``2025-02`` or a span ``2025-08-13/2025-08-19``."""
Split = BeforeValidator(lambda value: split(value) if isinstance(value, str) else value)
"""Splits a cell's list at its semicolons."""
SplitFilled = BeforeValidator(lambda value: (split(value) or ("",)) if isinstance(value, str) else value)
"""Splits a cell's list at its semicolons; an empty cell is one empty item, which is a fault of its own."""
Listed = Annotated[tuple[str, ...], Split]
"""A list in a cell, its items separated by ``;``."""
Instant = Annotated[datetime, BeforeValidator(_instant)]
"""An instant with its offset from UTC: ``2025-03-25T09:00:00Z``."""
OptionalInstant = Annotated[
    datetime | None, BeforeValidator(lambda value: None if value in ("", None) else _instant(value))
]
"""An instant, or empty."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""``yes`` or ``no``."""
Truth = Annotated[bool, BeforeValidator(_truth)]
"""``true`` or ``false``."""
Factors = Annotated[tuple[tuple[str, float], ...], BeforeValidator(_factors)]
"""Substitutes as ``capability:factor;capability:factor``."""
Zone = Annotated[str, BeforeValidator(_zone)]
"""An IANA time zone such as ``Europe/Kyiv``."""
Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_bare)]
"""A number."""
Amount = Annotated[Number, Field(ge=0)]
"""A number, 0 or more."""
Longitude = Annotated[Number, Field(ge=-180, le=180)]
"""Degrees east."""
Latitude = Annotated[Number, Field(ge=-90, le=90)]
"""Degrees north."""
Whole = Annotated[int, BeforeValidator(_bare)]
"""A whole number."""
Count = Annotated[Whole, Field(ge=0, le=1_000_000)]
"""A whole number, 0 or more."""
Seed = Annotated[Whole, Field(ge=0, lt=2**63)]
"""A whole number, 0 or more, as large as you like."""
Positive = Annotated[Whole, Field(ge=1, le=1_000_000)]
"""A whole number, 1 or more."""
Grade = Annotated[Whole, Field(ge=1, le=6)]
"""An Admiralty grade from 1 (confirmed) to 6 (cannot be judged)."""
EmptyNumber = Annotated[Number | None, BeforeValidator(_from_empty)]
"""A number, or empty."""
EmptyCount = Annotated[Count | None, BeforeValidator(_from_empty)]
"""A whole number, 0 or more, or empty."""

ActorId = Annotated[str, Field(min_length=1), Refers(("actor",))]
ActorIds = Annotated[Listed, Refers(("actor",))]
SourceId = Annotated[str, Blank, Refers(("source",))]
CapabilityId = Annotated[str, Field(min_length=1), Refers(("capability",))]
FactId = Annotated[str, Field(min_length=1), Refers(("fact",))]
SectorId = Annotated[str, Blank, Refers(("sector",))]
StatementIds = Annotated[tuple[str, ...], Refers(("statement",))]

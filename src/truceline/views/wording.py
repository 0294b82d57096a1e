"""Numbers and dates as people read them, never saying more than the numbers do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from truceline.records.quantities import Range
from truceline.records.times import MONTHS, DateSpan
from truceline.records.times import in_words as day

__all__ = ["count", "day", "exact", "listed", "minutes", "month_name", "plural", "share", "span", "spread", "within"]

_SPACE = "\N{NARROW NO-BREAK SPACE}"


def count(value: float) -> str:
    """Write a number with thousands separated: below 100 to one decimal where it is not whole, above always whole."""
    whole = round(value)
    if abs(value) >= 100 or abs(value - whole) < 0.05:
        return f"{whole:,}"
    return f"{value:,.1f}"


def within(value: float, margin: float) -> str:
    """Write an estimate with half its interval, or the number alone where it is exact."""
    return f"{count(value)} ± {count(margin)}" if margin else count(value)


def share(value: float) -> str:
    """Write a share as a percentage: "under 1 %" and "over 99 %" rather than a false nothing or everything."""
    if 0 < value < 0.01:
        return f"under 1{_SPACE}%"
    if 0.99 < value < 1 - 1e-9:
        return f"over 99{_SPACE}%"
    return f"{value * 100:.0f}{_SPACE}%"


def spread(value: Range) -> str:
    """Write a range as low to high with the likely value, or one number where they agree."""
    low, likely, high = count(value.low), count(value.likely), count(value.high)
    return likely if low == high else f"{likely} ({low} to {high})"


def exact(value: Range) -> str:
    """Write a range as given, never rounded: the likely value, with low and high in brackets where they differ."""
    low, likely, high = (f"{n:,.6g}" if abs(n) < 1e5 else f"{n:,.0f}" for n in (value.low, value.likely, value.high))
    return likely if low == high else f"{likely} ({low} to {high})"


def minutes(value: float) -> str:
    """Write a time in minutes; above three hours in hours."""
    if value > 180:
        return f"{value / 60:.1f} h"
    return f"{value:.0f} min"


def moment(value: datetime | str) -> str:
    """Write an instant, which may be in the form of ISO 8601, to the minute: 2031-03-08 13:44 UTC."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def span(value: DateSpan) -> str:
    """Write a date as exactly as it is known: a day, a month, or from day to day."""
    if value.first == value.last:
        return day(value.first)
    if str(value) == f"{value.first:%Y-%m}":
        return f"{MONTHS[value.first.month - 1]} {value.first.year}"
    return f"{day(value.first)} to {day(value.last)}"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    return " and ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])


def plural(number: float, one: str, many: str = "") -> str:
    """Write a number with its noun; ``many`` is ``one`` with an s where it is not given."""
    return f"{count(number)} {one if count(number) == '1' else many or one + 's'}"


def month_name(value: date) -> str:
    """Write a month shortly: Mar 2025."""
    return f"{MONTHS[value.month - 1][:3]} {value.year}"

"""Instants, and dates as known: a day, or a span where only the month is known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years in which something may happen, both included: at the ends of the calendar no day comes before or after."""

AnyDay = TypeVar("AnyDay", bound=date)

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months as they are called."""


def possible(day: AnyDay) -> AnyDay:
    """Check that a day or a moment lies in the years in which something may happen.

    Raises
    ------
    ValueError
        If it does not; it says which years those are.
    """
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise ValueError(f"{day.isoformat()} is not in the years {FIRST_YEAR} to {LAST_YEAR}; correct the year")


def in_words(day: date) -> str:
    """Write a date as 25 March 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """A date known to lie between ``first`` and ``last``, both included."""

    first: date
    last: date

    def known_by(self, as_of: date) -> bool:
        """Return whether the date has surely come by ``as_of``."""
        return self.last <= as_of

    def interval(self) -> str:
        """Write it as case files do: a day, or first/last (ISO 8601)."""
        return "/".join(dict.fromkeys((self.first.isoformat(), self.last.isoformat())))

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        if self.first == self.first.replace(day=1) and self.last == _month_end(self.first):
            return f"{self.first:%Y-%m}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def instant(seconds: int) -> datetime:
    """Return the aware UTC instant of so many seconds since 1970-01-01; fewer than none are before it."""
    return _EPOCH + timedelta(seconds=int(seconds))  # datetime.fromtimestamp refuses those on Windows


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])

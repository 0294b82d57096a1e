"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_DAYS = 36_500
"""The longest stretch of days that is asked for: a century."""

AnyDate = TypeVar("AnyDate", bound=date)
Command = TypeVar("Command", bound=Callable[..., Any])


def day(value: str) -> date:
    """Read a date such as 2025-03-25.

    Raises
    ------
    click.BadParameter
        If it is none; it says the form to use.
    """
    try:
        return in_our_time(date.fromisoformat(value))
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a date; write it as 2025-03-25") from error


def moment(value: str) -> datetime:
    """Read a date such as 2031-03-20, or a moment such as 2031-03-20T19:30, on the case's clock or with an offset.

    Raises
    ------
    click.BadParameter
        If it is none; it says the form to use.
    """
    try:
        return in_our_time(datetime.fromisoformat(value))
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no time; write it as 2031-03-20 or 2031-03-20T19:30") from error


def in_our_time(when: AnyDate) -> AnyDate:
    """Return a date or a moment that lies in a year that something can be reckoned from.

    Raises
    ------
    click.BadParameter
        If it does not: at the ends of the calendar there is no day before or after.
    """
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise click.BadParameter(
            f"{when.isoformat()} is not in the years {FIRST_YEAR} to {LAST_YEAR}; correct the year"
        )
    return when


def as_json(command: Command) -> Command:
    """Add ``--json``: one JSON document on stdout instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")(command)


def as_of(command: Command) -> Command:
    """Add ``--as-of``: everything read as known on a date."""
    text = "Read everything as known on this date [default: the case's own]."
    return click.option("--as-of", type=day, metavar="DATE", help=text)(command)


def out(text: str) -> Callable[[Command], Command]:
    """Add ``--out``: where to write."""
    return click.option("--out", type=click.Path(path_type=Path), help=text)

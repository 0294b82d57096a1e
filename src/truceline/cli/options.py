"""Options that several commands share."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from truceline.errors import shown

MOST_DAYS = 36_500
"""The longest stretch of days that is asked for: a century."""

LONGEST_PATH = 4_000
MOST_FOLDERS = 100
"""How long a path may be that somebody gives, in bytes, and how deep."""


class _Path(click.Path):
    """A path as somebody writes it: of a length and a depth that systems and people can handle."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  (click's signature)
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if len(os.fsencode(path)) > LONGEST_PATH or len(path.parts) > MOST_FOLDERS:
            what = f"{shown(str(value))} is longer than {LONGEST_PATH} bytes or deeper than {MOST_FOLDERS} folders"
            self.fail(f"{what}; give a shorter one", param, ctx)
        return path


class _Amount(click.FloatRange):
    """An amount that people count: a number from 0 to a million million."""

    def __init__(self) -> None:
        super().__init__(0, 1e12)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  (click's signature)
        amount = super().convert(value, param, ctx)
        if math.isnan(amount):
            self.fail(f"{shown(str(value))} is no number", param, ctx)
        return amount


PATH = _Path()
"""The type of every path on the command line."""

AMOUNT = _Amount()
"""The type of an amount on the command line."""

Command = TypeVar("Command", bound=Callable[..., Any])


def day(value: str) -> date:
    """Read a date such as 2025-03-25.

    Raises
    ------
    click.BadParameter
        If it is none; it says the form to use.
    """
    try:
        return date.fromisoformat(value)
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
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no time; write it as 2031-03-20 or 2031-03-20T19:30") from error


def as_json(command: Command) -> Command:
    """Add ``--json``: one JSON document on stdout instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")(command)


def as_of(command: Command) -> Command:
    """Add ``--as-of``: everything read as known on a date."""
    text = "Read everything as known on this date [default: the case's own]."
    return click.option("--as-of", type=day, metavar="DATE", help=text)(command)


def out(text: str) -> Callable[[Command], Command]:
    """Add ``--out``: where to write."""
    return click.option("--out", type=PATH, help=text)

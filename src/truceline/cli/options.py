"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

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

"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date such as 2025-03-25."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Read the date, or refuse it with the form to use."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2025-03-25", param, ctx)


def as_json(command: Command) -> Command:
    """Add ``--json``: one JSON document on stdout instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")(command)


def as_of(command: Command) -> Command:
    """Add ``--as-of``: everything read as known on a date."""
    text = "Read everything as known on this date [default: the case's own]."
    return click.option("--as-of", type=Day(), help=text)(command)


def out(text: str) -> Callable[[Command], Command]:
    """Add ``--out``: where to write."""
    return click.option("--out", type=click.Path(path_type=Path), help=text)

"""``truceline add``: one subcommand for each table that monitors keep by hand."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from truceline.cli import options
from truceline.cli.answers import answer

if TYPE_CHECKING:
    from truceline.services.add import RowColumn, RowTable

_WIDEST = 60  # characters of the words to choose from that stand beside an option
_MADE = {"id": "made from the instant", "claim_id": "made from the instant", "at": "now"}


class _Tables(click.Group):
    """The tables' own columns are the options; they are looked up only when a command of the group is asked for."""

    @property
    def commands(self) -> MutableMapping[str, click.Command]:
        """The commands by name."""
        return _commands()

    @commands.setter
    def commands(self, commands: MutableMapping[str, click.Command]) -> None:
        """Take none: they are the tables'."""


@click.group(name="add", cls=_Tables)
def add_group() -> None:
    """Add one row to a table that monitors keep by hand, with an id and an instant.

    The case is read as it would be afterwards, and changed only where it stays sound. Earlier rows are never changed: a
    row that mends another names it with --replaces.
    """


@cache
def _commands() -> dict[str, click.Command]:
    from truceline.services.add import list_tables

    return {table.name: _command(table) for table in list_tables()}


def _command(table: RowTable) -> click.Command:
    def run(case: str, *, as_json: bool, **cells: str | None) -> None:
        from truceline.services.add import add

        row = {name: cell for name, cell in cells.items() if cell is not None}
        answer(add(table.name, case, row, at=datetime.now(UTC)), as_json=as_json)

    parameters: list[click.Parameter] = [click.Argument(["case"])]
    parameters += [_option(column) for column in table.columns]
    text = f"Add one row to {table.file.name}. {table.text}"
    return options.as_json(click.Command(table.name, params=parameters, callback=run, help=text))


def _option(column: RowColumn) -> click.Option:
    text = column.text.replace("`", "")
    text += f" [default: {_MADE[column.name]}]" if column.name in _MADE else ""
    more: dict[str, Any] = {"metavar": "TEXT"}
    if column.choices:
        more = {"type": click.Choice(column.choices)}
    if len("|".join(column.choices)) > _WIDEST:
        more["metavar"] = "WORD"
        text += f" One of {', '.join(column.choices)}."
    return click.Option([f"--{column.name.replace('_', '-')}", column.name], required=column.needed, help=text, **more)

"""``truceline workbook``: a contributor's pledges out to Excel, and back as changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.group(name="workbook")
def workbook_group() -> None:
    """Send a contributor its pledges as an Excel workbook, and read what came back."""


@workbook_group.command(name="write")
@click.argument("case")
@click.argument("contributor", required=False)
@click.option("--out", type=options.PATH, required=True, help="The .xlsx file; without CONTRIBUTOR, a folder.")
@click.option("--made-on", type=options.day, metavar="DATE", help="The day that stands in it [default: today].")
@options.as_json
def write(case: str, contributor: str | None, out: Path, made_on: date | None, *, as_json: bool) -> None:
    """Write the workbook of CONTRIBUTOR: its pledges to change, the requirement and all choices to read.

    Without CONTRIBUTOR, one for each that pledges. The same case and day give the same file. What others pledge is not
    in it.
    """
    from truceline.services.workbook import write_workbooks

    answer(write_workbooks(case, contributor, out, made_on=made_on or datetime.now(UTC).date()), as_json=as_json)


@workbook_group.command(name="changes")
@click.argument("case")
@click.argument("files", nargs=-1, required=True, type=options.PATH)
@click.option("--apply", is_flag=True, help="Change the case so: all of it, or nothing.")
@options.as_json
def changes(case: str, files: tuple[Path, ...], *, apply: bool, as_json: bool) -> None:
    """Say what workbooks that came back change in CASE, cell by cell; nothing is written without --apply.

    Faults are named by cell, as FILE | Pledges!C7, all at once. What the case holds otherwise by now is refused with
    both texts.
    """
    from truceline.services.workbook import read_workbooks

    answer(read_workbooks(case, files, apply=apply), as_json=as_json)

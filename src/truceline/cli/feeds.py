"""``truceline import FEED``: one command for each source of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from truceline.cli import options
from truceline.cli.answers import answer
from truceline.services.feeds import Listed, list_feeds

Command = TypeVar("Command", bound=Callable[..., Any])

_MORE = """

Rows known already are left alone, rows that changed become new versions. Bad rows are refused one by one, with their
reasons; if more than 5 % are, nothing is imported (exit code 1) unless --accept-rest is given. The store is
CASE/reports/reports.sqlite; refused rows are listed beside it."""


def feed_commands() -> Iterator[click.Command]:
    """Return the command of each feed."""
    return map(_command, list_feeds())


def _tab(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    return "\t" if value == "tab" else value


def _command(feed: Listed) -> click.Command:
    def run(file: Path, case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (options)
        from truceline.services.import_reports import import_reports

        done = import_reports(feed.name, file, case, at=datetime.now(UTC), progress=_progress, **chosen)
        answer(done, as_json=as_json)

    for add in (_file, _case, _mapping if feed.mapped else None, *_FORM, _full, _accept_rest, options.as_json):
        run = add(run) if add else run
    # parameters are listed in the order in which they were added, so that help shows them from the last to the first
    run.__click_params__ = [*reversed(run.__click_params__)]  # type: ignore[attr-defined]  # click's own
    return click.command(feed.name, help=f"Import {feed.title}.{_MORE}")(run)


_file = click.argument("file", type=options.PATH)
_case = click.argument("case")
_mapping = click.option("--mapping", type=options.PATH, help="The YAML file that names the columns.")
_FORM = (
    click.option(
        "--encoding", metavar="NAME", help="Such as cp1251 [default: UTF-8, or UTF-16 where the file shows it]."
    ),
    click.option(
        "--delimiter",
        metavar="CHARACTER",
        callback=_tab,
        help="What parts cells, tab for a tab [default: as the header shows].",
    ),
    click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark [default: as numbers show]."),
    click.option(
        "--dates",
        type=click.Choice(["day-first", "month-first"]),
        help="Of dates such as 03/04/2031 [default: as they show].",
    ),
    click.option("--sheet", metavar="NAME", help="That of a workbook [default: the one with the columns]."),
)
_full = click.option("--full", is_flag=True, help="FILE is the whole feed: rows that it lacks are withdrawn.")
_accept_rest = click.option("--accept-rest", is_flag=True, help="Import what is good, however much is refused.")


def _progress(rows: int) -> None:
    # less is done before anybody wonders
    if rows >= 200_000:
        click.echo(f"{rows:,} rows read", err=True)

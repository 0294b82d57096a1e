"""``truceline import FEED``: one command for each source of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from truceline.cli import options
from truceline.cli.answers import answer

Command = TypeVar("Command", bound=Callable[..., Any])

FEEDS = {
    "acled": "ACLED events (CSV).",
    "ucdp": "UCDP GED events (CSV).",
    "viina": "VIINA events, found in news by a machine (CSV).",
    "eyes-on-russia": "Eyes on Russia incidents (CSV).",
    "bellingcat": "Bellingcat civilian harm incidents (JSON).",
    "firms": "NASA FIRMS fire points (CSV).",
    "alerts": "air-raid alerts of Ukraine (CSV).",
    "osce": "OSCE SMM daily counts per region (CSV): kept as counts.",
    "claims": "claims of the parties (CSV): kept as claims.",
    "csv": "any CSV, its columns named by a mapping.",
    "geojson": "points of a GeoJSON, its properties named by a mapping.",
    "kml": "placemarks of a KML, its data named by a mapping.",
    "cot": "Cursor-on-Target events (XML).",
}
"""What each feed is, by its name."""

_MAPPED = ("csv", "geojson", "kml")
_MORE = """

Rows known already are left alone, rows that changed become new versions. Bad rows are refused one by one, with their
reasons; if more than 5 % are, nothing is imported (exit code 1) unless --accept-rest is given. The store is
CASE/reports/reports.sqlite; refused rows are listed beside it."""


def feed_commands() -> Iterator[click.Command]:
    """Make the command of each feed."""
    for name, title in FEEDS.items():
        yield _command(name, title)


def _command(name: str, title: str) -> click.Command:
    def run(file: Path, case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (options)
        from truceline.services.import_reports import import_reports

        done = import_reports(name, file, case, at=datetime.now(UTC), progress=_progress, **chosen)
        answer(done, as_json=as_json)

    for add in (_file, _case, _mapping if name in _MAPPED else None, _full, _accept_rest, options.as_json):
        run = add(run) if add else run
    # parameters are listed in the order in which they were added, so that help shows them from the last to the first
    run.__click_params__ = [*reversed(run.__click_params__)]  # type: ignore[attr-defined]  # click's own
    return click.command(name, help=f"Import {title}{_MORE}")(run)


_file = click.argument("file", type=click.Path(path_type=Path))
_case = click.argument("case")
_mapping = click.option("--mapping", type=click.Path(path_type=Path), help="The YAML file that names the columns.")
_full = click.option("--full", is_flag=True, help="FILE is the whole feed: rows that it lacks are withdrawn.")
_accept_rest = click.option("--accept-rest", is_flag=True, help="Import what is good, however much is refused.")


def _progress(rows: int) -> None:
    # less is done before anybody wonders
    if rows >= 200_000:
        click.echo(f"{rows:,} rows read", err=True)

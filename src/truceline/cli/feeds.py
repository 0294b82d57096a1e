"""``truceline import FEED``: one command for each source of reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from truceline.cli import options

if TYPE_CHECKING:
    from truceline.services.import_reports import Imported

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
        done = _import(name, file, case, **chosen)
        click.echo(_document(done) if as_json else _summary(done))
        for note in done.notes:
            click.echo(note, err=True)

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


def _import(name: str, file: Path, case: str, mapping: Path | None = None, **chosen: bool) -> Imported:
    from truceline.casefolder import cases
    from truceline.feeds.catalogue import feed_of
    from truceline.feeds.mapping_file import read_mapping
    from truceline.feeds.setting import setting_of
    from truceline.services.import_reports import Choices, import_file

    found = cases.find_case(case)
    if found.bundled:
        raise click.UsageError(f"{case} is bundled and stays as it is; copy it: truceline new FOLDER --from {case}")
    feed = feed_of(name, read_mapping(mapping) if mapping else None)
    setting = setting_of(cases.read_case(found.folder), datetime.now(UTC))
    return import_file(found.folder, feed, file, setting, Choices(**chosen, progress=_progress))


def _progress(rows: int) -> None:
    # less is done before anybody wonders
    if rows >= 200_000:
        click.echo(f"{rows:,} rows read", err=True)


def _document(done: Imported) -> str:
    told = {
        "feed": done.feed,
        "file": done.file,
        "sha256": done.sha256,
        "import": done.number,
        "counts": done.counts,
        "refused": {
            "reasons": done.reasons,
            "first": list(done.first),
            "file": str(done.refused_file) if done.refused_file else None,
        },
        "notes": list(done.notes),
    }
    return json.dumps(told, ensure_ascii=False)


def _summary(done: Imported) -> str:
    counted = ", ".join(f"{count:,} {what}" for what, count in done.counts.items() if count or what == "new")
    lines = [f"{done.file}: {counted}"]
    lines += [f"  {count:,} x {reason}" for reason, count in done.reasons.items()]
    lines += [f"  - {each}" for each in done.first]
    return "\n".join([*lines, *([f"  all refused rows: {done.refused_file}"] if done.refused_file else [])])

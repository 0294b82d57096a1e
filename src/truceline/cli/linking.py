"""``truceline link``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli import options

if TYPE_CHECKING:
    from truceline.monitoring.linkage.link_reports import Linked, Rulings
    from truceline.monitoring.reports import Reports

_PARTITIONS = 8  # on a cluster


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Write id, incident here (CSV).")
@click.option("--repeats", multiple=True, help="A source that may report one incident twice; may be repeated.")
@click.option(
    "--rulings", type=click.Path(path_type=Path), help="Merges and splits that bind: a table like a case's rulings.csv."
)
@click.option("--scheduler", default="", help="Link on the dask cluster at this address, such as tcp://host:8786.")
@click.option(
    "--partitions",
    type=click.IntRange(1, 10_000),
    help="Link in this many partitions of time [default: 1; with --scheduler 8]. The result is the same.",
)
@options.as_json
def link(
    files: tuple[Path, ...],
    *,
    out: Path,
    repeats: tuple[str, ...],
    rulings: Path | None,
    scheduler: str,
    partitions: int | None,
    as_json: bool,
) -> None:
    """Link reports into incidents.

    FILES are CSV or Parquet with the columns id, source, time, lat, lon, radius_m, act and, where known, date_only,
    time_end and weapon. The reasons of every link are written beside OUT, as OUT's name with -links.
    """
    from truceline.formats.report_files import read_reports, write_incidents, write_links

    reports = read_reports(*files)
    ruled = _ruled(rulings, reports) if rulings else None
    found = _linked(reports, frozenset(repeats), ruled, scheduler, partitions or (_PARTITIONS if scheduler else 1))
    reasons = out.with_name(f"{out.stem}-links.csv")
    write_incidents(out, reports, found)
    write_links(reasons, reports, found)
    counted = {"reports": len(reports), "incidents": int(found.incident.max(initial=-1)) + 1}
    if as_json:
        click.echo(json.dumps({**counted, "written": [str(out), str(reasons)]}))
    else:
        click.echo(f"{counted['reports']} reports, {counted['incidents']} incidents; written to {out} and {reasons}")


def _ruled(path: Path, reports: Reports) -> Rulings:
    from truceline.casefolder.schema.findings import RulingRow
    from truceline.casefolder.table_file import read_table
    from truceline.monitoring.append_only import counting, known_by
    from truceline.monitoring.apply_annotations import rulings_on

    rows = [row.record() for row in read_table(path, RulingRow)]
    rulings, astray = rulings_on(reports, counting(known_by(rows, datetime.max.replace(tzinfo=UTC))))
    if astray:
        click.echo(f"not applied, because a report is not among these: {', '.join(astray)}", err=True)
    return rulings


def _linked(
    reports: Reports, repeats: frozenset[str], rulings: Rulings | None, scheduler: str, partitions: int
) -> Linked:
    from truceline.compute.cluster import tasks_on
    from truceline.monitoring.linkage.link_reports import link as link_reports
    from truceline.monitoring.linkage.partitions import link_partitions

    if scheduler:
        run = partial(tasks_on, scheduler)
        return link_partitions(reports, partitions, rulings=rulings, repeats=repeats, run=run, run_clusters=run)
    if partitions > 1:
        return link_partitions(reports, partitions, rulings=rulings, repeats=repeats)
    return link_reports(reports, rulings=rulings, repeats=repeats)

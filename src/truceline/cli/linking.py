"""``truceline link``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from truceline.cli import options


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Write id, incident here (CSV).")
@click.option("--repeats", multiple=True, help="A source that may report one incident twice; may be repeated.")
@options.as_json
def link(files: tuple[Path, ...], *, out: Path, repeats: tuple[str, ...], as_json: bool) -> None:
    """Link reports into incidents.

    FILES are CSV or Parquet with the columns id, source, time, lat, lon, radius_m, act and, where known, date_only and
    time_end. The reasons of every link are written beside OUT, as OUT's name with -links.
    """
    from truceline.adapters.reportfile import read_reports, write_incidents, write_links
    from truceline.monitoring.linkage import link as link_reports

    reports = read_reports(*files)
    found = link_reports(reports, repeats=frozenset(repeats))
    reasons = out.with_name(f"{out.stem}-links.csv")
    write_incidents(out, reports, found)
    write_links(reasons, reports, found)
    counted = {"reports": len(reports), "incidents": int(found.incident.max(initial=-1)) + 1}
    if as_json:
        click.echo(json.dumps({**counted, "written": [str(out), str(reasons)]}))
    else:
        click.echo(f"{counted['reports']} reports, {counted['incidents']} incidents; written to {out} and {reasons}")

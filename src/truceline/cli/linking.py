"""``truceline link``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("files", nargs=-1, required=True, type=options.PATH)
@click.option("--out", required=True, type=options.PATH, help="Write id, incident, text here (CSV).")
@click.option(
    "--until", type=options.moment, metavar="TIME", help="Of a CASE: until when [default: the end of the case's day]."
)
@click.option("--repeats", multiple=True, help="A source that may report one incident twice; may be repeated.")
@click.option("--rulings", type=options.PATH, help="Merges and splits that bind: a table like a case's rulings.csv.")
@click.option("--scheduler", default="", help="Link on the dask cluster at this address, such as tcp://host:8786.")
@click.option(
    "--partitions",
    type=click.IntRange(1, 10_000),
    help="Link in this many partitions of time [default: 1; with --scheduler 8]. The result is the same.",
)
@options.as_json
def link(files: tuple[Path, ...], *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Link reports into incidents: of FILES, or of one CASE.

    FILES are CSV or Parquet with the columns id, source, time, lat, lon, radius_m, act and, where known, date_only,
    time_end, weapon and text. The reasons of every link are written beside OUT, as OUT's name with -links.

    Of a CASE all that it received is linked, with its rulings, findings and sources that repeat themselves, into the
    incidents that monitor has; these are written beside OUT, as OUT's name with -incidents.
    """
    from truceline.services.link import link

    answer(link(files, **chosen), as_json=as_json)

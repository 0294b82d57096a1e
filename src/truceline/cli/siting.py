"""``truceline site``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("case")
@click.option("--scenario", help="Site this scenario's force [default: the case's first].")
@options.as_of
@click.option("--dem", type=options.PATH, help="Heights as GeoTIFF: ground hides what is behind it.")
@click.option("--roads", type=options.PATH, help="Roads, .osm or CSV: reaction forces drive on them.")
@click.option("--denied", type=options.PATH, help="Polygons of ground that is closed: no site in it.")
@click.option("--weather", default="", help="A weather that the case's assumptions describe.")
@click.option("--size", "sizes", multiple=True, type=click.IntRange(1), help="Also site this many; may be repeated.")
@options.out("Write the results here [default: runs/TIME-site].")
@options.as_json
def site(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Site one scenario's force, lose parts of it, and add to it.

    Writes siting.html (coverage ribbon, maps, losses, further posts), its pictures as SVG, map layers (GeoJSON), tables
    (CSV), the force at its places (MSDL) and siting.json, and prints a summary. Without --size, half, twice and four
    times the force are sited too.
    """
    from truceline.services.site import site

    answer(site(case, at=datetime.now(UTC), **chosen), as_json=as_json)

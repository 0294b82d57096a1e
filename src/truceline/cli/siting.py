"""``truceline site``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options


@click.command()
@click.argument("case")
@click.option("--scenario", help="Site this scenario's force [default: the case's first].")
@options.as_of
@click.option("--dem", type=click.Path(path_type=Path), help="Heights as GeoTIFF: ground hides what is behind it.")
@click.option("--roads", type=click.Path(path_type=Path), help="Roads, .osm or CSV: reaction forces drive on them.")
@click.option("--denied", type=click.Path(path_type=Path), help="Polygons of ground that is closed: no site in it.")
@click.option("--weather", default="", help="A weather that the case's assumptions describe.")
@click.option("--size", "sizes", multiple=True, type=click.IntRange(1), help="Also site this many; may be repeated.")
@options.out("Write the results here [default: runs/TIME-site].")
@options.as_json
def site(case: str, *, scenario: str | None, as_of: date | None, out: Path | None, as_json: bool, **given: Any) -> None:  # noqa: ANN401  (options)
    """Site one scenario's force, lose parts of it, and add to it.

    Writes siting.html (coverage ribbon, maps, losses, further posts), its pictures as SVG, map layers (GeoJSON), tables
    (CSV) and siting.json, and prints a summary. Without --size, half, twice and four times the force are sited too.
    """
    from truceline.casefolder import cases
    from truceline.render import siting
    from truceline.services import runs
    from truceline.workflow.site import site_scenario

    found = cases.find_case(case)
    known = cases.read_case(found.folder)
    view = site_scenario(
        known,
        scenario or known.scenarios[0].id,
        as_of=as_of,
        surroundings=_surroundings(given["dem"], given["roads"], given["denied"], given["weather"]),
        sizes=given["sizes"],
    )
    at = datetime.now(UTC)
    folder = out or runs.run_folder(found.folder, bundled=found.bundled, command="site", at=at)
    asked = {"as_of": view.as_of.isoformat(), "scenario": view.standing.scenario.id, "sizes": list(given["sizes"])}
    asked |= {name: str(given[name]) for name in ("dem", "roads", "denied", "weather") if given[name]}
    results = siting.siting_files(view)
    written = runs.write_run(
        folder, results, runs.run_record("site", asked, at=at, seed=known.seed, inputs=known.inputs)
    )
    click.echo(results["siting.json"] if as_json else siting.siting_summary(view), nl=False)
    click.echo(f"written to {folder}: {', '.join(path.name for path in written)}", err=True)


def _surroundings(dem: Path | None, roads: Path | None, denied: Path | None, weather: str) -> Any:  # noqa: ANN401  (imported late)
    from truceline.siting.environment import Surroundings
    from truceline.sources import height_raster, line_shapes, road_graph

    return Surroundings(
        terrain=height_raster.read_terrain(dem) if dem else None,
        roads=road_graph.read_roads(roads) if roads else None,
        denied=line_shapes.read_shapes(denied).polygons if denied else (),
        weather=weather,
    )

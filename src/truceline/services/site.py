"""``site``: where one scenario's force stands, and the files that say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from truceline import __version__
from truceline.render.siting import siting_files, siting_summary
from truceline.results.siting import ScenarioSiting
from truceline.services.opening import open_planned
from truceline.services.outcome import Outcome
from truceline.services.runs import run_of, written_to
from truceline.siting.environment import Surroundings
from truceline.sources import height_raster, line_shapes, road_graph
from truceline.workflow.site import site_force


def site(
    case: str | Path,
    *,
    at: datetime,
    scenario: str | None = None,
    as_of: date | None = None,
    dem: str | Path | None = None,
    roads: str | Path | None = None,
    denied: str | Path | None = None,
    weather: str = "",
    sizes: Sequence[int] = (),
    out: str | Path | None = None,
) -> Outcome[ScenarioSiting]:
    """Site the force of a scenario (the case's first unless given), and write its page, maps, tables and pictures.

    ``at`` is the instant of the run. ``dem`` are heights (GeoTIFF), ``roads`` a file of roads (.osm or CSV), ``denied``
    polygons of closed ground, ``weather`` one that the case's assumptions describe; ``sizes`` are forces, in personnel
    deployed, that are sited too.

    Raises
    ------
    CaseError, SourceError
        If the case, the scenario or one of the files is at fault, or ``out`` cannot be written.
    """
    found, read = open_planned(case, as_of)
    run = run_of("site", found, at, out)
    view = site_force(
        read,
        scenario or read.scenarios[0].id,
        as_of=as_of,
        surroundings=_surroundings(dem, roads, denied, weather),
        sizes=sizes,
    )
    asked: dict[str, object] = {
        "as_of": view.as_of.isoformat(),
        "scenario": view.standing.scenario.id,
        "sizes": list(sizes),
    }
    around = {"dem": dem, "roads": roads, "denied": denied, "weather": weather}
    asked |= {name: str(value) for name, value in around.items() if value}
    results = siting_files(view, version=__version__)
    written = run.write(results, asked, seed=read.seed, inputs=read.inputs)
    return Outcome(view, siting_summary(view), results["siting.json"], written, (written_to(written),))


def _surroundings(
    dem: str | Path | None, roads: str | Path | None, denied: str | Path | None, weather: str
) -> Surroundings:
    return Surroundings(
        terrain=height_raster.read_terrain(Path(dem)) if dem else None,
        roads=road_graph.read_roads(Path(roads)) if roads else None,
        denied=line_shapes.read_shapes(Path(denied)).polygons if denied else (),
        weather=weather,
    )

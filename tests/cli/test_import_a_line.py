"""The how-to on importing a line, word for word, on the case it speaks of: the requirement follows the line."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod
from shapely import Polygon
from shapely.geometry import mapping
from tests.places import DOCS

import truceline
from truceline.casefolder.cases import find_case, read_case

HOWTO = DOCS / "howto" / "import-a-line.md"
SOURCE = Path(truceline.__file__).parents[1]
MAP = "deepstate_20250420.geojson"
ID = "deepstate-20250420"
GEOD = Geod(ellps="WGS84")


def commands():
    """Give the how-to's commands up to the check: what follows takes another day's map, or a planning run."""
    wanted = re.findall(r"^\$ (.+)$", HOWTO.read_text(encoding="utf-8"), re.MULTILINE)
    return [command for command in wanted if "FILE" not in command][: wanted.index("truceline check mine")]


def winding(line, wide):
    """Make held ground left of a line, its edge winding to both sides of it by ``wide`` degrees every 3 km or so."""
    corners = np.array(line.geometry.coords)
    legs = [np.linspace(a, b, 2 + int(np.hypot(*(b - a)) / 0.04))[:-1] for a, b in itertools.pairwise(corners)]
    points = np.vstack([*legs, corners[-1:]])
    ahead = np.gradient(points, axis=0)
    aside = np.column_stack([-ahead[:, 1], ahead[:, 0]]) / np.hypot(*ahead.T)[:, None]
    edge = points + aside * (wide * (-1.0) ** np.arange(len(points)))[:, None]
    ground = Polygon([*edge[1:-1], (31.0, 44.5), (41.0, 44.5), (41.0, 50.5)]).buffer(0)
    return max(getattr(ground, "geoms", [ground]), key=lambda part: part.area)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("howto")
    ground = winding(read_case(find_case("ukraine").folder).line, 0.012)
    features = [{"type": "Feature", "properties": {}, "geometry": mapping(ground)}]
    (folder / MAP).write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    shim = folder / "bin" / "truceline"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m truceline "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    env = os.environ | {"PATH": f"{shim.parent}:{os.environ['PATH']}", "PYTHONPATH": str(SOURCE)}
    for command in commands():
        subprocess.run(["/bin/sh", "-ec", command], cwd=folder, env=env, check=True, capture_output=True)
    return folder / "mine"


def test_the_howto_leads_to_a_case_that_plans_on_the_new_line(imported):
    case = read_case(imported)

    assert case.line.id == ID
    assert case.line.owner == "mapmakers"
    assert {use.line for use in case.agreement.lines} == {ID}


def test_the_requirement_follows_the_new_line(imported):
    before, after = read_case(find_case("ukraine").folder), read_case(imported)
    quantity = [{line.id: line.quantity for line in case.requirement} for case in (before, after)]
    km = GEOD.geometry_length(after.line.geometry) / 1000

    assert km > GEOD.geometry_length(before.line.geometry) / 1000 + 50
    assert quantity[1]["d-battalions"] == int(np.ceil(km / 10)) > quantity[0]["d-battalions"]
    assert quantity[1]["d-clearance"] == int(np.ceil(km / 100))
    assert quantity[1]["d-artillery"] == int(np.ceil(quantity[1]["d-battalions"] / 5))


def test_each_sectors_posts_follow_its_own_piece(imported):
    case = read_case(imported)
    for line in case.requirement:
        if line.id.startswith("m-posts-"):
            (sector,) = (s for s in case.sectors if s.id == line.sector)
            inside = GEOD.geometry_length(sector.geometry.intersection(case.line.geometry)) / 1000
            companies = {int(np.ceil(np.ceil(km / 10) / 5)) for km in (inside - 2, inside, inside + 2)}
            assert line.quantity in companies
            assert f"measured on the line {ID}, drawn by mapmakers" in line.sum.text

"""A line absurdly long for its case is refused before anything is measured along it."""

import json
import shutil

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError


@pytest.mark.parametrize("name", ["ukraine", "two-rivers"])
def test_a_vertex_at_the_other_end_of_the_world_is_named_and_nothing_is_cut(tmp_path, name):
    folder = tmp_path / name
    shutil.copytree(find_case(name).folder, folder)
    path = folder / "line.geojson"
    lines = json.loads(path.read_text(encoding="utf-8"))
    vertices = lines["features"][0]["geometry"]["coordinates"]
    vertices[1] = [vertices[1][0], vertices[1][1] - 40]
    path.write_text(json.dumps(lines), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_case(folder)

    (problem,) = [each for each in caught.value.problems if "vertex 2 of" in each]
    assert "km from the one before" in problem
    assert "correct it" in problem

"""Coalition, generate, site and line as a Python user would call them."""

import json
from datetime import UTC, date, datetime

import pytest

from truceline.errors import CaseError, MisuseError, SourceError
from truceline.services.coalition import coalition
from truceline.services.generate import generate
from truceline.services.import_line import import_line
from truceline.services.line import line
from truceline.services.new import new
from truceline.services.site import site

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)


def test_the_cases_first_scenario_is_taken_unless_another_is_named():
    assert coalition("two-rivers").result.standing.scenario.id == "as-stated"
    assert coalition("two-rivers", scenario="dale-votes-yes").result.standing.scenario.id == "dale-votes-yes"


def test_what_is_said_and_what_is_in_the_document_are_the_same_force(tmp_path):
    done = generate("two-rivers", at=AT, scenario="dale-votes-yes", out=tmp_path / "run")

    assert json.loads(done.json)["scenario"] == "dale-votes-yes"
    assert (tmp_path / "run" / "generation.json").read_text(encoding="utf-8") == done.json
    record = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert record["parameters"]["scenario"] == "dale-votes-yes"


def test_an_unknown_concept_leaves_no_run(tmp_path):
    with pytest.raises(CaseError):
        generate("two-rivers", at=AT, concept="none", out=tmp_path / "run")

    assert not (tmp_path / "run").exists()


def test_a_file_of_roads_that_is_none_leaves_no_run(tmp_path):
    (tmp_path / "roads.osm").write_text("no roads", encoding="utf-8")

    with pytest.raises(SourceError):
        site("two-rivers", at=AT, roads=tmp_path / "roads.osm", out=tmp_path / "run")

    assert not (tmp_path / "run").exists()


def test_one_line_alone_cannot_be_compared():
    with pytest.raises(MisuseError, match="give both"):
        line("two-rivers", earlier="working")


def test_a_line_goes_into_the_case_with_the_date_in_its_files_name(tmp_path):
    case = new(tmp_path / "mine").result
    features = json.loads((case / "line.geojson").read_text(encoding="utf-8"))["features"]
    drawn = tmp_path / "held-20310401.geojson"
    whole = {"type": "FeatureCollection", "features": [features[0] | {"properties": {}}]}
    drawn.write_text(json.dumps(whole), encoding="utf-8")
    owner, source = features[0]["properties"]["owner"], features[0]["properties"]["source"]

    done = import_line(drawn, case, owner=owner, source=source)

    assert [each.id for each in done.result.lines] == ["held-20310401"]
    assert [each.as_of for each in line(case).result if each.id == "held-20310401"] == ["2031-04-01"]
    before = (case / "line.geojson").read_bytes()
    with pytest.raises(CaseError, match="is already in"):
        import_line(drawn, case, owner=owner, source=source)
    assert (case / "line.geojson").read_bytes() == before


def test_a_bundled_case_takes_no_line(tmp_path):
    with pytest.raises(MisuseError, match="is bundled and stays as it is"):
        import_line(tmp_path / "any.geojson", "two-rivers", owner="", source="own", as_of=date(2031, 4, 1))


def test_a_line_without_a_date_is_misuse(tmp_path):
    case = new(tmp_path / "mine").result
    drawn = tmp_path / "held.geojson"
    drawn.write_bytes((case / "line.geojson").read_bytes())

    with pytest.raises(MisuseError, match="names no date"):
        import_line(drawn, case, owner="", source="own")

"""Who alone has a weapon is evidence in every incident that surely fits; where it is contested, it is a claim."""

import csv
from datetime import UTC, datetime

import pytest

from truceline.errors import CaseError
from truceline.services.add import add
from truceline.services.check import check
from truceline.services.judge import judge
from truceline.services.monitor import monitor
from truceline.services.new import new

AT = datetime(2031, 4, 1, tzinfo=UTC)
MORTARS = """holdings:
  - id: mortars
    title: Only Brask has mortars of 120 mm
    actor: brask
    weapons: [mortar-120mm]
    start: 2031-03-01
    end: null
    clause: {ref: Annex 1, source: truce-arvel}
"""
GUNS = """  - id: guns
    title: Only Brask has guns
    actor: brask
    weapons: [artillery]
    start: null
    end: null
    version: %s
    clause: {ref: Annex 2, source: truce-%s}
"""


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine").result


def write(folder, more):
    with (folder / "agreement.yaml").open("a", encoding="utf-8") as file:
        file.write(more)


def incidents(folder, out):
    monitor(folder, at=AT, out=out)
    with (out / "incidents.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def told(row):
    return row["actor"], row["confidence"], row["evidence"]


def test_a_fact_bears_on_what_surely_fits_it_and_adds_up_with_other_evidence(mine, tmp_path):
    write(mine, MORTARS)
    seen = {"incident": "in-p-03", "kind": "direction-of-fire", "points_to": "brask", "by": "cell"}
    add("evidence", mine, seen | {"at": "2031-03-20T20:00:00Z"}, at=AT)
    assert check(mine).fault is None

    rows = incidents(mine, tmp_path / "run")

    fact = "weapon-holdings:brask::mortars"
    assert told(rows["in-o-2009"]) == ("undetermined", "low", fact)  # one point alone names nobody
    assert told(rows["in-p-03"]) == ("brask", "moderate", f"direction-of-fire:brask:; {fact}")
    assert told(rows["in-o-2007"])[2] == "direction-of-fire:brask:"  # a mortar of which no more is known
    assert told(rows["in-o-2014"])[2] == "accusation:arvel:brask"  # another weapon
    page = (tmp_path / "run" / "bulletin.html").read_text(encoding="utf-8")
    assert "Only one party holds that weapon: Brask, given by the monitors: Only Brask has mortars of 120 mm" in page
    assert "(Annex 1, " in page


@pytest.mark.parametrize(("start", "end", "bears"), [("2031-03-21", "null", False), ("null", "2031-03-21", True)])
def test_a_fact_bears_on_its_own_days_only(mine, tmp_path, start, end, bears):
    write(mine, MORTARS.replace("start: 2031-03-01", f"start: {start}").replace("end: null", f"end: {end}"))

    assert bool(incidents(mine, tmp_path / "run")["in-o-2009"]["evidence"]) == bears


@pytest.mark.parametrize(("version", "confidence"), [("arvel", "none"), ("brask", "low")])
def test_a_contested_fact_is_told_and_counts_only_against_the_party_that_holds_it(mine, tmp_path, version, confidence):
    write(mine, "holdings:\n" + GUNS % (version, version))

    row = incidents(mine, tmp_path / "run")["in-o-2014"]

    assert told(row) == ("undetermined", confidence, f"accusation:arvel:brask; weapon-holdings:brask:{version}:guns")
    page = (tmp_path / "run" / "bulletin.html").read_text(encoding="utf-8")
    assert f"{version.capitalize()}&#39;s copy)" in page or f"{version.capitalize()}'s copy)" in page


def test_judging_by_a_case_takes_its_facts(mine, tmp_path):
    write(mine, MORTARS.replace("weapons: [mortar-120mm]", "acts: [flight]"))
    text = (mine / "agreement.yaml").read_text(encoding="utf-8")
    # a provision that binds Arvel alone is out of scope for what is put down to Brask
    rule = text.replace(
        "acts: [flight], actors: [arvel, brask], zones: [separation]", "acts: [flight], actors: [arvel]"
    )
    (mine / "agreement.yaml").write_text(rule, encoding="utf-8")
    seen = "evidence: [{kind: direction-of-fire, points_to: brask}]"
    flight = '{id: in-1, start: "2031-03-20T10:00:00Z", lon: 2.7, lat: 1.48, radius_m: 100, act: drone-flight%s}'
    verdicts = {}
    for more in ("", f", {seen}"):
        (tmp_path / "incidents.yaml").write_text(f"incidents:\n  - {flight % more}\n", encoding="utf-8")
        found = judge(mine, tmp_path / "incidents.yaml").result["in-1"]
        verdicts[bool(more)] = {each.verdict for each in found if each.provision == "flights"}
    assert verdicts == {False: {"undetermined"}, True: {"out-of-scope"}}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "actor: brask",
            "actor: friends",
            "holding mortars | names 'friends', who is no party; name a party, or other",
        ),
        ("    weapons: [mortar-120mm]\n", "", "holding mortars | says neither acts nor weapons; say what nobody else"),
        ("mortar-120mm]", "mortar-12mm]", "'mortar-12mm' is not among the weapons; did you mean 'mortar-120mm'?"),
        ("end: null", "end: 2031-02-01", "holding mortars | ends on 2031-02-01, not after its start; exchange the two"),
        ("    start: 2031-03-01\n", "", "the key 'start' is missing; add it"),
    ],
)
def test_a_fact_that_says_nothing_or_names_nobody_is_refused(mine, old, new, what):
    write(mine, MORTARS.replace(old, new))

    fault = check(mine).fault
    assert isinstance(fault, CaseError)
    assert any(what in problem for problem in fault.problems), fault.problems

"""Every number that a command asks for by name is in the table of assumption ids, and the page lists it."""

import importlib.util
import re
from dataclasses import fields
from pathlib import Path

from tests.places import DOCS

import truceline
from truceline.casefolder.consistency.numbers import assumption_ids
from truceline.ranges.inputs import ARRIVAL, CONVERSION, LIFT, PATROL_NUMBERS
from truceline.siting.parameters import SitingParameters
from truceline.siting.sensors import KINDS

SOURCE = Path(truceline.__file__).parent
IDS = {wanted.id: wanted for wanted in assumption_ids()}


def asked_for():
    """Give the ids that the source looks up in a case's assumptions, constants followed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))]
    constants = dict(pair for text in texts for pair in re.findall(r'^([A-Z_]+) = "(\w+)"', text, re.MULTILINE))
    for text in texts:
        looked_up = r'case\.assumptions(?:\[|\.get\()(?:"(\w+)"|([A-Z_]+))|(\b[A-Z_]+|"\w+") in case\.assumptions'
        for quoted, constant, member in re.findall(looked_up, text):
            yield quoted or constants.get(constant or member) or member.strip('"')


def test_every_id_that_the_source_looks_up_is_in_the_table():
    found = set(asked_for())

    assert {"rest_ratio", "lift_per_day", "pledge_conversion"} <= found
    assert found | {CONVERSION, LIFT, ARRIVAL, *PATROL_NUMBERS} <= set(IDS)


def test_every_field_of_siting_is_needed_in_every_case():
    assert {field.name for field in fields(SitingParameters)} <= {
        n for n, wanted in IDS.items() if wanted.needed == "always"
    }


def test_every_kind_of_sensor_needs_its_ranges_and_peaks():
    for kind in KINDS:
        needed = {n for n, wanted in IDS.items() if wanted.needed == f"{kind}_per_post"}
        assert needed == {f"{kind}_{part}" for part in ("range_day_km", "range_night_km", "peak_day", "peak_night")}


def test_the_templates_ask_for_no_other():
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.j2")))

    assert set(re.findall(r"case\.assumptions\.(\w+)", text)) <= set(IDS)


def test_the_page_is_as_it_would_be_made_now():
    spec = importlib.util.spec_from_file_location("make_assumptions", DOCS / "make_assumptions.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)

    page = (DOCS / "reference" / "assumptions.md").read_text(encoding="utf-8")
    assert make.text() == page, "run: python docs/make_assumptions.py"
    assert all(f"| `{name}` |" in page for name in IDS)


def test_a_case_without_any_needed_assumption_is_told_of_each(case):
    path = case.folder / "assumptions.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(row for row in rows if row.startswith("spacing_km"))]) + "\n", encoding="utf-8")

    told = [fault.split(" | ")[0] for fault in case.faults()]
    assert told == [f"assumptions.csv {name}" for name, wanted in IDS.items() if wanted.needed == "always"]


def test_a_sensor_that_posts_have_needs_its_numbers(case):
    path = case.folder / "assumptions.csv"
    row = "camera_per_post,Cameras of a post,1,1,1,,assumed,,tested\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")

    told = [fault.split(" | ")[0] for fault in case.faults()]
    parts = ("range_day_km", "range_night_km", "peak_day", "peak_night")
    assert told == [f"assumptions.csv camera_{part}" for part in parts]


def test_siting_numbers_that_contradict_each_other_are_told(case):
    case.edit("assumptions.csv", "Range of a post by night,4,5,6", "Range of a post by night,4,15,16")

    assert case.faults() == [
        "assumptions.csv:5 likely | post_range_night_km is 15, more than the 12 of post_range_day_km; lower it"
    ]

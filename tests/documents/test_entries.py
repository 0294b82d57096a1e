"""Signed entries stay as they were written, whatever becomes of the records that they are made of."""

import json
import re
from dataclasses import field, fields, make_dataclass
from datetime import UTC, datetime
from math import nan

import pytest

from tests.places import DOCS
from truceline.documents.entries import row_contents
from truceline.monitoring.annotations import EvidenceRecord, Finding, Ruling, StepRecord
from truceline.monitoring.incidents import Evidence
from truceline.records.provenance import Judgement

AT = datetime(2031, 3, 20, 8, tzinfo=UTC)
PLACE = Evidence("trajectory", lon=3.5, lat=1.25, radius_m=400.0, report="r-2", note="from the crater")

ROWS = {
    "judgement": (
        Judgement("j-1", "in-r-1", "verified", "Ines Orel", AT, "seen by two posts", ""),
        {"subject": "in-r-1", "verdict": "verified", "evidence": "seen by two posts", "replaces": ""},
    ),
    "ruling": (
        Ruling("r-1", "merge", "r-1", "r-2", "Ines Orel", AT, "one convoy", "r-0"),
        {"word": "merge", "first": "r-1", "second": "r-2", "reason": "one convoy", "replaces": "r-0"},
    ),
    "finding": (
        Finding("f-1", "in-r-1", "weapon", "mortar", "Ines Orel", AT, "fragments", ""),
        {"incident": "in-r-1", "about": "weapon", "word": "mortar", "evidence": "fragments", "replaces": ""},
    ),
    "evidence": (
        EvidenceRecord("e-1", "in-r-1", PLACE, "Ines Orel", AT, ""),
        {
            "incident": "in-r-1",
            "evidence": {
                "kind": "trajectory",
                "points_to": "",
                "given_by": "",
                "lon": 3.5,
                "lat": 1.25,
                "radius_m": 400.0,
                "report": "r-2",
                "note": "from the crater",
            },
            "replaces": "",
        },
    ),
    "step": (
        StepRecord("s-1", "in-r-1", "hotline", "Ines Orel", AT, "answered at once", ""),
        {"incident": "in-r-1", "word": "hotline", "note": "answered at once", "replaces": ""},
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_an_entry_holds_these_keys_and_its_format_as_it_did_before_and_in_format_1_the_keys_alone(kind):
    row, expected = ROWS[kind]
    said = expected | {"at": "2031-03-20T08:00:00+00:00"}

    assert row_contents(row) == ({"format": 3} | said, {"format": 2} | said, said)


@pytest.mark.parametrize("kind", ROWS)
def test_the_page_on_evidence_names_the_keys_of_every_kind(kind):
    page = (DOCS / "methods" / "evidence.md").read_text(encoding="utf-8")
    [row] = re.findall(rf"^\| `{kind}` \|(.+)\|$", page, re.MULTILINE)
    now, *_ = row_contents(ROWS[kind][0])
    inner = now["evidence"] if kind == "evidence" else ()

    assert set(re.findall(r"`(\w+)`", row)) == {*now, *inner}


@pytest.mark.parametrize("kind", ROWS)
def test_who_decided_does_not_leave(kind):
    assert "Orel" not in json.dumps(row_contents(ROWS[kind][0]))


@pytest.mark.parametrize("kind", ROWS)
def test_a_field_added_to_a_record_changes_no_entry(kind):
    row = ROWS[kind][0]
    wider = make_dataclass("Wider", [("seen_from", str, field(default="the air"))], bases=(type(row),), frozen=True)
    same = wider(**{each.name: getattr(row, each.name) for each in fields(row)})

    assert same.seen_from == "the air"
    assert row_contents(same) == row_contents(row)


def test_a_field_added_to_the_evidence_itself_changes_no_entry():
    wider = make_dataclass("Wider", [("seen_from", str, field(default="the air"))], bases=(Evidence,), frozen=True)
    given = EvidenceRecord(
        "e-1", "in-r-1", wider(*(getattr(PLACE, each.name) for each in fields(PLACE))), "Ines", AT, ""
    )

    assert row_contents(given) == row_contents(ROWS["evidence"][0])


def test_evidence_that_points_to_nobodys_place_has_no_place():
    now, *_ = row_contents(EvidenceRecord("e-1", "in-r-1", Evidence("admission", "brask", lon=nan), "Ines", AT, ""))

    assert (now["evidence"]["lon"], now["evidence"]["radius_m"]) == (None, None)

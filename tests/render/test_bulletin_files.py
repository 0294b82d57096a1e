"""No cell of a bulletin's tables is a formula to a spreadsheet, and every text is still there to read."""

import csv
import io
import re
from dataclasses import fields, replace
from datetime import UTC, datetime

import numpy as np
import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.monitoring.coverage_log import Period
from truceline.render.bulletin_files import bulletin_files
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor

DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))
TABLES = ("observations.csv", "incidents.csv")
STARTS = "=+-@\t\r\n"
"""With what a cell begins that a spreadsheet computes: OWASP, "CSV Injection", and the end of a line."""
SIGNED = re.compile(r"[+-][0-9][0-9,.]*(e[+-]?[0-9]+)?")
KNOWN = ("verdict", "status", "confidence", "sector")
"""Words of the program and ids of the case, not those of a person."""


@pytest.fixture(scope="module")
def made():
    folder = find_case("two-rivers").folder
    case = read_case(folder)
    return monitor(case, read_record(folder, case).record, DAY, version="0")


def hostile(made, text):
    """The same bulletin with ``text`` in every field that holds somebody's words."""
    bulletin = made.bulletin
    words = [f.name for f in fields(bulletin.table) if getattr(bulletin.table, f.name).dtype.kind in "UO"]
    table = replace(bulletin.table, **{name: np.array([text] * len(bulletin.table), dtype=object) for name in words})
    lines = tuple(
        replace(
            line,
            **{f.name: text for f in fields(line) if isinstance(getattr(line, f.name), str) and f.name not in KNOWN},
            missing=(text,),
        )
        for line in bulletin.lines
    )
    suffered = replace(
        bulletin.casualties,
        claimed=tuple(replace(each, incident=text, given_by=text) for each in bulletin.casualties.claimed),
        by_incident=tuple(replace(each, incident=text) for each in bulletin.casualties.by_incident),
    )
    return replace(
        made, bulletin=replace(bulletin, table=table, lines=lines, casualties=suffered, **_parts(bulletin, text))
    )


def _parts(bulletin, text):
    moved = tuple(replace(patrol, route=text, note=text, hindered_by=text) for patrol in bulletin.movement.hindered)
    words = {"evidence": text, "shown_by": (text,)}
    owed = (replace(each, rows=tuple(replace(row, **words) for row in each.rows)) for each in bulletin.obligations)
    files = {"file": text, "word": text, "of": text}
    attached = (replace(each, record=replace(each.record, **files)) for each in bulletin.attachments)
    return {
        "movement": replace(bulletin.movement, hindered=moved),
        "obligations": tuple(owed),
        "attachments": tuple(attached),
    }


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[name], newline="")))


def cells(files, name):
    return {cell for row in rows(files, name) for cell in row.values()}


@pytest.mark.parametrize("rest", ["SUM(1+1)*cmd|' /C calc'!A0", "1+1", "", "2-1", "1e", "1,5 km", "HYPERLINK(1)"])
@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_begins_like_a_formula_begins_with_a_quote_in_every_table(made, start, rest):
    text = start + rest
    files = bulletin_files(hostile(made, text))
    for name in TABLES:
        found = cells(files, name)
        assert not [cell for cell in found if cell[:1] in tuple(STARTS) and not SIGNED.fullmatch(cell)], name
        assert "'" + text.replace("\r", "\n") in found, name


@pytest.mark.parametrize("text", ["a=b", "1-2", "x@y", "N/K", "'quoted", "ein Fluß", 'a "b", c\nd', " =1"])
def test_any_other_text_stays_as_it_is(made, text):
    files = bulletin_files(hostile(made, text))
    for name in TABLES:
        assert text in cells(files, name), name


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_within_a_cell_end_with_a_line_feed_and_end_no_row(made, end):
    files = bulletin_files(hostile(made, f"one{end}two"))
    for name in TABLES:
        assert len(rows(files, name)) == len(rows(bulletin_files(made), name))
        assert "one\ntwo" in cells(files, name), name


@pytest.mark.parametrize("text", ["+12", "-3", "-1,204", "+0.5"])
def test_a_signed_number_stays_a_number(made, text):
    assert {row["description"] for row in rows(bulletin_files(hostile(made, text)), "observations.csv")} == {text}


def test_numbers_and_what_is_not_known_are_written_as_they_are(made):
    files = bulletin_files(made)
    assert all(float(row["lat"]) > 0 and int(row["reports"]) > 0 for row in rows(files, "incidents.csv"))
    found = {cell for name in (*TABLES, "sectors.csv") for cell in cells(files, name)}
    assert "None" not in found
    assert not [cell for cell in found if cell.startswith("'")]

"""The workbook of a contributor: what is in it, and that it comes back without loss."""

import re
from datetime import date

import pytest
from ruamel.yaml import YAML
from tests.casefolder.exchange.editing import Book

from truceline.casefolder.cases import find_case, read_folder
from truceline.casefolder.changing import NAMES
from truceline.casefolder.exchange.changes import workbook_changes
from truceline.casefolder.exchange.sheets import contributor_workbook
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.formats.snapshot import snapshot

CASES = ("two-rivers", "ukraine")
DAY = date(2026, 11, 28)
FOLDERS = {name: find_case(name).folder for name in CASES}
WRITTEN = {name: YAML(typ="safe", pure=True).load(FOLDERS[name] / "pledges.yaml")["pledges"] for name in CASES}


@pytest.fixture(scope="module")
def bytes_of():
    """The workbook of everybody who pledges in a bundled case, by case and contributor."""
    found = {}
    for name in CASES:
        case, reading = read_folder(FOLDERS[name])
        pledges = [entry.shape for entry in reading.of(PledgeShape)]
        for who in dict.fromkeys(each.contributor for each in pledges):
            found[(name, who)] = contributor_workbook(case, pledges, who, made_on=DAY)
    return found


@pytest.fixture(scope="module")
def books(bytes_of):
    return {key: Book(data) for key, data in bytes_of.items()}


def amounts(value):
    ends = value if isinstance(value, dict) else dict.fromkeys(("low", "likely", "high"), value)
    return {end: float(number) for end, number in ends.items()}


def listed(value):
    return "; ".join([value] if isinstance(value, str) else value or [])


def leaves(condition):
    """Every fact, contributor and mass that a condition of the file speaks of, in order."""
    for key, value in condition.items():
        if key in ("any", "all"):
            yield from (leaf for part in value for leaf in leaves(part))
        elif key == "at_least":
            yield from (leaf for part in value["of"] for leaf in leaves(part))
        elif key == "fact":
            yield "a fact holds", value
        elif key == "joined":
            yield "a contributor joins", value if isinstance(value, str) else value["who"]
        elif key == "mass":
            yield "others bring", value["of"]


@pytest.mark.parametrize("name", CASES)
def test_every_workbook_of_a_bundled_case_comes_back_without_a_change(bytes_of, name):
    own = {f"{who}.xlsx": data for (case, who), data in bytes_of.items() if case == name}
    made, files = workbook_changes(own, snapshot(FOLDERS[name], NAMES))

    assert len(own) == len({each["contributor"] for each in WRITTEN[name]})
    assert made.records == ()
    assert files == {}
    assert made.notes == ()
    assert all(each.current for each in made.workbooks)


@pytest.mark.parametrize("name", CASES)
def test_the_cells_say_what_the_file_says(books, name):
    for who in dict.fromkeys(each["contributor"] for each in WRITTEN[name]):
        book = books[(name, who)]
        rows = {row["Pledge"]: row for row in book.rows("Pledges").values()}
        own = [each for each in WRITTEN[name] if each["contributor"] == who]
        assert list(rows) == [each["id"] for each in own]
        for pledge in own:
            row = rows[pledge["id"]]
            ends = {end: float(row[f"Quantity, {end}"]) for end in ("low", "likely", "high")}
            assert ends == amounts(pledge["quantity"])
            assert row["Title"] == pledge["title"]
            assert (row["Capability"], row["Basis"], row["Location"]) == (
                pledge["capability"],
                pledge["basis"],
                pledge["location"],
            )
            numbers = [int(row[t]) for t in ("Ready after, days", "Tour, months", "Tours")]
            assert numbers == [pledge["ready_days"], pledge["tour_months"], pledge["tours"]]
            assert row.get("Needs", "") == listed(pledge.get("needs"))
            assert row.get("Shared with", "") == listed(pledge.get("shared_with"))
            assert row.get("Replaces", "") == listed(pledge.get("replaces"))
            assert " ".join(row["Note"].split()) == " ".join(pledge["note"].split())
            if "personnel" in pledge:
                people = {end: float(row[f"People, {end}"]) for end in ("low", "likely", "high")}
                assert people == amounts(pledge["personnel"])
            else:
                assert "People, likely" not in row
            if "until" in pledge:
                assert float(row["Until"]) == (pledge["until"] - date(1899, 12, 30)).days


@pytest.mark.parametrize("name", CASES)
def test_the_sheets_below_hold_every_step_condition_approval_and_caveat(books, name):
    for who in dict.fromkeys(each["contributor"] for each in WRITTEN[name]):
        book = books[(name, who)]
        own = [each for each in WRITTEN[name] if each["contributor"] == who]
        steps = [(r["Pledge"], float(r["From"]), r["Status"], r["Statements"]) for r in book.rows("Status").values()]
        assert steps == [
            (p["id"], (s["on"] - date(1899, 12, 30)).days, s["status"], listed(s["statements"]))
            for p in own
            for s in p["history"]
        ]
        said = [
            (r["Pledge"], r["What must hold"], r.get("Fact") or r.get("Contributor") or r.get("Of what"))
            for r in book.rows("Conditions").values()
            if "of these" not in r["What must hold"]
        ]
        assert said == [(p["id"], *leaf) for p in own for c in p["conditions"] for leaf in leaves(c)]
        approvals = [(r["Pledge"], r["Body"], r["Fact"], int(r["Days"])) for r in book.rows("Approvals").values()]
        assert approvals == [(p["id"], a["body"], a["fact"], a["days"]) for p in own for a in p.get("approvals", ())]
        caveats = [(r["Pledge"], r["Kind"], r.get("Task", ""), r["Note"]) for r in book.rows("Caveats").values()]
        assert caveats == [
            (p["id"], c["kind"], c.get("task", ""), c["note"]) for p in own for c in p.get("caveats", ())
        ]


def test_the_same_case_and_day_give_the_same_bytes(bytes_of):
    case, reading = read_folder(FOLDERS["two-rivers"])
    pledges = [entry.shape for entry in reading.of(PledgeShape)]

    assert contributor_workbook(case, pledges, "ash", made_on=DAY) == bytes_of[("two-rivers", "ash")]
    assert contributor_workbook(case, pledges, "ash", made_on=date(2026, 11, 29)) != bytes_of[("two-rivers", "ash")]


def test_nothing_that_another_contributor_pledges_is_in_a_workbook(books):
    for name in CASES:
        for who in dict.fromkeys(each["contributor"] for each in WRITTEN[name]):
            book = books[(name, who)]
            whole = b"\n".join(book.parts.values()).decode()
            others = [each for each in WRITTEN[name] if each["contributor"] != who]
            assert [
                each["id"] for each in others if re.search(rf"(?<![\w-]){re.escape(each['id'])}(?![\w-])", whole)
            ] == []
            own_titles = {each["title"] for each in WRITTEN[name] if each["contributor"] == who}
            assert [e["title"] for e in others if e["title"] not in own_titles and f">{e['title']}<" in whole] == []


def test_sheets_are_protected_without_a_password_and_say_so(books):
    book = books[("two-rivers", "dale")]
    sheets = [name for name in book.parts if name.startswith("xl/worksheets/sheet")]

    assert all(b"<sheetProtection " in book.parts[name] for name in sheets)
    assert not any(b"password" in book.parts[name] or b"hashValue" in book.parts[name] for name in sheets)
    assert any("no security" in text for text in book.cells("Read me").values())
    assert "Dale" in book.cells("Read me")["A1"]
    assert b'name="Base" sheetId="13" state="veryHidden"' in book.parts["xl/workbook.xml"]


def test_what_may_be_changed_is_unlocked_and_told_by_colour_and_in_words(books):
    book = books[("two-rivers", "ash")]
    styles = book.parts["xl/styles.xml"].decode()
    looks = re.findall(
        r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0], re.DOTALL
    )
    sheet = book.parts[book.part("Pledges")].decode()

    def look(cell):
        return looks[int(re.search(rf'r="{cell}" s="(\d+)"', sheet)[1])]

    assert 'locked="0"' not in look("A3")  # the id of a pledge that is there
    assert 'locked="0"' in look("A4")  # the id of a new one
    assert 'locked="0"' in look("B3")
    assert 'locked="0"' not in look("D3")  # the unit, which is only shown
    assert re.search(r'fillId="(\d+)"', look("A3"))[1] != re.search(r'fillId="(\d+)"', look("B3"))[1]
    cells = book.cells("Pledges")
    assert cells["A2"].startswith("IN NEW ROWS ONLY. ")
    assert cells["B2"].startswith("MAY BE CHANGED. ")
    assert cells["D2"].startswith("FIXED. ")


def test_choices_are_offered_from_the_sheets_that_hold_them(books):
    book = books[("two-rivers", "ash")]
    rules = book.parts[book.part("Pledges")].decode()
    facts = [row["Fact"] for row in book.rows("Facts").values()]

    assert "<formula1>'Capabilities'!$A$3:$A$8</formula1>" in rules
    assert '<formula1>"presence,formation"</formula1>' in rules
    assert facts == ["truce", "host_request", "brask_consent", "mandate", "parliament_dale"]
    assert "<formula1>'Facts'!$A$3:$A$7</formula1>" in book.parts[book.part("Conditions")].decode()
    lines = {row["Line"]: row for row in book.rows("Requirement").values()}
    assert lines["r-posts"]["Quantity"] == "12"
    assert lines["r-posts"]["Unit"] == "post"


def test_the_first_sheet_says_what_it_is_based_on(books):
    said = {}
    for name, text in books[("two-rivers", "ash")].cells("Read me").items():
        said.setdefault(int(name[1:]), {})[name[0]] = text
    table = {row["A"]: row.get("B") for row in said.values() if "A" in row}

    assert table["Case"] == "two-rivers"
    assert table["Contributor"] == "ash"
    assert table["Made on"] == "2026-11-28"
    assert re.fullmatch("[0-9a-f]{64}", table["SHA-256 of the case"])

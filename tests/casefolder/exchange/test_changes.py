"""What a contributor changes in its workbook comes back as changes of the case; faults are named by cell."""

from datetime import date
from difflib import ndiff

import pytest
from tests.casefolder.exchange.editing import Book, formula

from truceline.casefolder.cases import find_case, new_case, read_case, read_folder
from truceline.casefolder.changing import NAMES
from truceline.casefolder.exchange.changes import workbook_changes
from truceline.casefolder.exchange.sheets import contributor_workbook
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.coalition.conditions import AtLeast, Fact, Joined, Mass
from truceline.errors import CaseError
from truceline.formats.named_files import FilesInMemory
from truceline.formats.snapshot import snapshot

DAY = date(2026, 11, 28)
ASKS = "Ash asks its capital before a post moves in the middle sector."


@pytest.fixture
def folder(tmp_path):
    """A copy of Two Rivers."""
    new_case(tmp_path / "case", find_case("two-rivers").folder)
    return tmp_path / "case"


def book(folder, who="ash"):
    case, reading = read_folder(folder)
    pledges = [entry.shape for entry in reading.of(PledgeShape)]
    return Book(contributor_workbook(case, pledges, who, made_on=DAY))


def changes(folder, *books):
    return workbook_changes({f"{n}.xlsx": each.bytes for n, each in enumerate(books, 1)}, snapshot(folder, NAMES))


def problems(folder, *books):
    with pytest.raises(CaseError) as caught:
        changes(folder, *books)
    return caught.value.problems


def changed(folder, *books):
    """What the books change in words, and the pledges of the case as they would be."""
    made, files = changes(folder, *books)
    (folder / "pledges.yaml").write_bytes(files["pledges.yaml"])
    told = [(c.cell, c.what, c.before, c.after) for each in made.records for c in each.cells]
    return told, {each.id: each for each in read_case(folder).pledges}


def test_numbers_words_days_and_lists_are_changed_cell_by_cell(folder):
    before = (folder / "pledges.yaml").read_text(encoding="utf-8")
    edited = book(folder)
    for title, value in {"Quantity, low": 2, "Quantity, likely": 3.5, "Until": date(2031, 9, 1)}.items():
        edited.put("Pledges", edited.find("Pledges", title, Pledge="ash-posts"), value)
    edited.put("Pledges", edited.find("Pledges", "Needs", Pledge="ash-posts"), "medevac; headquarters")
    edited.put("Pledges", edited.find("Pledges", "Note", Pledge="ash-posts"), "No: two, says the Chancellor")
    told, pledges = changed(folder, edited)

    assert told == [
        ("Pledges!E3", "Quantity, low", "4", "2"),
        ("Pledges!F3", "Quantity, likely", "4", "3.5"),
        ("Pledges!P3", "Needs", "", "medevac; headquarters"),
        ("Pledges!R3", "Until", "", "2031-09-01"),
        ("Pledges!V3", "Note", "Four is the Chancellor's number; days and tours are assumed, as usual for Ash's army.",
         "No: two, says the Chancellor"),
    ]  # fmt: skip
    ash = pledges["ash-posts"]
    assert (ash.quantity.low, ash.quantity.likely, ash.quantity.high) == (2, 3.5, 4)
    assert ash.needs == ("medevac", "headquarters")
    assert ash.until == date(2031, 9, 1)
    assert ash.note == "No: two, says the Chancellor"
    after = (folder / "pledges.yaml").read_text(encoding="utf-8")
    lines = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[:2] in ("- ", "+ ")]
    assert lines == [
        "-     quantity: 4",
        "+     quantity: {low: 2, likely: 3.5, high: 4}",
        "-     needs: []",
        "+     needs: [medevac, headquarters]",
        "-     note: Four is the Chancellor's number; days and tours are assumed, as usual for Ash's army.",
        "+     note: 'No: two, says the Chancellor'",
        "+     until: 2031-09-01",
    ], "of the text only what is changed is written anew"
    assert "  - id: ash-posts                     # waits for birch-posts, which waits for this one\n" in after


def test_the_rest_of_the_file_stays_byte_for_byte_and_the_case_hash_tells_the_state(folder):
    edited = book(folder)
    edited.put("Pledges", edited.find("Pledges", "Tours", Pledge="ash-posts"), 5)
    before = (folder / "pledges.yaml").read_bytes()
    made, files = changes(folder, edited)

    assert files["pledges.yaml"] == before.replace(b"tours: 4", b"tours: 5", 1)
    (record,) = made.records
    assert str(record.record) == "pledges.yaml/pledges/ash-posts"
    assert record.body == record.before.replace(b"tours: 4", b"tours: 5")
    assert (folder / "pledges.yaml").read_bytes() == before, "nothing is written"


def test_conditions_are_added_taken_out_and_grouped(folder):
    edited = book(folder)
    edited.put("Conditions", edited.find("Conditions", "What must hold", Pledge="ash-posts", Place="1"), None)
    edited.put("Conditions", edited.find("Conditions", "Fact", Pledge="ash-posts", Place="1"), None)
    rows = (
        {"Place": "7", "What must hold": "at least n of these", "How many": 2},
        {"Place": "7.1", "What must hold": "a fact holds", "Fact": "mandate"},
        {"Place": "7.2", "What must hold": "others bring", "How many": 1.5, "Of what": "reaction-company"},
        {"Place": "7.10", "What must hold": "any of these"},
        {"Place": "7.10.1", "What must hold": "a contributor joins", "Contributor": "cedar", "Where": "in-country"},
        {"Place": "7.10.2", "What must hold": "a fact holds", "Fact": "host_request"},
        {"What must hold": "a fact holds", "Fact": "truce", "Known from": date(2031, 3, 2)},
    )
    for row in rows:
        edited.fill("Conditions", {"Pledge": "ash-posts", **row})
    told, pledges = changed(folder, edited)
    ash = pledges["ash-posts"]

    joined, group = ash.condition.conditions
    assert joined == Joined("birch")
    assert (group.n, group.conditions[:2]) == (2, (Fact("mandate"), Mass("reaction-company", 1.5)))
    assert isinstance(group.conditions[2], AtLeast)
    assert group.conditions[2].n == 1
    assert [type(part) for part in group.conditions[2].conditions] == [Joined, Fact]
    assert [(later.condition, later.known_from) for later in ash.later] == [(Fact("truce"), date(2031, 3, 2))]
    assert [(what, before) for _, what, before, _ in told] == [
        ("Conditions", "The truce is signed and in force"),
        ("Conditions", ""),
    ]
    assert told[0][3].startswith("2 of: The Regional Council gives a mandate, ")
    assert told[1][3] == "The truce is signed and in force, known from 2031-03-02"


def test_steps_approvals_and_caveats_are_added_and_taken_out(folder):
    edited = book(folder)
    edited.fill(
        "Status", {"Pledge": "ash-posts", "From": date(2031, 3, 1), "Status": "withdrawn", "Statements": "st-02"}
    )
    edited.fill("Approvals", {"Pledge": "ash-posts", "Body": "Senate of Ash", "Fact": "mandate", "Days": 12})
    for title in ("Kind", "Sector", "Asking takes, days", "Note"):
        edited.put("Caveats", edited.find("Caveats", title, Pledge="ash-posts"), None)
    told, pledges = changed(folder, edited)
    ash = pledges["ash-posts"]

    assert told == [
        ("Status!B4", "Status", "", "From 2031-03-01, Status withdrawn, Statements st-02"),
        ("Approvals!B3", "Approvals", "", "Body Senate of Ash, Fact mandate, Days 12"),
        (
            "Caveats",
            "Caveats",
            f"Kind limitation, Sector middle, Asking takes, days 3, Note {ASKS}",
            "",
        ),
    ]
    assert [(step.on, step.status.name) for step in ash.history][-1] == (date(2031, 3, 1), "WITHDRAWN")
    assert [(a.body, a.fact, a.days) for a in ash.approvals] == [("Senate of Ash", "mandate", 12)]
    assert ash.caveats == ()


NEW = {
    "Pledge": "ash-hospital",
    "Title": "A surgeon: and her team #1",
    "Capability": "medevac",
    "Quantity, low": 1,
    "Quantity, likely": 1,
    "Quantity, high": 2,
    "Basis": "presence",
    "Location": "adjacent",
    "Ready after, days": 20,
    "Tour, months": 6,
    "Tours": 3,
    "Standing": "assumed",
    "Note": "One team, as in earlier missions.",
}
STEP = {"Pledge": "ash-hospital", "From": date(2031, 3, 5), "Status": "offered", "Statements": "st-02"}


def test_a_new_pledge_is_written_after_the_last_one(folder):
    edited = book(folder)
    edited.fill("Pledges", NEW)
    edited.fill("Status", STEP)
    before = (folder / "pledges.yaml").read_bytes()
    made, files = changes(folder, edited)
    (record,) = made.records
    _, pledges = changed(folder, edited)
    new = pledges["ash-hospital"]

    assert record.before is None
    assert files["pledges.yaml"].startswith(before)
    assert (new.contributor, new.title, new.location) == ("ash", "A surgeon: and her team #1", "adjacent")
    assert (new.quantity.low, new.quantity.high) == (1, 2)
    assert (new.personnel.low, new.personnel.high) == (15, 50), "as usual for the capability"
    assert new.condition.conditions == ()


def test_what_the_case_holds_by_now_is_no_change(folder):
    edited = book(folder)
    edited.put("Pledges", edited.find("Pledges", "Tours", Pledge="ash-posts"), 5)
    changed(folder, edited)
    made, files = changes(folder, edited)

    assert (made.records, files) == ((), {})
    assert [each.current for each in made.workbooks] == [False]


def test_what_the_case_holds_otherwise_by_now_is_refused_with_both_texts(folder):
    edited, untouched = book(folder), book(folder, "birch")
    edited.put("Pledges", edited.find("Pledges", "Tours", Pledge="ash-posts"), 5)
    data = (folder / "pledges.yaml").read_text(encoding="utf-8")
    (folder / "pledges.yaml").write_text(data.replace("tours: 4", "tours: 3", 1).replace("tours: 1", "tours: 2", 1))

    assert problems(folder, edited, untouched) == (
        (
            "1.xlsx | Pledges!A3 | 'ash-posts' has changed in the case since the workbook was made. In the case now: "
            "Tours: 4 -> 3. In the workbook: Tours: 4 -> 5. Nothing is merged; take a new workbook, and put the change "
            "into that one"
        ),
    )


def test_a_change_elsewhere_in_the_case_does_not_stand_in_the_way(folder):
    edited = book(folder)
    edited.put("Pledges", edited.find("Pledges", "Tours", Pledge="ash-posts"), 5)
    data = (folder / "pledges.yaml").read_text(encoding="utf-8")
    (folder / "pledges.yaml").write_text(data.replace("tours: 1", "tours: 2", 1), encoding="utf-8")
    _, pledges = changed(folder, edited)

    assert (pledges["ash-posts"].tours, pledges["birch-posts"].tours) == (5, 2)


def test_workbooks_that_change_one_pledge_each_in_its_way_are_refused(folder):
    first, second = book(folder), book(folder)
    cell = first.find("Pledges", "Tours", Pledge="ash-posts")
    first.put("Pledges", cell, 5)
    second.put("Pledges", cell, 6)

    assert problems(folder, first, second) == (
        "2.xlsx | Pledges!A3 | 'ash-posts' is changed here (Tours: 4 -> 6) and in 1.xlsx (Tours: 4 -> 5); keep one",
    )
    second.put("Pledges", cell, 5)
    assert len(changes(folder, first, second)[0].records) == 1


@pytest.mark.parametrize(
    ("sheet", "title", "value", "fault"),
    [
        ("Pledges", "Quantity, low", "four", "Pledges!E3 | 'four' is not a number; write digits, such as 12 or 0.5"),
        ("Pledges", "Quantity, low", -1, "Pledges!E3 | '-1' is too small; give 0 or more"),
        ("Pledges", "Quantity, low", None, "Pledges!E3 | Quantity, low is empty; fill it in (Units, at the least)"),
        ("Pledges", "Tours", 1.5, "Pledges!O3 | '1.5' is not a whole number; write digits only, such as 12"),
        ("Pledges", "Capability", "medvac", "Pledges!C3 | the capability 'medvac' is not known; did you mean"),
        ("Pledges", "Until", "1 May", "Pledges!R3 | '1 May' is not a date; write it as 2025-03-25"),
        ("Pledges", "Tours", None, "Pledges!O3 | Tours is empty; fill it in (How many tours can be kept up"),
        ("Pledges", "Title", None, "Pledges!B3 | '' is empty; fill it"),
        ("Pledges", "Needs", "medevac; nurses", "Pledges!P3 | the capability 'nurses' is not known"),
        ("Pledges", "Replaces", "dale-posts", "Pledges!S3 | "),
        ("Pledges", "Standing", "sure", "Pledges!U3 | 'sure' is not known"),
        ("Status", "From", "soon", "Status!B3 | 'soon' is not a date; write it as 2025-03-25"),
        ("Status", "From", date(2030, 1, 1), "Status!B3 | 2030-01-01 is before 2031-01-12, when its first statement"),
        ("Status", "Status", "ready", "Status!C3 | 'ready' is not known"),
        ("Status", "Statements", "st-99", "Status!D3 | the statement 'st-99' is not known"),
        ("Conditions", "Fact", "peace", "Conditions!D3 | the fact 'peace' is not known"),
        ("Conditions", "Contributor", "cedar", "Conditions!E3 | 'cedar' stands where 'a fact holds' takes nothing"),
        ("Conditions", "What must hold", "a fact", "Conditions!C3 | 'a fact' says not what must hold; give one of: "),
        ("Conditions", "Place", "first", "Conditions!B3 | 'first' is no place; write 1, 2, 3, or 2.1"),
        ("Conditions", "Place", "2", "Conditions!B4 | '2' is given twice for the pledge; give another place"),
        ("Conditions", "Place", "2.1", "Conditions!B3 | '2.1' is a part of place 2, which is no group"),
        ("Caveats", "Sector", "centre", "Caveats!D3 | the sector 'centre' is not known"),
        ("Caveats", "Kind", "ban", "Caveats!B3 | 'ban' is not known; give one of prohibition, limitation"),
        ("Caveats", "Pledge", "elm-posts", "Caveats!A3 | the pledge 'elm-posts' is not known"),
        ("Pledges", "Pledge", "birch-posts", "Pledges!A3 | 'birch-posts' is a pledge of 'birch'; give yours"),
        ("Pledges", "Pledge", "Ash Posts", "Pledges!A3 | 'Ash Posts' is not written as wanted"),
        ("Pledges", "Pledge", None, "Pledges!A3 | is empty; give the pledge an id, or clear its row"),
    ],
)  # fmt: skip
def test_every_fault_is_named_by_file_and_cell(folder, sheet, title, value, fault):
    edited = book(folder)
    letters = next(n.rstrip("1") for n, t in edited.cells(sheet).items() if n.endswith("1") and t == title)
    edited.put(sheet, f"{letters}3", value)
    found = problems(folder, edited)

    assert any(each.startswith(f"1.xlsx | {fault}") for each in found), found
    assert all(each.startswith("1.xlsx | ") for each in found), found


def test_all_faults_are_told_at_once_of_all_workbooks(folder):
    ash, dale = book(folder), book(folder, "dale")
    ash.put("Pledges", "E3", "four")
    ash.put("Conditions", "D3", "peace")
    dale.put("Pledges", "O4", 0)
    dale.put("Status", "D3", "st-99")
    found = problems(folder, ash, dale)

    assert {each.rpartition(" | ")[0] for each in found} == {
        "1.xlsx | Pledges!E3",
        "1.xlsx | Conditions!D3",
        "2.xlsx | Pledges!O4",
        "2.xlsx | Status!D3",
    }


def test_what_else_is_wrong_with_a_pledge_is_told_beside_its_formula_and_its_misplaced_conditions(folder):
    edited = book(folder)
    part = edited.part("Pledges")
    look = edited.parts[part].decode().partition('<c r="E3" s="')[2].partition('"')[0]
    edited.replace(part, f'<c r="E3" s="{look}"><v>4</v></c>', formula("E3", "2+3", 5))
    for cell, value in {"C3": "observation-pots", "M3": "sixty", "R3": "25.3.2031"}.items():
        edited.put("Pledges", cell, value)
    for cell, value in {"B3": "25.3.2025", "C3": "confirmed", "D3": "st-02, st-01"}.items():
        edited.put("Status", cell, value)
    edited.put("Conditions", "B4", "2.1")
    edited.put("Conditions", "D3", "peace")
    dale = book(folder, "dale")
    dale.put("Pledges", "O4", 0)
    found = problems(folder, edited, dale)

    assert [each.rpartition(" | ")[0] for each in found] == [
        *(f"1.xlsx | {cell}" for cell in ("Pledges!E3", "Conditions!B4", "Pledges!C3", "Pledges!M3", "Conditions!D3")),
        *(f"1.xlsx | {cell}" for cell in ("Status!B3", "Status!C3", "Status!D3", "Pledges!R3")),
        "2.xlsx | Pledges!O4",
    ]
    (several,) = [each for each in found if "Status!D3" in each]
    assert several.endswith(
        "where several may stand, part them by ; (st-02; st-01), or in a list give each its own item"
    )


def test_of_a_new_pledge_is_said_what_to_fill_in_on_which_sheet(folder):
    edited = book(folder)
    row = {
        "Pledge": "ash-new",
        "Title": "New posts",
        "Capability": "observation-post",
        "Quantity, low": 1,
        "Quantity, likely": 1,
        "Quantity, high": 1,
        "Basis": "presence",
        "Location": "in-country",
        "Ready after, days": 30,
        "Tours": 1,
        "Standing": "assumed",
        "Note": "Assumed.",
    }
    edited.fill("Pledges", row)
    months, status = problems(folder, edited)

    number = edited.free("Pledges") - 1
    assert months == f"1.xlsx | Pledges!N{number} | Tour, months is empty; fill it in (Months, 1 or more)"
    assert status.startswith(f"1.xlsx | Pledges!A{number} | 'ash-new' has no row in the sheet Status; add one there (")
    assert all(f"{title}: " in status for title in ("From", "Status", "Statements"))


def test_a_formula_is_refused_with_the_value_that_it_had(folder):
    edited = book(folder)
    part = edited.part("Pledges")
    look = edited.parts[part].decode().partition('<c r="E3" s="')[2].partition('"')[0]
    edited.replace(part, f'<c r="E3" s="{look}"><v>4</v></c>', formula("E3", "2+3", 5))

    assert problems(folder, edited) == (
        "1.xlsx | Pledges!E3 | is a formula, last worked out as '5'; put the value itself there",
    )


def test_merged_cells_are_refused(folder):
    edited = book(folder)
    edited.replace(
        edited.part("Status"), "</sheetData>", '</sheetData><mergeCells><mergeCell ref="C3:D3"/></mergeCells>'
    )

    assert problems(folder, edited) == (
        "1.xlsx | Status!C3 | is merged with other cells; unmerge them, and fill in each",
        "1.xlsx | Status!D3 | is merged with other cells; unmerge them, and fill in each",
    )


def test_sheets_in_another_order_are_read_and_one_with_another_name_is_asked_for(folder):
    edited = book(folder)
    names = edited.parts["xl/workbook.xml"].decode()
    sheets = names.partition("<sheets>")[2].partition("</sheets>")[0]
    turned = "".join(f"<sheet {each}" for each in reversed(sheets.split("<sheet ")[1:]))
    edited.replace("xl/workbook.xml", sheets, turned)
    assert changes(folder, edited)[0].records == ()

    edited.replace("xl/workbook.xml", 'name="Status"', 'name="My status"')
    assert problems(folder, edited)[0].startswith(
        "1.xlsx | Status!A1 | the sheet is missing; there are: 'My status'; name it so again"
    )


def test_rows_in_another_order_and_columns_of_ones_own_are_no_change_but_told(folder):
    edited = book(folder, "dale")
    part, text = edited.part("Pledges"), edited.parts[edited.part("Pledges")].decode()
    texts = {row: text.partition(f'<row r="{row}"')[2].partition("</row>")[0] for row in (3, 4)}
    turned = {3: texts[4].replace('4" s=', '3" s='), 4: texts[3].replace('3" s=', '4" s=')}
    for row in (3, 4):
        edited.parts[part] = edited.parts[part].replace(texts[row].encode(), f"@{row}".encode())
    for row in (3, 4):
        edited.parts[part] = edited.parts[part].replace(f"@{row}".encode(), turned[row].encode())
    own = '<c r="W1" t="inlineStr"><is><t>My remark</t></is></c></row>'
    head = edited.parts[part].decode().partition('<row r="1"')[2].partition("</row>")[0]
    edited.replace(part, f"{head}</row>", f"{head}{own}")
    made, files = changes(folder, edited)

    ids = [row["Pledge"] for row in edited.rows("Pledges").values()]
    assert ids == ["dale-company", "dale-posts", "dale-engineers"]
    assert (made.records, files) == ((), {})
    assert made.notes == ("1.xlsx | Pledges!W1 | the column 'My remark' is not of the sheet and was not read",)


def test_a_row_that_was_deleted_or_emptied_is_no_withdrawal(folder):
    edited = book(folder)
    edited.put("Pledges", "A3", "ash-other")
    assert any("the pledge 'ash-posts' is missing; put its row back" in each for each in problems(folder, edited))

    emptied = book(folder)
    for cell in [name for name in emptied.cells("Pledges") if name.endswith("3") and name != "A3"]:
        emptied.put("Pledges", cell, None)
    assert problems(folder, emptied) == (
        "1.xlsx | Pledges!A3 | the row of 'ash-posts' is empty; to take it back, add a row withdrawn in Status",
    )


def test_a_workbook_of_another_case_or_of_nobody_is_refused(folder):
    other = Book(book(folder).bytes)
    (folder / "case.toml").write_text(
        (folder / "case.toml").read_text(encoding="utf-8").replace('id = "two-rivers"', 'id = "three"')
    )
    assert problems(folder, other) == (
        "1.xlsx | Read me | is of the case 'two-rivers', and this one is 'three'; give the case that it is of",
    )

    broken = book(folder)
    broken.put("Base", "B1", "{}")
    assert "the sheet was changed" in problems(folder, broken)[0]
    broken.put("Base", "B1", "no JSON")
    assert "1.xlsx | Base!A1 | does not say what the workbook is based on" in problems(folder, broken)[0]


def test_what_is_no_workbook_is_told_with_the_others(folder):
    edited = book(folder)
    edited.put("Pledges", "E3", "four")
    with pytest.raises(CaseError) as caught:
        workbook_changes({"a.xlsx": b"no", "b.xlsx": edited.bytes}, snapshot(folder, NAMES))

    assert caught.value.problems[0].startswith("a.xlsx | the file | is damaged or locked")
    assert caught.value.problems[1].startswith("b.xlsx | Pledges!E3 | ")


def test_changes_are_of_bytes_and_case_alone(folder):
    edited = book(folder)
    edited.put("Pledges", "E3", 3)
    found = snapshot(folder, NAMES)
    kept = FilesInMemory("version 7", {name: data for name, data in found.found.items() if isinstance(data, bytes)})

    assert workbook_changes({"1.xlsx": edited.bytes}, kept)[1] == workbook_changes({"1.xlsx": edited.bytes}, found)[1]

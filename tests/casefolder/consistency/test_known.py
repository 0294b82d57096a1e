"""Dates of a case folder: each text that cites what came later is told with its place, and dated texts are read."""

import shutil
from datetime import date

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError
from truceline.formats.cells import read_parts
from truceline.knowledge import known


def test_a_part_of_a_pledge_that_cites_a_later_statement_is_told_with_its_line(case):
    case.edit("pledges.yaml", "note: asks first", 'note: "asks first (st-02)"')

    assert case.faults() == [
        (
            "pledges.yaml:18 pledges[0].caveats[0].note | cites st-02 of 2031-02-28, but counts from 2031-01-12; "
            "begin what was known later with [from DAY], or date the record itself"
        )
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("scenarios.yaml", "value: true, statements: [st-02]}\n    note: Signed.",
         "value: true, statements: [st-02]}\n    note: Signed (st-02).\n    known_from: 2031-01-12",
         "scenarios.yaml:6"),
        ("meetings.csv", "staff,gazette,", "staff,own,after st-02", "meetings.csv:2 note"),
        ("statements.csv", "Comes with Elm.", "Comes with Elm (st-02).", "statements.csv:2 summary"),
        ("agreement.yaml", "source: gazette, note: Article 2",
         "source: gazette, note: Article 2 of st-02, known_from: 2031-01-20", "agreement.yaml:8 belts[0].known_from"),
        ("line.geojson", '"source": "own", "note": ""',
         '"source": "own", "note": "after st-02", "known_from": "2031-01-01"', "line.geojson:2"),
    ],
)  # fmt: skip
def test_every_kind_of_record_is_held_to_its_day(case, file, old, new, fault):
    case.edit(file, old, new)

    assert case.faults()[0].startswith(fault)


def test_a_dated_part_may_cite_what_was_known_by_its_day(case):
    case.edit("pledges.yaml", "note: a guess", 'note: [{text: a guess}, {from: 2031-02-28, text: "since st-02"}]')
    case.edit("pledges.yaml", "note: asks first", "note: asks first (st-02), statements: [st-02]")

    ash, elm = read_case(case.folder).pledges
    assert (ash.caveats[0].statements, elm.note) == (("st-02",), "a guess since st-02")


def dated(case, *rows):
    """Give the assumptions a column of days, and ``rows`` in place of that of the distance of posts."""
    lines = (case.folder / "assumptions.csv").read_text(encoding="utf-8").splitlines()
    others = [f"{line}," for line in lines[1:] if not line.startswith("spacing_km")]
    case.write("assumptions.csv", "\n".join([f"{lines[0]},known_from", *rows, *others, ""]))


def test_a_table_may_have_a_column_of_days_and_dated_words_in_a_cell(case):
    dated(
        case,
        "spacing_km,Distance of posts,8,10,12,km,assumed,,as in the books [from 2031-02-27] and as st-02 says,",
        "spacing_km,Distance of posts,9,11,12,km,derived,own,measured,2031-03-01",
    )
    whole = read_case(case.folder)
    seen = [
        known(whole, day).assumptions["spacing_km"] for day in (date(2031, 2, 26), date(2031, 2, 28), date(2031, 3, 28))
    ]

    assert [each.value.likely for each in seen] == [10, 10, 11]
    assert [each.note for each in seen] == ["as in the books", "as in the books and as st-02 says", "measured"]
    assert list(whole.assumptions)[:2] == ["spacing_km", "rest_ratio"]


def test_two_values_of_one_day_and_a_value_without_one_before_it_are_told(case):
    dated(
        case,
        "spacing_km,Distance of posts,8,10,12,km,assumed,,as in the books,",
        "spacing_km,Distance of posts,8,10,12,km,assumed,,as in the books,",
        "jamming_orbit,Left under jamming,0.2,0.5,0.8,,assumed,,as in the books,2031-03-01",
    )

    assert case.faults() == [
        (
            "assumptions.csv:3 id | the id 'spacing_km' is given twice from ever (first on line 2); rename one, "
            "or give known_from"
        ),
        (
            "assumptions.csv:4 known_from | 'jamming_orbit' has no value before 2031-03-01; "
            "leave known_from of its first value empty"
        ),
    ]


def test_what_counts_before_it_happened_is_told(case):
    case.write(
        "meetings.csv",
        "id,held_on,title,place,attendance,source,note,known_from\n"
        "mt-01,2031-03-19/2031-03-20,Planning,Elm,staff,own,,2031-03-18\n",
    )

    assert case.faults() == [
        (
            "meetings.csv:2 known_from | counts from 2031-03-18, before it happened on 2031-03-19/2031-03-20; "
            "correct one of the days"
        )
    ]


def test_only_a_whole_condition_is_dated(case):
    case.edit("pledges.yaml", "- any: [{fact: truce}", "- any: [{fact: truce, known_from: 2031-03-01}")

    assert case.faults()[0].endswith(
        "dates a part of a condition; give known_from or statements to the whole condition"
    )


def test_dated_words_are_read_as_a_list_or_with_the_days_among_them():
    parts = ((None, "One."), (date(2031, 3, 1), "Two."))

    assert read_parts("One. [from 2031-03-01] Two.") == parts
    assert read_parts([{"text": "One."}, {"from": "2031-03-01", "text": "Two."}]) == parts
    assert read_parts("[from 2031-03-01] Two.") == parts[1:]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([{"from": "2031-03-02", "text": "b"}, {"from": "2031-03-01", "text": "a"}], "out of order"),
        ([{"from": "2031-3-2", "text": "b"}], "is not a date"),
        ([{"from": "2031-03-02"}], "is no dated text"),
        ([{"form": "2031-03-02", "text": "b"}], "is no dated text"),
        (["a"], "is no dated text"),
        ([], "is no dated text"),
        ("a [from 2031-13-01] b", "is not a date"),
    ],
)
def test_other_dated_words_are_refused(value, words):
    with pytest.raises(ValueError, match=f"{words}.*; "):
        read_parts(value)


def test_check_refuses_a_weapon_that_the_bulletin_could_not_read(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    table = folder / "observations.csv"
    text = table.read_text(encoding="utf-8").replace(",mortar,", ",mortor,", 1)
    table.write_text(text, encoding="utf-8")

    with pytest.raises(CaseError, match=r"observations\.csv:\d+ weapon \| the weapon 'mortor' is not known") as caught:
        read_case(folder)
    assert "did you mean 'mortar'?" in str(caught.value)

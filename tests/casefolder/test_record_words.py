"""What differs in a record is said by the titles of the records that it names."""

import re

import pytest

from truceline.casefolder.cases import case_files, find_case, read_case
from truceline.casefolder.forms.record_words import RecordWords
from truceline.casefolder.record_differences import FieldDifference, difference_of
from truceline.casefolder.records import kind_of, lists_of, split_file
from truceline.records.record_id import RecordId


@pytest.fixture(scope="module")
def rivers():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="module")
def said(rivers):
    return RecordWords(rivers).said


@pytest.mark.parametrize(
    ("kind", "field", "text", "lines"),
    [
        ("pledge", "contributor", "ash", ["Ash (ash)"]),
        ("pledge", "capability", "observation-post", ["Observation post (observation-post)"]),
        ("pledge", "needs", "[medevac, headquarters]", ["Medical evacuation (medevac)", "Headquarters (headquarters)"]),
        ("pledge", "conditions[0].fact", "truce", ["The truce is signed and in force (truce)"]),
        ("pledge", "conditions[1].joined", "birch", ["Birch (birch)"]),
        ("pledge", "conditions[2].any[0].joined.who", "elm", ["Elm (elm)"]),
        ("pledge", "caveats[0].area", "middle", ["Middle: between the rivers (middle)"]),
        ("requirement line", "substitutes", "headquarters:0.5", ["Headquarters (headquarters): 0.5"]),
        ("requirement line", "sector", "west", ["West: the hills (west)"]),
        ("site", "properties.fixed", "elm", ["Elm (elm)"]),
        ("statement", "names", "ash;birch", ["Ash (ash)", "Birch (birch)"]),
        ("statement", "summary", "ash; birch", ["ash; birch"]),
        ("pledge", "title", "elm", ["elm"]),
        ("pledge", "capability", "no-such", ["no-such"]),
        ("pledge", "needs", "[]", []),
        ("pledge", "", "a: elm\n", ["a: elm\n"]),
    ],
)
def test_a_field_that_names_other_records_says_their_titles(said, kind, field, text, lines):
    assert list(said(kind, field, text)) == lines


def test_statements_are_named_by_who_said_what_when(said):
    (line,) = said("pledge", "history[0].statements", "[st-02]")

    assert line.startswith("2031-01-12, ")
    assert line.endswith(" (st-02)")
    assert len(line) > 40


def test_facts_of_a_scenario_are_named(rivers):
    words = RecordWords(rivers)

    assert words.label("scenario", "facts.truce") == "Facts: The truce is signed and in force (truce)"
    assert words.label("pledge", "conditions[0].fact") == "Condition 1: fact"


def test_a_record_is_called_as_it_says_then_by_the_first_case_then_by_its_id(rivers):
    changed = [("capability", "new-one", [FieldDifference("title", "", "A new one")])]
    words = RecordWords(rivers, changed=changed)

    assert words.title("pledge", "ash-posts", [FieldDifference("title", "Old", "New")]) == "New"
    assert words.title("site", "x", [FieldDifference("properties.name", "Hill", "")]) == "Hill"
    assert words.title("pledge", "ash-posts") == "Four posts from Ash"
    assert words.title("pledge", "nothing") == "nothing"
    assert words.said("pledge", "capability", "new-one") == ("A new one (new-one)",)


def test_a_reason_names_pledges_and_lines_and_leaves_other_words(rivers):
    said = RecordWords(rivers).reason("ash-posts no longer serves: used on m-posts-east; the truce and medevac: x-1")

    assert said == "“Four posts from Ash” no longer serves: used on “Posts, east”; the truce and medevac: x-1"


SPELT_ALIKE = {
    ("actor", "kind"),
    ("actor", "party"),
    ("capability", "component"),
    ("capability", "unit"),
    ("pledge", "basis"),
    ("requirement line", "critical"),
    ("requirement line", "tasks"),
    ("statement", "conditions"),
    ("statement", "scope"),
}
"""Fields with words of their own that happen to be spelt as some id is."""


@pytest.mark.parametrize("name", ["two-rivers", "ukraine"])
def test_no_record_of_a_case_says_another_by_its_id_alone(name):
    folder = find_case(name).folder
    case, bare = read_case(folder), set()
    lists = (case.actors, case.capabilities, case.facts, case.sources, case.sectors)
    ids = {each.id for one in (*lists, case.statements, case.topics, case.sites, case.pledges) for each in one}
    for record, fields in records_of(folder):
        kind = kind_of(record)
        for each in fields:
            lines = set(RecordWords(case).said(kind, each.field, each.after))
            key = re.split(r"[.\[]", each.field.removeprefix("properties."))[0]
            bare |= {(kind, key, line) for line in lines & ids if (kind, key) not in SPELT_ALIKE and key != "id"}
    assert bare == set()


def records_of(folder):
    for file, data in case_files(folder).items():
        parts = split_file(file, data) if lists_of(file) else ()
        for part in parts:
            if part.key:
                record = RecordId(file, part.key)
                yield record, difference_of(record, None, part.body, parts)

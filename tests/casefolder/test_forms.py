"""Forms of records: what a form holds is what the record says, and what is filled in is its text."""

import pytest

from truceline.casefolder.cases import case_files, find_case, read_case
from truceline.casefolder.exchange.changes import pledge_body
from truceline.casefolder.exchange.pledge_rows import pledge_rows
from truceline.casefolder.forms.plain_form import field_of, plain_filled, plain_parts, read_plain
from truceline.casefolder.forms.pledge_form import filled_of, pledge_parts, read_filled
from truceline.casefolder.record_revision import revised_body
from truceline.casefolder.record_text import values_of
from truceline.casefolder.records import lists_of, split_file
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.formats.named_files import FilesInMemory
from truceline.formats.shape import fits
from truceline.records.record_id import RecordId
from truceline.results.record_form import RecordForm, with_problems


def files_of(name):
    return case_files(find_case(name).folder)


def records_of(name):
    for file, data in files_of(name).items():
        parts = split_file(file, data) if lists_of(file) else ()
        for part in parts:
            if part.key:
                yield RecordId(file, part.key), part.body, parts


@pytest.fixture(scope="module")
def rivers():
    return read_case(FilesInMemory("two-rivers", files_of("two-rivers")))


def pledge(name):
    parts = split_file("pledges.yaml", files_of("two-rivers")["pledges.yaml"])
    record = RecordId("pledges.yaml", f"pledges/{name}")
    body = next(part.body for part in parts if part.key == record.key)
    return record, body, fits(PledgeShape, values_of(record, body)), parts


def revised(name, changes):
    record, body, shape, parts = pledge(name)
    filled = read_filled(filled_of(shape) | changes, shape.id)
    assert filled.problems == ()
    return pledge_body(record, body, shape.contributor, (pledge_rows(shape), filled.pledge.rows), parts).decode()


@pytest.mark.parametrize("name", ["two-rivers", "ukraine"])
def test_a_form_that_is_sent_as_it_was_changes_no_byte_of_any_record(name):
    for record, body, parts in records_of(name):
        values, problems = read_plain(record, plain_filled(record, values_of(record, body, parts)))
        assert problems == (), record
        assert revised_body(record, body, values, parts) == body, record


@pytest.mark.parametrize("name", ["two-rivers", "ukraine"])
def test_the_form_of_a_pledge_that_is_sent_as_it_was_changes_no_byte(name):
    for record, body, parts in records_of(name):
        if record.file == "pledges.yaml":
            shape = fits(PledgeShape, values_of(record, body))
            filled = read_filled(filled_of(shape), shape.id)
            rows = (pledge_rows(shape), filled.pledge.rows)
            assert pledge_body(record, body, shape.contributor, rows, parts) == body


def test_a_condition_in_groups_is_filled_in_by_places():
    text = revised(
        "ash-posts",
        {
            "Conditions.7.place": "5",
            "Conditions.7.kind": "at least n of these",
            "Conditions.7.amount": "1",
            "Conditions.8.place": "5.1",
            "Conditions.8.kind": "a contributor joins",
            "Conditions.8.who": "ash",
            "Conditions.8.capability": "observation-post",
            "Conditions.9.place": "5.2",
            "Conditions.9.kind": "others bring",
            "Conditions.9.of": "personnel",
            "Conditions.9.amount": "600",
        },
    )

    record, _, _, parts = pledge("ash-posts")
    assert values_of(record, text.encode(), parts)["conditions"][-1] == {
        "at_least": {
            "n": "1",
            "of": [
                {"joined": {"who": "ash", "capability": "observation-post"}},
                {"mass": {"of": "personnel", "at_least": "600"}},
            ],
        }
    }


def test_a_row_that_is_taken_out_is_gone_and_the_rest_stays_as_it_was():
    before = pledge("ash-posts")[1].decode()

    text = revised("ash-posts", {"Conditions.1.out": "yes"})

    assert "joined: birch" not in text
    without = [line for line in before.splitlines() if "conditions:" not in line and "- fact" not in line]
    assert [line for line in without if "birch\n" not in line and line not in text] == ["      - joined: birch"]


def test_what_cannot_be_is_told_at_its_field(rivers):
    shape = pledge("ash-posts")[2]
    wrong = {"Conditions.0.place": "1.1", "Conditions.1.kind": "", "Conditions.1.place": "2"}
    filled = filled_of(shape) | wrong

    found = read_filled(filled, shape.id)
    form = RecordForm(RecordId("pledges.yaml", "pledges/ash-posts"), "pledge", "", pledge_parts(rivers, filled))
    shown = with_problems(form, [*found.problems, ("", "all of it is odd")])

    assert {name for name, _ in found.problems} == {"Conditions.0.place", "Conditions.1.kind"}
    fields = {f.name: f for part in shown.parts for row in part.rows for f in row.fields}
    assert "which is no group" in fields["Conditions.0.place"].problems[0]
    assert shown.problems == ("all of it is odd",)


def test_a_condition_is_said_in_words_beside_its_row(rivers):
    shape = pledge("ash-posts")[2]
    conditions = next(part for part in pledge_parts(rivers, filled_of(shape)) if part.name == "Conditions")

    assert [row.words for row in conditions.rows if not row.spare] == [rivers.facts[0].title, "Birch joins"]
    assert sum(row.spare for row in conditions.rows) == 2


def test_a_field_is_documented_and_offers_what_there_is_to_choose():
    record = RecordId("requirement.csv", "posts-west")
    (part,) = plain_parts(record, {})
    fields = {f.name.removeprefix("values."): f for f in part.rows[0].fields}

    assert fields["critical"].choices == (("yes", "yes"), ("no", "no"))
    assert fields["id"].locked
    assert all(field.says for field in fields.values())
    assert field_of(record, "quantity") == "values.quantity"
    assert field_of(RecordId("scenarios.yaml", "facts/truce"), "history[0].on") == "values.history"

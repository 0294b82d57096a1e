"""Forms of records: what a form holds is what the record says, and what is filled in is its text."""

import csv
import json
import re

import pytest

from truceline.casefolder.cases import case_files, find_case, read_case
from truceline.casefolder.changed_case import changed_case
from truceline.casefolder.exchange.changes import pledge_body
from truceline.casefolder.exchange.pledge_rows import pledge_rows
from truceline.casefolder.forms.fields import label_of, said_plainly
from truceline.casefolder.forms.offered import listings, offered, with_ids
from truceline.casefolder.forms.plain_form import field_of, plain_filled, plain_parts, read_plain, shape_of
from truceline.casefolder.forms.pledge_form import filled_of, pledge_parts, read_filled
from truceline.casefolder.forms.problem_words import in_words
from truceline.casefolder.record_revision import revised_body
from truceline.casefolder.record_text import values_of
from truceline.casefolder.records import lists_of, split_file
from truceline.casefolder.schema.documents import FactShape
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.formats.cells import Refers
from truceline.formats.named_files import FilesInMemory
from truceline.formats.shape import fits
from truceline.records.record_id import RecordId
from truceline.results.record_form import FormField, FormPart, FormRow, RecordForm, with_problems


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


def plain_fields(case, file, key, filled=None):
    (part,) = plain_parts(case, RecordId(file, key), filled or {})
    return {f.name.removeprefix("values."): f for f in part.rows[0].fields}


def test_a_field_is_documented_and_offers_what_there_is_to_choose(rivers):
    record = RecordId("requirement.csv", "posts-west")
    fields = plain_fields(rivers, record.file, record.key)

    assert fields["critical"].choices == (("yes", "yes"), ("no", "no"))
    assert fields["id"].locked
    assert all(field.says for field in fields.values() if not field.locked)
    assert field_of(record, "quantity") == "values.quantity"
    assert field_of(RecordId("scenarios.yaml", "facts/truce"), "history[0].on") == "values.history"


WRITTEN = [
    "requirement.csv/a",
    "scenarios.yaml/facts/a",
    "scenarios.yaml/scenarios/a",
    "sites.geojson/a",
    "assumptions.csv/a",
]


@pytest.mark.parametrize("record", WRITTEN)
def test_whatever_names_something_of_the_case_offers_what_there_is(rivers, record):
    file, _, key = record.partition("/")
    parts = plain_parts(rivers, RecordId(file, key), {})
    fields = {f.name.removeprefix("values."): f for f in parts[0].rows[0].fields}
    known = dict(listings(rivers, parts))
    shape = shape_of(RecordId(file, key))

    for name, field in shape.model_fields.items():
        kinds = [kind for mark in field.metadata if isinstance(mark, Refers) for kind in mark.kinds]
        own = fields[field.alias or name]
        offers = {id_ for id_, _ in own.choices} | {id_ for id_, _ in known.get(own.listing, ())}
        assert not kinds or offers, own
    assert not [f for f in fields.values() if f.says.startswith(("Its ", "The fact's", "The site's"))]


def test_a_requirement_line_offers_sectors_sources_tasks_and_places_of_its_own_case(rivers):
    sectors = json.loads(files_of("two-rivers")["sectors.geojson"])["features"]
    rows = list(csv.DictReader(files_of("two-rivers")["requirement.csv"].decode().splitlines()))
    parts = plain_parts(rivers, RecordId("requirement.csv", "a"), {})
    fields = {f.name.removeprefix("values."): f for f in parts[0].rows[0].fields}
    known = dict(listings(rivers, parts))

    assert fields["sector"].choices == tuple((s["properties"]["id"], s["properties"]["name"]) for s in sectors)
    tasks = list(dict.fromkeys(task for row in rows for task in row["tasks"].split(";") if task))
    assert [id_ for id_, _ in known["task"]][: len(tasks)] == tasks
    assert fields["tasks"].says.endswith(f"parted by ; (such as {'; '.join(tasks[:2])})")
    assert {row["concept"] for row in rows} <= {id_ for id_, _ in known["concept"]}
    assert fields["locations"].form == "several"
    assert dict(fields["locations"].choices)["adjacent"] == "next door"


def test_dates_and_steps_of_history_are_shown_by_an_example_of_the_cases_own_year(rivers):
    fields = plain_fields(rivers, "scenarios.yaml", "facts/truce")
    written = {"values.title": "x", "values.note": "x", "values.history": fields["history"].example}
    chance = {"values.chance": fields["chance"].example}
    values, problems = read_plain(
        RecordId("scenarios.yaml", "facts/truce"), {**written, **chance, "values.id": "truce"}
    )

    assert problems == ()
    assert values["history"][0]["on"] == "2031-03-20"
    assert values["history"][0]["statements"] == [next(iter(rivers.statements)).id]
    assert fits(FactShape, values).chance.high == 0.4
    assert fields["known_from"].example == "2031-03-20"


def test_ids_that_are_parted_by_semicolons_are_offered_and_shown_by_an_example(rivers):
    shape = pledge("ash-posts")[2]
    parts = pledge_parts(rivers, filled_of(shape), "ash")
    fields = [f for part in parts for row in part.rows for f in row.fields]
    known = dict(listings(rivers, parts, "ash"))

    parted = [f for f in fields if "parted by ;" in f.says and not f.name.endswith("shared_with")]
    assert {f.listing for f in parted} == {"pledge", "statement"}
    by_the_day = [s for s in rivers.statements if s.said_on.last <= rivers.as_of]
    own = [s.id for s in by_the_day if s.speaks_for == "ash"] + [s.id for s in by_the_day if "ash" in s.names]
    example = {"statement": own[:2], "pledge": [id_ for id_, _ in known["pledge"][:2]]}
    assert all(f.says.endswith(f"(such as {'; '.join(example[f.listing])})") for f in parted)
    assert {next(each for each in rivers.pledges if each.id == id_).contributor for id_, _ in known["pledge"]} == {
        "ash"
    }


def test_the_ends_of_one_quantity_and_the_degrees_of_a_place_stand_on_one_row(rivers):
    (offer, *_) = pledge_parts(rivers, {})
    groups = {f.name.removeprefix("Pledges.0."): f.group for f in offer.rows[0].fields if f.group}
    site = plain_fields(rivers, "sites.geojson", "t-site-1")

    assert groups == {f"{what}.{end}": what for what in ("quantity", "personnel") for end in ("low", "likely", "high")}
    assert site["longitude"].group == site["latitude"].group != ""
    assert (site["use"].room, site["weight"].room) == ("", "")
    assert plain_fields(rivers, "requirement.csv", "a")["sizing"].room == "long"


@pytest.mark.parametrize(
    ("kind", "path", "words"),
    [
        ("pledge", "conditions[0].fact", "Condition 1: fact"),
        ("pledge", "conditions[1].joined.who", "Condition 2: contributor"),
        ("pledge", "conditions[1].any[0].mass.at_least", "Condition 2: any of these 1: others bring: at least"),
        ("pledge", "personnel.low", "People, low"),
        ("pledge", "history[0].statements", "Step 1: statements"),
        ("pledge", "caveats[2].area", "Restriction 3: sector"),
        ("fact", "history[1].on", "Step 2: on"),
        ("site", "properties.fixed", "Held by"),
        ("site", "geometry.coordinates", "Place"),
        ("requirement line", "locations", "Where it may serve"),
        ("statement", "speaks_for", "Speaks for"),
        ("pledge", "", ""),
    ],
)
def test_a_path_in_a_record_is_named_by_the_words_of_its_form(kind, path, words):
    assert label_of(kind, path) == words


def test_lists_are_said_without_their_brackets_and_dated_words_with_them():
    assert [said_plainly(text) for text in ("[]", "[st-01, st-02]", "{}", "12")] == ["", "st-01, st-02", "", "12"]
    assert said_plainly("[from 2031-01-01] One. [from 2031-02-01] Two [x]").startswith("[from 2031")


def test_lines_of_contact_are_offered_by_their_day_and_those_of_one_day_by_their_ids():
    case = read_case(find_case("two-rivers").folder)

    assert offered(case, "line") == tuple((line.id, f"as of {line.as_of} ({line.id})") for line in case.lines) != ()


def test_what_is_named_alike_is_told_apart_where_it_is_chosen():
    case = read_case(find_case("ukraine").folder)
    held_by = plain_fields(case, "sites.geojson", "odesa")["fixed"]

    words = [words for _, words in held_by.choices or offered(case, held_by.listing)]
    assert len(set(words)) == len(words)
    assert {f"British reaction companies (uk-reaction-{n})" for n in (1, 2)} <= set(words)


def test_who_joins_is_chosen_among_those_who_can_contribute():
    case = read_case(find_case("ukraine").folder)
    rows = next(part for part in pledge_parts(case, {}, "be") if part.name == "Conditions").rows
    fields = {f.name.rpartition(".")[2]: f for f in rows[0].fields}
    who = dict(fields["who"].choices)

    kinds = {row["id"]: row["kind"] for row in csv.DictReader(files_of("ukraine")["actors.csv"].decode().splitlines())}
    assert {"fr", "uk", "us"} <= set(who)
    assert not {"be", "ru", "ua"} & set(who)
    assert "press" not in {kinds[id_] for id_ in who}
    assert (fields["capability"].form, fields["location"].form) == ("several", "several")
    assert dict(fields["location"].choices)["in-country"] == "inside the country"
    assert dict(fields["of"].choices)["personnel"] == "people"
    assert not [f for f in fields.values() if "ids" in f.says and f.form == "several"]


def test_the_example_of_a_statement_is_the_contributors_own_by_the_day_of_the_case():
    case = read_case(find_case("ukraine").folder)

    for nation in ("nl", "uk", "be"):
        (step, *_) = next(part for part in pledge_parts(case, {}, nation) if part.name == "Status").rows
        says = next(f.says for f in step.fields if f.name.endswith("statements"))
        named = re.findall(r"st-[\w-]+", says)
        by_the_day = [s for s in case.statements if str(s.said_on.first) <= str(case.as_of)]
        own = {s.id for s in by_the_day if nation in (s.speaks_for, *s.names)}
        assert set(named) <= own, nation
        assert bool(named) == bool(own), nation


def test_words_are_taken_as_well_as_ids(rivers):
    parts = pledge_parts(rivers, {"Conditions.0.kind": "a contributor joins"}, "ash")
    written = {
        "Conditions.0.who": "Birch",
        "Conditions.0.capability": "drone orbit; Observation post; reaction-company",
        "Conditions.0.location": "Inside the country",
        "Conditions.1.of": "people",
        "Pledges.0.title": "Birch",
        "Pledges.0.capability": "nothing known",
    }
    assert with_ids(rivers, parts, written, "ash") == {
        "Conditions.0.who": "birch",
        "Conditions.0.capability": "drone-orbit; observation-post; reaction-company",
        "Conditions.0.location": "in-country",
        "Conditions.1.of": "personnel",
        "Pledges.0.title": "Birch",
        "Pledges.0.capability": "nothing known",
    }


def told(field, problem):
    form = RecordForm(RecordId("a.csv", "a"), "a", "", (FormPart("values", "", (FormRow((field,)),)),))
    (row,) = in_words(with_problems(form, [(field.name, problem)])).parts[0].rows
    return row.fields[0].problems[0]


PLACED = (("in-country", "inside the country"), ("sea", "at sea"))


@pytest.mark.parametrize(
    ("text", "choices", "problem", "words"),
    [
        ("", (), "the key 'ready_days' is missing; add it", "nothing is filled in; fill it in"),
        ("", (), "'' is not a number; write digits, such as 12 or 0.5", "nothing is filled in; fill it in"),
        ("", PLACED, "nothing is given; give one of in-country, sea", "nothing is chosen; choose one"),
        (
            "x",
            PLACED,
            "'x' is not known; give one of in-country, sea",
            "'x' is not known; give one of inside the country, at sea",
        ),
        ("se", PLACED, "'se' is not known; did you mean 'sea'?", "'se' is not known; did you mean 'at sea'?"),
        ("soon", (), "'soon' is not a whole number; write digits only, such as 12", None),
        ("is", (("is", "Iceland"),), "the actor 'oak' is not known (known: is, no)", "(known: Iceland, no)"),
        ("xx", (), "'xx' is not written as wanted; it must match ^([A-Z]{2})?$", "see what the field takes"),
    ],
)
def test_what_is_wrong_at_a_field_is_told_in_the_words_of_the_form(text, choices, problem, words):
    said = told(FormField("values.a", "A", "", text, choices=choices), problem)

    assert said.endswith(words or problem)
    assert not re.search(r"the key|must match|\bin-country\b", said)


def test_a_pledge_whose_likely_quantity_alone_is_filled_in_counts_it_for_all_three():
    five = {"Pledges.0.quantity.low": "", "Pledges.0.quantity.likely": "5", "Pledges.0.quantity.high": ""}

    assert "quantity: 5\n" in revised("ash-posts", five)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"Conditions.0.fact": ""}, "Conditions.0.fact"),
        ({"Conditions.1.who": ""}, "Conditions.1.who"),
        ({"Status.0.out": "yes", "Status.1.out": "yes", "Status.2.out": "yes"}, "Status"),
    ],
)
def test_a_condition_names_what_must_hold_and_a_pledge_a_step(changes, field):
    record, _, shape, _ = pledge("ash-posts")
    filled = read_filled(filled_of(shape) | changes, shape.id)
    text = revised("ash-posts", changes)
    files = files_of("two-rivers")

    found = changed_case("the case", files, {record: text.encode()}).faults
    assert [filled.field(each.field) for each in found] == [field]

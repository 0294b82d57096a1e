"""A pledge rests on words that speak for its contributor, name it, or are about a body that it may belong to."""

import csv
from datetime import date

import pytest
from ruamel.yaml import YAML

from truceline.casefolder.bundled import bundled_folders
from truceline.casefolder.cases import read_case

STEP = "statements: [st-01]"
AT = "pledges.yaml:21 pledges[0].history[0].statements[0]"


def said(case, *, speaks_for="brask", names="", summary="Speaks of posts."):
    """Let the pledge of Ash rest on a further statement, st-77."""
    text = (case.folder / "statements.csv").read_text(encoding="utf-8")
    head = text.splitlines()[0].split(",")
    first = next(csv.DictReader(text.splitlines()))
    row = first | {"id": "st-77", "speaker": "Somebody", "speaks_for": speaks_for, "names": names, "summary": summary}
    row |= {"quote": "", "supersedes": "", "conditions": ""}
    case.write("statements.csv", text + ",".join(f'"{row[key]}"' for key in head) + "\n")
    case.edit("pledges.yaml", STEP, "statements: [st-77]")


def test_anothers_word_shows_no_pledge(case):
    said(case)

    what = "the statement 'st-77' speaks for Brask and does not name Ash"
    remedy = "name one that does, or, if it is about Ash, write 'ash' among its names"
    assert [each for each in case.faults() if "st-77" in each] == [f"{AT} | {what}; {remedy}"]


@pytest.mark.parametrize(
    "about", [{"names": "elm;ash"}, {"summary": "Ash is ready to send posts."}, {"speaks_for": "ash"}]
)
def test_anothers_word_that_names_the_contributor_shows_its_pledge(case, about):
    said(case, **about)

    assert read_case(case.folder).pledges[0].rests_on(date.max) == ("st-77",)


def test_a_name_within_another_word_is_no_naming(case):
    said(case, summary="Ashore they are ready; ash is what remained.")

    assert len(case.faults()) == 1


@pytest.mark.parametrize("about", [{"speaks_for": "league"}, {"names": "league"}])
def test_the_word_of_a_body_may_show_the_pledge_of_any_member(case, about):
    text = (case.folder / "actors.csv").read_text(encoding="utf-8")
    case.write("actors.csv", text + "league,League of the Rivers,organisation,no,\n")
    said(case, **about)

    assert read_case(case.folder).pledges[0].rests_on(date.max) == ("st-77",)


@pytest.mark.parametrize("key", ["conditions", "approvals", "caveats"])
def test_conditions_approvals_and_caveats_rest_on_such_words_too(case, key):
    said(case, names="ash")
    case.edit("statements.csv", '"Somebody","brask"', '"Somebody","elm"')
    text = (case.folder / "statements.csv").read_text(encoding="utf-8")
    case.write("statements.csv", text + text.splitlines()[-1].replace("st-77", "st-78").replace('"ash"', '""') + "\n")
    document = YAML(typ="safe", pure=True).load((case.folder / "pledges.yaml").read_text(encoding="utf-8"))
    item = {
        "conditions": {"fact": "truce"},
        "approvals": {"body": "Parliament", "fact": "truce", "days": 1},
        "caveats": {"kind": "limitation", "note": "Asks first."},
    }[key]
    listed = document["pledges"][0].setdefault(key, [])
    listed.append({**item, "statements": ["st-77", "st-78"]})
    with (case.folder / "pledges.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(document, file)

    faults = [each for each in case.faults() if "speaks for" in each]
    assert len(faults) == 1
    assert f"pledges[0].{key}[{len(listed) - 1}].statements[1] | the statement 'st-78' speaks for Elm" in faults[0]


def test_in_the_bundled_cases_every_statement_of_a_pledge_has_something_to_do_with_its_contributor():
    pairs = 0
    for folder in bundled_folders():
        with (folder / "statements.csv").open(encoding="utf-8", newline="") as file:
            statements = {row["id"]: row for row in csv.DictReader(file)}
        pledges = YAML(typ="safe", pure=True).load((folder / "pledges.yaml").read_text(encoding="utf-8"))["pledges"]
        for pledge in pledges:
            for name in (name for step in pledge["history"] for name in step["statements"]):
                row = statements[name]
                concerned = {row["speaks_for"], *row["names"].split(";")}
                assert concerned & {pledge["contributor"], "coalition"}, (pledge["id"], name)
                pairs += 1
    assert pairs > 100

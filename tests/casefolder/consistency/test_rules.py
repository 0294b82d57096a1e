"""The files of a case must agree with one another; each disagreement is told with its place."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from truceline.casefolder.cases import read_case
from truceline.formats.shape import NON_MONOTONE

PLANTED = YAML(typ="safe", pure=True).load(Path(__file__).with_name("disagreements.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted["fault"].partition(" | ")[0])
def test_a_disagreement_is_told_with_its_place_and_a_remedy(case, planted):
    case.edit(planted["file"], planted["old"], planted["new"])

    assert case.faults() == [planted["fault"]]


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("sources.csv", "own,Own", "gazette,Own", "sources.csv:3 id"),
        ("pledges.yaml", "elm-posts", "ash-posts", "pledges.yaml:24 pledges[1].id"),
        ("scenarios.yaml", "id: vote\n", "id: truce\n", "scenarios.yaml:7 facts[1].id"),
        ("sites.geojson", '"barn"', '"mill"', "sites.geojson:3 mill id"),
    ],
)
def test_an_id_given_twice_is_told_with_both_lines(case, file, old, new, place):
    case.edit(file, old, new)

    name = new.replace("id: ", "").partition(",")[0].strip('"\n')
    assert f"{place} | the id '{name}' is given twice (first on line 2); rename one" in case.faults()


def second_offer(case, *, until, on="2031-03-01"):
    """Let Ash renew its posts by a second pledge, from ``on``; the first holds ``until``."""
    pledges = case.folder / "pledges.yaml"
    text = pledges.read_text(encoding="utf-8")
    first = text[text.index("  - id: ash-posts") : text.index("  - id: elm-posts")]
    second = first.replace("ash-posts", "ash-posts-2").replace("2031-01-12", on)
    second = second.replace("    standing:", "    replaces: [ash-posts]\n    standing:")
    text = text.replace(first, first.replace("    standing:", f"{until}    standing:"))
    case.write("pledges.yaml", text + second)


def test_a_pledge_that_renews_another_is_sound_where_the_first_says_until_when_it_held(case):
    second_offer(case, until="    until: 2031-03-01\n")

    first, _, second = read_case(case.folder).pledges
    assert (second.replaces, str(first.until)) == (("ash-posts",), "2031-03-01")


@pytest.mark.parametrize(
    ("until", "on", "fault"),
    [
        ("", "2031-03-01", "'ash-posts' does not say until when it held; give its until"),
        ("    until: 2031-03-01\n", "2031-01-11", "'ash-posts' was made later than 'ash-posts-2'; exchange them"),
    ],
)
def test_a_pledge_renews_only_what_was_made_before_and_has_ended(case, until, on, fault):
    second_offer(case, until=until, on=on)

    assert any(each.endswith(f"replaces[0] | {fault}") for each in case.faults())


def test_a_statement_may_take_several_positions_under_one_topic_or_several(case):
    case.edit("statements.csv", "troops,conditional,in-country", "troops,against;for,in-country;outside")

    made = read_case(case.folder).statements[0]
    assert [(p.topic, str(p.stance), p.scope) for p in made.positions] == [
        ("troops", "against", "in-country"),
        ("troops", "for", "outside"),
    ]


def test_a_circle_of_fact_rules_is_refused(case):
    case.edit("scenarios.yaml", "scenarios:", "  - {when: [truce], then: mandate, why: Why not.}\nscenarios:")

    assert case.faults() == [
        (
            "scenarios.yaml:16 rules[0].when | the fact 'mandate' implies itself through the rules; "
            "drop one rule of the circle"
        ),
        (
            "scenarios.yaml:19 rules[1].when | the fact 'truce' implies itself through the rules; "
            "drop one rule of the circle"
        ),
    ]


@pytest.mark.parametrize("key", ["not", "unless"])
def test_a_non_monotone_condition_is_refused_with_the_reason(case, key):
    case.edit("pledges.yaml", "- fact: truce", f"- {key}: {{fact: truce}}")

    assert case.faults() == [f"pledges.yaml:13 pledges[0].conditions[0].{key} | {NON_MONOTONE.format(key=key)}"]


def test_a_fault_in_one_place_does_not_hide_those_in_others(case):
    case.edit("pledges.yaml", "quantity: 4", "quantity: -1")
    case.edit("pledges.yaml", "contributor: elm", "contributor: elms")
    case.edit("pledges.yaml", "joined: ash", "joined: elms")

    assert case.faults() == [
        "pledges.yaml:6 pledges[0].quantity | '-1' is too small; give 0 or more",
        "pledges.yaml:25 pledges[1].contributor | the actor 'elms' is not known; did you mean 'elm'?",
        "pledges.yaml:36 pledges[1].conditions | waits for its own contributor 'elms'; name another contributor",
        (
            "pledges.yaml:37 pledges[1].conditions[1].at_least.of[0].joined | the actor 'elms' is not known; "
            "did you mean 'elm'?"
        ),
    ]


def test_ids_of_a_file_that_cannot_be_read_whole_are_not_asked_for(case):
    case.edit("actors.csv", "elm,Elm,state,no,", "elm,Elm,state")

    assert case.faults() == [
        (
            "actors.csv:3 | the row has 3 cells, the header 5; add or remove commas, "
            'and put "quotes" around cells that hold commas'
        )
    ]


def test_a_statement_may_be_dated_within_the_month_of_its_source(case):
    case.edit("statements.csv", "st-01,2031-01-12", "st-01,2031-01")

    assert read_case(case.folder).statements[0].said_on.first.isoformat() == "2031-01-01"


def test_a_fact_at_fault_that_a_scenario_sets_is_told_once(case):
    case.edit("scenarios.yaml", "id: vote\n", "id: vote\n    titel: x\n")

    assert [fault.partition(" | ")[0] for fault in case.faults()] == ["scenarios.yaml:8 facts[1].titel"]


TABLES = {
    "rulings.csv": """id,ruling,first,second,by,at,reason,replaces
r-1,merge,a,b,cell,2031-03-20T12:00:00Z,,
r-2,withdrawn,a,c,cell,2031-03-20T13:00:00Z,,r-1
r-3,merge,a,a,cell,2031-03-20T13:00:00Z,,
""",
    "findings.csv": """id,incident,about,found,by,at,evidence,replaces
f-1,in-a,act,shellin,cell,2031-03-20T12:00:00Z,,
f-2,in-a,color,red,cell,2031-03-20T12:00:00Z,,
f-3,a,ordered,maybe,cell,2031-03-20T12:00:00Z,,
f-4,in-a,ordered,withdrawn,cell,2031-03-20T12:00:00Z,,
""",
    "evidence.csv": """id,incident,kind,points_to,given_by,lat,lon,radius_m,report,by,at,note,replaces
e-1,in-a,admision,somebody,other,,,,,cell,2031-03-20T12:00:00Z,,
e-2,in-a,admission,,,,,,,cell,2031-03-20T12:00:00Z,,
e-3,in-a,origin-place,,,1.5,,100,,cell,2031-03-20T12:00:00Z,,
e-4,in-a,origin-place,,,95,2,100,,cell,2031-03-20T12:00:00Z,,
""",
    "steps.csv": """id,incident,step,by,at,note,replaces
s-1,in-a,war,cell,2031-03-20T12:00:00Z,,s-9
""",
}


def test_what_people_found_out_must_make_sense_row_by_row(case):
    for name, text in TABLES.items():
        (case.folder / name).write_text(text, encoding="utf-8")

    faults = dict(fault.split(" | ") for fault in case.faults())
    assert {place: what.partition("; ")[0] for place, what in faults.items()} == {
        "rulings.csv:3 replaces": "replaces 'r-1', which is about 'a + b'",
        "rulings.csv:4": "first and second are both 'a'",
        "findings.csv:2 found": "the word 'shellin' is not known",
        "findings.csv:3 about": "the subject of findings 'color' is not known",
        "findings.csv:4 incident": "'a' is no incident",
        "findings.csv:5 replaces": "withdraws nothing",
        "evidence.csv:2 kind": "the kind of evidence 'admision' is not known",
        "evidence.csv:2 points_to": "the actor 'somebody' is not known",
        "evidence.csv:2 given_by": "the party 'other' is not known",
        "evidence.csv:3": "points to nobody and to no place",
        "evidence.csv:4": "lat, lon and radius_m are not all given",
        "evidence.csv:5": "lat 95, lon 2, radius_m 100 is no place",
        "steps.csv:2 replaces": "the step 's-9' is not known",
        "steps.csv:2 step": "the step of the ladder 'war' is not known",
    }


@pytest.mark.parametrize(("last", "faults"), [("", 1), ("r-4,withdrawn,b,c,cell,2031-03-20T11:00:00Z,,r-2\n", 0)])
def test_no_split_divides_what_merges_that_count_bind(case, last, faults):
    rows = (
        "id,ruling,first,second,by,at,reason,replaces\n"
        "r-1,merge,a,b,cell,2031-03-20T08:00:00Z,,\n"
        "r-2,merge,b,c,cell,2031-03-20T09:00:00Z,,\n"
        "r-3,split,a,c,cell,2031-03-20T10:00:00Z,,\n"
    )
    case.write("rulings.csv", rows + last)

    what = "rulings.csv:4 ruling | the split of 'a' and 'c' divides reports that merges bind; withdraw one of them"
    assert (case.faults() if faults else list(read_case(case.folder).judgements)) == [what] * faults

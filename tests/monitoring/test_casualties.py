"""Casualties count once, and no claim is added to anything."""

from datetime import UTC, datetime, timedelta
from random import Random

from truceline.monitoring.append_only import counting
from truceline.monitoring.casualties import CasualtyRecord, casualties

AT = datetime(2031, 3, 20, 8, tzinfo=UTC)


def row(name, incident, word, killed, wounded, people=("civilian", "", ""), given_by="", **more):
    given = {"by": "cell", "at": AT, "evidence": "", "replaces": ""} | more
    return CasualtyRecord(name, incident, word, killed, wounded, *people, given_by, **given)


def told(*rows):
    return [(each.incident, each) for each in rows]


def test_two_claims_of_one_incident_stand_beside_each_other_and_are_never_added():
    found = casualties(
        told(row("a", "in-1", "claimed", 2, 3, given_by="north"), row("b", "in-1", "claimed", 5, 0, given_by="south")),
        ["in-1"],
        [],
    )

    assert [(each.given_by, each.killed, each.wounded) for each in found.claimed] == [("north", 2, 3), ("south", 5, 0)]
    assert (found.killed(), found.wounded(), found.by_incident) == (0, 0, ())


def test_what_is_confirmed_puts_claims_of_the_same_incident_aside_and_of_no_other():
    found = casualties(
        told(
            row("a", "in-1", "claimed", 40, 0, given_by="north"),
            row("b", "in-1", "confirmed", 1, 2),
            row("c", "in-2", "claimed", 7, 0, given_by="north"),
        ),
        ["in-1", "in-2"],
        [],
    )

    assert (found.killed(), found.wounded()) == (1, 2)
    assert [(each.incident, each.killed) for each in found.claimed] == [("in-2", 7)]


def test_rows_of_one_incident_add_up_over_groups_sexes_and_ages():
    found = casualties(
        told(
            row("a", "in-1", "confirmed", 1, 0, ("civilian", "female", "adult")),
            row("b", "in-1", "confirmed", 0, 1, ("civilian", "male", "child")),
            row("c", "in-1", "confirmed", 0, 2, ("military", "", "")),
            row("d", "in-2", "confirmed", 2, 0, ("civilian", "female", "adult")),
        ),
        ["in-1", "in-2"],
        [],
    )

    assert (found.killed(), found.wounded()) == (3, 3)
    assert (found.killed("civilian"), found.wounded("civilian")) == (3, 1)
    assert [(t.group, t.sex, t.age, t.killed, t.wounded) for t in found.confirmed] == [
        ("civilian", "female", "adult", 3, 0),
        ("civilian", "male", "child", 0, 1),
        ("military", "", "", 0, 2),
    ]


def test_after_a_merge_the_larger_of_two_rows_on_the_same_people_counts():
    merged = [("in-1", row("a", "in-1", "confirmed", 1, 4)), ("in-1", row("b", "in-2", "confirmed", 2, 3))]

    found = casualties(merged, ["in-1"], [])

    assert (found.killed(), found.wounded()) == (2, 4)


def test_periods_are_told_apart_and_other_incidents_count_nowhere():
    rows = told(*(row(name, f"in-{name}", "confirmed", number, 0) for name, number in (("a", 1), ("b", 2), ("c", 4))))

    found = casualties(rows, ["in-a"], ["in-b"])

    assert (found.killed(), [toll.killed for toll in found.previous]) == (1, [2])


def test_a_row_that_is_replaced_or_withdrawn_counts_no_more():
    rows = [
        row("a", "in-1", "confirmed", 3, 0),
        row("b", "in-1", "confirmed", 2, 1, at=AT + timedelta(hours=1), replaces="a"),
        row("c", "in-1", "confirmed", 9, 9, ("military", "", ""), at=AT + timedelta(hours=2)),
        row("d", "in-1", "withdrawn", 0, 0, ("military", "", ""), at=AT + timedelta(hours=3), replaces="c"),
    ]

    found = casualties(told(*counting(rows)), ["in-1"], [])

    assert (found.killed(), found.wounded()) == (2, 1)


def test_sums_agree_with_going_through_every_person():
    chance = Random(11)  # noqa: S311  (no secret)
    people = [(g, s, a) for g in ("civilian", "military") for s in ("", "female") for a in ("", "child")]
    keys = [(f"in-{n}", each) for n in range(30) for each in people if chance.random() < 0.4]
    rows = [
        row(f"c-{n}", incident, "confirmed", chance.randrange(4), chance.randrange(4), each)
        for n, (incident, each) in enumerate(keys)
    ]
    persons = [(r.people, "killed") for r in rows for _ in range(r.killed)]
    persons += [(r.people, "wounded") for r in rows for _ in range(r.wounded)]

    found = casualties(told(*rows), [f"in-{n}" for n in range(30)], [])

    for toll in found.confirmed:
        who = (toll.group, toll.sex, toll.age)
        assert (toll.killed, toll.wounded) == (persons.count((who, "killed")), persons.count((who, "wounded")))
    assert found.killed() + found.wounded() == len(persons)

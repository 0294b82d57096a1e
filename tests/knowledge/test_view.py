"""A case as known on a day: each part counts from its own day, and what is not known is not there."""

import copy
from dataclasses import replace
from datetime import date

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.coalition.conditions import Fact, Joined, every
from truceline.coalition.pledges import Approval, LaterCondition
from truceline.errors import CaseError
from truceline.knowledge import days_of, known, untimely
from truceline.records.capabilities import Caveat
from truceline.records.dating import DatedText
from truceline.records.quantities import Reliance
from truceline.workflow.plan import plan


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


def with_pledge(case, **changed):
    """The case with its first pledge changed: Ash's, made on 12 January (st-02)."""
    return replace(case, pledges=(replace(case.pledges[0], **changed), *case.pledges[1:]))


def first(case, *day):
    return known(case, date(*day)).pledges[0]


def test_statements_meetings_pledges_and_sources_of_later_days_are_left_out(case):
    then = known(case, date(2031, 1, 31))

    assert [s.id for s in then.statements] == ["st-01", "st-02", "st-03", "st-04", "st-05"]
    assert [p.id for p in then.pledges] == ["ash-posts", "birch-posts", "cedar-posts"]
    assert [m.id for m in then.meetings] == []
    assert {s.id for s in case.sources} - {s.id for s in then.sources} >= {"courier", "truce-arvel", "dale-vote"}
    assert then.as_of == date(2031, 1, 31)


def test_what_everybody_knows_is_the_case_itself_but_for_its_day(case):
    end = known(case, date(2099, 1, 1))

    assert (end.statements, end.pledges, end.facts) == (case.statements, case.pledges, case.facts)
    assert (end.agreement, end.lines, end.sources) == (case.agreement, case.lines, case.sources)
    assert known(end, date(2099, 1, 1)) == end


def test_a_search_of_a_later_day_covered_the_day_of_the_plan_and_tells_nothing_else(case):
    first, *others = case.topics
    looked = replace(first, last_looked_for=date(2031, 5, 6), looked_for_note="Nothing after May.")
    searched = replace(case, topics=(looked, *others))

    before, then = (known(searched, day).topics[0] for day in (date(2031, 4, 1), date(2031, 5, 6)))

    assert (before.last_looked_for, before.looked_for_note) == (date(2031, 4, 1), "")
    assert then == looked
    assert known(searched, date(2031, 4, 1)).topics[1].last_looked_for is None


def test_a_caveat_counts_from_its_earliest_statement_and_not_with_its_pledge(case):
    late = Caveat("prohibition", "observe", "", 0, "Said later.", statements=("st-14", "st-13"))  # 2 April, 8 March
    changed = with_pledge(case, caveats=(late,))

    assert first(changed, 2031, 3, 7).caveats == ()
    assert first(changed, 2031, 3, 8).caveats == (replace(late, statements=("st-13",)),)
    assert first(changed, 2031, 4, 2).caveats == (late,)


def test_an_approval_and_a_condition_count_from_the_day_that_they_state(case):
    approval = Approval("Assembly", "parliament_dale", 10, known_from=date(2031, 3, 1))
    term = LaterCondition(Fact("mandate"), known_from=date(2031, 3, 2))
    changed = with_pledge(case, approvals=(approval,), later=(term,))
    before, after = first(changed, 2031, 2, 28), first(changed, 2031, 3, 2)

    assert before.condition == every(Fact("truce"), Joined("birch"))
    assert after.condition == every(Fact("truce"), Joined("birch"), Fact("mandate"))
    assert after.approvals == (approval,)
    assert first(changed, 2031, 3, 1).later == after.later == ()


def test_the_end_of_a_pledge_is_not_foreseen(case):
    changed = with_pledge(case, until=date(2031, 3, 10))

    assert first(changed, 2031, 3, 9).until is None
    assert first(changed, 2031, 3, 10).until == date(2031, 3, 10)


def test_of_a_text_in_parts_those_known_by_the_day_are_left(case):
    note = DatedText(((None, "First."), (date(2031, 2, 5), "Second."), (date(2031, 4, 1), "Third.")))
    changed = with_pledge(case, note=note)

    assert [first(changed, 2031, *day).note for day in ((2, 4), (2, 5), (4, 1))] == [
        "First.",
        "First. Second.",
        "First. Second. Third.",
    ]
    assert copy.deepcopy(note).parts == note.parts


def test_a_planners_value_counts_always_but_its_source_and_reasoning_only_once_they_are_known(case):
    value = replace(
        case.assumptions["post_spacing_km"], source="courier", standing=Reliance.PUBLISHED, note="As told (st-10)."
    )
    changed = replace(
        case, assumptions={**case.assumptions, "post_spacing_km": value}
    )  # st-10: 20 February, courier: 22nd
    seen = [known(changed, date(2031, 2, day)).assumptions["post_spacing_km"] for day in (19, 20, 22)]

    assert [each.value for each in seen] == [value.value] * 3
    assert [(each.source, each.note) for each in seen] == [
        ("", ""),
        ("", "As told (st-10)."),
        ("courier", "As told (st-10)."),
    ]
    assert [each.standing.value for each in seen] == ["assumed", "assumed", "published"]


def test_the_latest_known_value_of_an_assumption_counts(case):
    old = case.assumptions["post_spacing_km"]
    new = replace(old, note="Measured anew.", known_from=date(2031, 3, 1), before=old)
    changed = replace(case, assumptions={**case.assumptions, "post_spacing_km": new})

    assert known(changed, date(2031, 2, 28)).assumptions["post_spacing_km"].note == old.note
    assert known(changed, date(2031, 3, 1)).assumptions["post_spacing_km"].note == "Measured anew."


def test_a_fact_of_later_days_is_in_no_scenario_and_no_rule(case):
    facts = tuple(replace(f, known_from=date(2031, 3, 1)) if f.id == "mandate" else f for f in case.facts)
    before, after = (known(replace(case, facts=facts), date(2031, month, 28)) for month in (2, 3))

    assert "mandate" not in {fact.id for fact in before.facts}
    assert before.rules == ()
    assert all("mandate" not in dict(scenario.facts) for scenario in before.scenarios)
    assert (after.rules, after.scenarios) == (case.rules, case.scenarios)


def test_how_likely_a_fact_is_thought_counts_from_its_own_day(case):
    chances = [known(case, date(2031, 2, day)).facts[2].chance for day in (21, 22)]  # the Courier's, of the 22nd

    assert chances == [None, case.facts[2].chance]


def test_before_it_is_signed_an_agreement_has_no_clause(case):
    before = known(case, date(2031, 2, 28)).agreement

    assert (before.signed, before.status, before.belts, before.provisions, before.ladder) == (None, "draft", (), (), ())
    assert (before.reciprocity, before.termination, before.summary) == (None, None, "")
    assert known(case, date(2031, 3, 1)).agreement.signed == date(2031, 3, 1)


def test_a_requirement_line_counts_from_its_day_and_a_concept_of_which_nothing_is_known_cannot_be_planned(case):
    later = tuple(replace(line, known_from=date(2031, 3, 10)) for line in case.requirement)
    changed = replace(case, requirement=later)

    assert known(changed, date(2031, 3, 9)).requirement == ()
    with pytest.raises(CaseError) as caught:
        plan(changed, version="test", as_of=date(2031, 3, 9), scenarios=["as-stated"])
    assert caught.value.problems == (
        (
            "scenario 'as-stated' | nothing is asked for under its concept 'monitoring' by 2031-03-09; "
            "plan as of a later day"
        ),
    )


def test_a_line_that_stands_for_earlier_days_is_shown_as_of_the_day_and_another_keeps_its_own(case):
    stated = known(case, date(2031, 2, 1))
    lines = tuple(replace(line, known_from=None) for line in case.lines)
    chosen = known(replace(case, lines=lines), date(2031, 2, 1))

    assert [(line.id, line.as_of) for line in stated.lines] == [("working", "2031-02-01")]
    assert [(line.id, line.as_of) for line in chosen.lines] == [("working", "2031-03-01")]  # the planner's own choice
    assert known(case, date(2031, 4, 1)).lines == case.lines


def test_a_source_printed_after_what_it_reports_shows_no_later_word(case):
    printed = tuple(replace(s, published_on=date(2031, 2, 9)) if s.id == "dale-defence" else s for s in case.sources)
    changed = replace(case, sources=printed)  # it reports st-06 of 3 February
    source = next(s for s in known(changed, date(2031, 2, 3)).sources if s.id == "dale-defence")

    assert days_of(changed).sources["dale-defence"] == date(2031, 2, 9)
    assert (source.title, source.url, source.published_on) == ("the copy that is cited was printed later", "", None)
    assert source.reliability == "B"


def test_what_counts_before_it_rests_on_anything_is_named(case):
    caveat = Caveat("limitation", "", "", 1, "As (st-13) says.", date(2031, 3, 1), ("st-13",))
    approval = Approval("Assembly", "vote", 1)
    facts = (*case.facts, replace(case.facts[0], id="vote", known_from=date(2031, 5, 1)))
    changed = replace(with_pledge(case, caveats=(caveat,), approvals=(approval,), later=()), facts=facts)

    assert list(untimely(case)) == []
    assert list(untimely(changed)) == [
        (
            ("pledges", 0, "caveats", 0, "known_from"),
            (
                "counts from 2031-03-01, before 2031-03-08, the day of the earliest statement that it rests on; "
                "give that day, or leave known_from out"
            ),
        ),
        (
            ("pledges", 0, "caveats", 0, "note"),
            (
                "cites st-13 of 2031-03-08, but counts from 2031-03-01; begin what was known later with [from DAY], "
                "or date the record itself"
            ),
        ),
        (
            ("pledges", 0, "conditions"),
            (
                "waits from 2031-01-12 for the fact 'vote', which counts only from 2031-05-01; "
                "give the condition or the fact another day"
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Two were named (st-10, courier).", ["st-10"]),  # a word is no citation, even where it is an id
        ("The total of st-10 was given (elm-speech).", ["st-10", "elm-speech"]),
        ("It stands in elm-speech.", []),  # sources count in parentheses only
        ("As st-11a, not st-11, says (st-12b; and others).", ["st-11a", "st-12b"]),
        ("The st-10s, the st-10-like and xst-10 are no statements.", []),
    ],
)
def test_a_text_cites_the_ids_that_are_in_it(case, text, cited):
    assert [name for _, name in days_of(case).cited(text)] == cited


def test_a_joined_condition_stays_as_it_is_where_nothing_came_later(case):
    assert first(case, 2031, 1, 31).condition is case.pledges[0].condition
    assert Joined("birch") in case.pledges[0].condition.conditions

"""Facts hold as of a date, scenarios override them, rules close them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.coalition.pledges import Ladder
from truceline.coalition.scenarios import FactRecord, FactStep, Rule, Scenario, close, cycles, facts_of
from truceline.errors import CaseError


def record(name, *steps):
    return FactRecord(name, name, tuple(FactStep(on, value, ()) for on, value in steps), "")


def scenario(**facts):
    return Scenario("s", "S", tuple(facts.items()), announce_together=False, least=Ladder.OFFERED, concept="c", note="")


def rule(when, then):
    return Rule(frozenset(when.split()), then, "")


def test_a_fact_is_false_before_its_first_step_and_then_as_last_stated():
    fact = record("backstop", (date(2031, 5, 1), False), (date(2031, 3, 1), True))

    assert [fact.value(date(2031, month, 1)) for month in (2, 3, 4, 5)] == [False, True, True, False]


def test_a_scenario_overrides_what_is_known():
    records = [record("a", (date(2031, 1, 1), True)), record("b")]

    assert facts_of(scenario(), records, [], date(2031, 2, 1)) == {"a": True, "b": False}
    assert facts_of(scenario(a=False, b=True), records, [], date(2031, 2, 1)) == {"a": False, "b": True}


def test_rules_add_what_facts_imply_through_chains():
    rules = [rule("b c", "d"), rule("a", "b")]

    assert close({"a": True, "b": False, "c": True, "d": False}, rules) == dict.fromkeys("abcd", True)
    assert close({"a": True, "b": False, "c": False, "d": False}, rules)["d"] is False


def test_a_scenario_that_denies_what_it_implies_is_refused():
    records = [record("un_mandate"), record("no_russian_veto")]

    with pytest.raises(CaseError) as caught:
        facts_of(
            scenario(un_mandate=True, no_russian_veto=False), records, [rule("un_mandate", "no_russian_veto")], date.min
        )

    assert caught.value.problems == (
        "s | sets 'no_russian_veto' false, but its other facts imply it; drop one of them",
    )


def test_facts_that_imply_themselves_are_named():
    rules = [rule("a", "b"), rule("b", "c"), rule("c", "b"), rule("c", "d")]

    assert list(cycles(rules)) == ["b", "c"]
    assert list(cycles([rule("a b", "c"), rule("c", "d")])) == []


names = st.sampled_from("abcdef")
rule_lists = st.lists(st.builds(Rule, st.frozensets(names, min_size=1, max_size=3), names, st.just("")), max_size=8)


@given(st.fixed_dictionaries(dict.fromkeys("abcdef", st.booleans())), rule_lists)
def test_closing_is_the_least_set_that_obeys_every_rule(facts, rules):
    closed = close(facts, rules)

    assert all(closed[r.then] for r in rules if all(closed[w] for w in r.when))
    for name in (n for n, value in closed.items() if value and not facts[n]):
        assert any(r.then == name for r in rules)
    assert close(closed, rules) == closed

"""What a fact is worth, against every world resolved one by one."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.coalition import games
from truceline.coalition.conditions import Fact
from truceline.coalition.pledges import current, resolve
from truceline.coalition.scenarios import FactRecord, FactStep
from truceline.records.quantities import Range
from truceline.workflow.fact_values import unlocks

DAY = date(2025, 3, 25)
RNG = np.random.default_rng(1)


def worth(case, day, true):
    """Firm personnel, likely, where ``true`` hold beside what is known, and all that the rules imply."""
    facts = {record.id: record.value(day) or record.id in true for record in case.facts}
    while more := [r.then for r in case.rules if all(facts[w] for w in r.when) and not facts[r.then]]:
        facts |= dict.fromkeys(more, True)
    pledges = current(case.pledges, day)
    firm = resolve(pledges, facts).firm
    return sum(p.personnel.likely for p in pledges if p.id in firm)


@pytest.fixture(scope="module")
def two_rivers():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="module")
def ukraine():
    return read_case(find_case("ukraine").folder)


def test_every_value_is_that_of_all_worlds_resolved_one_by_one(two_rivers):
    day = two_rivers.as_of
    free = [record.id for record in two_rivers.facts if not record.value(day)]
    value = {
        frozenset(some): worth(two_rivers, day, some) for n in range(len(free) + 1) for some in combinations(free, n)
    }

    for found in unlocks(two_rivers, day, RNG):
        gains = {
            some: (value[some | {found.fact}] - gained)
            * (factorial(len(some)) * factorial(len(free) - 1 - len(some)) / factorial(len(free)))
            for some, gained in value.items()
            if found.fact not in some
        }
        assert found.value == pytest.approx(sum(gains.values()))
        assert found.alone == value[frozenset({found.fact})] - value[frozenset()]
        assert found.last == value[frozenset(free)] - value[frozenset(free) - {found.fact}]


def test_alone_and_last_are_those_of_the_worlds_they_speak_of(ukraine):
    found = unlocks(ukraine, DAY, RNG)
    free = {u.fact for u in found}
    nothing, everything = worth(ukraine, DAY, ()), worth(ukraine, DAY, free)

    for each in found:
        assert each.alone == pytest.approx(worth(ukraine, DAY, {each.fact}) - nothing), each.fact
        assert each.last == pytest.approx(everything - worth(ukraine, DAY, free - {each.fact})), each.fact


def test_a_fact_that_the_others_imply_is_not_lost_with_itself(two_rivers):
    found = {u.fact: u for u in unlocks(two_rivers, two_rivers.as_of, RNG)}

    # The mandate implies Brask's consent, on which Cedar's posts (20 people) wait.
    assert found["brask_consent"].last == 0
    assert found["brask_consent"].alone == 20


def test_a_fact_worth_nothing_is_worth_nothing_in_every_column(ukraine):
    for each in unlocks(ukraine, DAY, RNG):
        assert each.value > 0 or each.alone == each.last == 0, each.fact


def test_a_fact_that_what_holds_implies_is_not_among_those_that_do_not_hold(two_rivers):
    mandate = next(record for record in two_rivers.facts if record.id == "mandate")
    mandated = replace(mandate, history=(FactStep(two_rivers.as_of, True, ()),))
    case = replace(two_rivers, facts=tuple(mandated if r.id == "mandate" else r for r in two_rivers.facts))

    assert {u.fact for u in unlocks(case, two_rivers.as_of, RNG)} == {"parliament_dale"}


def test_what_is_sampled_lies_within_its_interval_of_what_is_exact(ukraine, monkeypatch):
    exact = {u.fact: u for u in unlocks(ukraine, DAY, RNG)}
    monkeypatch.setattr(games, "MOST_FREE", 3)

    sampled = unlocks(ukraine, DAY, np.random.default_rng(7))

    assert {u.fact for u in sampled if u.margin} == {u.fact for u in exact.values() if u.value > 0}
    for found in sampled:
        assert abs(found.value - exact[found.fact].value) <= 1.6 * found.margin
        assert (found.alone, found.last) == (exact[found.fact].alone, exact[found.fact].last)


def test_forty_facts_are_valued_and_those_that_nobody_waits_for_are_worth_nothing(two_rivers):
    """Each of 30 further contributors waits for its own parliament; ten facts more are waited for by nobody."""
    own = [parliament(f"parliament_{n}") for n in range(30)]
    idle = [parliament(f"idle_{n}") for n in range(10)]
    waiting = two_rivers.pledges[0]
    pledges = tuple(
        replace(
            waiting,
            id=f"more-{n}",
            contributor=f"c{n}",
            condition=Fact(fact.id),
            approvals=(),
            personnel=Range(n, n, n),
        )
        for n, fact in enumerate(own)
    )
    case = replace(two_rivers, facts=(*own, *idle), rules=(), pledges=pledges)

    found = {u.fact: u for u in unlocks(case, two_rivers.as_of, RNG)}

    for n, fact in enumerate(own):
        assert (found[fact.id].value, found[fact.id].alone, found[fact.id].last) == pytest.approx((n, n, n))
    assert all((found[fact.id].value, found[fact.id].margin) == (0, 0) for fact in idle)


def parliament(name):
    return FactRecord(name, name, (), "It votes.")

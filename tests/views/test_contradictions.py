"""Contradictions by kind."""

from dataclasses import replace

from truceline.results.names import names_of
from truceline.statements.contradictions.contradiction import Kind
from truceline.views.contradictions import KINDS, contradictions_by_kind


def test_every_kind_of_contradiction_is_explained():
    assert set(KINDS) == set(Kind)


def test_of_very_many_pairs_the_latest_two_hundred_are_shown_and_the_rest_counted(plan):
    one = plan.contradictions[0]
    many = tuple(replace(one, why=f"pair {n}") for n in range(450))

    (group,) = contradictions_by_kind(replace(plan, contradictions=many), names_of(plan.case))

    assert [view.why for view in group.found] == [f"pair {n}" for n in range(250, 450)]
    assert (group.left_out, group.number) == (250, 450)
    assert [view.shown for view in group.found[:2]] == [True, False]


def test_few_pairs_are_all_shown(plan):
    groups = contradictions_by_kind(plan, names_of(plan.case))

    assert sum(len(group.found) for group in groups) == len(plan.contradictions)
    assert not any(group.left_out for group in groups)

"""The brief's view holds words, numbers and the data of pictures: nothing that only a page could show."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import pytest
from markupsafe import Markup

from truceline.views.brief import brief_view


def leaves(value, path="brief"):
    """Yield what a view holds, down to its plain values, without the case's and the plan's own records."""
    if is_dataclass(value):
        for field in fields(value):
            if type(value).__module__.startswith("truceline.views"):
                yield from leaves(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from leaves(each, f"{path}[{key!r}]")
    elif isinstance(value, list | tuple | set | frozenset):
        for n, each in enumerate(value):
            yield from leaves(each, f"{path}[{n}]")
    else:
        yield path, value


@pytest.fixture(scope="module")
def view(plan):
    return brief_view(plan)


def test_no_view_holds_markup(view):
    found = list(leaves(view))
    words = [(path, value) for path, value in found if isinstance(value, str)]

    assert len(words) > 1000
    assert [path for path, value in found if isinstance(value, Markup)] == []
    assert [path for path, value in words if re.search(r"<[a-z/]", value)] == []


def test_the_pictures_of_a_scenario_hold_the_plans_own_numbers(view, plan):
    (made,) = [s for s in plan.scenarios if s.scenario.id == "council-mandate"]
    (shown,) = [v for v in view.views if v.made is made]

    assert shown.deployed.pool == made.own.generation.pool
    assert max(shown.deployed.by_month) == made.own.generation.deployed
    assert [sum(p.kind == kind for p in shown.map.points) for kind in ("post", "base")] == [
        len(made.own.siting.posts),
        len(made.own.siting.bases),
    ]
    assert shown.ribbon.edges_m[-1] == plan.segments.end_m[-1]


def test_facts_that_move_nobody_have_no_bar(view, plan):
    titles = {fact.id: fact.title for fact in plan.case.facts}
    moving = {titles[u.fact] for u in plan.unlocks if u.value >= 1 or u.alone >= 1 or u.last >= 1}

    assert {bar.title for bar in view.unlocks.bars.rows} == moving
    assert set(view.unlocks.idle) == {titles[u.fact] for u in plan.unlocks} - moving
    assert moving

"""Caveats bind the tasks and areas that they name, and capitals that must be asked take their days."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.siting.building import parameters, sites, straight
from truceline.records.capabilities import Caveat, asking_minutes, closed_areas
from truceline.siting.plan import Asset, site
from truceline.siting.response import Reaction, first_there, travel_minutes

LINE, BASES = straight(), sites(8, "base", south=0.1)
TASKS, AREAS = ("respond", "separate"), ("west", "east")


def limited(days, task="", area=""):
    return Caveat("limitation", task, area, days, "")


def force(name, caveats=(), tasks=("respond",)):
    return Asset(name, "ash", "reaction", tasks=tasks, caveats=tuple(caveats))


def placed(*assets):
    return site(LINE, BASES, assets, parameters())


def test_asking_the_capital_for_three_days_adds_three_days_where_nobody_else_comes():
    free, asked = placed(force("r")), placed(force("r", [limited(3, "respond", "east")]))

    assert asked.bases == free.bases
    east = LINE.sector == 1
    assert asked.minutes[east] == pytest.approx(free.minutes[east] + 3 * 24 * 60)
    assert asked.minutes[~east] == pytest.approx(free.minutes[~east])
    assert asked.response.agreed == pytest.approx(free.minutes)


def test_a_force_that_need_not_ask_comes_first_though_it_is_farther_away():
    both = placed(force("a", [limited(3)]), force("b"))
    home = {base.unit_id: (base.lon, base.lat) for base in both.bases}
    middles = np.column_stack([LINE.lon, LINE.lat])
    way = {name: travel_minutes(middles, np.array([at]), parameters().reaction)[0] for name, at in home.items()}

    assert both.minutes == pytest.approx(way["b"])
    assert both.response.agreed == pytest.approx(np.minimum(way["a"], way["b"]))
    assert (way["a"] < way["b"]).any()


def test_asking_is_told_apart_from_the_way():
    travel, asking = np.array([[10.0, 10.0], [500.0, 5000.0]]), np.array([[1440.0] * 3, [0.0] * 3])
    found = first_there(travel, asking, np.array([0, 1]))

    assert found.minutes.tolist() == [500, 1450]
    assert found.asking.tolist() == [0, 1440]


def test_the_response_is_told_by_task():
    made = placed(force("r", [limited(2, "separate")], tasks=TASKS))
    tasks = {response.task: response for response in made.response.by_task}

    assert tasks["respond"].minutes == pytest.approx(tasks["respond"].agreed)
    assert tasks["separate"].minutes == pytest.approx(tasks["separate"].agreed + 2 * 1440)
    assert made.minutes == pytest.approx(tasks["separate"].minutes)


def test_a_caveat_on_another_task_closes_nothing():
    separate = Caveat("prohibition", "separate", "east", 0, "")

    assert placed(force("r", [separate])).minutes == pytest.approx(placed(force("r")).minutes)
    assert np.isinf(placed(force("r", [separate], tasks=TASKS)).minutes[LINE.sector == 1]).all()


@pytest.mark.parametrize(("task", "sectors"), [("respond", {"west", "east"}), ("observe", {"west"}), ("", {"west"})])
def test_a_post_heeds_the_caveats_on_its_own_tasks_alone(task, sectors):
    caveat = Caveat("prohibition", task, "east", 0, "")
    posts = Asset("p", "ash", "post", posts=8, tasks=("observe",), caveats=(caveat,))

    assert {p.sector for p in site(LINE, sites(20), (posts,), parameters()).posts} == sectors


caveats = st.builds(
    Caveat,
    st.sampled_from(["prohibition", "limitation"]),
    st.sampled_from(["", *TASKS]),
    st.sampled_from(["", *AREAS]),
    st.integers(0, 5),
    st.just(""),
)


def narrower(caveat, task, area):
    return replace(caveat, task=caveat.task or task, area=caveat.area or area)


@settings(deadline=None)
@given(caveats, st.sampled_from(TASKS), st.sampled_from(AREAS), st.sets(st.sampled_from(TASKS)))
def test_a_narrower_caveat_never_closes_more_nor_asks_longer(caveat, task, area, tasks):
    less = narrower(caveat, task, area)

    for where in (*AREAS, ""):
        assert asking_minutes([less], tasks, where) <= asking_minutes([caveat], tasks, where)
    if caveat.area:
        assert set(closed_areas([less], tasks)) <= set(closed_areas([caveat], tasks))


@settings(deadline=None, max_examples=40)
@given(caveats, st.sampled_from(TASKS), st.sampled_from(AREAS), st.integers(1, 3))
def test_a_narrower_caveat_never_lengthens_the_response_of_a_force_that_has_a_base(caveat, task, area, tasks):
    reaction = Reaction(15.0, 40.0, 1.4)
    travel = travel_minutes(np.column_stack([LINE.lon, LINE.lat]), np.array([(36.2, 48.0), (37.8, 48.0)]), reaction)

    def answered(bound):
        rows = [asking_minutes([bound], TASKS[:tasks], where) for where in (*LINE.sectors, "")]
        return first_there(travel, np.array([rows, [np.inf] * 3]), LINE.sector).minutes

    assert (answered(narrower(caveat, task, area)) <= answered(caveat)).all()

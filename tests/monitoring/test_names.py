"""Histories of imports: a name once given stays, or is told to have merged; whatever came is found again."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.monitoring.fusion import gather
from truceline.monitoring.linkage.expectation_maximisation import Assumptions
from truceline.monitoring.linkage.link_reports import Rulings, link
from truceline.monitoring.names import renamed
from truceline.monitoring.reports import Reports

HOUR = 3600
SOURCES = ("drone", "patrol", "post", "press")


def reports(rows):
    """Build reports of (id, source, minute, place, act)."""
    columns = list(zip(*rows, strict=True))
    minute, place = (np.array(column, dtype=float) for column in columns[2:4])
    start = (1_900_000_000 + 60 * minute).astype(np.int64)
    return Reports(
        id=np.array(columns[0]),
        source=np.array(columns[1], dtype=np.int64),
        start=start,
        end=start,
        lat=48 + place / 500,
        lon=np.full(len(rows), 37.0),
        radius_m=np.full(len(rows), 150.0),
        act=np.array(columns[4], dtype=np.int64),
        sources=SOURCES,
        acts=("fire", "strike"),
    )


def incidents(rows, arrived, rulings=None):
    """Link rows, of which each came in the import that ``arrived`` says."""
    given_ones = reports(rows)
    linked = link(given_ones, rulings=rulings, assumed=Assumptions(spread_h=0.1))
    return gather(given_ones, linked.incident, None, np.array(arrived))


def members(found):
    told = {str(name): set() for name in found.id}
    for row, report in zip(found.report_of.tolist(), found.report.tolist(), strict=True):
        told[str(found.id[row])].add(report)
    return told


ROW = st.tuples(st.integers(0, 3), st.integers(0, 90), st.integers(0, 30), st.integers(0, 1))
HISTORIES = st.lists(st.lists(ROW, min_size=1, max_size=12), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES)
def test_through_every_history_of_imports_a_name_stays_unless_it_merged_and_is_always_found(history):
    rows, arrived, before, given_before = [], [], None, set()
    for number, batch in enumerate(history):
        rows += [(f"r{number}-{n:02}", *row) for n, row in enumerate(batch)]
        arrived += [number] * len(batch)
        now = incidents(rows, arrived)
        its = members(now)
        if before is not None:
            became = renamed(before, now)
            for name, reports_then in members(before).items():
                heirs = [holder for holder, names in became.merged_from.items() if name in names]
                founder = name.removeprefix("in-")
                if name in its:
                    assert heirs == []
                    assert founder in its[name]
                    gone = reports_then - its[name]
                    assert bool(gone) == (name in became.split_into)
                    assert gone <= set().union(*(its[holder] for holder in became.split_into.get(name, ())))
                else:
                    assert len(heirs) == 1
                    assert founder in its[heirs[0]]  # so the list of its reports tells where the name is
                    first = heirs[0].removeprefix("in-")
                    assert first < founder  # it merged with what had come before it
        given_before |= set(its)
        for name in given_before:  # any name ever given
            assert sum(name.removeprefix("in-") in each for each in its.values()) == 1
        before = now


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, min_size=4, max_size=16), st.data())
def test_through_rulings_a_name_stays_with_the_report_that_came_first(batch, data):
    rows = [(f"r{n:02}", *row) for n, row in enumerate(batch)]
    arrived = list(range(len(rows)))
    before = incidents(rows, arrived)
    a, b = data.draw(st.lists(st.sampled_from([row[0] for row in rows]), min_size=2, max_size=2, unique=True))
    word = data.draw(st.sampled_from(["merge", "split"]))
    now = incidents(rows, arrived, Rulings(**{word: [(a, b)]}))
    its, became = members(now), renamed(before, now)

    for name, each in its.items():
        assert name == f"in-{min(each)}"
    for name in members(before):
        assert (name in its) != any(name in names for names in became.merged_from.values())
    (one,) = [name for name, each in its.items() if a in each]
    (other,) = [name for name, each in its.items() if b in each]
    assert (one == other) == (word == "merge")


def test_a_report_of_two_minutes_earlier_that_comes_later_renames_nothing():
    told = [("x-030", 0, 500, 0, 0), ("x-031", 1, 62, 10, 1)]
    late = ("a-1", 2, 60, 10, 1)
    before, now = incidents(told, [1, 1]), incidents([late, *told], [2, 1, 1])

    assert members(before)["in-x-031"] == {"x-031"}
    assert members(now)["in-x-031"] == {"x-031", "a-1"}
    assert "in-a-1" not in members(now)


def test_a_merge_takes_the_name_that_came_first_and_tells_the_other_and_a_split_tells_both():
    rows = [("b", 0, 10, 0, 0), ("a", 1, 11, 20, 0)]
    apart, bound = incidents(rows, [0, 1]), incidents(rows, [0, 1], Rulings(merge=[("a", "b")]))
    assert members(apart) == {"in-b": {"b"}, "in-a": {"a"}}
    assert members(bound) == {"in-b": {"a", "b"}}

    assert renamed(apart, bound).merged_from == {"in-b": ("in-a",)}
    assert renamed(bound, apart).split_from == {"in-a": ("in-b",)}
    assert renamed(bound, apart).split_into == {"in-b": ("in-a",)}
    assert renamed(apart, apart).merged_from == {}


def test_the_name_of_a_report_that_was_taken_back_is_told_by_what_is_left():
    rows = [("b", 0, 10, 0, 0), ("c", 2, 10, 0, 0), ("d", 1, 900, 30, 1)]
    before, now = incidents(rows, [0, 1, 1]), incidents(rows[1:], [1, 1])

    assert set(members(before)) == {"in-b", "in-d"}
    assert renamed(before, now).merged_from == {"in-c": ("in-b",)}

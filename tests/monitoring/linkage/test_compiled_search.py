"""Compiled code finds the same links as numpy alone, to the bit and in the same order."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.monitoring.building import HOUR, reports

from truceline.monitoring.linkage import pair_scores
from truceline.monitoring.linkage.candidate_pairs import placed
from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.likelihood import evidence
from truceline.monitoring.linkage.link_reports import link
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.partitions import link_partitions

NAMES = ("a", "b", "place", "time", "act", "weapon", "rate", "prior")
ALL, NONE = 0, sys.maxsize
COMPILED = ("truceline.monitoring.linkage.compiled_search", "truceline.monitoring.linkage.compiled")


@pytest.fixture
def numba():
    return pytest.importorskip("numba", reason="numba is not installed (the extra `fast`)")


def from_many(reports_needed, work, *given, **named):
    """Do ``work`` with compiled code from so many reports on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_scores, "MANY", reports_needed)
        return work(*given, **named)


def assert_equal(one, other):
    assert len(one) == len(other)
    for name in NAMES:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def both(some, parameters, **named):
    compiled, plain = (from_many(many, pair_scores.score, some, parameters, **named) for many in (ALL, NONE))
    assert_equal(compiled, plain)
    return plain


def mixed(seed, count=250, **drawn):
    """Reports with intervals from minutes to weeks and radii from metres to 50 km."""
    some, _ = reports(count, seed, span_km=20.0, **drawn)
    rng = np.random.default_rng(seed)
    hours = rng.choice([0, 0, 0, 0.2, 3, 24, 400], count)
    radius = np.where(rng.random(count) < 0.1, 10 ** rng.uniform(0, 4.7, count), some.radius_m)
    some = replace(some, end=some.end + (hours * HOUR).astype(np.int64), radius_m=radius)
    return some.select(linking_order(some))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([2, 20, 200]), st.sampled_from([(), ("post",)]))
def test_links_are_equal_with_and_without_compiled_code(seed, days, repeats):
    pytest.importorskip("numba")
    some = mixed(seed, days=days)
    both(some, learn(some), repeats=frozenset(repeats), asking=np.arange(250) % 3 > 0)


def test_what_is_compiled_finds_links_and_on_one_thread_the_same(numba):
    some = mixed(1, days=20)
    parameters = learn(some)
    found = both(some, parameters)
    assert len(found) > 100
    assert_equal(from_many(ALL, pair_scores.score, some, parameters, threads=1), found)


def test_compiled_code_knows_no_border_at_180_degrees_nor_at_the_pole(numba):
    some = mixed(5, days=3)
    for move in (
        {"lon": (some.lon - 37.05 + 180 + 180) % 360 - 180},
        {"lat": (some.lat + 41.9).clip(-90, 90), "lon": (some.lon - 37.0) * 500 - 30},
    ):
        moved = replace(some, **move)
        moved = moved.select(linking_order(moved))
        found = both(moved, learn(moved))
        assert (np.abs(moved.lon[found.a] - moved.lon[found.b]) > 30).any()


def test_a_piece_that_fills_up_is_handed_over_and_loses_no_pair(numba, monkeypatch):
    from truceline.monitoring.linkage import compiled_search

    monkeypatch.setattr(compiled_search, "_ASKERS", 120)
    monkeypatch.setattr(compiled_search, "_PAIRS", 3)
    some = mixed(2, days=3)
    parameters = learn(some)
    where = placed(some, evidence(some, parameters), parameters)
    pieces = compiled_search.swept(some, where, parameters, -2.0, np.ones(len(some), dtype=bool))
    assert max(len(list(piece())) for piece in pieces) > 5
    both(some, parameters)


def test_incidents_are_equal_in_one_piece_and_in_partitions(numba):
    some = mixed(3, 400, days=20)
    plain = from_many(NONE, link, some)
    for found in (from_many(ALL, link, some), from_many(ALL, link_partitions, some, 3)):
        np.testing.assert_array_equal(found.incident, plain.incident)
        assert_equal(found.links, plain.links)


def test_without_numba_many_reports_are_linked_all_the_same(monkeypatch):
    some = mixed(4)
    plain = from_many(NONE, link, some)
    for name in COMPILED:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    found = from_many(ALL, link, some)
    assert COMPILED[0] not in sys.modules
    assert_equal(found.links, plain.links)


def test_few_reports_do_not_wait_for_compiled_code(monkeypatch):
    for name in COMPILED:
        monkeypatch.delitem(sys.modules, name, raising=False)
    link(mixed(4))
    assert COMPILED[0] not in sys.modules


def test_code_that_cannot_be_kept_is_compiled_all_the_same(numba):
    from truceline.monitoring.linkage.compiled import compiled

    names = {}
    exec(compile("def twice(x):\n    return 2 * x", "/no/such/folder/code.py", "exec"), names)  # noqa: S102
    assert compiled(names["twice"])(21) == 42

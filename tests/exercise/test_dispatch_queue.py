"""Forces answer calls in order; waits are those of queueing theory."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.exercise import waits as slow_waits
from truceline.exercise.dispatch_queue import waits


def one_queue(calls, services, forces):
    return waits(calls, services, np.zeros(len(calls), dtype=np.int64), np.zeros((1, forces)))


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 20), st.integers(0, 2)), max_size=25, unique_by=lambda c: c[0]
    ),
    st.integers(1, 3),
)
def test_waits_are_those_of_serving_call_by_call(calls, forces):
    call, service, queue = (
        (np.array(part, dtype=float) for part in zip(*calls, strict=True)) if calls else [np.empty(0)] * 3
    )
    found = waits(call, service, queue.astype(np.int64), np.zeros((3, forces)))
    for n in range(3):
        mine = np.flatnonzero(queue == n)
        mine = mine[np.argsort(call[mine])]
        assert found[mine].tolist() == slow_waits(call[mine], service[mine], [0.0] * forces)


def test_forces_stay_bound_from_one_day_to_the_next():
    free = np.zeros((1, 1))
    waits(np.array([20.0]), np.array([10.0]), np.zeros(1, dtype=np.int64), free)
    assert waits(np.array([24.0]), np.array([1.0]), np.zeros(1, dtype=np.int64), free).tolist() == [6.0]


def test_where_there_is_no_force_nobody_ever_sets_out():
    free = np.full((1, 2), np.inf)
    assert waits(np.array([1.0]), np.array([1.0]), np.zeros(1, dtype=np.int64), free).tolist() == [np.inf]


def mean_wait(rate, draw, forces, runs=200, calls=4_000):
    # The mean over runs side by side, and its standard error.
    rng = np.random.default_rng(1)
    call = np.cumsum(rng.exponential(1 / rate, (runs, calls)), axis=1)
    queue = np.repeat(np.arange(runs), calls)
    found = waits(call.ravel(), draw(rng, runs * calls), queue, np.zeros((runs, forces))).reshape(runs, calls)
    means = found[:, calls // 4 :].mean(axis=1)
    return means.mean(), means.std(ddof=1) / math.sqrt(runs)


@pytest.mark.parametrize(("forces", "load"), [(1, 0.6), (2, 0.7), (3, 0.75)])
def test_with_exponential_service_the_wait_is_erlangs(forces, load):
    offered = forces * load
    tail = offered**forces / math.factorial(forces) / (1 - load)
    erlang_c = tail / (sum(offered**k / math.factorial(k) for k in range(forces)) + tail)
    found, error = mean_wait(offered, lambda rng, n: rng.exponential(1.0, n), forces)
    assert found == pytest.approx(erlang_c / (forces - offered), abs=3.5 * error)


@pytest.mark.parametrize(("least", "most"), [(1.0, 1.0), (0.0, 2.0)])
def test_with_one_force_and_any_service_the_wait_is_pollaczeks_and_khinchins(least, most):
    load, square = 0.6, 1 + (most - least) ** 2 / 12
    found, error = mean_wait(load, lambda rng, n: rng.uniform(least, most, n), 1)
    assert found == pytest.approx(load * square / (2 * (1 - load)), abs=3.5 * error)

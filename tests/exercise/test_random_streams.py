"""Chance by key: the same number for the same thing, and as good as random for different things."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest
from scipy.stats import poisson as exact

from truceline.exercise.random_streams import For, keys, poisson, streams, uniform


def draw(key, purpose=For.PLACE, day=0, sector=0, number=0):
    stream = streams(np.atleast_1d(key), day=day, sector=np.atleast_1d(sector), number=np.atleast_1d(number))
    return uniform(stream, purpose)


def test_a_number_does_not_depend_on_what_is_drawn_beside_it():
    key = keys(7, range(5))
    together = draw(key, For.SEEN, day=3, sector=np.arange(5), number=np.arange(5))
    alone = [draw(key[n], For.SEEN, day=3, sector=n, number=n)[0] for n in range(5)]
    assert together.tolist() == alone


def test_the_numbers_of_one_event_for_different_purposes_are_uncorrelated():
    events = {"sector": np.arange(4_000) % 7, "number": np.arange(4_000)}
    found = np.corrcoef([draw(np.repeat(keys(3, [0]), 4_000), purpose, **events) for purpose in For])
    assert np.abs(found - np.eye(len(For))).max() < 5 / np.sqrt(4_000)


def test_replications_keep_their_keys_however_many_there_are():
    assert keys(7, range(100))[:10].tolist() == keys(7, range(10)).tolist()
    assert len(set(keys(7, range(1000)).tolist())) == 1000
    assert keys(8, [0]) != keys(7, [0])


@pytest.mark.parametrize("along", ["number", "sector", "day", "purpose", "key"])
def test_numbers_are_uniform_and_uncorrelated_along_every_part_of_the_key(along):
    n, key = 4_000, keys(1, [0])[0]
    found = {
        "number": lambda: draw(np.repeat(key, n), number=np.arange(n), sector=np.zeros(n, dtype=int)),
        "sector": lambda: draw(np.repeat(key, n), sector=np.arange(n), number=np.zeros(n, dtype=int)),
        "day": lambda: np.concatenate([draw(key, day=d) for d in range(n)]),
        "purpose": lambda: np.concatenate([draw(key, purpose=p, number=i) for i in range(n // 12) for p in For]),
        "key": lambda: draw(keys(1, range(n)), sector=np.zeros(n, dtype=int), number=np.zeros(n, dtype=int)),
    }[along]()
    assert found.min() > 0
    assert found.max() < 1
    assert kstest(found, "uniform").pvalue > 0.001
    assert abs(np.corrcoef(found[:-1], found[1:])[0, 1]) < 4 / np.sqrt(len(found))


def test_counts_are_those_of_the_poisson_distribution():
    rng = np.random.default_rng(1)
    mean, chance = rng.uniform(0, 80, 5_000), rng.uniform(size=5_000)
    assert poisson(chance, mean).tolist() == exact.ppf(chance, mean).astype(int).tolist()


@given(st.floats(0, 50), st.floats(0, 50), st.floats(1e-12, 1 - 1e-12))
def test_a_higher_mean_never_gives_a_lower_count(one, other, chance):
    low, high = sorted((one, other))
    counts = poisson(np.array([chance, chance]), np.array([low, high]))
    assert counts[0] <= counts[1]

"""HiGHS maximises what it is given and says honestly how the solve ended."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from truceline.solvers import highs
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp, Result, SolveStatus


def programme(gain, rows, limit, *, whole=True, high=1.0):
    gain = np.array(gain, dtype=float)
    columns = len(gain)
    return Milp(
        gain=gain,
        matrix=csr_array(np.array(rows, dtype=float).reshape(-1, columns)),
        row_low=np.full(len(limit), -np.inf),
        row_high=np.array(limit, dtype=float),
        column_low=np.zeros(columns),
        column_high=np.full(columns, high),
        integer=np.full(columns, whole),
    )


def solved_anew(case, **limits):
    highs._solved.cache_clear()
    return solve(case, **limits)


def test_a_knapsack_is_filled_best():
    found = solve(programme([10, 7, 6], [[5, 4, 3]], [7]))
    assert found.status is SolveStatus.OPTIMAL
    assert found.values.tolist() == pytest.approx([0, 1, 1])
    assert found.objective == pytest.approx(13)
    assert found.gap == pytest.approx(0, abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(-5, 9), min_size=1, max_size=7),
    st.lists(st.integers(1, 6), min_size=7, max_size=7),
    st.integers(0, 20),
)
def test_it_agrees_with_trying_everything(gain, sizes, room):
    sizes = sizes[: len(gain)]
    best = 0
    for pick in range(2 ** len(gain)):
        taken = [i for i in range(len(gain)) if pick >> i & 1]
        if sum(sizes[i] for i in taken) <= room:
            best = max(best, sum(gain[i] for i in taken))
    assert solve(programme(gain, [sizes], [room])).objective == pytest.approx(best, abs=1e-6)


def test_a_linear_programme_gives_what_one_more_unit_would_add():
    found = solve(programme([3, 2], [[1, 1], [1, 0]], [4, 1], whole=False, high=10.0))
    assert found.objective == pytest.approx(9)
    assert found.duals.tolist() == pytest.approx([2, 1])


def test_whole_columns_have_no_duals():
    assert solve(programme([1], [[1]], [1])).duals.size == 0


def test_contradicting_rows_are_infeasible():
    case = programme([1.0], [[1.0]], [-1.0])
    assert solve(case).status is SolveStatus.INFEASIBLE
    assert solve(case).values.size == 0


def test_a_first_guess_changes_nothing_about_the_best():
    case = programme([10, 7, 6], [[5, 4, 3]], [7])
    assert solve(case, start=np.array([1.0, 0, 0])).objective == pytest.approx(13)


def test_the_same_programme_gives_the_same_answer_twice():
    rng = np.random.default_rng(3)
    case = programme(rng.uniform(1, 9, 20), rng.uniform(0, 9, (3, 20)), np.full(3, 30.0))
    first, second = solve(case), solved_anew(case)
    assert first is not second
    assert first.values.tolist() == second.values.tolist()
    assert first.objective == second.objective


def test_an_answer_is_remembered_for_the_same_numbers_only_and_cannot_be_written_into():
    case = programme([10, 7, 6], [[5, 4, 3]], [7])
    assert solve(case) is solve(programme([10, 7, 6], [[5, 4, 3]], [7]))

    changed = {
        "gain": np.array([10.0, 7.0, 1.0]), "row_high": np.array([8.0]), "row_low": np.array([0.0]),
        "column_high": np.array([1.0, 1.0, 0.5]), "column_low": np.array([0.0, 1.0, 0.0]),
        "integer": np.array([True, True, False]), "matrix": csr_array(np.array([[5.0, 4.0, 4.0]])),
    }  # fmt: skip
    others = [solve(replace(case, **{name: value})) for name, value in changed.items()]
    others += [solve(case, start=np.zeros(3)), solve(case, gap=0.5), solve(case, nodes=9), solve(case, seconds=60.0)]
    assert all(other is not solve(case) for other in others)
    assert others[0].objective == pytest.approx(10)  # the first alone: all else takes more room than is left
    with pytest.raises(ValueError, match="read-only"):
        solve(case).values[0] = 2.0


def test_no_time_at_all_still_leaves_a_true_bound():
    rng = np.random.default_rng(4)
    case = programme(rng.uniform(1, 9, 20), rng.uniform(0, 9, (4, 20)), np.full(4, 30.0))
    found, best = solve(case, seconds=0.0), solve(case)
    assert found.status in (SolveStatus.UNKNOWN, SolveStatus.FEASIBLE)
    assert found.bound >= best.objective - 1e-6


def test_so_many_nodes_end_a_search_early_with_a_true_bound_and_always_alike():
    rng = np.random.default_rng(5)
    sizes = rng.integers(1, 99, (5, 30)).astype(float)
    case = programme(rng.integers(1, 99, 30), sizes, sizes.sum(axis=1) / 2)
    found, again, best = solve(case, nodes=1), solved_anew(case, nodes=1), solve(case)
    assert (found.status, best.status) == (SolveStatus.FEASIBLE, SolveStatus.OPTIMAL)
    assert found.objective - 1e-6 <= best.objective < found.bound
    assert found.values.tolist() == again.values.tolist()


def test_the_gap_is_a_share_of_the_bound():
    nothing = np.empty(0)
    assert Result(SolveStatus.FEASIBLE, nothing, 90.0, 100.0, nothing).gap == pytest.approx(0.1)
    assert Result(SolveStatus.FEASIBLE, nothing, 90.0, math.inf, nothing).gap != 0


@pytest.mark.parametrize(
    ("low", "high", "holds"),
    [(0.0, 0.0, True), (-1.0, 1.0, True), (-np.inf, np.inf, True), (1.0, 2.0, False), (-2.0, -1.0, False)],
)
def test_a_programme_without_columns_holds_where_each_row_may_be_nought(low, high, holds):
    none = np.empty(0)
    rows = {"row_low": np.array([0.0, low]), "row_high": np.array([0.0, high])}
    columns = {"column_low": none, "column_high": none, "integer": none.astype(bool)}
    found = solve(Milp(gain=none, matrix=csr_array((2, 0)), **rows, **columns))
    assert found.status is (SolveStatus.OPTIMAL if holds else SolveStatus.INFEASIBLE)
    assert (found.objective, found.bound) == ((0.0, 0.0) if holds else (-math.inf, -math.inf))
    assert (len(found.values), len(found.duals)) == (0, 2 if holds else 0)


def test_a_search_cut_short_is_no_worse_than_its_first_guess():
    rng = np.random.default_rng(8)
    sizes = rng.integers(1, 99, (5, 60)).astype(float)
    case = programme(rng.integers(1, 99, 60), sizes, sizes.sum(axis=1) / 2)
    best = solve(case)
    without, with_guess = (solve(case, nodes=0, start=guess) for guess in (None, best.values))
    assert without.objective < best.objective - 1e-6
    assert with_guess.objective == pytest.approx(best.objective)


def test_the_gap_is_never_negative_and_is_that_of_the_bound_when_the_objective_is_nought():
    nothing = np.empty(0)
    assert Result(SolveStatus.OPTIMAL, nothing, 10.0 + 1e-7, 10.0, nothing).gap == 0
    assert Result(SolveStatus.FEASIBLE, nothing, 0.0, 50.0, nothing).gap == 1

"""A replication runs as told: its rates, its end, its withdrawals, and the same bytes however it is split."""

from dataclasses import fields, replace

import numpy as np
import pytest

from tests.exercise.building import behaviour, exercise, ground, step, with_fall
from tests.reference.exercise import brought_on
from truceline.exercise.parameters import Collapse
from truceline.exercise.random_streams import keys
from truceline.exercise.replication import TALLIES, Outcomes, _following, days_of, joined, replicate
from truceline.exercise.violations import Violations


def run(told, place, number=200, first=0, **changes):
    numbers = np.arange(first, first + number)
    return replicate(told, place, behaviour(number, **changes), keys=keys(5, numbers.tolist()), numbers=numbers)


def total(outcomes, name):
    return outcomes.tally[:, :, TALLIES.index(name)].sum(axis=1)


def same(one, other):
    return all(getattr(one, f.name).tobytes() == getattr(other, f.name).tobytes() for f in fields(Outcomes))


def test_excited_violations_have_the_stationary_mean_and_spread_of_the_daily_process():
    told, warm = exercise(days=120), 60
    counts = np.zeros((300, 120))
    for today in days_of(told, ground(), behaviour(300, branching_ratio=0.5), keys(1, range(300))):
        counts[:, today.day] = np.bincount(today.violations.replication, minlength=300)
    late, runs = counts[:, warm:], 300
    assert counts[:, 0].mean() == pytest.approx(2.0, abs=3.5 * np.sqrt(2 / runs))
    error = late.mean(axis=1).std(ddof=1) / np.sqrt(runs)
    assert late.mean() == pytest.approx(2.0 / (1 - 0.5), abs=3.5 * error)
    fresh = 0.5 / 4.0
    kept = (fresh + 0.75) ** 2
    variance = 4.0 * (1 - kept + fresh**2) / (1 - kept)  # the sum of the sectors' variances
    assert late[:, ::20].var() == pytest.approx(variance, rel=0.15)


def test_blocks_joined_are_the_same_bytes_as_one_run():
    told = exercise(days=60, ladder=(step(2, 7),))
    changes = {"branching_ratio": 0.6, "presence_restraint": 0.3, "step_restraint": 0.2, "retaliation": 0.4}
    whole = run(told, ground(), 50, **changes)
    parts = joined([run(told, ground(), 20, **changes), run(told, ground(), 30, first=20, **changes)])
    assert same(whole, parts)
    assert not same(whole, run(told, ground(), 50, first=1, **changes))


def test_violations_nobody_reacts_to_are_the_same_under_every_force():
    told = exercise(days=90)
    strong, weak = run(told, ground(), branching_ratio=0.4), run(told, ground(0.1, 0.0), branching_ratio=0.4)
    assert total(strong, "violations").tolist() == total(weak, "violations").tolist()
    assert (total(strong, "seen") >= total(weak, "seen")).all()


@pytest.mark.parametrize(
    ("name", "value", "fewer"),
    [
        ("presence_restraint", 0.5, True),
        ("answer_restraint", 0.8, True),
        ("step_restraint", 0.3, True),
        ("retaliation", 0.9, False),
    ],
)
def test_restraint_lowers_and_retaliation_raises_the_number_of_violations(name, value, fewer):
    told = exercise(days=120, ladder=(step(2, 7),))
    plain = total(run(told, ground(minutes=10.0), branching_ratio=0.5), "violations")
    changed = total(run(told, ground(minutes=10.0), branching_ratio=0.5, **{name: value}), "violations")
    assert (changed.mean() < plain.mean() - 3) if fewer else (changed.mean() > plain.mean() + 3)


@pytest.mark.parametrize("seed", range(20))
def test_what_a_day_brings_on_is_as_counted_violation_by_violation(seed):
    rng, replications, sectors, number = np.random.default_rng(seed), 4, 3, 60
    names = ("branching_ratio", "memory_days", "retaliation", "answer_restraint")
    drawn = rng.uniform((0, 1, 0, 0), (1, 9, 2, 1), (replications, 4))
    told = replace(behaviour(replications), **dict(zip(names, drawn.T, strict=True)))
    before = rng.uniform(0, 2, (replications, sectors))
    columns = {f.name: np.zeros(number) for f in fields(Violations)}
    columns["replication"] = np.sort(rng.integers(0, replications, number))
    columns["sector"] = rng.integers(0, sectors, number)
    columns["grave"], columns["attributed"], in_time = rng.uniform(size=(3, number)) < 0.5
    after = _following(told, Violations(**columns), in_time, before)
    for n in range(replications):
        mine = columns["replication"] == n
        rows = zip(
            columns["sector"][mine], columns["grave"][mine], columns["attributed"][mine], in_time[mine], strict=True
        )
        branching, memory, retaliation, restraint = drawn[n]
        expected = brought_on(
            list(rows),
            before[n],
            branching=branching,
            memory_days=memory,
            retaliation=retaliation,
            answer_restraint=restraint,
        )
        assert after[n] == pytest.approx(expected)


def test_answers_restrain_only_where_they_are_in_time_the_last_minute_included():
    place, told = ground(minutes=60.0, forces=500), exercise(days=60)  # each call is answered after 60 minutes

    def violations(in_time_minutes, restraint):
        limit = replace(told, in_time_minutes=in_time_minutes)
        return total(run(limit, place, branching_ratio=0.6, answer_restraint=restraint), "violations")

    assert violations(59.9, 0.9).tolist() == violations(59.9, 0.0).tolist()
    assert violations(60.0, 0.9).tolist() == violations(60.1, 0.9).tolist()
    assert violations(60.0, 0.9).mean() < violations(59.9, 0.9).mean() - 3


def test_a_truce_collapses_when_the_rate_stays_over_the_threshold_for_so_many_days():
    told = exercise(days=50, collapses=(Collapse("rate", "Rate", 3.0, 2, ""),))
    found = run(told, ground(), 40)
    for n, key in enumerate(keys(5, range(40))):
        over = [len(day.violations) > 3 for day in days_of(exercise(days=50), ground(), behaviour(1), np.array([key]))]
        pairs = [d for d in range(1, 50) if over[d] and over[d - 1]]
        assert found.held_days[n] == (pairs[0] + 1 if pairs else 50)
        assert found.collapse[n] == (0 if pairs else -1)
    assert 0 < (found.collapse == 0).sum() < 40


def test_a_truce_collapses_when_the_named_step_is_in_force():
    told = exercise(
        days=80, ladder=(step(3, 7), step(3, 7, name="last")), collapses=(Collapse("s", "S", 0, 0, "last"),)
    )
    found = run(told, ground())
    assert (found.collapse == 0).any()
    assert ((found.collapse == 0) == (found.steps == 2)).all()
    assert (found.held_days[found.collapse < 0] == 80).all()


def test_a_fact_that_falls_takes_the_watch_with_it():
    told = exercise(days=365)
    strong, weak = ground(), ground(0.0, 0.0, np.inf, forces=0)
    held, falling = run(told, strong), run(told, with_fall(strong, weak, per_year=2.0))
    assert falling.fallen.mean() == pytest.approx(1 - np.exp(-2), abs=0.1)
    assert not held.fallen.any()
    stays = falling.fallen == 0
    assert total(falling, "seen")[stays].tolist() == total(held, "seen")[stays].tolist()
    left = total(falling, "seen")[~stays].mean() / total(held, "seen")[~stays].mean()
    mean_share = (1 - 3 * np.exp(-2)) / (2 * (1 - np.exp(-2)))  # of the year before an exponential fall within it
    assert left == pytest.approx(mean_share, abs=0.07)


def test_units_that_are_not_on_tour_see_nothing():
    place = ground()
    place = replace(
        place,
        day=np.where(np.arange(12)[:, None] < 6, 0.0, place.day),
        night=np.where(np.arange(12)[:, None] < 6, 0.0, place.night),
    )
    seen = np.zeros(12)
    for today in days_of(exercise(), place, behaviour(50), keys(2, range(50))):
        seen[today.day * 12 // 365] += today.violations.seen.sum()
    assert not seen[:6].any()
    assert (seen[6:] > 0).all()


def test_calls_are_grave_violations_that_are_seen_and_answers_take_way_and_wait():
    told = exercise(days=30)
    for today in days_of(told, ground(minutes=45.0), behaviour(20, on_scene_h=1e-9), keys(4, range(20))):
        found = today.violations
        assert (~np.isnan(today.minutes)).tolist() == (found.grave & found.seen).tolist()
        answered = today.minutes[~np.isnan(today.minutes)]
        assert (answered >= 45 - 1e-9).all()
    none = run(told, ground(minutes=np.inf, forces=0))
    assert total(none, "called").any()
    assert not total(none, "answered").any()


def test_a_call_binds_a_force_there_and_back():
    told, place = exercise(days=60), ground(minutes=45.0, forces=2)
    days = list(days_of(told, place, behaviour(1, violations_per_100km_day=40.0, on_scene_h=1e-9), keys(4, [0])))
    called = [~np.isnan(today.minutes) for today in days]
    reported = np.concatenate([d.violations.reported[rows] for d, rows in zip(days, called, strict=True)])
    minutes = np.concatenate([d.minutes[rows] for d, rows in zip(days, called, strict=True)])
    day = np.concatenate([np.full(rows.sum(), d.day) for d, rows in zip(days, called, strict=True)])
    order = np.lexsort((reported, day))  # calls of one day are served before those of the next
    free, expected = [0.0, 0.0], []
    for call in reported[order]:
        first = free.index(min(free))
        start = max(call, free[first])
        expected.append(60 * (start - call) + 45)
        free[first] = start + 1.5
    assert minutes[order] == pytest.approx(expected)
    assert (minutes > 46).any()


def test_pressure_multiplies_what_may_happen_where_and_when_it_is_put():
    pressure = np.ones((40, 3))
    pressure[10:20, 0] = 5.0
    counts = np.zeros((2, 40))
    for n, given in enumerate((None, pressure)):
        for today in days_of(exercise(days=40), ground(), behaviour(200), keys(6, range(200)), given):
            counts[n, today.day] = (today.violations.sector == 0).sum()
    assert counts[0, :10].tolist() == counts[1, :10].tolist()
    assert counts[1, 10:20].sum() / counts[0, 10:20].sum() == pytest.approx(5, rel=0.1)
    assert counts[0, 20:].tolist() == counts[1, 20:].tolist()

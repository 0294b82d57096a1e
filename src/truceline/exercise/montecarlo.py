"""Many replications of several scenarios with the same chances: how long truces held, what was seen, what differs.

Scenarios share their random numbers (`chances`), so their difference is taken replication by replication and is far
surer than either result. Each replication draws its own assumptions too, from their ranges: the spread of the outcomes
holds both. Work is split into blocks of ``BLOCK`` replications on one ground; a block gives the same bytes whatever
does the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from truceline.exercise.additions import Addition
from truceline.exercise.estimates import Interval, mean, ratio, share, wilson
from truceline.exercise.ground import ForceGround
from truceline.exercise.parameters import Behaviour, Exercise
from truceline.exercise.random_streams import For, Keys, keys, streams, uniform
from truceline.exercise.replication import TALLIES, Outcomes, joined, replicate
from truceline.records.quantities import Assumptions, within

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

BLOCK = 500
"""Replications that one piece of work runs side by side: fewer take longer each, more balance worse."""
ADDED = 500
"""Replications that an addition is tried on at most: compared one by one, fewer show as much."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be replicated from one seed: an exercise, on the ground of each scenario by its id, and additions."""

    exercise: Exercise
    grounds: Mapping[str, ForceGround]
    seed: int
    additions: tuple[Addition, ...] = ()

    @property
    def every(self) -> dict[str, ForceGround]:
        """All grounds by name: each scenario's, then those of additions that can be made."""
        return {**self.grounds, **{more.id: more.ground for more in self.additions if more.ground is not None}}

    @property
    def driven(self) -> str:
        """The scenario whose drivers are sought: the one that sees most, by day and by night together."""
        return max(self.grounds, key=lambda name: sum(self.grounds[name].seen))


@dataclass(frozen=True, slots=True)
class ReplicationBlock:
    """A piece of work: replications ``first`` to the last before ``end``, on the ground of this name."""

    ground: str
    first: int
    end: int

    @property
    def replications(self) -> int:
        """How many it holds."""
        return self.end - self.first


def blocks(grounds: Iterable[str], replications: int) -> tuple[ReplicationBlock, ...]:
    """Cut the replications on every ground into pieces of work; the first numbers come first on all grounds."""
    starts = range(0, replications, BLOCK)
    names = tuple(grounds)
    return tuple(ReplicationBlock(name, first, min(first + BLOCK, replications)) for first in starts for name in names)


def run_block(trial: Trial, block: ReplicationBlock) -> Outcomes:
    """Run the replications of one block. A pure function: run it anywhere."""
    numbers = np.arange(block.first, block.end)
    chances = keys(trial.seed, numbers.tolist())
    behaviour = drawn(trial.exercise.assumptions, chances)
    return replicate(trial.exercise, trial.every[block.ground], behaviour, keys=chances, numbers=numbers)


def drawn(assumptions: Assumptions, chances: Keys) -> Behaviour:
    """Draw each replication's assumptions from their ranges (see ``given.within``), each independent of the others."""
    nought = np.zeros(len(chances), dtype=np.int64)
    values = {
        field.name: within(
            assumptions[field.name].value, uniform(streams(chances, sector=nought, number=nought + n), For.ASSUMPTION)
        )
        for n, field in enumerate(fields(Behaviour))
    }
    return Behaviour.varied(assumptions, values, len(chances))


@dataclass(frozen=True, slots=True)
class Survival:
    """Share of replications in which the truce still held after each day, (days + 1,), with pointwise 95 % bands."""

    share: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class SectorResult:
    """What happened in one sector ('' is ground in none): violations per 100 days held, and shares of them.

    ``seen`` is a share of all violations, ``in_time`` of the calls that were answered or not; ``minutes`` the mean
    response time of those answered.
    """

    sector: str
    violations: Interval
    seen: Interval
    in_time: Interval
    minutes: Interval


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What came of one scenario: ``measures`` by name (see ``MEASURES``), survival, sectors and ways of collapse.

    ``collapses`` (definition id to share) and ``held`` add up to 1.
    """

    scenario: str
    held: Interval
    collapses: Mapping[str, Interval]
    measures: Mapping[str, Interval]
    survival: Survival
    sectors: tuple[SectorResult, ...]


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """``second`` less ``first`` in one measure, replication by replication."""

    measure: str
    first: str
    second: str
    by: Interval


MEASURES = {
    "held": "share of replications in which the truce held to the end",
    "days held": "days until collapse, or the length of the truce",
    "violations": "violations per day held",
    "seen": "share of violations that the force saw",
    "verified": "share of violations that were verified",
    "attributed": "share of violations that were attributed",
    "in time": "share of calls answered in time",
    "minutes": "mean response time of calls answered, in minutes",
    "steps": "most steps of the ladder in force",
}
"""What is measured on each replication, in words."""


def measured(outcomes: Outcomes) -> dict[str, Floats]:
    """Return every measure of each replication, (replications,); nan where it has none (a share of nothing)."""
    total = dict(zip(TALLIES, outcomes.tally.sum(axis=1).T.astype(np.float64), strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "held": (outcomes.collapse < 0).astype(np.float64),
            "days held": outcomes.held_days.astype(np.float64),
            "violations": total["violations"] / outcomes.held_days,
            "seen": total["seen"] / total["violations"],
            "verified": total["verified"] / total["violations"],
            "attributed": total["attributed"] / total["violations"],
            "in time": total["in time"] / total["called"],
            "minutes": outcomes.minutes.sum(axis=1) / total["answered"],
            "steps": outcomes.steps.astype(np.float64),
        }


def gathered(parts: Iterable[tuple[ReplicationBlock, Outcomes]]) -> dict[str, Outcomes]:
    """Put blocks' outcomes together by ground, in the order given.

    Replications that are not done on every ground are left out, so that all can be compared.
    """
    listed = list(parts)
    grounds = dict.fromkeys(block.ground for block, _ in listed)
    ends = [max(block.end for block, _ in listed if block.ground == name) for name in grounds]
    return {
        name: joined([part for block, part in listed if block.ground == name and block.end <= min(ends)])
        for name in grounds
    }


def result_of(name: str, outcomes: Outcomes, trial: Trial) -> ScenarioResult:
    """Sum up the outcomes of one scenario."""
    number, sectors = len(outcomes), trial.grounds[name].sectors
    ends = enumerate(trial.exercise.collapses)
    held = share(int((outcomes.collapse < 0).sum()), number)
    return ScenarioResult(
        scenario=name,
        held=held,
        collapses={definition.id: share(int((outcomes.collapse == n).sum()), number) for n, definition in ends},
        measures={measure: mean(values) for measure, values in measured(outcomes).items()} | {"held": held},
        survival=survival(outcomes, trial.exercise.days),
        sectors=tuple(_sector(n, sector, outcomes) for n, sector in enumerate(sectors) if outcomes.tally[:, n].any()),
    )


def survival(outcomes: Outcomes, days: int) -> Survival:
    """Return the share of replications that held beyond each day, 0 to ``days``; none is lost from sight before."""
    ended = np.bincount(outcomes.held_days[outcomes.collapse >= 0], minlength=days + 1)
    left = (len(outcomes) - np.cumsum(ended)).astype(np.float64)
    return Survival(left / len(outcomes), *wilson(left, len(outcomes)))


def differences(outcomes: Mapping[str, Outcomes]) -> tuple[PairedDifference, ...]:
    """Compare every two scenarios in every measure, replication by replication."""
    pairs = combinations(outcomes, 2)
    return tuple(each for first, second in pairs for each in difference(first, second, outcomes))


def difference(first: str, second: str, outcomes: Mapping[str, Outcomes]) -> Iterator[PairedDifference]:
    """Compare two grounds in every measure, replication by replication."""
    before, after = measured(outcomes[first]), measured(outcomes[second])
    return (PairedDifference(measure, first, second, mean(after[measure] - before[measure])) for measure in MEASURES)


def _sector(n: int, sector: str, outcomes: Outcomes) -> SectorResult:
    counted = dict(zip(TALLIES, outcomes.tally[:, n].T.astype(np.float64), strict=True))
    return SectorResult(
        sector=sector,
        violations=ratio(100 * counted["violations"], outcomes.held_days.astype(np.float64)),
        seen=ratio(counted["seen"], counted["violations"]),
        in_time=ratio(counted["in time"], counted["called"]),
        minutes=ratio(outcomes.minutes[:, n], counted["answered"]),
    )

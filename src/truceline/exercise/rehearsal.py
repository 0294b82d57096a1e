"""An exercise summed up: results by scenario, differences between scenarios, and what drives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.errors import CaseError
from truceline.exercise.drivers import Driver, drivers
from truceline.exercise.montecarlo import Difference, ScenarioResult, Trial, differences, gathered, result_of
from truceline.exercise.replication import Outcomes


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of an exercise: ``done`` of ``asked`` replications, their results, differences and drivers.

    ``drivers`` are those of the first scenario, empty where none were sought. ``outcomes`` hold every replication, by
    scenario.
    """

    trial: Trial
    asked: int
    done: int
    outcomes: Mapping[str, Outcomes]
    results: tuple[ScenarioResult, ...]
    differences: tuple[Difference, ...]
    drivers: tuple[Driver, ...]


def conclude(trial: Trial, parts: Iterable[Mapping[str, Outcomes]], *, asked: int, samples: int = 0) -> Rehearsal:
    """Sum up the blocks that were run; with ``samples`` (a power of 2) seek the drivers of the first scenario too.

    Raises
    ------
    CaseError
        If no block was run.
    """
    listed = list(parts)
    if not listed:
        raise CaseError("nothing to report", ("replications | none is done; let at least one block finish",))
    outcomes = gathered(listed)
    first = next(iter(trial.grounds.values()))
    return Rehearsal(
        trial=trial,
        asked=asked,
        done=len(next(iter(outcomes.values()))),
        outcomes=outcomes,
        results=tuple(result_of(name, each, trial) for name, each in outcomes.items()),
        differences=differences(outcomes),
        drivers=drivers(trial.exercise, first, seed=trial.seed, samples=samples) if samples else (),
    )

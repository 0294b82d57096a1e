"""What each fact is worth: which announcement, vote or signature unlocks most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from truceline.case import Case
from truceline.coalition.chances import with_rules
from truceline.coalition.games import Floats, WorldValue, fact_pivots, open_facts
from truceline.coalition.pledges import current
from truceline.coalition.scenarios import Scenario, close
from truceline.coalition.worlds import Worlds, bits, every_world, standing, these_worlds, total_brought
from truceline.results.coalition import FactBoard, Standing, Unlock

MOST_ON_BOARD = 10
"""How many facts a reader can switch: 2 ** 10 worlds are computed ahead."""


def unlocks(case: Case, day: date, rng: np.random.Generator) -> tuple[Unlock, ...]:
    """Value every fact that does not hold on ``day``, in firm personnel (likely), the most valuable first.

    A fact that the rules imply from what holds does hold, and what they imply from the others is not lost by itself.
    Exact while all combinations of the facts that can matter are resolved, so time grows with 2 ** facts; beyond
    ``coalition.worlds.MOST_FREE`` of them the mean gain is sampled with ``rng``, and its ``margin`` says how well.
    """
    facts = close({record.id: record.value(day) for record in case.facts}, case.rules)
    pledges = current(case.pledges, day)

    def personnel(worlds: Worlds) -> Floats:
        return total_brought(pledges, worlds, standing(pledges, worlds))

    alone, last = _at_the_ends(case, facts, open_facts(facts, pledges, case.rules), personnel)
    found = (
        Unlock(p.player, p.shapley, p.margin, alone=alone.get(p.player, 0.0), last=last.get(p.player, 0.0))
        for p in fact_pivots(facts, pledges, case.rules, personnel, rng)
    )
    return tuple(sorted(found, key=lambda u: (-u.value, -u.last, u.fact)))


def _at_the_ends(
    case: Case, facts: Mapping[str, bool], players: Sequence[str], value: WorldValue
) -> tuple[dict[str, float], dict[str, float]]:
    # What each player gains where nobody else joined, and what is missing where all others did.
    n = len(players)
    one, none = np.eye(n, dtype=bool), np.zeros((1, n), dtype=bool)
    fixed = {name: holds for name, holds in facts.items() if name not in players}
    sets = np.concatenate([none, one, ~none, ~one])
    values = value(with_rules(these_worlds(players, sets, fixed), case.rules))
    alone, last = values[1 : n + 1] - values[0], values[n + 1] - values[n + 2 :]
    return dict(zip(players, alone.tolist(), strict=True)), dict(zip(players, last.tolist(), strict=True))


def board(case: Case, stands: Standing, day: date, valued: Sequence[Unlock]) -> FactBoard:
    """Resolve every combination of the facts that decide most, at most ``MOST_ON_BOARD``, of a scenario's pledges."""
    free = [u.fact for u in valued if u.value > 0][:MOST_ON_BOARD]
    pledges, worlds = stands.pledges, _worlds(free, case, stands.scenario, day)
    force = standing(pledges, worlds, together=stands.scenario.announce_together)
    contributors = sorted({p.contributor for p in pledges})
    there = np.zeros(worlds.count, dtype=np.int64)
    for pledge, row in zip(pledges, bits(force, worlds.count), strict=True):
        there |= row.astype(np.int64) << contributors.index(pledge.contributor)
    start = sum(stands.facts[fact] << bit for bit, fact in enumerate(free))
    return FactBoard(tuple(free), start, tuple(contributors), total_brought(pledges, worlds, force), there)


def _worlds(free: Sequence[str], case: Case, scenario: Scenario, day: date) -> Worlds:
    stated = dict(scenario.facts)
    fixed = {r.id: stated.get(r.id, r.value(day)) for r in case.facts if r.id not in free}
    return with_rules(every_world(free, fixed), case.rules)

"""How far the draws of a plan are from plans of their own, and what they cost.

    PYTHONPATH=src python benchmarks/ranges.py [--case NAME] [--as-of DATE] [--draws N] [--sample N]

Of ``--draws`` draws, ``--sample`` spread evenly over them are also planned in full, scenario by scenario: pledges with
the drawn quantities and people, approvals, conversion, arrival and lift, a force generation of its own, and a siting of
its own with the drawn assumptions, posts and forces to the nearest whole number of each pledge as in draws. Prints, for
each headline over all sampled draws and scenarios, how far the cheap evaluation is off (mean and 90th percentile of the
absolute difference, and the mean difference: below 0 the draws lean down), and both ranges. Then the processor time of
the plan alone, of all draws, and of one draw in full.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from truceline.case import Case
from truceline.casefolder.cases import find_case, read_case
from truceline.generation.people import build_up, by_place, fill_of
from truceline.ranges.design import Draw
from truceline.ranges.headlines import HEADLINES, ends
from truceline.ranges.inputs import ARRIVAL, CONVERSION, offers
from truceline.ranges.watch import parameters_in, patrolling_in
from truceline.ranges.work_units import Ranging, blocks, run_block
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.quantities import Range
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.assets import Asset
from truceline.siting.plan import site
from truceline.workflow.footing import open_sites
from truceline.workflow.generate import field_force
from truceline.workflow.plan import assets_of, plan, ranging_for


def drawn_case(case: Case, draw: Draw) -> Case:
    """Put a draw's numbers into a case as its likely ones."""

    def at(value: float) -> Range:
        return Range(value, value, value)

    assumptions = {id_: replace(a, value=at(draw[id_])) if id_ in draw else a for id_, a in case.assumptions.items()}
    brought = [(offer.pledge, offer.contribution_in(draw)) for offer in offers(case.pledges, case.capabilities)]
    pledges = tuple(
        replace(
            pledge,
            quantity=at(brings.quantity),
            personnel=at(brings.personnel),
            ready_days=round(pledge.ready_days * draw.get(ARRIVAL, 1.0)),
        )
        for pledge, brings in brought
    )
    return replace(case, assumptions=assumptions, pledges=pledges)


def whole(assets: tuple[Asset, ...]) -> tuple[Asset, ...]:
    """Give each pledge the nearest whole number of posts and forces, as draws do."""
    owed: dict[str, float] = {}
    found = []
    for asset in assets:
        pledge, before = asset.unit_id.rpartition("#")[0], owed.get(asset.unit_id.rpartition("#")[0], 0.0)
        owed[pledge] = before + asset.number
        number = float(round(owed[pledge]) - round(before))
        field = {"post": "posts", "reaction": "forces"}.get(asset.role)
        found.append(replace(asset, **{field: number}) if field else asset)
    return tuple(found)


def in_full(made: Plan, scenario: ScenarioPlan, draw: Draw, stands: frozenset[str], ranging: Ranging) -> list[float]:
    """Plan one draw of one scenario in full; its headlines, in their order."""
    case = drawn_case(made.case, draw)
    by_id = {pledge.id: pledge for pledge in case.pledges}
    why_not = {p.id: scenario.why_not.get(p.id, ()) for p in scenario.pledges}
    force = replace(scenario, force=stands, why_not=why_not, pledges=tuple(by_id[p.id] for p in scenario.pledges))
    share = draw.get(CONVERSION, 1.0)
    fielded = field_force(case, scenario.scenario.concept, force, made.as_of, conversion=share)
    assets = whole(assets_of(made.case, fielded.plan, {unit.id: unit for unit in fielded.units}))
    planned = ranging.scenarios[scenario.scenario.id].forces[0].sited
    sited = site(
        made.segments,
        open_sites(case.sites, scenario.own.closed),
        assets,
        parameters_in(ranging.parameters, draw),
        patrolling=patrolling_in(planned.patrolling, draw),
        way=planned.way,
    )
    inside = by_place(fielded.plan, fielded.units).get(IN_COUNTRY)
    people, month = build_up([] if inside is None else inside.tolist())
    median = np.inf if sited.median_minutes is None else sited.median_minutes
    months = fielded.plan.kept.months
    return [
        people,
        fill_of(fielded.plan, fielded.lines, {c.id: c for c in case.capabilities}).share,
        *sited.mean_detection,
        median,
        months,
        month or np.inf,
    ]


def pairs(made: Plan, ranging: Ranging, cheap: dict[str, np.ndarray], sample: int) -> Iterator[np.ndarray]:
    """Give (headlines, 2) for every sampled draw and scenario: planned in full, and cheaply."""
    for number in np.linspace(0, ranging.design.draws - 1, sample).astype(int).tolist():
        for scenario in made.scenarios:
            name, draw = scenario.scenario.id, ranging.design.draw(number)
            full = in_full(made, scenario, draw, ranging.scenarios[name].stands[number], ranging)
            yield np.column_stack([full, cheap[name][:, number]])


def report(found: np.ndarray) -> None:
    """Print how far the two columns of (pairs, headlines, 2) lie apart."""
    print(f"{'headline':26}{'mean |off|':>12}{'p90 |off|':>12}{'mean off':>12}   range in full -> range of draws")
    for row, name in enumerate(HEADLINES):
        full, cheap = found[:, row].T
        finite = np.isfinite(full) & np.isfinite(cheap)
        off = cheap[finite] - full[finite]
        apart = int((np.isfinite(full) != np.isfinite(cheap)).sum())
        numbers = (np.abs(off).mean(), np.quantile(np.abs(off), 0.9), off.mean()) if finite.any() else (0.0, 0.0, 0.0)
        spans = " -> ".join("{:.4g} to {:.4g}".format(*ends(column)) for column in (full, cheap))
        print(f"{name:26}" + "".join(f"{n:12.4f}" for n in numbers) + f"   {spans}; {apart} finite in one only")


def main() -> None:
    """Measure one case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", default="ukraine")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--sample", type=int, default=40)
    asked = parser.parse_args()
    case = read_case(find_case(asked.case).folder)
    began = time.process_time()
    made = plan(case, version="benchmark", as_of=asked.as_of, draws=0)
    planned = time.process_time()
    ranging = ranging_for(made, draws=asked.draws)
    parts = [run_block(ranging, block) for block in blocks(asked.draws)]
    cheap = {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}
    drawn = time.process_time()
    found = np.array(list(pairs(made, ranging, cheap, asked.sample)))
    full = time.process_time()
    report(found)
    for scenario in range(len(made.scenarios)):
        print("\n" + made.scenarios[scenario].scenario.id)
        report(found[scenario :: len(made.scenarios)])
    each = (full - drawn) / len(found)
    print(
        f"\nplan {planned - began:.2f} s; {asked.draws} draws, {len(made.scenarios)} scenarios {drawn - planned:.2f} s"
    )
    print(
        f"a draw of a scenario in full {each * 1000:.0f} ms, cheaply "
        f"{(drawn - planned) / asked.draws / len(made.scenarios) * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()

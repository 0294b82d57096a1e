"""Who brings, bears and delays what in one scenario's force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.generation.units import share_of
from truceline.records.capabilities import Unit
from truceline.results.contributors import ContributorPeople
from truceline.results.force import ForceView
from truceline.results.names import Names
from truceline.views.pictures.bars import PoolBar, PoolBars
from truceline.views.pictures.charts import GanttBar, GanttBlock, GanttRow
from truceline.views.wording import count


@dataclass(frozen=True, slots=True)
class Asking:
    """A unit's caveat or approval that takes time: who is asked about what, and for how many days."""

    contributor: str
    pledge: str
    what: str
    days: int


def pool_bars(people: Sequence[ContributorPeople], title: str) -> PoolBars:
    """Set each contributor's pool beside those deployed at its peak."""
    return PoolBars(title, tuple(PoolBar(each.name, each.deployed, each.pool) for each in people))


def gantt_blocks(view: ForceView, names: Names) -> tuple[GanttBlock, ...]:
    """List the units that serve, under the line of their first tour, in order of line, contributor and first month."""
    colours = {who: n for n, who in enumerate(sorted({unit.contributor for unit in view.units}))}
    tours = {unit.id: [t for t in view.plan.assignments if t.unit == unit.id] for unit in view.units}
    blocks: dict[str, list[tuple[int, GanttRow]]] = {}
    for unit in sorted(view.units, key=lambda u: (u.contributor, u.id)):
        if mine := sorted(tours[unit.id], key=lambda t: t.first_month):
            bars = tuple(GanttBar(t.first_month, t.last_month, names.lines[t.line].title) for t in mine)
            part = f", {count(share_of(unit))} of a unit" if share_of(unit) < 1 else ""
            label = f"{names.actor(unit.contributor)}, {unit.id}{part}"
            row = GanttRow(label, colours[unit.contributor], unit.ready_days, bars)
            blocks.setdefault(mine[0].line, []).append((mine[0].first_month, row))
    return tuple(
        GanttBlock(line.title, tuple(r for _, r in blocks[line.id])) for line in view.lines if line.id in blocks
    )


def askings(view: ForceView, names: Names) -> tuple[Asking, ...]:
    """List what has to be asked before units may move or act, the longest first, each once."""
    pledges = {p.id: p for p in view.standing.pledges}
    found = dict.fromkeys(asking for unit in view.units for asking in _askings(unit, view, names))
    approvals = (
        Asking(names.actor(pledges[p].contributor), p, f"{a.body} approves", a.days)
        for p in sorted(view.standing.force)
        for a in pledges[p].approvals
    )
    return tuple(sorted([*found, *approvals], key=lambda a: (-a.days, a.contributor, a.pledge)))


def _askings(unit: Unit, view: ForceView, names: Names) -> Iterator[Asking]:
    tasks = {task for line in view.lines for task in line.tasks}
    for caveat in unit.caveats:
        if caveat.kind == "limitation" and (caveat.task in tasks or not caveat.task):
            where = f" in {names.sectors.get(caveat.area, caveat.area)}" if caveat.area else ""
            what = f"its capital, for {caveat.task or 'every task'}{where}: {caveat.note}"
            yield Asking(names.actor(unit.contributor), unit.pledge, what, caveat.approval_days)

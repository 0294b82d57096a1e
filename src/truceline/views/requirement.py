"""The statement of requirements against the force: the matrix by month, and each line's gap with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.generation.plan import ForcePlan, LineFill
from truceline.generation.requirement import RequirementLine
from truceline.results.names import Names
from truceline.views.pictures.charts import Heatmap, HeatRow


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the statement of requirements beside what fills it; ``anchor`` is its place on the page.

    ``below`` says that it is below its minimum; empty where it is not.
    """

    line: RequirementLine
    fill: LineFill
    capability: str
    unit: str
    sector: str
    anchor: str
    below: str


def asked(force_plan: ForcePlan, names: Names, prefix: str) -> tuple[Asked, ...]:
    """Put each line beside its fill: critical lines first, then in the order of the statement of requirements."""
    found = [_asked(names.lines[fill.line], fill, names, prefix) for fill in force_plan.lines]
    return tuple(sorted(found, key=lambda a: not a.line.critical))


def _asked(line: RequirementLine, fill: LineFill, names: Names, prefix: str) -> Asked:
    capability = names.capabilities[line.capability]
    return Asked(
        line=line,
        fill=fill,
        capability=capability.title,
        unit=capability.unit,
        sector=names.sectors.get(line.sector, "anywhere"),
        anchor=f"{prefix}-line-{line.id}",
        below=below_minimum(fill),
    )


def below_minimum(fill: LineFill) -> str:
    """Say that a line is below its minimum, in some months or in all; empty where every month has it."""
    if fill.minimum_met:
        return ""
    return f"below its minimum of {fill.minimum}{' in some months' if fill.ever_of_use else ''}"


def requirement_matrix(force_plan: ForcePlan, lines: tuple[Asked, ...], title: str) -> Heatmap:
    """Return the matrix of lines by months; a month in which a line asks for nothing is None."""
    index = {fill.line: i for i, fill in enumerate(force_plan.lines)}
    months = range(force_plan.filled.shape[1])
    rows = tuple(
        HeatRow(
            title=a.line.title,
            required=a.line.quantity,
            critical=a.line.critical,
            filled=tuple(
                float(force_plan.filled[index[a.line.id], m]) if a.line.from_month <= m + 1 <= a.line.to_month else None
                for m in months
            ),
            href=f"#{a.anchor}",
        )
        for a in lines
    )
    return Heatmap(title, len(months), rows)

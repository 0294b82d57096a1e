"""What a contributor reads and chooses from: the requirement, capabilities, facts, contributors, sectors, and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from truceline.case import Case
from truceline.casefolder.exchange.cells import cell_of
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.formats.xlsx_writing import Sheet, SheetColumn
from truceline.records.quantities import Range

_Heads = tuple[tuple[str, str, int], ...]
"""Columns of a sheet that is only read: title, what it holds, and width in characters."""

_REQUIREMENT: _Heads = (
    ("Line", "Its id", 22),
    ("Title", "What is required", 36),
    ("Concept", "The force concept that it belongs to", 14),
    ("Capability", "An id of the sheet Capabilities", 24),
    ("Quantity", "Units of the capability", 10),
    ("Unit", "What one of the capability is", 16),
    ("Sector", "Where along the line; empty for anywhere", 16),
    ("Tasks", "What it has to do", 20),
    ("Where", "Locations that serve", 30),
    ("From month", "Month after D-day", 9),
    ("To month", "Month after D-day, included", 9),
    ("Critical", "yes: filled before all that is not", 9),
    ("Substitutes", "What else serves: a capability, and how much one of it counts", 30),
    ("Note", "The reasoning", 60),
)
_CAPABILITIES: _Heads = (
    ("Capability", "Its id", 24),
    ("Title", "Its name", 36),
    ("Unit", "What one of it is", 20),
    ("People, low", "People with one of it", 11),
    ("People, likely", "People with one of it", 11),
    ("People, high", "People with one of it", 11),
)
_FACTS: _Heads = (
    ("Fact", "Its id", 26),
    ("Title", "What holds where it is true", 60),
    ("Now", "Whether it holds in the case today", 8),
)
_NAMED: _Heads = (("Id", "The id to give", 24), ("Name", "Its name", 40))
_STATEMENTS: _Heads = (
    ("Statement", "Its id", 24),
    ("Said on", "The day, month or span", 14),
    ("Speaker", "Who said it", 30),
    ("Summary", "What was said", 70),
)


def choice_sheets(case: Case, contributor: str, pledges: Sequence[PledgeShape]) -> Iterator[Sheet]:
    """Return the sheets that a contributor reads; of statements its own, and those that its ``pledges`` cite."""
    yield _sheet("Requirement", _REQUIREMENT, _requirement(case))
    capabilities = ((c.id, c.title, c.unit, *_people(c.personnel)) for c in case.capabilities)
    yield _sheet("Capabilities", _CAPABILITIES, capabilities)
    yield _sheet("Facts", _FACTS, ((f.id, f.title, "yes" if f.value(case.as_of) else "no") for f in case.facts))
    yield _sheet("Contributors", _NAMED, case.titles("contributor").items())
    yield _sheet("Sectors", _NAMED, ((s.id, s.name) for s in case.sectors))
    cited = {name for each in pledges for name in _cited(each)}
    own = (s for s in case.statements if s.id in cited or s.speaks_for == contributor)
    yield _sheet("Statements", _STATEMENTS, ((s.id, str(s.said_on), s.speaker, s.summary) for s in own))


def _sheet(name: str, heads: _Heads, rows: Iterable[Sequence[object]]) -> Sheet:
    columns = tuple(SheetColumn(title, text, width=width) for title, text, width in heads)
    return Sheet(name, columns, tuple(tuple(_cell(each) for each in row) for row in rows))


def _cell(value: object) -> str | float | date | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else cell_of(value)


def _people(each: Range) -> tuple[float, float, float]:
    return each.low, each.likely, each.high


def _requirement(case: Case) -> Iterator[Sequence[object]]:
    units = {each.id: each.unit for each in case.capabilities}
    for line in case.requirement:
        yield (
            line.id,
            line.title,
            line.concept,
            line.capability,
            line.quantity,
            units[line.capability],
            line.sector,
            line.tasks,
            tuple(sorted(line.locations)),
            line.from_month,
            line.to_month,
            "yes" if line.critical else "no",
            tuple(f"{name}: {factor:g}" for name, factor in line.substitutes),
            line.note,
        )


def _cited(pledge: PledgeShape) -> Iterator[str]:
    yield from (name for step in pledge.history for name in step.statements)
    yield from (name for condition in pledge.conditions for name in condition.statements)
    yield from (name for approval in pledge.approvals for name in approval.statements)
    yield from (name for caveat in pledge.caveats for name in caveat.statements)

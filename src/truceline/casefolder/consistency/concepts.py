"""What the records of the force concepts must agree on with the rest of a case."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.casefolder.consistency.quantities import assumptions_in
from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema.documents import ConceptShape
from truceline.casefolder.schema.tables import RequirementRow
from truceline.errors import CaseError
from truceline.formats.faults import FaultPlace, shown, unknown
from truceline.generation.sizing import cells_of
from truceline.records.concepts import SETBACK, Concept, StandoffRule, kilometres, least_km
from truceline.records.quantities import Assumptions

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""


def concepts_are_described_once(reading: FolderReading) -> Found:
    """Each force concept is described once, its distances are in km, and the least is not above the greatest."""
    seen: set[str] = set()
    assumptions = assumptions_in(reading)
    for entry in reading.of(ConceptShape):
        if entry.shape.id in seen:
            yield entry.place(("id",)), f"the concept {shown(entry.shape.id)} is described twice; put the two together"
        seen.add(entry.shape.id)
        for n, rule in enumerate(entry.shape.stands):
            yield from (
                (entry.place(("stands", n, *key)), what) for key, what in _distances(rule.record(), assumptions)
            )


def _distances(rule: StandoffRule, assumptions: Assumptions) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in ("least_km", "most_km"):
        name = getattr(rule, key)
        if isinstance(name, str) and name not in assumptions:
            yield (key,), unknown("assumption", name, assumptions)
            return
        if isinstance(name, str) and assumptions[name].unit != "km":
            yield (key,), f"{name} is in {shown(assumptions[name].unit)}; name an assumption in km"
            return
    least, most = (kilometres(each, assumptions, 0.0) for each in (rule.least_km, rule.most_km))
    if rule.most_km is not None and least > most:
        yield ("most_km",), f"{most:g} km is less than the least distance, {least:g} km; exchange the two"


def bases_stand_where_they_are_sized(reading: FolderReading) -> Found:
    """A `reaction_bases` sizing takes the set-back at which the bases of its concept may stand."""
    assumptions = assumptions_in(reading)
    concepts = {entry.shape.id: entry.shape.record() for entry in reading.of(ConceptShape)}
    for entry in reading.of(RequirementRow):
        concept = concepts.get(entry.shape.concept, Concept(entry.shape.concept, ""))
        try:
            yield from _set_back(entry, concept, assumptions)
        except (CaseError, KeyError):
            continue  # told already


def _set_back(entry: ReadEntry[RequirementRow], concept: Concept, assumptions: Assumptions) -> Found:
    formula, cells = cells_of(entry.shape.sizing)
    if formula != "reaction_bases" or "setback_km" not in cells:
        return
    cell = cells["setback_km"]
    sized = assumptions[cell].value.likely if cell in assumptions else float(cell) if _is_number(cell) else None
    sited = least_km(concept, "reaction", assumptions)
    if sized is not None and sized != sited:
        what = (
            f"{shown(entry.shape.sizing)} sizes bases {sized:g} km from the line, but siting keeps them {sited:g} km "
            f"off; give setback_km={SETBACK} and state that assumption, or the concept's least_km for reaction"
        )
        yield entry.place(("sizing",)), what


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

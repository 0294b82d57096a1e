"""What the tables in which people append must agree on: with one another, the vocabulary and the agreement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from truceline.agreement.agreement import Agreement
from truceline.agreement.vocabulary import VocabularyTerm
from truceline.casefolder.observation_words import observation_words
from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema.agreements import AgreementShape
from truceline.casefolder.schema.findings import EvidenceRow, FindingRow, RulingRow, StepRow
from truceline.casefolder.schema.monitoring import ObservationRow
from truceline.casefolder.schema.tables import JudgementRow
from truceline.formats.faults import FaultPlace, shown, suggestion, unknown
from truceline.monitoring.annotations import ANSWERS
from truceline.monitoring.append_only import WITHDRAWN, counting, faults
from truceline.monitoring.incidents import OTHERS

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""

_Appended = JudgementRow | RulingRow | FindingRow | EvidenceRow | StepRow
_APPENDED: tuple[type[_Appended], ...] = (JudgementRow, RulingRow, FindingRow, EvidenceRow, StepRow)

_NOUNS = {
    "found": "word",
    "kind": "kind of evidence",
    "points_to": "actor",
    "given_by": "party",
    "step": "step of the ladder",
}


def observed_weapons_are_known(reading: FolderReading) -> Found:
    """Observations name weapons as the monitors write them."""
    known = observation_words()["weapons"]
    for entry in reading.of(ObservationRow):
        if entry.shape.weapon not in known:
            remedy = suggestion(entry.shape.weapon, known, f"give one of {', '.join(known)}")
            yield entry.place(("weapon",)), f"the weapon {shown(entry.shape.weapon)} is not known; {remedy}"


def rows_replace_earlier_ones(reading: FolderReading) -> Found:
    """A row that people appended replaces only an earlier one on the same subject."""
    for shape in _APPENDED:
        entries = [(entry, entry.shape.record()) for entry in reading.of(shape)]
        known = {record.id: record for _, record in entries}
        for entry, record in entries:
            if not record.replaces or record.replaces in known:  # what is not known was told already
                yield from ((entry.place(("replaces",)), what) for what in faults(record, known))


def splits_divide_no_merges(reading: FolderReading) -> Found:
    """No ruling that counts splits two reports that others bind together."""
    entries = {entry.shape.id: entry for entry in reading.of(RulingRow)}
    records = (entry.shape.record() for entry in entries.values())
    rulings = counting(sorted(records, key=lambda record: (record.at, record.id)))
    bound: dict[str, str] = {}

    def group(report: str) -> str:
        while (up := bound.setdefault(report, report)) != report:
            report = up
        return report

    for ruling in rulings:
        if ruling.word == "merge":
            bound[group(ruling.first)] = group(ruling.second)
    for ruling in rulings:
        if ruling.word == "split" and group(ruling.first) == group(ruling.second):
            what = f"the split of {shown(ruling.first)} and {shown(ruling.second)} divides reports that merges bind"
            yield entries[ruling.id].place(("ruling",)), f"{what}; withdraw one of them"


def findings_use_known_words(reading: FolderReading) -> Found:
    """Findings, evidence and steps use the terms of the vocabulary, the parties and the steps of the agreement."""
    agreement = next((entry.shape.record() for entry in reading.of(AgreementShape)), None)
    if agreement is None:
        return
    for finding in reading.of(FindingRow):
        yield from _finding(finding, agreement)
    kinds, actors = [kind.id for kind in agreement.vocabulary.evidence], [*agreement.parties, *OTHERS]
    for evidence in reading.of(EvidenceRow):
        yield from _word(evidence, "kind", evidence.shape.kind, kinds)
        yield from _word(evidence, "points_to", evidence.shape.points_to or actors[0], actors)
        yield from _word(evidence, "given_by", evidence.shape.given_by or actors[0], agreement.parties)
    for step in reading.of(StepRow):
        yield from _word(step, "step", step.shape.step, [each.id for each in agreement.ladder])


def _finding(entry: ReadEntry[FindingRow], agreement: Agreement) -> Found:
    words = agreement.vocabulary
    known: Mapping[str, Collection[str]] = {
        "act": _ids(words.acts),
        "weapon": _ids(words.weapons),
        "target": _ids(words.targets),
        "origin_side": agreement.parties,
        "impact_side": agreement.parties,
        **dict.fromkeys(_ids(words.circumstances), ANSWERS),
    }
    row = entry.shape
    if row.about in known:
        yield from _word(entry, "found", row.found, known[row.about])
    else:
        yield entry.place(("about",)), unknown("subject of findings", row.about, known)


def _word(entry: ReadEntry[Any], field: str, word: str, known: Collection[str]) -> Found:
    if word != WITHDRAWN and word not in known:
        yield entry.place((field,)), unknown(_NOUNS[field], word, known)


def _ids(terms: Collection[VocabularyTerm]) -> list[str]:
    return [term.id for term in terms]

"""How what people found out changes what the incidents say.

A row is about the incident in which the report that it names lies now: a merge or a split carries it along. What names
a report that is not known (taken back by its publisher, say) is left aside, and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from truceline.agreement.three_valued_logic import MAYBE
from truceline.monitoring.annotations import ANSWERS, SUBJECT, Annotations, EvidenceRecord, Finding, Ruling
from truceline.monitoring.incidents import NAMES, Incidents, evidence_columns
from truceline.monitoring.linkage.link_reports import Rulings
from truceline.monitoring.reports import Reports
from truceline.records.provenance import Judgement


def rulings_on(reports: Reports, rulings: Sequence[Ruling]) -> tuple[Rulings, tuple[str, ...]]:
    """Turn ``rulings`` that count into those that bind linkage, and give the ids of those that cannot."""
    named = np.unique([report for ruling in rulings for report in (ruling.first, ruling.second)])
    known = set(named[np.isin(named, reports.id.astype(np.str_))].tolist()) if len(named) else set()
    pairs: dict[str, list[tuple[str, str]]] = {"merge": [], "split": []}
    astray = []
    for ruling in rulings:
        if {ruling.first, ruling.second} <= known:
            pairs[ruling.word].append((ruling.first, ruling.second))
        else:
            astray.append(ruling.id)
    return Rulings(pairs["merge"], pairs["split"]), tuple(astray)


def named_reports(judgements: Iterable[Judgement], told: Annotations) -> frozenset[str]:
    """List the ids of all reports by which people judged, ruled on or found something about an incident."""
    subjects = [judgement.subject for judgement in judgements if judgement.subject.startswith(SUBJECT)]
    subjects += [row.incident for row in told.about_incidents]
    ruled = [report for ruling in told.rulings for report in (ruling.first, ruling.second)]
    return frozenset((*(subject.removeprefix(SUBJECT) for subject in subjects), *ruled))


def rows_of(incidents: Incidents, subjects: Iterable[str]) -> Mapping[str, int]:
    """Find the incident, by position, that each subject is about now; subjects whose report is not known are left out.

    Cost grows with reports plus subjects.
    """
    reports = {subject.removeprefix(SUBJECT): subject for subject in subjects}
    links = np.flatnonzero(np.isin(incidents.report, list(reports))) if reports else np.array([], dtype=np.int64)
    return {reports[str(incidents.report[link])]: int(incidents.report_of[link]) for link in links}


def carried(incidents: Incidents, judgements: Iterable[Judgement], rows: Mapping[str, int]) -> tuple[Judgement, ...]:
    """Give judgements the incidents that they are about now as their subjects; others are left out."""
    return tuple(replace(j, subject=str(incidents.id[rows[j.subject]])) for j in judgements if j.subject in rows)


def told_by(
    incidents: Incidents, findings: Sequence[Finding], evidence: Sequence[EvidenceRecord], rows: Mapping[str, int]
) -> Incidents:
    """Let findings and evidence that count say what they say of ``incidents``; ``rows`` is as from ``rows_of``.

    A finding replaces what reports said. Findings that disagree leave it not known until one of them is replaced.
    """
    said: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for finding in findings:
        if finding.incident in rows:
            said[finding.about][rows[finding.incident]].add(finding.word)
    for about, words in sorted(said.items()):
        agreed = {row: next(iter(each)) if len(each) == 1 else "" for row, each in words.items()}
        incidents = (_named if about in NAMES else _answered)(incidents, about, agreed)
    pointed = [(rows[given.incident], given.evidence) for given in evidence if given.incident in rows]
    return replace(incidents, evidence=evidence_columns(pointed)) if pointed else incidents


def _named(incidents: Incidents, column: str, said: Mapping[int, str]) -> Incidents:
    listed = NAMES[column]
    names = getattr(incidents, listed)
    names = (*names, *sorted({*said.values()} - {"", *names}))  # the codes in use stay as they are
    codes = getattr(incidents, column).copy()
    codes[list(said)] = [names.index(word) if word else -1 for word in said.values()]
    changed: dict[str, Any] = {column: codes, listed: names}
    return replace(incidents, **changed)


def _answered(incidents: Incidents, circumstance: str, said: Mapping[int, str]) -> Incidents:
    names, states = incidents.circumstances, incidents.circumstance
    if circumstance not in names:
        names = (*names, circumstance)
        states = np.column_stack([states, np.full(len(incidents), MAYBE, dtype=np.int8)])
    states = states.copy()
    states[list(said), names.index(circumstance)] = [ANSWERS.get(word, MAYBE) for word in said.values()]
    return replace(incidents, circumstances=names, circumstance=states)

"""``monitor``: reports to incidents to judgements to violations to a bulletin."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from truceline.case import Case
from truceline.monitoring.attribution import attributions
from truceline.monitoring.bulletin import Known, claimed_beside, compile_bulletin
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.gathering import gather
from truceline.monitoring.incidents import Incidents, columns
from truceline.monitoring.learning import Assumptions
from truceline.monitoring.lines import IncidentLine, lines
from truceline.monitoring.linkage import link
from truceline.monitoring.record import Record, Texts
from truceline.monitoring.reports import Integers
from truceline.monitoring.verification import Status, status
from truceline.monitoring.violations import verdicts
from truceline.results import Monitored

CLOCK_H = 0.1
"""How far apart, in hours, the monitors' clocks put one incident, where too few reports tell. Assumed: they write the
minute, and sound takes under one."""


def monitor(case: Case, record: Record, period: Period, *, version: str) -> Monitored:
    """Make the bulletin of a period from what was received until its end.

    Judgements count as far as they were made by then. Time is that of linkage and of the verdicts on all
    incidents until then.

    Raises
    ------
    CaseError
        If judgements cannot be followed.
    """
    known = record.until(int(period.end.timestamp()))
    incidents, number = _incidents(known)
    listed = _listed(case, incidents, period)
    own = number[known.observations.report]
    everything = Known(
        sectors=case.sectors,
        observations=known.observations,
        incident=own,
        lines=listed,
        observed_ids=frozenset(str(incidents.id[row]) for row in np.unique(own)),
        watches=known.watches,
    )
    claims = tuple(claim for claim in known.claims if claim.start < period.end)
    bulletin = compile_bulletin(
        everything,
        period,
        zone=case.time_zone,
        ladder=case.agreement.ladder,
        claimed=claimed_beside(claims, case.agreement.windows, listed, known.acts),
    )
    return Monitored(version=version, case=case, bulletin=bulletin)


def _incidents(record: Record) -> tuple[Incidents, Integers]:
    # The incidents, and the one that each report tells of by position.
    if not len(record.reports):
        return columns(()), np.array([], dtype=np.int64)
    linked = link(record.reports, assumed=Assumptions(spread_h=CLOCK_H))
    _, number = np.unique(linked.incident, return_inverse=True)
    found = gather(record.reports, linked.incident)
    weapons, weapon = _told(record.weapon, number, len(found))
    targets, target = _told(record.target, number, len(found))
    return replace(found, weapons=weapons, weapon=weapon, targets=targets, target=target), number


def _told(texts: Texts, number: Integers, incidents: int) -> tuple[tuple[str, ...], Integers]:
    # What most reports of an incident tell, of equally many the first by name; -1 where none does.
    names = tuple(sorted({str(text) for text in texts if text}))
    votes: list[Counter[str]] = [Counter() for _ in range(incidents)]
    for row, text in zip(number.tolist(), texts.tolist(), strict=True):
        if text:
            votes[row][text] += 1
    best = [min(vote, key=lambda name: (-vote[name], name)) if vote else "" for vote in votes]
    code = {name: n for n, name in enumerate(names)} | {"": -1}
    return names, np.array([code[name] for name in best], dtype=np.int64)


def _listed(case: Case, incidents: Incidents, period: Period) -> tuple[IncidentLine, ...]:
    judged = {judgement.subject for judgement in case.judgements}
    standing = {
        name: status(name, case.judgements, period.end) if name in judged else Status(name, "reported", None, (), ())
        for name in incidents.id.tolist()
    }
    who = attributions(incidents, case.agreement, case.lines)
    found = verdicts(incidents, case.agreement, case.lines, who)
    now = (incidents.start >= period.start.timestamp()) & (incidents.start < period.end.timestamp())
    return lines(
        incidents, found, case.agreement, drawn=case.lines, sectors=case.sectors, standing=standing, explained=now
    )

"""A monitoring bulletin as a document: what bulletin.json and the evidence log hold of it.

No document says who reported: native ids, senders and remarks do not leave. A report bears its own id, and names its
source where that is a position, a feed's or one that the case gives a title.
"""

from __future__ import annotations

from truceline.documents.casualties import casualties_part
from truceline.documents.envelope import head
from truceline.documents.issues import parted_part, tell_issue
from truceline.documents.movement import attachment_part, movement_part, obligation_part
from truceline.documents.numbers import degrees, minutes, number, radius, share
from truceline.documents.shapes.bulletin import (
    BesidePart,
    BulletinDocument,
    BulletinPart,
    ClockPart,
    ContextPart,
    CountedPart,
    EntryPart,
    IncidentRow,
    LatePart,
    LinkRow,
    NearContextRow,
    ObservationsPart,
    PreconditionPart,
    ReportRow,
    SectorIncidents,
    TallyPart,
    WatchPart,
)
from truceline.monitoring.bulletin import INCIDENT_UNIT, Bulletin, Clock, IncidentCount, SectorCount, Tally
from truceline.monitoring.claims.ledger import Beside
from truceline.monitoring.context import ContextShown, NearContext
from truceline.monitoring.coverage_log import CoverageEntry
from truceline.monitoring.incident_table import IncidentLine
from truceline.monitoring.membership import Member, MemberLink
from truceline.monitoring.observations import UNIT
from truceline.monitoring.silence import Silence
from truceline.records.provenance import EntryName, LateRow
from truceline.results.monitoring import Monitored

FORMAT = 3
"""In format 2 counts were 0 where nobody observed, which are null in format 3."""


def bulletin_document(made: Monitored) -> BulletinDocument:
    """Return the bulletin as the document that ``bulletin.json`` holds."""
    document: BulletinDocument = {**head("bulletin", FORMAT, version=made.version), **bulletin_part(made)}
    if made.entry is not None:
        document["evidence"] = entry_part(made.entry)
    return document


def bulletin_part(made: Monitored) -> BulletinPart:
    """Return the bulletin without the head and its entry: the same whichever version of the program made it."""
    part = _part(made)
    if made.membership.parted:
        part["incidents"]["parted"] = [parted_part(each) for each in made.membership.parted]
    tell_issue(part, made)
    if made.read_from is not None:
        part["imports_since"] = made.read_from.isoformat()
    if made.bulletin.context.events or made.bulletin.context.near:
        part["context"] = _context(made.bulletin.context)
    if made.late:
        part["entered_late"] = [late_part(row) for row in made.late]
    return part


def entry_part(name: EntryName) -> EntryPart:
    """Write how a file names its entry in the evidence log."""
    return {"log": name.log, "entry": name.entry}


def late_part(row: LateRow) -> LatePart:
    """Write a row that came later than its date says."""
    return {"id": row.id, "at": row.at.isoformat(), "entry": row.entry}


def _part(made: Monitored) -> BulletinPart:
    bulletin = made.bulletin
    return {
        "state": made.issue.state,
        "case": made.case.id,
        "from": bulletin.period.start.isoformat(),
        "until": bulletin.period.end.isoformat(),
        "known_at": made.known.at.isoformat(),
        "received_late": made.known.late,
        "received_not_told": made.known.undated,
        "units": {"observations": UNIT, "incidents": INCIDENT_UNIT},
        "observations": _observations(bulletin),
        "incidents": {
            "sectors": [_incidents(row) for row in bulletin.incidents],
            "list": [incident_part(line, made) for line in bulletin.lines],
            "reports": [report_part(member) for member in made.membership.members],
            "links": [link_part(link) for link in made.membership.links],
        },
        "casualties": casualties_part(bulletin.casualties),
        "movement": movement_part(bulletin.movement),
        "obligations": [obligation_part(each) for each in bulletin.obligations],
        "attachments": [attachment_part(each) for each in bulletin.attachments],
        "restrictions": [_watch(watch) for watch in bulletin.restrictions],
        "outages": [_watch(watch) for watch in bulletin.outages],
        "clocks": [_clock(clock) for clock in bulletin.clocks],
        "preconditions": [_silence(silence) for silence in bulletin.silences],
        "not_applied": list(bulletin.astray),
        "claims": [_beside(row) for row in bulletin.claimed.beside],
    }


def incident_part(line: IncidentLine, made: Monitored) -> IncidentRow:
    """Write one incident: what, where, how well known, whether a violation, and by whom. Lists are joined by ``; ``."""
    row = _incident(line, made)
    if line.near is not None:
        row["settlement"] = line.near.settlement.name
        row["settlement_id"] = line.near.settlement.id
        row["settlement_distance_m"] = number(line.near.distance_m, 0)
        row["settlement_bearing"] = line.near.bearing
    return row


def _incident(line: IncidentLine, made: Monitored) -> IncidentRow:
    return {
        "id": line.id,
        "sector": line.sector,
        "start": line.start.isoformat(),
        "end": line.end.isoformat(),
        "lat": degrees(line.lat),
        "lon": degrees(line.lon),
        "radius_m": radius(line.radius_m),
        "act": line.act,
        "weapon": line.weapon,
        "target": line.target,
        "reports": line.reports,
        "report_ids": "; ".join(line.report_ids),
        "links": made.membership.links_of.get(line.id, 0),
        "merged_from": "; ".join(made.names.merged_from.get(line.id, ())),
        "split_from": "; ".join(made.names.split_from.get(line.id, ())),
        "split_into": "; ".join(made.names.split_into.get(line.id, ())),
        "status": line.status,
        "verdict": line.verdict,
        "provisions": "; ".join(f"{r.provision.id}/{r.version}" if r.version else r.provision.id for r in line.under),
        "missing": "; ".join(line.missing),
        "zones": "; ".join(line.zones),
        "actor": line.actor or "undetermined",
        "confidence": line.confidence,
        "evidence": "; ".join(":".join(given if given[3] else given[:3]) for given in line.evidence),
    }


def report_part(member: Member) -> ReportRow:
    """Write one report of an incident; a row of ``reports.csv``."""
    return {
        "incident": member.incident,
        "report": member.id,
        "source": member.source,
        "start": member.start.isoformat(),
        "end": member.end.isoformat(),
        "received": member.received.isoformat() if member.received else None,
        "lat": degrees(member.lat),
        "lon": degrees(member.lon),
        "radius_m": radius(member.radius_m),
        "act": member.act,
        "weapon": member.weapon,
        "target": member.target,
        "text": member.text,
    }


def link_part(link: MemberLink) -> LinkRow:
    """Write why two reports are linked; a row of ``links.csv``."""
    why = link.reasons
    return {
        "incident": link.incident,
        "report_a": link.first,
        "report_b": link.second,
        "distance_m": number(link.distance_m, 0),
        "lag_min": minutes(link.lag_s / 60),
        "place": share(why.place) if why else None,
        "time": share(why.time) if why else None,
        "act": share(why.act) if why else None,
        "weapon": share(why.weapon) if why else None,
        "rate": share(why.rate) if why else None,
        "prior": share(why.prior) if why else None,
        "log_odds": share(why.log_odds) if why else None,
        "posterior": share(why.posterior) if why else None,
        "ruling": link.ruling,
    }


def context_part(near: NearContext) -> NearContextRow:
    """Write one context event near an incident; a row of ``context.csv``."""
    return {
        "incident": near.incident,
        "act": near.act,
        "start": near.start.isoformat(),
        "end": near.end.isoformat(),
        "lat": degrees(near.lat),
        "lon": degrees(near.lon),
        "radius_m": radius(near.radius_m),
        "distance_m": number(near.distance_m, 0),
        "observations": near.rows,
        "sources": near.sources,
    }


def _context(shown: ContextShown) -> ContextPart:
    return {"events": dict(shown.events), "near": [context_part(near) for near in shown.near]}


def tally_part(tally: Tally) -> TallyPart:
    """Write what was observed in a period, and for how long anybody could observe."""
    return {
        "violations": tally.violations if tally.looked else None,
        "explosions": tally.explosions if tally.looked else None,
        "live_fire_training": tally.training if tally.looked else None,
        "each_incident_once": tally.once if tally.looked else None,
        "observable_post_hours": None if tally.hours is None else number(tally.hours),
        "violations_per_post_hour": None if tally.rate is None else share(tally.rate),
    }


def _observations(bulletin: Bulletin) -> ObservationsPart:
    return {
        "sectors": [_counted(row) for row in bulletin.sectors],
        "all": _counted(bulletin.total),
        "trend": [{"day": day.isoformat(), "sectors": dict(found)} for day, found in bulletin.trend],
    }


def _counted(row: SectorCount) -> CountedPart:
    return {"sector": row.sector, "posts": row.posts, "now": tally_part(row.now), "previous": tally_part(row.before)}


def _incidents(row: IncidentCount) -> SectorIncidents:
    return {
        "sector": row.sector,
        "incidents": row.incidents,
        "previous": row.previous,
        "verdicts": dict(row.verdicts),
        "verified": row.verified,
        "attributed": row.attributed,
    }


def _watch(watch: CoverageEntry) -> WatchPart:
    return {
        "post": watch.post,
        "sector": watch.sector,
        "from": watch.start.isoformat(),
        "until": watch.end.isoformat(),
        "state": watch.state,
        "note": watch.note,
    }


def _clock(clock: Clock) -> ClockPart:
    return {
        "step": clock.step.id,
        "incident": clock.incident,
        "counted_from": clock.step.clock_start,
        "due": clock.due.isoformat() if clock.due else None,
        "taken": clock.taken.isoformat() if clock.taken else None,
        "state": clock.state,
    }


def _silence(silence: Silence) -> PreconditionPart:
    return {
        "id": silence.precondition,
        "outcome": silence.outcome,
        "silent_since": silence.since.isoformat(),
        "breaking": list(silence.breaking),
        "doubtful": list(silence.doubtful),
        "reason": silence.reason,
    }


def _beside(row: Beside) -> BesidePart:
    return {
        "truce": row.truce,
        "category": row.category,
        "scope": row.scope,
        "claimed": {
            party: {"count": total.count, "at_least": total.at_least, "claims": list(total.ids)}
            for party, total in row.claimed.items()
        },
        "observed": dict(row.observed),
    }

"""What the home page says to a member besides the plan: what changed since a visit, what waits, and the clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from truceline.case import Case
from truceline.casefolder.records import kind_of
from truceline.results.names import names_of
from truceline.results.proposals import ProposalSeen
from truceline.services.session.asked import Asked
from truceline.services.session.drafting import Seat
from truceline.services.session.opened import OpenCases
from truceline.services.session.proposing import decided_proposals, proposals_as_seen
from truceline.sessions.clocks import Clock, ClockKind, ClockSeen, clocks
from truceline.sessions.proposals import State
from truceline.sessions.versions import Version, difference
from truceline.store.engine import Store, reading


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a version that a member saw last: the ``versions`` that came, and records by kind."""

    seen: int
    versions: tuple[Version, ...]
    records: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What the home page says to a member: what changed ``since`` (None: nothing), what ``waits``, and the clocks.

    What waits are the proposals that the member has to submit, mend or decide; silence runs as a clock.
    """

    since: Since | None
    waits: tuple[ProposalSeen, ...]
    clocks: tuple[ClockSeen, ...]


def today(store: Store, cases: OpenCases, asked: Asked, seen: int, at: datetime, *, case: Case) -> Today:
    """Return what to say to a member at an instant who saw the version of the number ``seen`` last, 0 for none.

    ``case`` is the version's as it was known on the day. Tours are counted in months after D-day, which has no date, so
    they have no clock. Cost grows with the session's proposals and their decisions.
    """
    session, member = asked.opened.session.number, asked.member
    since = _since(seen, cases.versions(asked.opened.session, member), asked) if seen else None
    with reading(store) as connection:
        seat = Seat(connection, session, member)
        found = decided_proposals(seat)
        seen_now = proposals_as_seen(seat, found, at)
    waits = tuple(each for each in seen_now if each.waits and each.standing.state != State.SILENT)
    return Today(since, waits, clocks(member, found, _obligations(case, asked.day, at), at))


def _since(seen: int, found: tuple[Version, ...], asked: Asked) -> Since | None:
    now = asked.opened.version
    before = next((each for each in found if each.number == seen < now.number), None)
    if before is None:  # or it is not there for whom the member acts for now
        return None
    kinds = Counter(kind_of(change.record) for change in difference(before, now).records)
    came = tuple(each for each in found if seen < each.number <= now.number)
    return Since(seen, came, (*sorted(kinds.items()),))


def _obligations(case: Case, day: date, at: datetime) -> Iterator[Clock]:
    # Only what is ahead: that a deadline has passed does not say that nothing was done.
    names, now = names_of(case), max(at, datetime.combine(day, time(), UTC))
    for each in case.agreement.obligations:
        if each.deadline is not None and each.deadline > now:
            title = f"{each.title} ({', '.join(names.actor(actor) for actor in each.actors)})"
            yield Clock(ClockKind.OBLIGATION, each.id, title, each.deadline)

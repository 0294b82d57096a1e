"""What the summary of a bulletin says."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.monitoring import Monitored
from truceline.views.incidents import seen
from truceline.views.issues import issue_words
from truceline.views.known import known_words
from truceline.views.text import TextLine, whole
from truceline.views.wording import count


def monitoring_lines(made: Monitored) -> Iterator[TextLine]:
    """Say each sector's violations and rate, the claims, and what incidents came to."""
    bulletin, case = made.bulletin, made.case
    names = {sector.id: sector.name for sector in case.sectors} | {"": "Outside all sectors"}
    start, end, known_at = bulletin.period.start, bulletin.period.end, made.known.at
    yield whole(
        f"{made.issue.state.upper()}: {case.title}: {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC,"
        f" as known at {known_at:%Y-%m-%d %H:%M}"
    )
    yield from (whole(words, 2) for words in known_words(made.known))
    for words in issue_words(made):
        yield whole(f"changed: {words}", 2)
    for row in bulletin.sectors:
        rate = "no observable hours" if row.now.rate is None else f"{row.now.rate:.2f} per post-hour"
        explosions = f", of which {count(row.now.explosions)} explosions" if row.now.looked else ""
        before = f" (previous period: {seen(row.before, 'violations')})"
        yield whole(f"{names[row.sector]}: violations {seen(row.now, 'violations')}{explosions}{before}; {rate}", 2)
    if claimed := len(bulletin.claimed.beside):
        yield whole(f"{claimed} kinds of claims by the parties, each claim once, beside what was observed", 2)
    broken = sum(line.violation for line in bulletin.lines)
    known = sum(bool(line.actor) for line in bulletin.lines)
    yield whole(f"{len(bulletin.lines)} incidents, {broken} in breach by some reading, {known} attributed", 2)

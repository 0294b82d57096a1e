"""A bulletin on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.monitoring import Monitored


def monitoring_summary(made: Monitored) -> str:
    """Write each sector's violations and rate, the claims, and what incidents came to."""
    return "".join(f"{line}\n" for line in _lines(made))


def _lines(made: Monitored) -> Iterator[str]:
    bulletin, case = made.bulletin, made.case
    names = {sector.id: sector.name for sector in case.sectors} | {"": "Outside all sectors"}
    yield f"{case.title}: {bulletin.period.start:%Y-%m-%d %H:%M} to {bulletin.period.end:%Y-%m-%d %H:%M} UTC"
    for row in bulletin.sectors:
        rate = "no observable hours" if row.now.rate is None else f"{row.now.rate:.2f} per post-hour"
        yield (
            f"  {names[row.sector]}: {row.now.violations} violations observed, of which {row.now.explosions} explosions"
            f" (previous period {row.before.violations}); {rate}"
        )
    if claimed := len(bulletin.claimed.beside):
        yield f"  {claimed} kinds of claims by the parties, each claim once, beside what was observed"
    broken = sum(line.violation for line in bulletin.lines)
    known = sum(bool(line.actor) for line in bulletin.lines)
    yield f"  {len(bulletin.lines)} incidents, {broken} in breach by some reading, {known} attributed"

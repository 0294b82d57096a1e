"""The sites of a case as a scenario uses them: who stands there, and why nobody does."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.records.places import Site
from truceline.results.names import Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.closures import HOLDS


@dataclass(frozen=True, slots=True)
class CandidateSite:
    """A site for posts or bases: who stands there (``held_by``), and the rule that ``closed`` it, in words.

    ``for_whom`` it is fixed is a contributor's name or a pledge's id.
    """

    site: Site
    held_by: tuple[str, ...]
    closed: str
    for_whom: str

    @property
    def words(self) -> str:
        """Say what becomes of it."""
        locked = f"locked for {self.for_whom}" if self.for_whom else "locked" if self.site.locked else ""
        if self.site.use == "forbidden":
            return "forbidden"
        if self.held_by:
            held = f"held by {', '.join(self.held_by)}"
            return f"{locked}; {held}" if locked else held
        if self.closed:
            return f"{locked}, but closed: {self.closed}" if locked else f"closed: {self.closed}"
        return f"{locked}, but nobody of this force may stand there" if locked else "free"


def candidate_sites(plan: Plan, made: ScenarioPlan, names: Names) -> tuple[CandidateSite, ...]:
    """List the sites for posts and bases in the order of the case."""
    closed = {each.site: each.why for each in made.own.closed}
    standing: dict[str, list[str]] = {}
    for asset in (*made.own.siting.posts, *made.own.siting.bases):
        standing.setdefault(asset.site, []).append(names.actor(asset.contributor))
    return tuple(
        CandidateSite(
            site=site,
            held_by=tuple(dict.fromkeys(standing.get(site.id, ()))),
            closed=closed.get(site.id, ""),
            for_whom=site.fixed if site.fixed in plan.pledges else names.actor(site.fixed) if site.fixed else "",
        )
        for site in plan.case.sites
        if site.kind in HOLDS
    )

"""Where the force of a concept may stand: the case's sites without those that are closed to it."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.case import Case
from truceline.records.places import Site
from truceline.siting.closures import Closed, Terms, closures


def closed_sites(case: Case, concept: str, sites: Sequence[Site] | None = None) -> tuple[Closed, ...]:
    """List which of ``sites`` (all of the case where None) the concept or the agreement closes, each with its rule."""
    terms = Terms(case.agreement, case.lines, case.sectors, case.assumptions)
    return closures(case.sites if sites is None else sites, case.concept(concept), terms)


def open_sites(sites: Sequence[Site], closed: Sequence[Closed]) -> tuple[Site, ...]:
    """Give the sites that are not closed."""
    shut = {each.site for each in closed}
    return tuple(site for site in sites if site.id not in shut)

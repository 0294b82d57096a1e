"""The ground of a case: what is watched, and where the force of a concept may stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.agreement.line import Segments, segments
from truceline.agreement.watched import watched
from truceline.case import Case
from truceline.records.places import Site
from truceline.siting.closures import Closed, ClosureTerms, barred_to, closures, way_of
from truceline.siting.patrols import Patrolling, Way


def cut_of(case: Case) -> Segments:
    """Cut what the case watches into segments: the agreement's line or, where it names none, places and roads."""
    if case.has_line:
        return segments(case.line, case.sectors, case.segment_m)
    places = [site for site in case.sites if site.kind == "watch"]
    return watched(places, case.roads, case.sectors, case.segment_m)


def closed_sites(case: Case, concept: str, sites: Sequence[Site] | None = None) -> tuple[Closed, ...]:
    """List which of ``sites`` (all of the case where None) the concept or the agreement closes, each with its rule."""
    terms = ClosureTerms(case.agreement, case.lines, case.sectors, case.assumptions)
    return closures(case.sites if sites is None else sites, case.concept(concept), terms)


def patrols_of(case: Case, cut: Segments, concept: str) -> tuple[Patrolling | None, Way]:
    """Return how patrols move and see, None where no capability patrols, and where those of a concept drive."""
    if not any(capability.role == "patrol" for capability in case.capabilities):
        return None, Way()
    terms = ClosureTerms(case.agreement, case.lines, case.sectors, case.assumptions)
    return Patrolling.from_assumptions(case.assumptions), way_of(cut, case.concept(concept), terms)


def barred_sites(case: Case) -> Mapping[str, frozenset[str]]:
    """Return for each contributor the ids of the sites where the agreement forbids its presence by name."""
    terms = ClosureTerms(case.agreement, case.lines, case.sectors, case.assumptions)
    return barred_to(tuple(dict.fromkeys(pledge.contributor for pledge in case.pledges)), case.sites, terms)


def open_sites(sites: Sequence[Site], closed: Sequence[Closed]) -> tuple[Site, ...]:
    """Return the sites that are not closed."""
    shut = {each.site for each in closed}
    return tuple(site for site in sites if site.id not in shut)

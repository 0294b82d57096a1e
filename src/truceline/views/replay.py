"""What a replay of past reports says: what each scenario's force would have seen, attributed and reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.case import Case
from truceline.exercise.attributable import RULE, Attributable
from truceline.exercise.replay import CENSUS, Past, Replay
from truceline.records.quantities import Assumption
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan
from truceline.views.text import EMPTY, TextLine, whole
from truceline.views.wording import count, minutes, plural, share


@dataclass(frozen=True, slots=True)
class ReplayView:
    """What the page of a replay says, by scenario; ``number`` is the share of what is seen that can be attributed.

    ``reports`` are all that were replayed, ``past`` the incidents that they tell of; ``in_time`` are expected numbers.
    """

    plan: Plan
    case: Case
    names: Names
    found: Mapping[str, Replay]
    past: Past
    reports: int
    in_time: Mapping[str, float]
    titles: Mapping[str, str]
    sectors: Mapping[str, str]
    number: Assumption


def replay_view(found: Mapping[str, Replay], plan: Plan) -> ReplayView:
    """Compute what the page of a replay says; ``plan`` is the one that was replayed."""
    case, past = plan.case, next(iter(found.values())).past
    (exercise,) = case.exercises
    return ReplayView(
        plan=plan,
        case=case,
        names=names_of(case),
        found=found,
        past=past,
        reports=int(past.reports.sum()),
        in_time={name: sum(sector.in_time for sector in each.sectors) for name, each in found.items()},
        titles={s.id: s.title for s in case.scenarios},
        sectors=sector_names(case),
        number=exercise.assumptions["attribution_share"],
    )


def replay_lines(found: Mapping[str, Replay], case: Case) -> Iterator[TextLine]:
    """Say scenario by scenario what would have been seen, attributed and reached."""
    past = next(iter(found.values())).past
    head = f"{plural(int(past.reports.sum()), 'report')} of {plural(len(past), 'incident')} replayed; expected numbers"
    yield whole(f"{case.title}: {head}")
    yield EMPTY
    for name, each in found.items():
        yield whole(f"{name}: {count(each.seen)} of {count(len(past))} seen ({share(each.seen / len(past))})")
        yield whole(_traced(each.attributable), 2)
        yield from _sectors(each, sector_names(case))
        yield from _contributors(each, names_of(case))
        yield TextLine(_missed(each), 2)
    yield EMPTY
    yield TextLine(RULE, hang=0)
    yield whole(CENSUS)


def sector_names(case: Case) -> dict[str, str]:
    """Name the sectors of a case, and the ground outside them."""
    return {sector.id: sector.name for sector in case.sectors} | {"": "outside all sectors"}


def _sectors(each: Replay, names: Mapping[str, str]) -> Iterator[TextLine]:
    for s in each.sectors:
        way = "no force comes" if s.median_minutes is None else f"half within {minutes(s.median_minutes)}"
        yield whole(f"{names[s.sector]}: {count(s.seen)} of {count(s.incidents)} seen; {way}", 2)
        yield whole(_traced(s.attributable), 4)


def _contributors(each: Replay, names: Names) -> Iterator[TextLine]:
    for c in each.contributors:
        yield whole(f"{names.actor(c.contributor)}: {_contribution(c.posts, c.seen, c.alone)}", 2)
        yield whole(_traced(c.attributable), 4)


def _traced(attributable: Attributable) -> str:
    spread = f"{count(attributable.likely)} ({count(attributable.low)} to {count(attributable.high)})"
    return f"attributable: {spread}; by day {count(attributable.by_day)}, by night {count(attributable.by_night)}"


def _contribution(posts: int, seen: float, alone: float) -> str:
    return f"{plural(posts, 'post')} see {count(seen)}, {count(alone)} of them nobody else"


def _missed(each: Replay) -> str:
    caught = "; ".join(f"{catch.what}: {count(catch.incidents)} more" for catch in each.catches)
    return f"missed {count(len(each.past) - each.seen)}; what would have seen more: {caught}"

"""What a minister asks first, scenario by scenario: how many, by when, for how long, seeing what, missing what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.generation.eligibility import last_day
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.views.alike import apart, basis, grouped
from truceline.views.people import in_country_from, outside
from truceline.views.ranges import NOT_REACHED
from truceline.views.scenario import ScenarioView
from truceline.views.wording import count, day, listed, minutes, share

_NAMED = 4
"""Contributors named before the others are given as a number."""

_MISSING = 3
"""Lines named that are filled least."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the likely figure, its range in words (empty without draws), what belongs to it, its arithmetic."""

    figure: str
    range: str
    more: str
    href: str


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A line that is filled least, and how far."""

    title: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ScenarioAnswers:
    """The answers for one scenario; ``basis`` says what it is for and what it counts."""

    id: str
    title: str
    basis: str
    inside: Answer
    by: Answer
    kept: Answer
    day: Answer
    night: Answer
    reached: Answer
    missing: tuple[MissingLine, ...]
    who: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Scenarios that are alike; ``apart`` says how they differ from the first of the case, empty for its own."""

    apart: str
    rows: tuple[ScenarioAnswers, ...]


@dataclass(frozen=True, slots=True)
class ThirtySeconds:
    """The groups of scenarios in which somebody stands, and a sentence for each in which nobody does."""

    nobody: tuple[str, ...]
    groups: tuple[AnswerGroup, ...]


def thirty_seconds(plan: Plan, views: Sequence[ScenarioView]) -> ThirtySeconds:
    """Answer what is asked first, for every scenario in which somebody stands, like beside like."""
    shown = {view.made.scenario.id: view for view in views}
    first = plan.scenarios[0]
    groups: list[AnswerGroup] = []
    for group in grouped(plan.scenarios):
        standing = [made for made in group if made.force]
        if standing:
            rows = tuple(_row(shown[made.scenario.id]) for made in standing)
            groups.append(AnswerGroup(apart(standing, first, above=bool(groups)), rows))
    return ThirtySeconds(tuple(_nobody(plan, views)), tuple(groups))


def _nobody(plan: Plan, views: Sequence[ScenarioView]) -> Iterator[str]:
    for view in views:
        if not view.made.force:
            stated = not view.overridden and not view.made.scenario.announce_together
            opening = f"As stated on {day(plan.as_of)}" if stated else f"Under “{view.made.scenario.title}”"
            waits = f", as what most wait for is “{view.awaited[0].what}”" if _leads(view) else ""
            yield f"{opening} nobody stands{waits}."


def _leads(view: ScenarioView) -> bool:
    # Whether more people wait for what is waited for most than for anything else.
    found = [each.personnel for each in view.awaited[:2]]
    return len(found) == 1 or (len(found) > 1 and found[0] > found[1])


def _row(view: ScenarioView) -> ScenarioAnswers:
    most, month = in_country_from(view.made)
    half = view.siting.median_minutes
    by_day, by_night = view.siting.mean_detection

    limits = f"limited by {view.limited_by}" if view.limited_by else ""
    kept = "; ".join(filter(None, (f"of the {view.whom}" if view.kept.months else "", limits)))

    def answer(figure: str, headline: str, part: str, more: str = "") -> Answer:
        return Answer(figure, _ranged(figure, view.range(headline)), more, f"#{view.id}-{part}")

    return ScenarioAnswers(
        id=view.id,
        title=view.made.scenario.title,
        basis=basis(view.made.scenario),
        inside=answer(count(most), "personnel_in_country", "inside", outside(view.made)),
        by=answer(*_by(month), more=f"by day {last_day(month)}" if month else ""),
        kept=answer(f"{view.kept.months} of {view.kept.horizon}", "kept_up_months", "kept", kept),
        day=answer(share(by_day), "covered_day", "seen"),
        night=answer(share(by_night), "covered_night", "seen"),
        reached=answer("never" if half is None else minutes(half), "response_median_minutes", "reaction"),
        missing=tuple(_missing(view)),
        who=_who([name for name, _people in view.contributors]),
    )


def _ranged(figure: str, words: str) -> str:
    # A range of one value: the figure's own, or another one where the plan lies outside its range.
    if not words or " to " in words:
        return words
    same = words in ("none", NOT_REACHED) or words in (figure, figure.split()[0], figure.split()[-1])
    return "in all draws" if same else f"{words} in all draws"


def _by(month: int | None) -> tuple[str, str, str]:
    return (f"month {month}" if month else "never", "in_country_from_month", "inside")


def _missing(view: ScenarioView) -> Iterator[MissingLine]:
    for line in view.short[:_MISSING]:
        asked = f"{count(line.fill.filled)} of {count(line.fill.required)} filled"
        yield MissingLine(line.line.title, ", ".join(filter(None, (asked, line.below))), f"#{line.anchor}")


def _who(names: Sequence[str]) -> str:
    if len(names) <= _NAMED + 1:
        return listed(names)
    return listed([*names[:_NAMED], f"{len(names) - _NAMED} more"])


def looked_for(plan: Plan, names: Names) -> str:
    """Say up to when statements were looked for, over the topics that say so; empty where none does."""
    days = sorted(t.last_looked_for for t in names.topics.values() if t.last_looked_for is not None)
    if not days:
        return "The case does not say up to when statements were looked for."
    until = day(days[0]) if days[0] == days[-1] else f"{day(days[0])} to {day(days[-1])}, by topic"
    unsaid = len(plan.case.topics) - len(days)
    return f"Statements were last looked for up to {until}{f'; {unsaid} topics do not say' if unsaid else ''}."

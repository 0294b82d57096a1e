"""The effect of a proposal in words: headline by headline, who joins and who falls, gaps, and what it unlocks."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator
from dataclasses import dataclass

from truceline.generation.comparison import LineChange, PlanChange
from truceline.ranges.headlines import Ends
from truceline.results.effect import Effect, HeadlineEffect, ScenarioEffect
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan
from truceline.views.comparison import shared_reasons
from truceline.views.ranges import SHARES, TITLES, between, written
from truceline.views.unfilled import in_words
from truceline.views.wording import count

SHOWN = (
    "personnel_in_country",
    "fill",
    "covered_day",
    "covered_night",
    "response_median_minutes",
    "kept_up_months",
)
"""Headlines that are shown, in order."""

NAMED = {**TITLES, "kept_up_months": "kept up, months"}
"""What each headline is called, where no unit stands beside it."""

NO_CHANGE = "no change"
"""A change that is none in any draw."""

_UNITS = dict.fromkeys(SHARES, " points") | {"response_median_minutes": " min"}

FEWER_IS_BETTER = frozenset({"response_median_minutes"})


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """A headline before and after, and what changes, each likely and as a range; ``way`` is up, down or same.

    ``better`` says whether the change is one for the better; None where it is none. ``outside`` tells that the likely
    change lies outside its range; ``likely_change`` is empty where nothing changes or it is no number.
    """

    title: str
    before: str
    range_before: str
    after: str
    range_after: str
    likely_change: str
    change: str
    way: str
    better: bool | None
    outside: bool


@dataclass(frozen=True, slots=True)
class MovedPledge:
    """A pledge that joins or leaves a force: its title, whose it is, and why."""

    pledge: str
    contributor: str
    why: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A requirement line that is filled otherwise: its gap before and after, in its own unit, and why."""

    line: str
    required: str
    gap_before: str
    gap_after: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioEffectView:
    """What changes in one scenario; ``still`` where nothing of it does.

    ``aside`` says why a likely change lies outside its range, where one does. ``alike`` are reasons that several lines
    give, each with these lines.
    """

    id: str
    title: str
    still: bool
    headlines: tuple[HeadlineRow, ...]
    aside: str
    joined: tuple[MovedPledge, ...]
    left: tuple[MovedPledge, ...]
    gaps: tuple[GapRow, ...]
    alike: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class UnlockRow:
    """A fact, and what it would be worth in firm people before and after."""

    fact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EffectView:
    """What a page says of an effect."""

    about: str
    empty: bool
    scenarios: tuple[ScenarioEffectView, ...]
    unlocks: tuple[UnlockRow, ...]
    new_scenarios: tuple[str, ...]
    gone_scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Both:
    """What ids are called in the case with the proposal, or else in the one without."""

    after: Plan
    before: Plan
    names: Names
    names_before: Names

    def moved(self, change: PlanChange) -> MovedPledge:
        found = self.after.pledges.get(change.what) or self.before.pledges.get(change.what)
        whose = self.names.actor(found.contributor) if found else ""
        return MovedPledge(found.title if found else change.what, whose, "; ".join(change.why))

    def fact(self, id_: str) -> str:
        found = self.names.facts.get(id_) or self.names_before.facts.get(id_)
        return found.title if found else id_

    def why(self, words: str) -> str:
        """Name what a reason for a gap names by ids: contributors, and the pledge that serves or no longer serves."""
        pledges = {**self.before.pledges, **self.after.pledges}
        id_, _, rest = words.partition(" ")
        if id_ in pledges:
            return f"{self.names.actor(pledges[id_].contributor)}, {pledges[id_].title}: {rest}"
        return in_words(words, self.names, pledges)

    def line(self, id_: str) -> str:
        found = self.names.lines.get(id_) or self.names_before.lines.get(id_)
        return found.title if found else id_


def effect_view(effect: Effect, before: Plan, after: Plan) -> EffectView:
    """Say what an effect is that came of these two plans."""
    both = _Both(after, before, names_of(after.case), names_of(before.case))
    return EffectView(
        about=(
            f"Planned as of {effect.as_of} without the proposal and with it, over the same {count(effect.draws)} draws "
            f"(seed {effect.seed}). In brackets: from the 5th to the 95th percentile; of a change, of the difference "
            "draw by draw, so that what both rest on alike cancels out; a likely figure has every input at its likely "
            "value, and may lie outside."
        ),
        empty=effect.empty,
        scenarios=tuple(_scenario(each, both, effect.draws) for each in effect.scenarios),
        unlocks=tuple(
            UnlockRow(both.fact(each.fact), _people(each.before), _people(each.after)) for each in effect.unlocks
        ),
        new_scenarios=effect.comparison.new_scenarios,
        gone_scenarios=effect.comparison.gone_scenarios,
    )


def _scenario(each: ScenarioEffect, both: _Both, draws: int) -> ScenarioEffectView:
    change, alike = each.change, shared_reasons(each.change)
    headlines = tuple(_headline(h) for h in each.headlines if h.headline in SHOWN)
    moves = (
        change.joined or change.left or change.lines or any(h.change != NO_CHANGE or h.way != "same" for h in headlines)
    )
    return ScenarioEffectView(
        id=change.scenario,
        title=change.title,
        still=change.empty or not moves,
        headlines=headlines,
        aside=_aside(change.scenario, headlines, both, draws),
        joined=tuple(both.moved(each) for each in change.joined),
        left=tuple(both.moved(each) for each in change.left),
        gaps=tuple(_gaps(change.lines, alike, both)),
        alike=tuple((both.why(why), tuple(map(both.line, lines))) for why, lines in alike.items()),
    )


def _aside(scenario: str, headlines: tuple[HeadlineRow, ...], both: _Both, draws: int) -> str:
    moved = [f"{row.title} {row.likely_change}" for row in headlines if row.outside]
    if not moved:
        return ""
    words = f"With every input at its likely value this lies outside what most draws give: {', '.join(moved)}."
    others = [
        made.ranges.forces
        for plan in (both.before, both.after)
        for made in plan.scenarios
        if made.scenario.id == scenario and made.ranges
    ]
    if any(others):
        turn = " and ".join(count(each) for each in others)
        words += (
            f" In {turn} of {count(draws)} draws, without and with it, others stand than with likely values: what some "
            "wait for others to bring is there in some draws and not in others."
        )
    return words


def _headline(each: HeadlineEffect) -> HeadlineRow:
    before, after = (_likely(each.headline, value) for value in (each.before, each.after))
    way = "same" if before == after else "up" if each.after > each.before else "down"
    better = None if way == "same" else (way == "down") == (each.headline in FEWER_IS_BETTER)
    likely, change = _likely_change(each), _change(each.headline, each.change)
    outside = bool(likely) and _is_outside(each, likely)
    return HeadlineRow(
        title=NAMED[each.headline],
        before=before,
        range_before=between(each.headline, each.ends_before),
        after=after,
        range_after=between(each.headline, each.ends_after),
        likely_change="" if change == NO_CHANGE and not outside else likely,
        change=change,
        way=way,
        better=better,
        outside=outside,
    )


def _likely_change(each: HeadlineEffect) -> str:
    if not (math.isfinite(each.before) and math.isfinite(each.after)):
        return ""
    return f"{_signed(each.headline, each.after - each.before)}{_UNITS.get(each.headline, '')}"


def _is_outside(each: HeadlineEffect, likely: str) -> bool:
    # Ends that read alike are the same to a reader.
    ends = {f"{_signed(each.headline, end)}{_UNITS.get(each.headline, '')}" for end in each.change}
    low, high = each.change
    return likely not in ends and not low <= each.after - each.before <= high


def _likely(headline: str, value: float) -> str:
    return count(value) if headline == "personnel_in_country" and math.isfinite(value) else written(headline, value)


def _change(headline: str, ends: Ends) -> str:
    low, high = (_signed(headline, end) for end in ends)
    if low == high == "0":
        return NO_CHANGE
    if without := [words for words, end in zip((low, high), ends, strict=True) if not math.isfinite(end)]:
        return without[0] if low == high else f"{without[0]} in some draws"
    unit = _UNITS.get(headline, "")
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"


def _signed(headline: str, value: float) -> str:
    if not math.isfinite(value):
        return "now reached" if value < 0 else "no longer reached" if value > 0 else "no number"
    words = f"{100 * value:+,.1f}" if headline in SHARES else f"{round(value):+,}"
    return "0" if not float(words.replace(",", "")) else words.replace("-", "−")


def _gaps(lines: tuple[LineChange, ...], alike: Container[str], both: _Both) -> Iterator[GapRow]:
    for line in lines:
        gaps = [max(0.0, need - have) for need, have in zip(line.required, line.filled, strict=True)]
        own = tuple(both.why(why) for why in line.why if why not in alike)
        yield GapRow(both.line(line.line), f"{line.required[1]:g}", f"{gaps[0]:.3g}", f"{gaps[1]:.3g}", own)


def _people(value: float | None) -> str:
    return "not asked" if value is None else f"{count(value)} people"

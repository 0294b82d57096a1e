"""Ranges of headlines and what drives them, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.coalition.conditions import Mass, leaves
from truceline.coalition.scenarios import Scenario
from truceline.ranges.headlines import ERRORS, HEADLINES, MEASURED_ON, Ends, Ranged, Ranges
from truceline.ranges.inputs import CONVERSION
from truceline.results.names import Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.views.alike import alike
from truceline.views.people import in_country_from
from truceline.views.wording import count, minutes, plural, share

TITLES = {
    "personnel_in_country": "people in country",
    "fill": "filled",
    "covered_day": "seen by day",
    "covered_night": "seen by night",
    "response_median_minutes": "reaction",
    "kept_up_months": "kept up",
    "in_country_from_month": "month by which they are in country",
}
"""Headlines in words."""

SHARES = frozenset({"fill", "covered_day", "covered_night"})
"""Headlines that are shares from 0 to 1."""

NOT_REACHED = "not reached"
"""A reaction that takes for ever."""

_SPACE = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two scenarios by title, and the range by which ``of`` exceeds ``against``, headline by headline in words."""

    of: str
    against: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RangesView:
    """What the brief says of ranges: about them, by scenario what drives them and where others stand, and ``compared``.

    ``driven`` are titles of scenarios with what drives their ranges and in how many draws another force stands.
    """

    about: tuple[str, ...]
    driven: tuple[tuple[str, str, str], ...]
    compared: tuple[Compared, ...]
    titles: tuple[str, ...] = tuple(TITLES.values())


def ranges_view(plan: Plan, names: Names) -> RangesView | None:
    """Collect what the brief says of ranges; None where no draws were made."""
    if plan.ranged is None:
        return None
    return RangesView(
        about=tuple(about(plan, plan.ranged)),
        driven=tuple(
            (made.scenario.title, driven(made.ranges, plan, names), other_forces(plan, made, names))
            for made in plan.scenarios
            if made.ranges is not None
        ),
        compared=compared(plan.ranged, {made.scenario.id: made.scenario for made in plan.scenarios}),
    )


def between(headline: str, ends: Ends) -> str:
    """Write a range in words, such as "18 to 41 %"; one number where its ends are written alike."""
    low, high = (written(headline, end) for end in ends)
    if low == high:
        return low
    unit = f"{_SPACE}%" if headline in SHARES else " min"
    both = headline in SHARES or headline == "response_median_minutes"
    if both and low.endswith(unit) and high.endswith(unit):
        return f"{low.removesuffix(unit)} to {high}"
    return f"{low} to {high}"


def short(headline: str, ends: Ends) -> str:
    """Write a range for a narrow column, such as "18–41": without its unit, times in minutes."""
    low, high = (_short(headline, end) for end in ends)
    return low if low == high else f"{low}–{high}"


def _short(headline: str, value: float) -> str:
    if headline == "response_median_minutes":
        return count(round(value)) if math.isfinite(value) else "none"
    words = written(headline, value).removesuffix(f"{_SPACE}%")
    return words.replace("over ", ">").replace("under ", "<")


def written(headline: str, value: float) -> str:
    """Write the value of a headline, as an end of a range is written."""
    if not math.isfinite(value):
        return NOT_REACHED if headline == "response_median_minutes" else "none"
    if headline in SHARES:
        return share(value) if value >= 0 else f"−{share(-value)}"
    if headline == "response_median_minutes":
        return minutes(value) if value >= 0 else f"−{minutes(-value)}"
    amount = count(
        round(_three_digits(abs(value))) if headline == "personnel_in_country" else _three_digits(abs(value))
    )
    return amount if value >= 0 or amount == "0" else f"−{amount}"


def _three_digits(value: float) -> float:
    # The ends of a range are not known to the last person.
    return float(f"{value:.3g}")


def driven(ranges: Ranges, plan: Plan, names: Names, *, most: int = 2) -> str:
    """Say what drives the ranges of a scenario: up to ``most`` inputs for each headline, input by input."""
    found: dict[str, list[str]] = {}
    for headline in HEADLINES:
        mine = [driver for driver in ranges.drivers if driver.headline == headline][:most]
        for driver in mine:
            found.setdefault(driver.input, []).append(f"{TITLES[headline]} {share(driver.share)}")
    parts = [f"{input_title(name, plan, names)} ({', '.join(what)})" for name, what in found.items()]
    return "; ".join(parts)


def input_title(name: str, plan: Plan, names: Names) -> str:
    """Name an input as people read it."""
    id_, _, what = name.rpartition(".")
    if what == "quantity" and id_ in plan.pledges:
        return f"how much comes of “{plan.pledges[id_].title}”"
    if what == "personnel":
        title = names.capabilities[id_].title if id_ in names.capabilities else plan.pledges[id_].title
        return f"people per unit of “{title}”"
    return plan.case.assumptions[name].title if name in plan.case.assumptions else name


def about(plan: Plan, ranged: Ranged) -> Iterator[str]:
    """Say what the ranges are, what they leave out, and how far they are off."""
    yield (
        f"Ranges are from the 5th to the 95th percentile of {plural(ranged.draws, 'draw')} over "
        f"{plural(len(ranged.inputs), 'input')} with a stated low and high (seed {ranged.seed})."
    )
    if CONVERSION in plan.case.assumptions and CONVERSION in ranged.inputs:
        value = plan.case.assumptions[CONVERSION].value
        yield (
            f"The plan counts all that is pledged; in draws {share(value.low)} to {share(value.high)} of it comes, so "
            "a figure may lie above its own range."
        )
    elif any(_is_outside(made) for made in plan.scenarios):
        yield (
            "A figure has every input at its likely value, a draw anywhere from low to high, which mostly brings less "
            "or mostly more: so a figure may lie outside its own range."
        )
    yield _off(plan.case.id)


def _off(case: str) -> str:
    # The errors are those of one case at one date, whichever is planned; the page of the method gives the date.
    where = f"the bundled case {MEASURED_ON}"
    filled, by_day, by_night = (f"{100 * ERRORS[name]:.1f}" for name in ("fill", "covered_day", "covered_night"))
    off = (
        f"by up to {filled} points filled, {by_day} points seen by day, {by_night} by night, "
        f"{count(ERRORS['personnel_in_country'])} people in country, "
        f"{minutes(ERRORS['response_median_minutes'])} and {plural(ERRORS['kept_up_months'], 'month')} on average in "
        "the worst scenario"
    )
    scales = "A draw scales the plan rather than planning anew."
    if case == MEASURED_ON:
        return f"{scales} That is off {off}: measured on {where}."
    return (
        f"{scales} How far that is off was measured on {where}, not on this case: there {off}. Here it may be more or "
        "less."
    )


def _is_outside(made: ScenarioPlan) -> bool:
    if made.ranges is None:
        return False
    found, ends = made.own, made.ranges.ends
    by_day, by_night = found.siting.mean_detection
    figures = {
        "personnel_in_country": in_country_from(made)[0],
        "fill": found.fill.share,
        "covered_day": by_day,
        "covered_night": by_night,
        "kept_up_months": found.generation.kept.months,
    }
    return any(not ends[name][0] <= value <= ends[name][1] for name, value in figures.items())


def other_forces(plan: Plan, made: ScenarioPlan, names: Names) -> str:
    """Say in how many draws another force stands than in the plan, and why; empty where none does."""
    if plan.ranged is None or made.ranges is None or not made.ranges.forces:
        return ""
    masses = (part for p in made.pledges for part in leaves(p.full_condition) if isinstance(part, Mass))
    such = next((f" such as “{names.condition(mass)}”" for mass in masses), "")
    return (
        f"in {count(made.ranges.forces)} of {count(plan.ranged.draws)} draws other pledges stand than in the plan, "
        f"because a condition{such} is met there and not here, or the other way round"
    )


def compared(ranged: Ranged, scenarios: Mapping[str, Scenario]) -> tuple[Compared, ...]:
    """Write the differences between scenarios that are alike."""
    return tuple(
        Compared(
            scenarios[d.of].title,
            scenarios[d.against].title,
            tuple(between(headline, d.ends[headline]) for headline in HEADLINES),
        )
        for d in ranged.differences
        if alike(scenarios[d.of], scenarios[d.against])
    )

"""Force sizing aids: how many of something a task needs, with the sum printed.

Each formula takes plain numbers and returns an ``Arithmetic``: the value, its unit and the
sum as a reader would write it. ``size`` evaluates the ``sizing`` cell of a requirement line. A formula
is an aid to judgement and not a law: where it comes from and what it leaves out is said at each.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from truceline.errors import CaseError
from truceline.records.orbits import aircraft_for_orbit, sorties_per_day
from truceline.records.quantities import Arithmetic, Assumptions


def density(troops: float, length_km: float) -> Arithmetic:
    """Spread ``troops`` evenly over a line of ``length_km``: the force-to-space ratio, per km.

    After Liddell Hart (1960). It says nothing of depth, ground or quality: compare plans with it, and
    always with the length that was meant.
    """
    _above_zero(troops=troops, length_km=length_km)
    value = troops / length_km
    return Arithmetic(value, "per km", f"{troops:,.10g} / {length_km:,.10g} km = {value:,.2f} per km")


def frontage(length_km: float, frontage_km: float, unit_size: float = 1) -> Arithmetic:
    """Return the troops forward on a line where each unit of ``unit_size`` people holds ``frontage_km``.

    With ``unit_size`` 1 the result counts units, else people. Reserves and the rear come on top.
    """
    _above_zero(length_km=length_km, frontage_km=frontage_km, unit_size=unit_size)
    value = length_km / frontage_km * unit_size
    text = f"{length_km:,.10g} km / {frontage_km:,.10g} km × {unit_size:,.10g} = {value:,.2f}"
    return Arithmetic(value, "units" if unit_size == 1 else "personnel", text)


def posts(length_km: float, spacing_km: float) -> Arithmetic:
    """Return the observation posts on a line, one every ``spacing_km``, rounded up.

    It takes the line as straight and every place as fit for a post; siting does better.
    """
    _above_zero(length_km=length_km, spacing_km=spacing_km)
    value = math.ceil(round(length_km / spacing_km, 9))
    return Arithmetic(value, "posts", f"ceil({length_km:,.10g} km / {spacing_km:,.10g} km) = {value:,} posts")


def companies_for_posts(length_km: float, spacing_km: float, posts_each: float) -> Arithmetic:
    """Return the observation companies that man posts every ``spacing_km``, ``posts_each`` of them each, rounded up."""
    _above_zero(posts_each=posts_each)
    line = posts(length_km, spacing_km)
    value = math.ceil(round(line.value / posts_each, 9))
    text = f"{line.text}; ceil({line.value:,.10g} / {posts_each:,.10g} a company) = {value:,} companies"
    return Arithmetic(value, "companies", text)


def widest_spacing(range_km: float, overlap: float) -> Arithmetic:
    """Return the widest spacing of posts that each see ``range_km``, times ``overlap`` (1: ranges just touch)."""
    _above_zero(range_km=range_km, overlap=overlap)
    value = 2 * range_km * overlap
    return Arithmetic(value, "km", f"2 × {range_km:,.10g} km × {overlap:,.10g} = {value:,.2f} km")


def seen_in_looks(chance: float, looks: float) -> Arithmetic:
    """Return the chance that at least one of ``looks`` independent looks sees it: 1 - (1 - p)^k.

    Looks share weather and ground, so they are seldom independent: an upper bound.
    """
    _above_zero(chance=chance, looks=looks)
    _at_most_one(chance=chance)
    value = 1 - (1 - chance) ** looks
    return Arithmetic(value, "chance", f"1 − (1 − {chance:,.10g})^{looks:,.10g} = {value:.3f}")


def personnel_for_posts(posts: float, seats_per_post: float, staff_per_seat: float) -> Arithmetic:
    """Return the people who man ``posts`` around the clock; 4.5 to 5 people keep one seat filled (unverified)."""
    _above_zero(posts=posts, seats_per_post=seats_per_post, staff_per_seat=staff_per_seat)
    value = posts * seats_per_post * staff_per_seat
    text = f"{posts:,.10g} posts × {seats_per_post:,.10g} seats × {staff_per_seat:,.10g} people = {value:,.10g}"
    return Arithmetic(value, "personnel", text)


def patrols(route_km: float, speed_kmh: float, revisit_hours: float) -> Arithmetic:
    """Return the patrols that pass every place of a route once every ``revisit_hours``, rounded up.

    Solves tau = route / (speed × patrols). All are on the road all the time, evenly spaced.
    """
    _above_zero(route_km=route_km, speed_kmh=speed_kmh, revisit_hours=revisit_hours)
    value = math.ceil(round(route_km / (speed_kmh * revisit_hours), 9))
    text = f"ceil({route_km:,.10g} km / ({speed_kmh:,.10g} km/h × {revisit_hours:,.10g} h)) = {value:,} patrols"
    return Arithmetic(value, "patrols", text)


def seen_by_patrol(event_hours: float, window_hours: float, revisit_hours: float) -> Arithmetic:
    """Return the chance that a patrol sees an event of ``event_hours``: min(1, (d + w) / tau).

    ``window_hours`` is how long one pass keeps a place in view or traces stay readable after the event.
    """
    _above_zero(event_hours=event_hours, revisit_hours=revisit_hours)
    _not_negative(window_hours=window_hours)
    value = min(1.0, (event_hours + window_hours) / revisit_hours)
    text = f"min(1, ({event_hours:,.10g} h + {window_hours:,.10g} h) / {revisit_hours:,.10g} h) = {value:.3f}"
    return Arithmetic(value, "chance", text)


def reaction_bases(
    length_km: float,
    setback_km: float,
    response_min: float,
    alert_min: float,
    *,
    speed_kmh: float,
    detour_factor: float,
) -> Arithmetic:
    """Return the reaction forces on a straight line, each reaching its part within ``response_min``, rounded up.

    Reach is ``speed × (response - alert) / detour``; from ``setback_km`` behind the line it covers
    ``2 × sqrt(reach² - setback²)`` of it. The minimum set cover over true sites needs at least as many.
    """
    _above_zero(length_km=length_km, speed_kmh=speed_kmh, detour_factor=detour_factor)
    _not_negative(setback_km=setback_km, alert_min=alert_min)
    reach = speed_kmh * (response_min - alert_min) / 60 / detour_factor
    if not reach > setback_km:
        problem = (
            f"response_min | within {response_min:,.10g} min a force reaches {reach:,.1f} km, not the line; give more"
        )
        raise CaseError("the reaction forces cannot be sized", (problem,))
    covered = 2 * math.sqrt(reach**2 - setback_km**2)
    value = math.ceil(round(length_km / covered, 9))
    text = (
        f"reach {speed_kmh:,.10g} km/h × ({response_min:,.10g} − {alert_min:,.10g}) min / 60 / {detour_factor:,.10g}"
        f" = {reach:,.1f} km; from {setback_km:,.10g} km back each covers {covered:,.1f} km;"
        f" ceil({length_km:,.10g} km / {covered:,.1f} km) = {value:,}"
    )
    return Arithmetic(value, "reaction forces", text)


def one_per(of: float, each: float, plus: float = 0) -> Arithmetic:
    """Return how many units are needed where one serves ``each`` of ``of``, rounded up: people, km, sectors or posts.

    ``plus`` more are needed whatever ``of`` is.
    """
    _above_zero(of=of, each=each)
    _not_negative(plus=plus)
    value = math.ceil(round(of / each, 9)) + plus
    more = f" + {plus:,.10g}" if plus else ""
    return Arithmetic(value, "units", f"ceil({of:,.10g} / {each:,.10g}){more} = {value:,.10g}")


def product(count: float, each: float) -> Arithmetic:
    """Multiply a count by what each of it needs."""
    _above_zero(count=count, each=each)
    value = count * each
    return Arithmetic(value, "units", f"{count:,.10g} × {each:,.10g} = {value:,.10g}")


def fleet(
    on_station: float,
    hours_on_station: float,
    transit_hours: float,
    ground_hours: float,
    *,
    availability: float,
    each: float,
) -> Arithmetic:
    """Return the units of ``each`` aircraft that keep ``on_station`` of them on orbit, rounded up.

    The aircraft are those of ``records.orbits.aircraft_for_orbit``.
    """
    _above_zero(each=each)
    needed = aircraft_for_orbit(on_station, hours_on_station, transit_hours, ground_hours, availability)
    value = math.ceil(round(needed.value / each, 9))
    unit = "aircraft" if each == 1 else f"units of {each:,.10g} aircraft"
    return Arithmetic(value, unit, f"{needed.text}; ceil({needed.value:,.2f} / {each:,.10g}) = {value:,}")


def fleet_for_line(
    length_km: float,
    stretch_km: float,
    *,
    hours_on_station: float,
    transit_hours: float,
    ground_hours: float,
    availability: float,
    each: float,
) -> Arithmetic:
    """Return the units that watch a line from the air: the `fleet` for one aircraft on station per ``stretch_km``.

    It takes the line as straight: of a winding one more lies within what an orbit sees; siting takes the bends in.
    """
    _above_zero(length_km=length_km, stretch_km=stretch_km)
    stations = math.ceil(round(length_km / stretch_km, 9))
    needed = fleet(stations, hours_on_station, transit_hours, ground_hours, availability=availability, each=each)
    text = f"ceil({length_km:,.10g} km / {stretch_km:,.10g} km of a straight line) = {stations:,} on station"
    return replace(needed, text=f"{text}; {needed.text}")


def rotation_pool(deployed: float, total_months: float, tour_months: float) -> Arithmetic:
    """Return the pool where nobody goes twice: deployed × ceil(total / tour). The Times: 64,000 × 4 = 256,000."""
    _above_zero(deployed=deployed, total_months=total_months, tour_months=tour_months)
    tours = math.ceil(round(total_months / tour_months, 9))
    value = deployed * tours
    text = f"{deployed:,.10g} × ceil({total_months:,.10g} / {tour_months:,.10g} months) = {deployed:,.10g} × {tours}"
    return Arithmetic(value, "personnel", f"{text} = {value:,.10g}")


def steady_pool(deployed: float, tour_months: float, rest_months: float, training_months: float) -> Arithmetic:
    """Return the pool that keeps ``deployed`` for ever: deployed × (tour + rest + training) / tour.

    The usual 3 to 5 times is unverified.
    """
    _above_zero(deployed=deployed, tour_months=tour_months)
    _not_negative(rest_months=rest_months, training_months=training_months)
    value = deployed * (tour_months + rest_months + training_months) / tour_months
    text = (
        f"{deployed:,.10g} × ({tour_months:,.10g} tour + {rest_months:,.10g} rest + {training_months:,.10g} training)"
        f" / {tour_months:,.10g} months = {value:,.10g}"
    )
    return Arithmetic(value, "personnel", text)


def population_ratio(population: float, per_thousand: float) -> Arithmetic:
    """Return the troops for a population at ``per_thousand`` (Quinlivan: 1 to 4 in calm, 20 or more to stabilise).

    Disputed, and meant for the control of a population, which a reassurance force does not have as its task: no
    bundled case uses it.
    """
    _above_zero(population=population, per_thousand=per_thousand)
    value = population / 1000 * per_thousand
    return Arithmetic(value, "personnel", f"{population:,.10g} / 1,000 × {per_thousand:,.10g} = {value:,.10g}")


FORMULAS: Mapping[str, Callable[..., Arithmetic]] = MappingProxyType(
    {
        "aircraft_for_orbit": aircraft_for_orbit,
        "companies_for_posts": companies_for_posts,
        "density": density,
        "fleet": fleet,
        "fleet_for_line": fleet_for_line,
        "frontage": frontage,
        "one_per": one_per,
        "patrols": patrols,
        "personnel_for_posts": personnel_for_posts,
        "population_ratio": population_ratio,
        "posts": posts,
        "product": product,
        "reaction_bases": reaction_bases,
        "rotation_pool": rotation_pool,
        "seen_by_patrol": seen_by_patrol,
        "seen_in_looks": seen_in_looks,
        "sorties_per_day": sorties_per_day,
        "steady_pool": steady_pool,
        "widest_spacing": widest_spacing,
    }
)
"""The formulas that a ``sizing`` cell may name."""


def size(sizing: str, assumptions: Assumptions) -> Arithmetic:
    """Evaluate ``formula name=value ...``, where a value is a number or the id of an assumption (its likely value).

    The result's ``inputs`` are the assumption ids, or ``name=value`` for plain numbers, in the order given.

    Raises
    ------
    CaseError
        If the formula, an argument or an assumption is unknown, an argument is missing or given twice, or a value
        is outside what the formula takes.
    """
    name, pairs = _parts(sizing)
    if name not in FORMULAS:
        problem = f"{sizing!r} | no formula {name!r}; use one of {', '.join(FORMULAS)}"
        raise CaseError("the sizing cannot be evaluated", (problem,))
    problems = tuple(f"{sizing} | {fault}" for fault in _faults(FORMULAS[name], pairs, assumptions))
    if problems:
        raise CaseError("the sizing cannot be evaluated", problems)
    result = FORMULAS[name](**{argument: _number(value, assumptions) for argument, value in pairs})
    return replace(result, inputs=tuple(v if v in assumptions else f"{a}={v}" for a, v in pairs))


def cells_of(sizing: str) -> tuple[str, Mapping[str, str]]:
    """Return the formula that a ``sizing`` cell names, and its arguments as they are written."""
    name, pairs = _parts(sizing)
    return name, dict(pairs)


def _parts(sizing: str) -> tuple[str, list[tuple[str, str]]]:
    name, *cells = sizing.split() or [""]
    return name, [(argument, value) for argument, _, value in (cell.partition("=") for cell in cells)]


def whole_units(result: Arithmetic) -> int:
    """Round a result up to whole units, as the quantity of a requirement line must be."""
    return math.ceil(round(result.value, 9))


def _faults(
    formula: Callable[..., Arithmetic], pairs: list[tuple[str, str]], assumptions: Assumptions
) -> Iterator[str]:
    takes = inspect.signature(formula).parameters
    given = [argument for argument, _ in pairs]
    for argument, value in pairs:
        if argument not in takes:
            yield f"no argument {argument!r}; it takes {', '.join(takes)}"
        elif given.count(argument) > 1:
            yield f"gives {argument!r} more than once; give it once"
        elif not math.isfinite(_number(value, assumptions)):
            yield f"{argument}={value!r} is neither a number nor an assumption; add it to assumptions.csv or correct it"
    for argument, parameter in takes.items():
        if argument not in given and parameter.default is parameter.empty:
            yield f"lacks {argument!r}; add {argument}=NUMBER or {argument}=ASSUMPTION"


def _number(value: str, assumptions: Assumptions) -> float:
    if value in assumptions:
        return assumptions[value].value.likely
    try:
        return float(value)
    except ValueError:
        return math.nan


def _above_zero(**values: float) -> None:
    _demand("more than 0", {name: value for name, value in values.items() if not value > 0})


def _not_negative(**values: float) -> None:
    _demand("0 or more", {name: value for name, value in values.items() if not value >= 0})


def _at_most_one(**values: float) -> None:
    _demand("at most 1", {name: value for name, value in values.items() if not value <= 1})


def _demand(wanted: str, wrong: Mapping[str, float]) -> None:
    if wrong:
        problems = tuple(f"{name} | is {value:,.10g}; give {wanted}" for name, value in wrong.items())
        raise CaseError("the force cannot be sized", problems)

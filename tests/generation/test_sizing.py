"""Sizing formulas give the published figures and print their sums."""

import inspect
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.places import DOCS
from truceline.errors import CaseError
from truceline.generation import sizing
from truceline.generation.sizing import FORMULAS, size, whole_units
from truceline.records.orbits import aircraft_for_orbit, sorties_per_day
from truceline.records.quantities import Assumption, Range, Reliance


def assumption(name, likely):
    return Assumption(name, name, Range(likely / 2, likely, likely * 2), "km", Reliance.ASSUMED, "", "for a test")


ASSUMPTIONS = {"line_km": assumption("line_km", 1200), "post_spacing_km": assumption("post_spacing_km", 10)}
positive = st.floats(0.1, 10_000)


@pytest.mark.parametrize(("spacing", "expected"), [(2, 600), (5, 240), (10, 120), (7, 172)])
def test_posts_on_twelve_hundred_kilometres(spacing, expected):
    assert sizing.posts(1200, spacing).value == expected


def test_a_spacing_that_divides_the_line_needs_no_extra_post():
    assert 2.1 / 0.3 > 7  # in floating point
    assert sizing.posts(2.1, 0.3).value == 7


@pytest.mark.parametrize(
    ("troops", "length", "per_km"),
    [(15_000, 1200, 12.5), (10_000, 1200, 8.33), (25_000, 1200, 20.83), (100_000, 1200, 83.33), (100_000, 3700, 27.03)],
)
def test_densities_of_the_published_estimates(troops, length, per_km):
    assert round(sizing.density(troops, length).value, 2) == per_km


def test_the_sum_is_printed_so_that_a_reader_can_do_it_again():
    assert sizing.density(100_000, 3700).text == "100,000 / 3,700 km = 27.03 per km"
    assert sizing.posts(1200, 10).text == "ceil(1,200 km / 10 km) = 120 posts"
    assert sizing.rotation_pool(64_000, 24, 6).text == "64,000 × ceil(24 / 6 months) = 64,000 × 4 = 256,000"


def test_two_years_of_64_000_without_repeats_take_256_000():
    assert sizing.rotation_pool(64_000, 24, 6).value == 256_000
    assert sizing.rotation_pool(64_000, 25, 6).value == 320_000


def test_a_steady_pool_is_three_to_five_times_the_force():
    assert sizing.steady_pool(25_000, 6, 6, 6).value == 75_000
    assert sizing.steady_pool(25_000, 4, 12, 4).value == 125_000


def test_two_fighters_on_station_take_nine_in_the_cycle_and_sixteen_in_the_fleet():
    assert round(aircraft_for_orbit(2, 1.5, 0.5, 4.76, 1).value, 2) == 9.68
    fleet = aircraft_for_orbit(2, 1.5, 0.5, 4.76, 0.6)
    assert round(fleet.value, 2) == 16.13
    assert fleet.text == (
        "2 on station × (1.5 h on station + 2 × 0.5 h transit + 4.76 h on the ground) / 1.5 h = 9.68 in the cycle;"
        " / 0.6 available = 16.13 aircraft"
    )


def test_the_rand_cycle_gives_its_sortie_rate():
    rate = sorties_per_day(2, 3)
    assert round(rate.value, 3) == 2.459
    assert "24 / 9.76" in rate.text


def test_a_post_of_four_seats_takes_eighteen_to_twenty_people():
    assert sizing.personnel_for_posts(1, 4, 4.5).value == 18
    assert sizing.personnel_for_posts(120, 4, 5).value == 2400


def test_patrols_keep_the_revisit_time():
    assert sizing.patrols(1200, 20, 6).value == 10
    assert sizing.seen_by_patrol(2, 1, 6).value == 0.5
    assert sizing.seen_by_patrol(7, 0, 6).value == 1


def test_independent_looks_add_up():
    assert sizing.seen_in_looks(0.5, 3).value == 0.875
    assert sizing.widest_spacing(5, 0.8).value == 8


def test_reaction_forces_reach_less_of_the_line_from_further_back():
    speed = {"speed_kmh": 60, "detour_factor": 1.2}
    near = sizing.reaction_bases(1000, 0, 70, 10, **speed)  # reach 50 km, 100 km of line each
    back = sizing.reaction_bases(1000, 30, 70, 10, **speed)  # 2 × sqrt(2500 - 900) = 80 km each
    assert (near.value, back.value) == (10, 13)


def test_reaction_forces_that_cannot_reach_the_line_are_refused():
    with pytest.raises(CaseError, match=r"response_min \| within 20 min a force reaches 8\.3 km"):
        sizing.reaction_bases(1000, 30, 20, 10, speed_kmh=60, detour_factor=1.2)


def test_companies_for_posts_round_up_twice():
    result = sizing.companies_for_posts(299, 10, 5)
    assert result.value == 6
    assert result.text == "ceil(299 km / 10 km) = 30 posts; ceil(30 / 5 a company) = 6 companies"


def test_a_fleet_is_counted_in_whole_units():
    cycle = (2, 1.5, 0.5, 4.76)
    assert sizing.fleet(*cycle, availability=0.6, each=1).value == 17
    squadrons = sizing.fleet(*cycle, availability=0.6, each=12)
    assert squadrons.value == 2
    assert squadrons.text.endswith("/ 0.6 available = 16.13 aircraft; ceil(16.13 / 12) = 2")


def test_other_formulas():
    assert sizing.frontage(1200, 10, 800).value == 96_000
    assert sizing.one_per(25_000, 8_000).value == 4
    assert sizing.product(6, 2).value == 12
    assert sizing.population_ratio(1_000_000, 20).value == 20_000


@given(positive, positive)
def test_posts_are_the_fewest_that_leave_no_gap(length, spacing):
    count = sizing.posts(length, spacing).value
    assert count * spacing >= length * (1 - 1e-6)
    assert count == 1 or (count - 1) * spacing < length * (1 + 1e-6)


@given(st.floats(0.01, 0.99), st.integers(1, 8))
def test_looks_agree_with_missing_every_time(chance, looks):
    missed = math.prod([1 - chance] * looks)
    assert sizing.seen_in_looks(chance, looks).value == pytest.approx(1 - missed)


@given(positive, positive, positive, positive, st.floats(0.1, 1))
def test_an_orbit_is_kept_by_sorties(n, on, transit, ground, availability):
    fleet = aircraft_for_orbit(n, on, transit, ground, availability).value
    sorties = fleet * availability * 24 / (on + 2 * transit + ground)
    assert sorties * on == pytest.approx(24 * n)


def test_a_sizing_cell_takes_numbers_and_assumptions():
    result = size("posts length_km=line_km spacing_km=5", ASSUMPTIONS)
    assert result.value == 240
    assert result.inputs == ("line_km", "spacing_km=5")


def test_every_formula_can_be_named():
    values = {"chance": "0.5", "availability": "0.5", "setback_km": "1", "alert_min": "1", "response_min": "90"}
    for name, formula in FORMULAS.items():
        arguments = inspect.signature(formula).parameters
        cells = " ".join(f"{a}={values.get(a, '2')}" for a in arguments)
        assert size(f"{name} {cells}", {}).value > 0


def test_the_page_on_sizing_names_every_formula_with_its_arguments():
    page = (DOCS / "methods" / "sizing.md").read_text(encoding="utf-8")
    rows = {cells[1]: cells[-2] for cells in (row.split("|") for row in page.splitlines() if row.startswith("| `"))}

    for name, formula in FORMULAS.items():
        assert re.findall(r"`(\w+)`", rows[f" `{name}` "]) == list(inspect.signature(formula).parameters)


def test_quantities_are_rounded_up_to_whole_units():
    assert whole_units(aircraft_for_orbit(2, 1.5, 0.5, 4.76, 0.6)) == 17
    assert whole_units(sizing.product(3, 0.1 * 10)) == 3


@pytest.mark.parametrize("text", ["", "postz length_km=1", "  "])
def test_an_unknown_formula_is_refused_with_those_there_are(text):
    with pytest.raises(CaseError, match=r"no formula .*; use one of aircraft_for_orbit, companies_for_posts"):
        size(text, {})


def test_all_faults_of_a_sizing_cell_are_listed():
    with pytest.raises(CaseError) as caught:
        size("reaction_bases length_km=lin_km lengthkm=2 alert_min=1 alert_min=2 speed_kmh=nan", ASSUMPTIONS)

    faults = [problem.partition(" | ")[2] for problem in caught.value.problems]
    assert faults == [
        "length_km='lin_km' is neither a number nor an assumption; add it to assumptions.csv or correct it",
        "no argument 'lengthkm'; it takes length_km, setback_km, response_min, alert_min, speed_kmh, detour_factor",
        "gives 'alert_min' more than once; give it once",
        "gives 'alert_min' more than once; give it once",
        "speed_kmh='nan' is neither a number nor an assumption; add it to assumptions.csv or correct it",
        "lacks 'setback_km'; add setback_km=NUMBER or setback_km=ASSUMPTION",
        "lacks 'response_min'; add response_min=NUMBER or response_min=ASSUMPTION",
        "lacks 'detour_factor'; add detour_factor=NUMBER or detour_factor=ASSUMPTION",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("posts length_km=1200 spacing_km=0", "spacing_km | is 0; give more than 0"),
        ("seen_by_patrol event_hours=1 window_hours=-1 revisit_hours=2", "window_hours | is -1; give 0 or more"),
        ("seen_in_looks chance=1.5 looks=2", "chance | is 1.5; give at most 1"),
        (
            "aircraft_for_orbit on_station=1 hours_on_station=1 transit_hours=1 ground_hours=1 availability=1.2",
            "availability | is 1.2; give a finite number in its range",
        ),
        (
            "sorties_per_day flight_hours=0 turnaround_hours=3",
            "flight_hours | is 0.0; give a finite number in its range",
        ),
    ],
)
def test_values_outside_the_formula_are_refused(text, fault):
    with pytest.raises(CaseError) as caught:
        size(text, {})
    assert caught.value.problems == (fault,)

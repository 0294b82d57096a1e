"""How exact the places of a source that repeats itself are: learned from its reports, never above what it states."""

import numpy as np
import pytest
from tests.monitoring.building import HOUR, START

from truceline.monitoring.linkage.exactness import as_stated, radius_m
from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.link_reports import link
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.partitions import link_partitions
from truceline.monitoring.reports import Reports

AGENCY = frozenset({"agency"})
INCIDENTS, DAYS, SPAN_M = 300, 30, 40_000.0
M = 1 / 111_195


def updates(*, stated_m, errs_m, seed=0, snapped_m=0.0):
    """Draw two reports by one agency of each incident; ``snapped_m`` apart are the only places that it knows."""
    rng = np.random.default_rng(seed)
    told = np.repeat(np.arange(INCIDENTS), 2)
    place = rng.uniform(0, SPAN_M, (INCIDENTS, 2))[told] + rng.normal(0, errs_m, (2 * INCIDENTS, 2))
    if snapped_m:
        place = np.round(place / snapped_m) * snapped_m
    at = START + (rng.uniform(0, DAYS * 24, INCIDENTS)[told] * HOUR).astype(np.int64)
    return of_agency(at, place, stated_m), told


def of_agency(at, place_m, stated_m):
    """Build reports by the agency at places in metres north and east."""
    return Reports(
        id=np.array([f"r{i:04d}" for i in range(len(at))]),
        source=np.zeros(len(at), dtype=np.int64),
        start=at,
        end=at.copy(),
        lat=48.0 + place_m[:, 0] * M,
        lon=37.0 + place_m[:, 1] * M / np.cos(np.radians(48.0)),
        radius_m=np.full(len(at), float(stated_m)),
        act=np.zeros(len(at), dtype=np.int64),
        sources=("agency",),
        acts=("shelling",),
    )


def learned_m(reports):
    """Return the radius that linkage takes for the first report."""
    ordered = reports.select(linking_order(reports))
    return radius_m(ordered, learn(ordered, repeats=AGENCY).exactness)[0]


@pytest.mark.parametrize("errs_m", [50.0, 150.0, 400.0])
def test_the_error_of_a_source_that_states_too_wide_a_radius_is_learned(errs_m):
    some, _ = updates(stated_m=2_000, errs_m=errs_m)
    supposed = 20  # pairs that are taken to err as stated, beside one pair of each incident
    expected = np.sqrt((INCIDENTS * errs_m**2 + supposed * 2_000**2) / (INCIDENTS + supposed))
    assert learned_m(some) == pytest.approx(expected, rel=0.1)


def test_a_source_that_errs_as_it_states_is_taken_at_its_word():
    some, _ = updates(stated_m=500, errs_m=500.0)
    assert learned_m(some) == pytest.approx(500, rel=0.1)


def test_no_source_is_taken_as_less_exact_than_it_states():
    some, _ = updates(stated_m=100, errs_m=400.0)
    assert learned_m(some) == 100


def test_one_place_given_again_says_nothing_of_how_exact_it_is():
    some, _ = updates(stated_m=2_000, errs_m=100.0, snapped_m=8_000.0)
    assert learned_m(some) == 2_000


def test_what_an_overstated_radius_would_join_is_parted():
    some, _ = updates(stated_m=1_000, errs_m=60.0)
    near = of_agency(np.repeat(START + 400 * HOUR, 2), np.array([[0.0, 0.0], [2_500.0, 0.0]]), 1_000)
    alone = link(near, repeats=AGENCY).incident
    assert alone[0] == alone[1]  # nothing is known of the agency but what it states
    place = np.concatenate([positions(some), [[0.0, 0.0], [2_500.0, 0.0]]])
    together = of_agency(np.concatenate([some.start, near.start]), place, 1_000)
    found = link(together, repeats=AGENCY).incident
    assert found[-1] != found[-2]
    assert (found[:-2:2] == found[1:-2:2]).mean() > 0.95  # its updates stay with what they update


def positions(reports):
    """Return metres north and east."""
    return np.stack([(reports.lat - 48.0) / M, (reports.lon - 37.0) / M * np.cos(np.radians(48.0))], axis=1)


def test_radii_are_as_stated_where_no_source_repeats_itself():
    some, _ = updates(stated_m=2_000, errs_m=50.0)
    parameters = learn(some.select(linking_order(some)))
    assert parameters.exactness.size == 0
    np.testing.assert_array_equal(radius_m(some, parameters.exactness), some.radius_m)
    np.testing.assert_array_equal(radius_m(some, as_stated(1)), some.radius_m)


def test_partitions_use_what_all_reports_say_of_exactness():
    some, _ = updates(stated_m=1_000, errs_m=60.0)
    whole, parts = link(some, repeats=AGENCY), link_partitions(some, 4, repeats=AGENCY)
    np.testing.assert_array_equal(whole.incident, parts.incident)
    np.testing.assert_array_equal(whole.links.place, parts.links.place)

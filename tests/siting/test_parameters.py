"""Every parameter comes from a named assumption in its unit."""

import pytest

from tests.siting.building import NUMBERS, parameters
from truceline.errors import CaseError
from truceline.records.quantities import Assumption, Range, Reliance
from truceline.siting.parameters import SitingParameters

UNITS = {"km": "km", "kmh": "km/h", "min": "min", "h": "h"}


def assumptions():
    return {
        name: Assumption(
            id=name,
            title=name,
            value=Range(value * 0.5, value, value * 2),
            unit=UNITS.get(name.rsplit("_", 1)[1], "-"),
            standing=Reliance.ASSUMED,
            source="",
            note="",
        )
        for name, value in NUMBERS.items()
    }


def test_likely_values_fill_the_fields():
    assert SitingParameters.from_assumptions(assumptions()) == parameters()


def test_all_that_is_missing_or_in_another_unit_is_listed():
    given = assumptions()
    del given["detour_factor"], given["post_peak_day"]
    given["response_alert_min"] = given["orbit_ground_h"]
    with pytest.raises(CaseError) as caught:
        SitingParameters.from_assumptions(given)
    assert [text.split(" | ")[0] for text in caught.value.problems] == [
        "post_peak_day",
        "response_alert_min",
        "detour_factor",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"post_range_night_km": 9.0},
        {"orbit_peak_night": 0.9},
        {"orbit_availability": 0.0},
        {"response_speed_kmh": 0.0},
        {"response_within_min": 0.0},
    ],
)
def test_numbers_that_contradict_each_other_are_refused(changes):
    with pytest.raises(CaseError):
        parameters(**changes)

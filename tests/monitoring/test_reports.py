"""Reports refuse what cannot be true, and say where."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from tests.monitoring.building import reports
from truceline.errors import CaseError


def with_value(column, row, value):
    given, _ = reports(10)
    values = getattr(given, column).copy()
    values[row] = value
    return lambda: replace(given, **{column: values})


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("lat", 91.5, "lat | is outside -90 to 90 degrees in 1 of 10 reports (r00003: 91.5)"),
        ("lon", np.nan, "lon | is outside -180 to 180 degrees in 1 of 10 reports (r00003: nan)"),
        ("radius_m", 0.0, "radius_m | is not a positive number of metres in 1 of 10 reports (r00003: 0.0)"),
        ("source", 4, "source | is no code of the 4 sources in 1 of 10 reports (r00003: 4)"),
        ("act", -1, "act | is no code of the 3 acts in 1 of 10 reports (r00003: -1)"),
        ("end", 5, "end | comes before start in 1 of 10 reports (r00003: 5)"),
        ("id", "r00001", "id | is given more than once in 1 of 10 reports (r00001: r00001)"),
    ],
)
def test_a_value_out_of_range_is_named_with_its_report(column, value, message):
    with pytest.raises(CaseError) as caught:
        with_value(column, 3, value)()
    assert caught.value.problems == (message + "; correct or leave out these reports",)


def test_all_kinds_of_faults_are_listed_at_once_with_counts():
    given, _ = reports(10)
    with pytest.raises(CaseError) as caught:
        replace(given, lat=np.full(10, 99.0), act=np.full(10, 7))
    lat, act = caught.value.problems
    assert "in 10 of 10 reports (r00000: 99.0, r00001: 99.0" in lat
    assert ", ...)" in lat
    assert act.startswith("act | is no code")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301


def test_columns_of_unequal_length_and_kind_are_refused():
    given, _ = reports(10)
    with pytest.raises(CaseError) as caught:
        replace(given, lat=given.lat[:4], start=given.start.astype(float))
    assert caught.value.problems == (
        "start | is float64; give int64",
        "lat | has shape (4,), id has (10,); give one value per report",
    )


def test_select_keeps_columns_in_step_and_names_whole():
    given, _ = reports(10)
    some = given.select(np.array([7, 2]))
    assert some.id.tolist() == ["r00007", "r00002"]
    assert some.lat.tolist() == [given.lat[7], given.lat[2]]
    assert some.sources == given.sources
    assert len(given.select(given.radius_m > 1e9)) == 0

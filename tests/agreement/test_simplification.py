"""Cleaning takes out loops and slivers; generalisation keeps to its stated error."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from truceline.agreement.line import chainage_m
from truceline.agreement.simplification import tidied
from truceline.errors import CaseError
from truceline.records.places import Line


def test_a_loop_is_cut_off_where_the_line_crosses_itself():
    looped = LineString([(10, 50), (10.2, 50), (10.2, 50.1), (10.1, 50.1), (10.1, 49.9), (10.3, 49.9)])
    made = tidied(looped, sliver_m=0, within_m=0)

    assert made.loops == 1
    assert made.geometry.is_simple
    assert [tuple(np.round(p, 6)) for p in made.geometry.coords] == [(10, 50), (10.1, 50), (10.1, 49.9), (10.3, 49.9)]


def test_a_spike_is_a_sliver_and_a_salient_is_not():
    spiked = LineString([(10, 50), (10.1, 50), (10.1, 50.05), (10.1001, 50), (10.2, 50), (10.25, 50.05), (10.3, 50)])
    made = tidied(spiked, sliver_m=50, within_m=0)

    assert made.spikes == 1
    assert (10.1, 50.05) not in made.geometry.coords
    assert (10.25, 50.05) in made.geometry.coords


def test_a_vertex_that_is_repeated_is_kept_once_and_one_that_differs_in_one_coordinate_is_another():
    corners = [(10, 50), (10, 50), (10.1, 50), (10.1, 50.01), (10.1, 50.01), (10.1, 50.01), (11, 51), (11, 51)]
    made = tidied(LineString(corners), sliver_m=0, within_m=0)

    assert list(made.geometry.coords) == [(10, 50), (10.1, 50), (10.1, 50.01), (11, 51)]
    assert (made.vertices, made.loops, made.spikes) == (4, 0, 0)


def test_repeats_alone_leave_no_line():
    with pytest.raises(CaseError, match="no length"):
        tidied(LineString([(10, 50), (10, 50)]), sliver_m=50, within_m=0)


def test_a_bend_stays_where_leaving_it_out_would_make_the_line_cross_itself():
    # A bump of 1.1 km, and later a tongue that reaches into it from below.
    bump = [(0, 0), (4, 0), (4.5, 1), (5.5, 1), (6, 0), (10, 0)]
    tongue = [(10, -3), (5.2, -3), (5, 0.5), (4.8, -3), (0, -3)]
    bent = LineString(np.array([*bump, *tongue]) * 0.01)
    made = tidied(bent, sliver_m=0, within_m=1_300)

    assert made.geometry.is_simple
    assert made.error_m < 1_300 / 2
    assert tidied(LineString(np.array(bump) * 0.01), sliver_m=0, within_m=1_300).vertices == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-0.01, 0.01), min_size=3, max_size=40), st.floats(1, 2_000))
def test_no_vertex_is_further_from_the_new_line_than_allowed(wiggle, within):
    corners = np.column_stack([np.linspace(10, 11, len(wiggle)), 50 + np.array(wiggle)])
    made = tidied(LineString(corners), sliver_m=0, within_m=within)

    _, off = chainage_m(Line("new", "", "", made.geometry, "", ""), corners)
    assert np.abs(off).max() <= within * 1.001 + 0.5
    assert made.error_m == pytest.approx(np.abs(off).max(), abs=1e-6)
    assert made.vertices <= len(corners)
    assert made.geometry.is_simple

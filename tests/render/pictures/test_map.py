"""The map draws the line in metres, north up, and how well it is seen."""

import re

import numpy as np
import pytest

from truceline.render.pictures.map import STEPS, Ground, Place, line_map, marker

LINE = np.array([[2.5, 1.4], [2.5, 1.5], [3.0, 1.5]])
GROUND = Ground("EPSG:32631", LINE, (LINE[:2], LINE[1:]), (), (), ())


def test_north_is_up_and_lengths_keep_their_proportion():
    svg = line_map(GROUND, [], {}, "t")
    [path] = [
        [tuple(map(float, p.split())) for p in d.split("L")]
        for d in re.findall(r'<path d="M([^"]*)" class="contact"><title>', svg)
    ]
    (_x0, y0), (x1, y1), (x2, _y2) = path

    assert y1 < y0
    assert x2 > x1
    assert (x2 - x1) / (y0 - y1) == pytest.approx(
        5.03, rel=0.01
    )  # 0.5 degrees east against 0.1 north, near the equator


def test_only_what_is_seen_is_coloured_by_step():
    chance = np.array([0.0, 0.9])
    svg = line_map(GROUND, [], {"day": chance, "night": chance * 0}, "t")

    assert svg.count('class="seen s4"') == 1
    assert svg.count('class="seen') == 1
    assert STEPS[0] > 0


def test_contributors_differ_in_shape_as_well_as_colour():
    looks = {marker("post", n, 0, 0) for n in range(40)}

    assert len(looks) == 40


def test_a_place_says_what_it_is():
    svg = line_map(GROUND, [Place("Ford <1>", "base", 2.6, 1.45, 0, "base, Ash")], {}, "t")

    assert "<title>Ford &lt;1&gt;: base, Ash</title>" in svg
    assert 'class="base-ring"' in svg


def test_several_at_one_site_are_named_once():
    twice = [Place("Ford", "base", 2.6, 1.45, 0, hint) for hint in ("base, Ash (a#1)", "base, Ash (a#2)")]
    svg = line_map(GROUND, twice, {}, "t")

    assert svg.count(">Ford</text>") == 1
    assert svg.count('class="base-ring"') == 2


def test_places_to_watch_are_named_squares_as_wide_as_the_stroke_that_says_how_well_they_are_seen():
    place = np.array([[2.6, 1.45]])
    ground = Ground("EPSG:32631", np.empty((0, 2)), (place, LINE), (), (), (), watched=("Market",))
    svg = line_map(ground, [], {"day": np.array([0.9, 0.1])}, "t")
    (square,) = re.findall(r'<path d="M([^"]*)Z" class="contact"><title>Market: place to watch', svg)
    corners = np.array([list(map(float, point.split())) for point in square.split("L")])

    assert np.ptp(corners, axis=0) == pytest.approx([11, 11])
    assert ">Market</text>" in svg
    assert svg.count("<title>road to watch</title>") == 1
    assert svg.count('class="seen s4"') == 1

"""The map draws the line in metres, north up, and how well it is seen."""

import re

import numpy as np
import pytest

from truceline.adapters.render.pictures.map import STEPS, Ground, Place, line_map, marker

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

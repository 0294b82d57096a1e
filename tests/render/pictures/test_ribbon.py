"""The ribbon shows the chance of detection at each kilometre."""

import re

import numpy as np

from truceline.render.pictures.ribbon import Stretch, ribbon

EDGES = np.array([0.0, 10_000.0, 20_000.0, 30_000.0])


def test_height_is_the_chance_and_width_the_length():
    svg = ribbon(EDGES, [("day", np.array([0.0, 1.0, 0.5]), 0.5)], [], np.array([]), "t")
    [d] = re.findall(r'<path d="M([^"]*)Z" class="chance day"', svg)
    points = [tuple(map(float, p.split())) for p in d.split("L")]
    base = points[0][1]
    heights = {x: base - y for x, y in points}
    full = max(heights.values())

    assert sorted(round(h / full, 2) for h in set(heights.values())) == [0, 0.5, 1]
    xs = sorted(heights)
    assert abs((xs[1] - xs[0]) - (xs[2] - xs[1])) < 0.2


def test_sectors_and_posts_are_named_and_marked():
    svg = ribbon(EDGES, [("day", np.zeros(3), 0.0)], [Stretch("East", 0, 15_000)], np.array([5_000.0]), "t")

    assert ">East<" in svg
    assert svg.count('class="post-tick"') == 1

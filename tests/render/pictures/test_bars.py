"""Bars are to scale and say their numbers."""

import re

from truceline.render.pictures.bars import Worth, deployed_bars, unlock_bars


def test_facts_are_drawn_to_one_scale():
    svg = unlock_bars([Worth("a", 300, 0, 500), Worth("b", 100, 100, 100)], "t")
    one, other = (float(w) for w in re.findall(r'width="([\d.]+)" height="20" class="bar last"', svg))

    assert abs(one / other - 3) < 0.01
    assert "alone +0; without it −500" in svg


def test_the_pool_stands_above_what_is_deployed():
    svg = deployed_bars([0.0, 50.0, 100.0], 400.0, "t")
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="bar deployed"', svg)]
    [pool] = re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" class="pool"', svg)
    [axis] = re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" class="axis"', svg)

    assert [round(h / heights[2], 2) for h in heights] == [0, 0.5, 1]
    assert abs((float(axis) - float(pool)) / heights[2] - 4) < 0.01
    assert "pool 400" in svg
    assert "deployed 100" in svg

"""Bars are to scale and say their numbers."""

import re

from truceline.render.pictures.bars import deployed_bars, fact_bars
from truceline.views.pictures.bars import DeployedBars, FactBar, FactBars


def test_facts_are_drawn_to_one_scale():
    svg = fact_bars(FactBars("t", (FactBar("a", 300, 0, 0, 500), FactBar("b", 100, 12, 100, 100))))
    one, other = (float(w) for w in re.findall(r'width="([\d.]+)" height="20" class="bar last"', svg))

    assert abs(one / other - 3) < 0.01
    assert "alone 0; without it −500" in svg
    assert ">+300<" in svg
    assert ">+100 ± 12<" in svg


def test_the_pool_stands_above_what_is_deployed():
    svg = deployed_bars(DeployedBars("t", (0.0, 50.0, 100.0), 400.0))
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="bar deployed"', svg)]
    [pool] = re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" class="pool"', svg)
    [axis] = re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" class="axis"', svg)

    assert [round(h / heights[2], 2) for h in heights] == [0, 0.5, 1]
    assert abs((float(axis) - float(pool)) / heights[2] - 4) < 0.01
    assert "pool 400" in svg
    assert "deployed 100" in svg

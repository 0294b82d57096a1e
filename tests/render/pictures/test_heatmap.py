"""The requirement matrix shows every number, by month and by level."""

import re

import pytest

from truceline.render.pictures.heatmap import HeatRow, heatmap, level


@pytest.mark.parametrize(
    ("filled", "name"),
    [(0, "none"), (0.5, "low"), (0.99, "low"), (1, "mid"), (1.99, "mid"), (2, "high"), (2.99, "high"), (3, "full")],
)
def test_levels(filled, name):
    assert level(filled, 3) == name


def cells(svg):
    return re.findall(r'class="cell (\w+)"><title>([^<]*)</title>', svg)


def test_equal_months_are_joined_and_named():
    row = HeatRow("Posts", 4, critical=True, filled=(None, 0.0, 2.0, 2.0, 4.0), href="#x")

    assert cells(heatmap([row], 5, "matrix")) == [
        ("none", "Posts, month 2: 0 of 4"),
        ("mid", "Posts, months 3 to 4: 2 of 4"),
        ("full", "Posts, month 5: 4 of 4"),
    ]


def test_critical_lines_are_marked_in_words_too():
    rows = [HeatRow("A", 1, critical=c, filled=(1.0,), href="#x") for c in (True, False)]
    svg = heatmap(rows, 1, "matrix")

    assert ">● A<" in svg
    assert ">A<" in svg
    assert "● critical line" in svg

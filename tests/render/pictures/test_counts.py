"""Counts show what was named, what was not, and where a claim has no end."""

import re

from truceline.render.pictures.counts import count_bars
from truceline.views.pictures.bars import CountBar, CountBars


def drawn(*rows):
    return count_bars(CountBars("t", rows))


def widths(svg):
    found = re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="22" class="bar (\w+)"', svg)
    return [(name, float(width)) for width, name in found]


def test_named_and_unnamed_are_drawn_to_one_scale():
    own = CountBar("Ours", "", "2", 2, 2, 2, own=True)
    claim = CountBar("Theirs", "", "30+", 3, 30, None, own=False)
    found = dict(widths(drawn(own, claim)))

    assert set(found) == {"own", "named", "unnamed"}
    assert abs(found["named"] / found["own"] - 3 / 2) < 0.01
    assert abs(found["unnamed"] / found["own"] - 27 / 2) < 0.01


def test_an_open_end_has_an_arrow_and_a_range_a_whisker():
    assert 'class="more"' in drawn(CountBar("a", "", "30+", 0, 30, None, own=False))
    assert drawn(CountBar("a", "", "5-10", 0, 5, 10, own=False)).count('class="more"') == 2
    assert 'class="more"' not in drawn(CountBar("a", "", "6", 6, 6, 6, own=False))


def test_nothing_named_leaves_nothing_solid():
    assert [name for name, width in widths(drawn(CountBar("a", "", "15", 0, 15, 15, own=False))) if width] == [
        "unnamed"
    ]

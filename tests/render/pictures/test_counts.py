"""Counts show what was named, what was not, and where a claim has no end."""

import re

from truceline.render.pictures.counts import Bar, count_bars


def widths(svg):
    found = re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="22" class="bar (\w+)"', svg)
    return [(name, float(width)) for width, name in found]


def test_named_and_unnamed_are_drawn_to_one_scale():
    own = Bar("Ours", "", "2", 2, 2, 2, own=True)
    claim = Bar("Theirs", "", "30+", 3, 30, None, own=False)
    found = dict(widths(count_bars([own, claim], "t")))

    assert set(found) == {"own", "named", "unnamed"}
    assert abs(found["named"] / found["own"] - 3 / 2) < 0.01
    assert abs(found["unnamed"] / found["own"] - 27 / 2) < 0.01


def test_an_open_end_has_an_arrow_and_a_range_a_whisker():
    assert 'class="more"' in count_bars([Bar("a", "", "30+", 0, 30, None, own=False)], "t")
    assert count_bars([Bar("a", "", "5-10", 0, 5, 10, own=False)], "t").count('class="more"') == 2
    assert 'class="more"' not in count_bars([Bar("a", "", "6", 6, 6, 6, own=False)], "t")


def test_nothing_named_leaves_nothing_solid():
    assert [name for name, width in widths(count_bars([Bar("a", "", "15", 0, 15, 15, own=False)], "t")) if width] == [
        "unnamed"
    ]

"""Each chart has a form for a phone: as wide as one, its words inside it and none upon another."""

import re
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from truceline.render.pictures.drawing import DRAWING
from truceline.views.pictures.bars import (
    CountBar,
    CountBars,
    DeployedBars,
    DriverBar,
    DriverBars,
    FactBar,
    FactBars,
    PoolBar,
    PoolBars,
    TrendBars,
)
from truceline.views.pictures.charts import (
    Gantt,
    GanttBar,
    GanttBlock,
    GanttRow,
    Heatmap,
    HeatRow,
    MeetingFlag,
    StatementMark,
    Timeline,
    WaitingGraph,
)
from truceline.views.pictures.curves import ArrivalCurve, FurtherPostsCurve, SurvivalCurves
from truceline.views.pictures.maps import Ribbon, SectorStretch

LONG = "A title so long that no phone shows it in a single line, however small it is written"
YEAR = tuple(float(n % 7) for n in range(24))
HELD = SimpleNamespace(share=np.linspace(1, 0.4, 366), low=np.linspace(1, 0.3, 366), high=np.linspace(1, 0.6, 366))
MARKS = tuple(
    StatementMark(LONG, date(2031, m, d), date(2031, m, d), "for", "h", "#s") for m in (1, 2, 3) for d in (2, 9)
)
SHOWN = {
    "fact_bars": FactBars("t", (FactBar(LONG, 12_000, 300, 9_000, 11_000), FactBar("b", 10, 0, 0, 0))),
    "count_bars": CountBars("t", (CountBar(LONG, LONG, "more than 30", 6, 30, None, own=False),)),
    "driver_bars": DriverBars("t", (DriverBar(LONG, 0.9, 0.7, 1.4, 0.5),)),
    "pool_bars": PoolBars("t", (PoolBar("A contributor", 12_000, 60_000), PoolBar("Another", 10, 40))),
    "deployed_bars": DeployedBars("t", tuple(1_000 * n for n in YEAR), 24_000),
    "trend_bars": TrendBars("t", tuple((date(2031, 3, n), {"west": 1_234 * n}) for n in range(1, 31)), ("west",)),
    "heatmap": Heatmap("t", 24, (HeatRow(LONG, 12, critical=True, filled=YEAR, href="#r"),)),
    "gantt": Gantt("t", 24, (GanttBlock(LONG, (GanttRow(LONG, 0, 30, (GanttBar(2, 20, LONG),)),)),)),
    "timeline": Timeline("t", (LONG,), MARKS, (MeetingFlag(1, date(2031, 2, 1), "h", "#m"),), date(2031, 3, 20)),
    "waiting_graph": WaitingGraph("t", {"A contributor": (LONG, "b"), "Another": ("b",)}),
    "arrival_curve": ArrivalCurve("t", *((0.0,) * 90 + (most,) * 10 for most in (9_000, 12_000, 25_000))),
    "further_posts_curve": FurtherPostsCurve("t", (0.1, 0.15, 0.2), (0.1, 0.2, 0.3), (0.2,) * 12, ("a", "b")),
    "survival_curves": SurvivalCurves("t", {LONG: HELD, "b": HELD}),
    "ribbon": Ribbon(
        "t",
        np.linspace(0, 1.2e6, 61),
        (("day", np.full(60, 0.4), 0.4), ("night", np.full(60, 0.1), 0.1)),
        (
            SectorStretch("West: the hills", 0, 8e5),
            SectorStretch("Far", 8e5, 8.1e5),
            SectorStretch("East", 8.1e5, 1.2e6),
        ),
        np.array([1e5, 5e5]),
    ),
}


def forms(name):
    return re.findall(r'<div class="(for-\w+)">(.*?)</div>', str(DRAWING[name](SHOWN[name])), re.DOTALL)


def boxes(svg):
    """Left, right and baseline of each text, a character taken as half as wide as it is high."""
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        x, y = (float(re.search(rf'\b{axis}="(-?[\d.]+)"', attributes)[1]) for axis in "xy")
        wide = len(words.replace("&amp;", "&")) * 12 * 0.5
        left = x - {"middle": wide / 2, "end": wide}.get((re.search(r'text-anchor="(\w+)"', attributes) or "  ")[1], 0)
        yield left, left + wide, y


def test_every_chart_is_tried():
    assert set(SHOWN) == set(DRAWING) - {"line_map", "swatch"}


@pytest.mark.parametrize("name", SHOWN)
def test_a_phone_shows_a_chart_as_wide_as_it_is(name):
    (wide, desk), (narrow, phone) = forms(name)

    assert (wide, narrow) == ("for-wide", "for-narrow")
    assert 'viewBox="0 0 960 ' in desk
    assert 'viewBox="0 0 320 ' in phone


@pytest.mark.parametrize("name", SHOWN)
def test_the_words_of_a_narrow_chart_stand_inside_it_and_apart(name):
    phone = forms(name)[1][1]
    height = float(re.search(r'viewBox="0 0 320 ([\d.]+)"', phone)[1])
    texts = sorted(boxes(phone), key=lambda box: (box[2], box[0]))

    assert texts
    assert [box for box in texts if not (box[0] >= -6 and box[1] <= 326 and 0 <= box[2] <= height)] == []
    touching = [
        (one, other)
        for n, one in enumerate(texts)
        for other in texts[n + 1 :]
        if abs(one[2] - other[2]) < 9 and one[0] < other[1] and other[0] < one[1]
    ]
    assert touching == []

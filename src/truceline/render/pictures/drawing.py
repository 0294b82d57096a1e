"""The functions that draw a view's pictures, under the names by which templates call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from truceline.render.pictures.arrival import arrival_curve
from truceline.render.pictures.bars import deployed_bars, fact_bars
from truceline.render.pictures.counts import count_bars
from truceline.render.pictures.curve import further_posts_curve
from truceline.render.pictures.curves import survival_curves
from truceline.render.pictures.drivers import driver_bars
from truceline.render.pictures.gantt import gantt
from truceline.render.pictures.heatmap import heatmap
from truceline.render.pictures.map import line_map
from truceline.render.pictures.pools import pool_bars
from truceline.render.pictures.ribbon import ribbon
from truceline.render.pictures.svg import element
from truceline.render.pictures.swatch import swatch
from truceline.render.pictures.timeline import timeline
from truceline.render.pictures.trend import trend_bars
from truceline.render.pictures.waiting import waiting_graph

_FORMS = (
    *(arrival_curve, count_bars, deployed_bars, driver_bars, fact_bars, further_posts_curve, gantt, heatmap),
    *(line_map, pool_bars, ribbon, survival_curves, timeline, trend_bars, waiting_graph),
)


def _both(draw: Callable[..., Markup]) -> Callable[[Any], Markup]:
    # For a desk and paper, and for a phone: the style sheet shows one of the two.
    def both(shown: object) -> Markup:
        forms = (("for-wide", draw(shown)), ("for-narrow", draw(shown, narrow=True)))
        return Markup("").join(element("div", drawn, class_=form) for form, drawn in forms)

    return both


DRAWING: Mapping[str, Callable[[Any], Markup]] = {
    **{draw.__name__: _both(draw) for draw in _FORMS},
    swatch.__name__: swatch,
}
"""One function per kind of picture, from its data to SVG: twice where it has a form for a phone."""

"""The samples of a map's legend."""

from __future__ import annotations

from markupsafe import Markup

from truceline.render.pictures.map import marker, watched_place
from truceline.render.pictures.svg import element, line, rect
from truceline.views.pictures.maps import Swatch


def swatch(shown: Swatch) -> Markup:
    """Draw a sample: a stroke, an area, the frame of a place to watch, or the marker of a post or base."""
    match shown.kind:
        case "stroke":
            inside = line(0, 9, 26, 9, shown.look)
        case "area":
            inside = rect(0, 2, 26, 14, shown.look)
        case "place":
            inside = watched_place(13, 9)
        case _:
            inside = marker(shown.kind, shown.mark, 13, 9)
    return element("svg", inside, width=26, height=24, viewBox="0 -3 26 24", aria_hidden="true", class_="svg-swatch")

"""``siting.html``, and the pictures in it as files: one scenario's siting."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from truceline.render.html import STYLES, file, page, shallow
from truceline.render.pictures.curve import further_posts_curve
from truceline.render.pictures.map import line_map
from truceline.render.pictures.ribbon import ribbon
from truceline.views.siting import SitingView
from truceline.views.siting_pictures import SitingPictures


def siting_page(shown: SitingView, *, version: str) -> str:
    """Write the page, without any outside resource; the same view gives the same bytes."""
    foot, marks = f"{shown.case.title}: siting, {shown.view.standing.scenario.title}", (shown.case.marking,)
    return page("siting.html.j2", foot=foot, marks=marks, siting=shown.view.siting, version=version, **shallow(shown))


def siting_svgs(pictures: SitingPictures) -> Mapping[str, str]:
    """Draw every picture as a file of its own, by name without the ending."""
    drawn = {
        **({"ribbon": ribbon(pictures.ribbon)} if pictures.ribbon else {}),
        "map": line_map(pictures.map),
        "response": line_map(pictures.response),
        "further": further_posts_curve(pictures.further),
    }
    return {name: _alone(svg) for name, svg in drawn.items()}


def _alone(svg: Markup) -> str:
    # A picture with its styles, so that it can stand outside the page.
    styles = "".join(file(name) for name in STYLES["plan"])
    extra = ".svg { background: var(--paper); } .by-night { display: none; }"
    return str(svg).replace(">", f"><style>{styles}{extra}</style>", 1) + "\n"

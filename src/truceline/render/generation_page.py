"""``generation.html``, and the pictures in it as files: what one scenario can field, what is missing, and why."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.render.html import STYLES, file, page, shallow
from truceline.render.pictures.arrival import arrival_curve
from truceline.render.pictures.gantt import gantt
from truceline.render.pictures.heatmap import heatmap
from truceline.render.pictures.pools import pool_bars
from truceline.render.pictures.standalone import standalone
from truceline.render.terminal import laid_out
from truceline.views.generation import STAGES, GenerationPictures, GenerationView
from truceline.views.orbat import orbat_lines


def generation_html(shown: GenerationView) -> str:
    """Write the page: no network, no script; the same view gives the same bytes."""
    return page(
        "generation.html.j2",
        styles=STYLES["force"],
        foot=f"{shown.case.title}: force generation, {shown.view.standing.scenario.title}",
        marks=(shown.case.marking,),
        stages=STAGES,
        orbat_list=laid_out(orbat_lines(shown.orbat, shown.names)),
        **shallow(shown),
    )


def generation_svgs(pictures: GenerationPictures) -> Mapping[str, str]:
    """Draw every picture as a file of its own, by name without the ending."""
    drawn = {
        "requirement": heatmap(pictures.requirement),
        "gantt": gantt(pictures.gantt),
        "pool": pool_bars(pictures.pool),
    }
    if pictures.arrival is not None:
        drawn["arrival"] = arrival_curve(pictures.arrival)
    styles = [file(name) for name in STYLES["force"]]
    return {name: standalone(picture, styles) for name, picture in drawn.items()}

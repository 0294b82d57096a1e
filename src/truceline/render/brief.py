"""``brief.html``: one self-contained page that a minister can read, and every number of which can be followed down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from truceline.render.html import STYLES, page, shallow
from truceline.results.names import CREDIBILITY, RELIABILITY
from truceline.results.plan import Plan
from truceline.views.brief import GLOSSARY, STANDINGS, brief_view

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

WORDS: Mapping[str, Any] = {
    "standings": STANDINGS,
    "reliabilities": RELIABILITY,
    "credibilities": CREDIBILITY,
    "glossary": GLOSSARY,
}


def brief_html(plan: Plan, rehearsed: Rehearsal | None = None) -> str:
    """Write the brief: one HTML page without any outside resource; the same plan gives the same bytes.

    ``rehearsed`` is an exercise of this plan, shown in a section of its own.
    """
    styles, shown = STYLES["plan"], None
    if rehearsed:
        from truceline.views.exercise import exercise_view  # a plan does without it

        styles, shown = STYLES["exercise"], exercise_view(rehearsed, plan)
    return page(
        "brief.html.j2", script="brief.js", styles=styles, e=shown, level=3, **WORDS, **shallow(brief_view(plan))
    )

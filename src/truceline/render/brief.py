"""``brief.html``: one self-contained page that a minister can read, and every number of which can be followed down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from truceline.render.html import STYLES, page, shallow
from truceline.results.names import CREDIBILITY, RELIABILITY
from truceline.results.plan import Plan
from truceline.views.brief import GLOSSARY, STANDINGS, brief_view
from truceline.views.wording import day

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

WORDS: Mapping[str, Any] = {
    "standings": STANDINGS,
    "reliabilities": RELIABILITY,
    "credibilities": CREDIBILITY,
    "glossary": GLOSSARY,
}


def brief_html(plan: Plan, rehearsed: Rehearsal | None = None, *, files: str = "") -> str:
    """Write the brief: one HTML page without any outside resource; the same plan gives the same bytes.

    ``rehearsed`` is an exercise of this plan, shown in a section of its own; ``files`` is the hash of the case's files,
    under which a session lists its versions, and which stands at the head and the foot of every page.
    """
    styles, shown = STYLES["plan"], None
    if rehearsed:
        from truceline.views.exercise import exercise_view  # a plan does without it

        styles, shown = STYLES["exercise"], exercise_view(rehearsed, plan)
    case, said = plan.case, {"e": shown, "level": 3, "files": files, **WORDS, **shallow(brief_view(plan))}
    foot = f"{case.title}, as stated on {day(plan.as_of)}{files and f', files {files[:12]}'}"
    return page("brief.html.j2", script="brief.js", styles=styles, foot=foot, marks=(case.marking,), **said)

"""``exercise.html``: one self-contained page with survival curves, differences, sectors and drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.render.html import STYLES, page
from truceline.results.plan import Plan
from truceline.views.exercise import exercise_view

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal


def exercise_html(rehearsal: Rehearsal, plan: Plan) -> str:
    """Write the page; the same exercise gives the same bytes."""
    shown = exercise_view(rehearsal, plan)
    case = plan.case
    foot, marks = f"{case.title}: {shown.exercise.title}", (case.marking,)
    return page(
        "exercise.html.j2", styles=STYLES["exercise"], foot=foot, marks=marks, plan=plan, case=case, e=shown, level=2
    )

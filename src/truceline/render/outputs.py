"""What ``truceline plan`` says of a plan: its document and its page, by file name, and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.documents.plan import plan_document
from truceline.formats.json_text import json_text
from truceline.render.brief import brief_html
from truceline.render.plan_summary import plan_summary
from truceline.results.names import names_of
from truceline.results.plan import Plan

if TYPE_CHECKING:
    from truceline.documents.shapes.rehearsal import RehearsalPart
    from truceline.exercise.rehearsal import Rehearsal

__all__ = ["plan_files", "plan_text"]


def plan_files(plan: Plan, rehearsed: Rehearsal | None = None, *, files: str = "") -> dict[str, str]:
    """Return what is said of a plan by file name: ``plan.json`` and ``brief.html``; maps are `render.maps.plan_maps`.

    ``rehearsed`` is an exercise of this plan, which both then hold too; ``files`` is the hash of the case's files.
    """
    document = plan_document(plan, _exercise(plan, rehearsed))
    return {"plan.json": json_text(document), "brief.html": brief_html(plan, rehearsed, files=files)}


def _exercise(plan: Plan, rehearsed: Rehearsal | None) -> RehearsalPart | None:
    if not rehearsed:
        return None
    from truceline.documents.rehearsal import rehearsal_part
    from truceline.views.rehearsal import findings

    return rehearsal_part(rehearsed, plan.case, findings(rehearsed, names_of(plan.case)))


def plan_text(plan: Plan, rehearsed: Rehearsal | None = None) -> str:
    """Sum up the plan for the terminal, and ``rehearsed``, an exercise of it, below."""
    if not rehearsed:
        return plan_summary(plan)
    from truceline.render.exercise import rehearsal_summary

    return f"{plan_summary(plan)}\n{rehearsal_summary(rehearsed, plan.case)}"

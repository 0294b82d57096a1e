"""Everything that ``truceline plan`` writes, by file name, and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.render.brief import brief_html
from truceline.render.geojson import plan_maps
from truceline.render.plan_json import plan_json
from truceline.render.terminal import plan_summary
from truceline.results.plan import Plan

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

__all__ = ["plan_files", "plan_text"]


def plan_files(plan: Plan, rehearsed: Rehearsal | None = None) -> dict[str, str]:
    """Give the text of every result file by its name: ``plan.json``, ``brief.html`` and the maps.

    ``rehearsed`` is an exercise of this plan, which the first two then hold too.
    """
    return {"plan.json": plan_json(plan, rehearsed), "brief.html": brief_html(plan, rehearsed), **plan_maps(plan)}


def plan_text(plan: Plan, rehearsed: Rehearsal | None = None) -> str:
    """Sum up the plan for the terminal, and ``rehearsed``, an exercise of it, below."""
    if not rehearsed:
        return plan_summary(plan)
    from truceline.render.exercise import rehearsal_summary

    return f"{plan_summary(plan)}\n{rehearsal_summary(rehearsed, plan.case)}"

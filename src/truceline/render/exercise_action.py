"""A staff exercise in words: the turn on the terminal, and the after-action report as Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.case import Case
from truceline.exercise.injects import Inject
from truceline.exercise.parameters import Exercise
from truceline.exercise.turns import Played, Turn
from truceline.render.html import STYLES, page, shallow
from truceline.render.markdown import markdown as md
from truceline.render.terminal import laid_out
from truceline.views.after_action import AfterActionView, TurnView, after_action_view, inject_lines, turn_lines


def turn_text(turn: Turn, sectors: Mapping[str, str]) -> str:
    """Tell staff what they know after a turn: only what was reported, never what nobody saw."""
    return laid_out(turn_lines(turn, sectors))


def inject_text(inject: Inject) -> str:
    """Tell staff of an inject and what they may decide."""
    return laid_out(inject_lines(inject))


def after_action(played: Played, exercise: Exercise, case: Case, *, scenario: str, seed: int) -> dict[str, str]:
    """Write the after-action report: ``after-action.md`` and ``after-action.html``."""
    shown = after_action_view(played, exercise, case, scenario=scenario, seed=seed)
    return {
        "after-action.md": "\n".join(_markdown(shown)).rstrip() + "\n",
        "after-action.html": _html(shown),
    }


def _html(shown: AfterActionView) -> str:
    foot, marks = f"{shown.case.title}: after-action report, {shown.exercise.title}", (shown.case.marking,)
    return page("exercise_action.html.j2", styles=STYLES["exercise"], foot=foot, marks=marks, **shallow(shown))


def _markdown(shown: AfterActionView) -> Iterator[str]:
    yield f"# After-action report: {md(shown.exercise.title)}"
    yield f"\n{md(shown.case.title)}. Scenario: {md(shown.scenario)}. Seed {shown.seed}."
    yield f"\n{md(shown.ended)}\n"
    for lesson in shown.lessons:
        yield f"* {md(lesson)}"
    for row in shown.rows:
        yield f"\n## {md(row.days)}\n"
        yield from _turn(row)


def _turn(row: TurnView) -> Iterator[str]:
    if row.inject:
        yield f"**{md(row.inject.title)}.** {md(row.inject.text)}\n"
    if row.decision:
        note = f" Reason given: {md(row.note)}" if row.note else ""
        yield f"Decided: **{md(row.decision.title)}.** {md(row.decision.text)}{note}\n"
    yield f"{md(row.sum)}.\n"
    for entry in row.entries:
        yield f"* {md(entry)}"

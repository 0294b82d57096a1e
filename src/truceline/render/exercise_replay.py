"""A replay as text and as a page."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.case import Case
from truceline.exercise.attributable import RULE
from truceline.exercise.replay import CENSUS, Replay
from truceline.render.html import STYLES, page
from truceline.render.terminal import laid_out
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.views.replay import replay_lines, sector_names


def replay_html(found: Mapping[str, Replay], plan: Plan) -> str:
    """Write the page ``replay.html``, self-contained; ``plan`` is the one that was replayed."""
    (exercise,) = plan.case.exercises
    return page(
        "exercise_replay.html.j2",
        styles=STYLES["exercise"],
        plan=plan,
        case=plan.case,
        found=found,
        past=next(iter(found.values())).past,
        names=names_of(plan.case),
        titles={s.id: s.title for s in plan.case.scenarios},
        sectors=sector_names(plan.case),
        number=exercise.assumptions["attribution_share"],
        rule=RULE,
        census=CENSUS,
    )


def replay_summary(found: Mapping[str, Replay], case: Case) -> str:
    """Write the summary for the terminal."""
    return laid_out(replay_lines(found, case))

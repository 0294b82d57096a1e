"""A replay as text and as a page."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.case import Case
from truceline.exercise.attributable import RULE
from truceline.exercise.replay import CENSUS, Replay
from truceline.render.html import STYLES, page, shallow
from truceline.render.terminal import laid_out
from truceline.results.plan import Plan
from truceline.views.replay import replay_lines, replay_view


def replay_html(found: Mapping[str, Replay], plan: Plan) -> str:
    """Write the page ``replay.html``, self-contained; ``plan`` is the one that was replayed."""
    shown, case = shallow(replay_view(found, plan)), plan.case
    foot, marks = f"{case.title}: past reports replayed", (case.marking,)
    return page(
        "exercise_replay.html.j2",
        styles=STYLES["exercise"],
        foot=foot,
        marks=marks,
        rule=RULE,
        census=CENSUS,
        **shown,
    )


def replay_summary(found: Mapping[str, Replay], case: Case) -> str:
    """Write the summary for the terminal."""
    return laid_out(replay_lines(found, case))

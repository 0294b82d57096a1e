"""The bulletin as HTML and Markdown, from one view of it, so that both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from truceline.monitoring.bulletin import INCIDENT_UNIT
from truceline.monitoring.coverage_log import STATES
from truceline.monitoring.observations import UNIT
from truceline.render.html import STYLES, Filter, environment, page, shallow
from truceline.render.markdown import markdown
from truceline.results.monitoring import Monitored
from truceline.views.bulletin import LISTED, bulletin_view
from truceline.views.evidence import entry_words
from truceline.views.incidents import (
    NOT_OBSERVED,
    VERDICT_WORDS,
    broken,
    change,
    clock,
    grounds,
    observed,
    post_hours,
    rate,
    seen,
    when,
)
from truceline.views.issues import issue_words, page_marks
from truceline.views.known import known_words

_WORDS: Mapping[str, Any] = {
    "most": LISTED,
    "unit": UNIT,
    "incident_unit": INCIDENT_UNIT,
    "states": STATES,
    "verdicts": VERDICT_WORDS,
    "not_observed": NOT_OBSERVED,
    "entry_words": entry_words,
    "known_words": known_words,
    "page_marks": page_marks,
    "issue_words": issue_words,
}


def bulletin_html(made: Monitored) -> str:
    """Write the bulletin as one HTML page without any outside resource; the same bulletin gives the same bytes."""
    return page(
        "bulletin.html.j2", styles=STYLES["bulletin"], filters=_filters(made), **_WORDS, **shallow(bulletin_view(made))
    )


def bulletin_markdown(made: Monitored) -> str:
    """Write the bulletin as Markdown: the same tables, without pictures."""
    template = environment(_filters(made), escape=markdown).get_template("bulletin.md.j2")
    return template.render({**_WORDS, **shallow(bulletin_view(made))}) + "\n"


def _filters(made: Monitored) -> Mapping[str, Filter]:
    zone = ZoneInfo(made.bulletin.zone)
    return {
        "at": lambda at: clock(at, zone),
        "when": lambda line: when(line, zone),
        "broken": lambda line: broken(line, made.case),
        "grounds": lambda line: grounds(line, made.case),
        "post_hours": lambda row: post_hours(row, made.bulletin.period),
        "rate": rate,
        "change": change,
        "seen": seen,
        "observed": observed,
    }

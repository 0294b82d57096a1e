"""The bulletin as HTML and Markdown, from one view of it, so that both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from truceline.monitoring.bulletin import INCIDENT_UNIT
from truceline.monitoring.coverage_log import STATES
from truceline.monitoring.movement import PATROL_STATES
from truceline.monitoring.observations import UNIT
from truceline.render.html import STYLES, Filter, environment, page, shallow
from truceline.render.labels import ENGLISH, labels, translated
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
    post_hours,
    rate,
    seen,
    when,
)
from truceline.views.issues import issue_parts, issue_words, page_marks
from truceline.views.known import known_words
from truceline.views.membership import became
from truceline.views.obligations import OBLIGATION_STATES
from truceline.views.places_in_words import place_words

_WORDS: Mapping[str, Any] = {"most": LISTED, "entry_words": entry_words}
_TOLD: Mapping[str, Mapping[str, str]] = {
    "states": STATES,
    "patrol_states": PATROL_STATES,
    "obligation_states": OBLIGATION_STATES,
    "verdicts": VERDICT_WORDS,
}


def bulletin_html(made: Monitored, language: str = ENGLISH) -> str:
    """Write the bulletin as one HTML page without any outside resource; the same bulletin gives the same bytes.

    Its own words are in the ``language``; names, notes, terms of the case and dates stay as they are.
    """
    context = {**_words(made, language), **shallow(bulletin_view(made))}
    filters = _filters(made, language)
    foot = f"{made.case.title}: {clock(made.bulletin.period.end, ZoneInfo(made.bulletin.zone))}"
    return page("bulletin.html.j2", styles=STYLES["bulletin"], filters=filters, language=language, foot=foot, **context)


def bulletin_markdown(made: Monitored, language: str = ENGLISH) -> str:
    """Write the bulletin as Markdown: the same tables, without pictures."""
    surroundings = translated(environment({}, escape=markdown), _filters(made, language), language)
    template = surroundings.get_template("bulletin.md.j2")
    return template.render({**_words(made, language), **shallow(bulletin_view(made))}) + "\n"


def _words(made: Monitored, language: str) -> Mapping[str, Any]:
    written = labels(language)
    label = written.label
    told = {name: {key: label(words) for key, words in _TOLD[name].items()} for name in _TOLD}
    return {
        **_WORDS,
        **told,
        "unit": label(UNIT),
        "incident_unit": label(INCIDENT_UNIT),
        "not_observed": label(NOT_OBSERVED),
        "known_words": known_words(made.known, label, written.number),
        "page_marks": page_marks(made, label),
        "issue_words": issue_words(made, label, written.number),
        "issue_parts": issue_parts(made, label, written.number),
    }


def _filters(made: Monitored, language: str) -> Mapping[str, Filter]:
    zone, written = ZoneInfo(made.bulletin.zone), labels(language)
    return {
        "at": lambda at: clock(at, zone),
        "when": lambda line: when(line, zone),
        "broken": lambda line: broken(line, made.case),
        "grounds": lambda line: grounds(line, made.case),
        "became": lambda line: became(made, line.id, written.label),
        "post_hours": lambda row: post_hours(row, made.bulletin.period),
        "rate": lambda tally: written.number(written.label(rate(tally))),
        "change": lambda now, before: written.number(written.label(change(now, before))),
        "seen": lambda tally, what: written.number(written.label(seen(tally, what))),
        "place": lambda line: place_words(line, written.label, written.number),
    }

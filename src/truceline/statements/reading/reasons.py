"""The reasons of a draft: by which words of the article each of its fields is filled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from truceline.records.times import DateSpan
from truceline.statements.reading.attribution import Report
from truceline.statements.reading.dates import shifted
from truceline.statements.reading.people import FORMER, Meant, Person
from truceline.statements.reading.spans import TextSpan

UNDATED_DAYS = 7
"""Words without a day are taken to be at most this old when the article appears; the reader's own choice."""


def why_quote(report: Report, parts: Sequence[TextSpan]) -> str:
    """Tell where the words stand, and by which verb they are somebody's."""
    named = report.verb.kind != "quote"
    verb = f'"{report.verb.text}"' if named else "no reporting verb"
    if report.verb.kind == "label":
        return f"the words after {verb} and a colon"
    if report.verb.kind == "answer":
        return "an answer to a question of the interview"
    if not parts:
        return f"reported without quotation marks, by {verb}"
    split = f" in {len(parts)} parts" if len(parts) > 1 else ""
    return f"between quotation marks{split}, by {verb}"


def why_actor(person: Person | None, left_open: str) -> str:
    """Tell why somebody speaks for an actor, or why that is left to a person."""
    if person is not None and left_open:
        return f"perhaps {person.actor or 'nobody'}: {left_open}; for a person to fill"
    if person is None or person.actor:
        return person.why_actor if person is not None else "not known"
    if person.former:
        return f"nobody: {FORMER}; for a person to fill"
    if person.role and person.authority is None:
        return f'nobody of the case, as far as the text tells: "{person.role}"; for a person to fill'
    return "not known; for a person to fill" if person.speaks_alone else "not known"


def why_authority(person: Person | None) -> str:
    """Tell what gives somebody authority."""
    if person is None or person.authority is None:
        return "no office is given"
    return f"the office: {', '.join(person.offices)}" if person.offices else (person.why_actor or "a body")


def doubts_of(report: Report, speaker: Meant) -> list[str]:
    """List why it is not certain that somebody said the words of a report, or for whom."""
    doubts = [speaker.doubt, *report.doubts]
    if not speaker.person.actor or speaker.open:
        if not speaker.person.speaks_alone:
            doubts.append("in whose name is not known")
    elif speaker.person.authority is None and not speaker.person.post:
        doubts.append("no office is given")
    return [doubt for doubt in dict.fromkeys(doubts) if doubt]


def said_on_of(
    carried: tuple[DateSpan | None, str] | None, published: date | None
) -> tuple[DateSpan | None, bool, str]:
    """Tell when words were said, whether the text tells it, and why; ``carried`` is the day that the text gives."""
    if carried is not None:
        return carried[0], carried[0] is not None, carried[1]
    if published is None:
        return None, False, "the text gives no day, and the article's date is not known"
    span = DateSpan(shifted(published, 1 - UNDATED_DAYS), published)
    return (
        span,
        False,
        f"the text gives no day: at the latest on the article's own, and taken to be of its last {UNDATED_DAYS} days",
    )

"""The reasons of a draft: by which words of the article each of its fields is filled."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.statements.reading.attribution import Report
from truceline.statements.reading.people import FORMER, Person
from truceline.statements.reading.spans import TextSpan


def why_quote(report: Report | None, parts: Sequence[TextSpan]) -> str:
    """Tell where the words stand, and by which verb they are somebody's."""
    named = report is not None and report.verb.kind != "quote"
    verb = f'"{report.verb.text}"' if report and named else "no reporting verb"
    if report is not None and report.verb.kind == "label":
        return f"the words after {verb} and a colon"
    if report is not None and report.verb.kind == "answer":
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

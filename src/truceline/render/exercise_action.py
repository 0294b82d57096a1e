"""A staff exercise in words: the turn on the terminal, and the after-action report as Markdown and HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from truceline.case import Case
from truceline.exercise.injects import Inject
from truceline.exercise.parameters import Exercise
from truceline.exercise.turns import Entry, Played, Turn
from truceline.render.exercise_page import STYLES
from truceline.render.html import page
from truceline.views.wording import count, minutes, plural, share

WIDTH = 80
"""Columns on the terminal."""

_KNOWN = 5


def turn_text(turn: Turn, sectors: Mapping[str, str]) -> str:
    """Tell staff what they know after a turn: only what was reported, never what nobody saw."""
    known = [entry for entry in turn.entries if entry.reported is not None]
    seen = f"{plural(turn.seen, 'violation')} seen, {count(len(known))} of them grave"
    steps = f"Ladder: {plural(turn.steps, 'step')} in force."
    lines = [f"Days {turn.first_day} to {turn.last_day}: {seen}. {steps}"]
    lines += [f"  {_line(entry, sectors)}" for entry in known[-_KNOWN:]]
    if len(known) > _KNOWN:
        lines.insert(1, f"  ... {count(len(known) - _KNOWN)} before these")
    return "\n".join(lines) + "\n"


def inject_text(inject: Inject) -> str:
    """Tell staff of an inject and what they may decide."""
    lines = ["", f"Day {inject.day}: {inject.title}", *textwrap.wrap(inject.text, WIDTH)]
    lines += [f"  {n}. {option.title} [{option.id}]" for n, option in enumerate(inject.options, start=1)]
    return "\n".join(lines) + "\n"


def after_action(played: Played, exercise: Exercise, case: Case, *, scenario: str, seed: int) -> dict[str, str]:
    """Write the after-action report: ``after-action.md`` and ``after-action.html``."""
    sectors = {sector.id: sector.name for sector in case.sectors} | {"": "outside all sectors"}
    title = next(s.title for s in case.scenarios if s.id == scenario)
    rows = [_turn(turn, sectors) for turn in played.turns]
    context: dict[str, Any] = {
        "case": case,
        "exercise": exercise,
        "scenario": title,
        "seed": seed,
        "rows": rows,
        "ended": _ended(played, exercise),
        "lessons": list(_lessons(played)),
    }
    return {
        "after-action.md": _markdown(context),
        "after-action.html": page("exercise_action.html.j2", styles=STYLES, **context),
    }


def _turn(turn: Turn, sectors: Mapping[str, str]) -> dict[str, object]:
    options = {option.id: option for option in turn.inject.options} if turn.inject else {}
    return {
        "days": f"Days {turn.first_day} to {turn.last_day}",
        "inject": turn.inject,
        "decision": options.get(turn.decision.option) if turn.decision else None,
        "note": turn.decision.note if turn.decision else "",
        "sum": (
            f"{plural(turn.violations, 'violation')} happened, {count(turn.seen)} were seen; "
            f"{plural(turn.steps, 'step')} of the ladder in force at the end"
        ),
        "entries": [_line(entry, sectors) for entry in turn.entries],
    }


def _line(entry: Entry, sectors: Mapping[str, str]) -> str:
    day, hour = divmod(entry.hour, 24)
    when = f"day {day + 1:.0f}, {int(hour):02}:{int(hour % 1 * 60):02}"
    when = f"day {day + 1:.0f}, {int(hour):02}:{int(hour % 1 * 60):02}"
    place = f"{when}, {sectors[entry.sector]}, km {entry.chainage_km:.0f}"
    return f"{place}: {'; '.join(_fate(entry))}"


def _fate(entry: Entry) -> Iterator[str]:
    if entry.reported is None:
        yield "nobody saw it"
        return
    yield f"reported after {minutes(60 * (entry.reported - entry.hour))}"
    if entry.verified is None:
        yield "not verified for lack of access"
    else:
        named = "attributed" if entry.attributed else "not attributed"
        yield f"verified after {minutes(60 * (entry.verified - entry.reported))}, {named}"
    yield "no force came" if entry.minutes is None else f"force there {minutes(entry.minutes)} after the report"


def _ended(played: Played, exercise: Exercise) -> str:
    if played.collapse:
        title = next(c.title for c in exercise.collapses if c.id == played.collapse)
        return f"The truce collapsed on day {played.turns[-1].last_day}, by the case's definition: {title}."
    if played.waiting:
        return f"Stopped before day {played.waiting.day}, where a decision is waited for: {played.waiting.title}."
    return f"The truce held to the end, day {exercise.days}."


def _lessons(played: Played) -> Iterator[str]:
    entries = [entry for turn in played.turns for entry in turn.entries]
    seen = [entry for entry in entries if entry.reported is not None]
    happened = sum(turn.violations for turn in played.turns)
    if happened:
        all_seen = sum(turn.seen for turn in played.turns)
        yield f"{share(all_seen / happened)} of {plural(happened, 'violation')} were seen ({count(all_seen)})."
    if entries:
        blind = sum(entry.night for entry in entries) - sum(entry.night for entry in seen)
        unseen = len(entries) - len(seen)
        yield f"{count(unseen)} of {plural(len(entries), 'grave violation')} were not seen, {count(blind)} by night."
    if seen:
        answered = [entry.minutes for entry in seen if entry.minutes is not None]
        named = sum(entry.attributed for entry in seen)
        yield f"{count(named)} of {count(len(seen))} grave ones that were seen were attributed."
        middle = f", half of them within {minutes(sorted(answered)[(len(answered) - 1) // 2])}" if answered else ""
        yield f"A force came to {count(len(answered))} of them{middle}."


def _markdown(context: Mapping[str, object]) -> str:
    case, exercise, rows = context["case"], context["exercise"], context["rows"]
    if not (isinstance(case, Case) and isinstance(exercise, Exercise) and isinstance(rows, list)):
        raise TypeError
    lines = [
        f"# After-action report: {exercise.title}",
        "",
        f"{case.title}. Scenario: {context['scenario']}. Seed {context['seed']}.",
        "",
        str(context["ended"]),
        "",
        *(f"* {lesson}" for lesson in _listed(context["lessons"])),
    ]
    for row in rows:
        lines += ["", f"## {row['days']}", ""]
        if row["inject"]:
            lines += [f"**{row['inject'].title}.** {row['inject'].text}", ""]
        if row["decision"]:
            note = f" Reason given: {row['note']}" if row["note"] else ""
            lines += [f"Decided: **{row['decision'].title}.** {row['decision'].text}{note}", ""]
        lines += [f"{row['sum']}.", "", *(f"* {entry}" for entry in row["entries"])]
    return "\n".join(lines).rstrip() + "\n"


def _listed(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else []

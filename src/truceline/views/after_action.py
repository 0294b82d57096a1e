"""What staff are told in a staff exercise, turn by turn, and what the after-action report says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.case import Case
from truceline.exercise.injects import Inject, Option
from truceline.exercise.parameters import Exercise
from truceline.exercise.turns import Played, Turn, TurnViolation
from truceline.views.replay import sector_names
from truceline.views.text import EMPTY, TextLine, whole
from truceline.views.wording import count, minutes, plural, share

_KNOWN = 5


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn in the report: the inject and what was decided, with the reason given, its sums and its grave events."""

    days: str
    inject: Inject | None
    decision: Option | None
    note: str
    sum: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AfterActionView:
    """Everything that the after-action report says; ``scenario`` is a title."""

    case: Case
    exercise: Exercise
    scenario: str
    seed: int
    rows: tuple[TurnView, ...]
    ended: str
    lessons: tuple[str, ...]


def turn_lines(turn: Turn, sectors: Mapping[str, str]) -> Iterator[TextLine]:
    """Tell staff what they know after a turn: only what was reported, never what nobody saw."""
    known = [entry for entry in turn.entries if entry.reported is not None]
    seen = f"{plural(turn.seen, 'violation')} seen, {count(len(known))} of them grave"
    steps = f"Ladder: {plural(turn.steps, 'step')} in force."
    yield whole(f"Days {turn.first_day} to {turn.last_day}: {seen}. {steps}")
    if len(known) > _KNOWN:
        yield whole(f"... {count(len(known) - _KNOWN)} before these", 2)
    for entry in known[-_KNOWN:]:
        yield whole(_line(entry, sectors), 2)


def inject_lines(inject: Inject) -> Iterator[TextLine]:
    """Tell staff of an inject and what they may decide."""
    yield EMPTY
    yield whole(f"Day {inject.day}: {inject.title}")
    yield TextLine(inject.text, hang=0)
    for n, option in enumerate(inject.options, start=1):
        yield whole(f"{n}. {option.title} [{option.id}]", 2)


def after_action_view(played: Played, exercise: Exercise, case: Case, *, scenario: str, seed: int) -> AfterActionView:
    """Compute what the after-action report says; ``scenario`` is an id."""
    sectors = sector_names(case)
    return AfterActionView(
        case=case,
        exercise=exercise,
        scenario=next(s.title for s in case.scenarios if s.id == scenario),
        seed=seed,
        rows=tuple(_turn(turn, sectors) for turn in played.turns),
        ended=_ended(played, exercise),
        lessons=tuple(_lessons(played)),
    )


def _turn(turn: Turn, sectors: Mapping[str, str]) -> TurnView:
    options = {option.id: option for option in turn.inject.options} if turn.inject else {}
    return TurnView(
        days=f"Days {turn.first_day} to {turn.last_day}",
        inject=turn.inject,
        decision=options.get(turn.decision.option) if turn.decision else None,
        note=turn.decision.note if turn.decision else "",
        sum=(
            f"{plural(turn.violations, 'violation')} happened, {count(turn.seen)} were seen; "
            f"{plural(turn.steps, 'step')} of the ladder in force at the end"
        ),
        entries=tuple(_line(entry, sectors) for entry in turn.entries),
    )


def _line(entry: TurnViolation, sectors: Mapping[str, str]) -> str:
    day, hour = divmod(entry.hour, 24)
    when = f"day {day + 1:.0f}, {int(hour):02}:{int(hour % 1 * 60):02}"
    place = f"{when}, {sectors[entry.sector]}, km {entry.chainage_km:.0f}"
    return f"{place}: {'; '.join(_fate(entry))}"


def _fate(entry: TurnViolation) -> Iterator[str]:
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

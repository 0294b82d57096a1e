"""Statements whose numbers or dates differ: counted under other definitions, or reported otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from truceline.statements.contradictions.contradiction import (
    Contradiction,
    Kind,
    cited,
    is_document,
    measured,
    near,
    own_voice,
)
from truceline.statements.positions import in_order
from truceline.statements.statement import Measure, Stance, Statement, StatementPosition, stands

_METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344}
"""Length units in metres; the mile is the international one of 1959."""

_ROUNDING = 0.05
"""By how much two lengths may miss being the same, or one the double of the other, as speakers round."""

_SIDES_OF_A_LINE = 2

_COUNTED = "actors"


def differing_measures(ordered: list[Statement]) -> Iterator[Contradiction]:
    """Yield the pairs with differing measures among statements in the order of `positions.in_order`.

    Compared are measures of the same thing (``what``) that were given close together, or one of them in a document.
    Under one definition different values exclude each other; those of two actors' own voices only where ``what`` says
    of whom and when (`Measure.event`), as each may count the other's acts. Under two definitions both can hold; they
    are of the same thing only where ``what`` says so, and of different speakers only where both state a fact
    (`Stance.NONE`). Cost grows with the square of the number of measures of one thing.
    """
    by_what: dict[str, list[tuple[Statement, Measure]]] = defaultdict(list)
    for statement in ordered:
        if statement.measure is not None:
            by_what[statement.measure.what].append((statement, statement.measure))
    for given in by_what.values():
        for (earlier, one), (later, other) in combinations(given, 2):
            if near(earlier, later) or is_document(earlier) or is_document(later):
                yield from _between(earlier, one, later, other)


def counts_against_refusals(ordered: list[Statement]) -> Iterator[Contradiction]:
    """Yield counts of actors against refusals by actors that they name, or may silently include.

    A refusal meets a count on the same topic and scope: one close in time that names the actor, or one of the same
    day that leaves part of its number unnamed. Cost grows with counts times refusals.
    """
    claims = [
        (s, s.measure, {(p.topic, p.scope) for p in s.positions})
        for s in ordered
        if s.measure is not None and s.measure.unit == _COUNTED
    ]
    refusals = [s for s in stands(ordered) if s.stance is Stance.AGAINST and own_voice(s.statement)]
    for (claim, measure, questions), refusal in product(claims, refusals):
        refuses = refusal.statement
        if claim is refuses or refusal.question not in questions:
            continue
        named = refuses.speaks_for in claim.names and near(claim, refuses)
        unnamed = measure.high is not None and measure.high > len(claim.names)
        if named or (unnamed and claim.said_on == refuses.said_on):
            yield _count_against_refusal(claim, measure, refusal)


def _count_against_refusal(claim: Statement, measure: Measure, refusal: StatementPosition) -> Contradiction:
    first, second = in_order((claim, refusal.statement))
    who = refusal.statement.speaks_for
    named = "names" if who in claim.names else "does not say whether it includes"
    why = f"{measured(claim, measure)} and {named} {who}; {cited(refusal)}."
    return Contradiction(Kind.COUNT_DEFINITION, (first.id, second.id), why, refusal.topic)


def _between(earlier: Statement, one: Measure, later: Statement, other: Measure) -> Iterator[Contradiction]:
    said = f"{measured(earlier, one)}; {measured(later, other)}"
    pair, topic = (earlier.id, later.id), later.positions[0].topic
    if one.definition == other.definition:
        kind = _kind_in_value(earlier, later, said_of_whom=bool(one.event))
        if kind and one.unit == other.unit and _exclude_each_other(one, other):
            yield Contradiction(kind, pair, f"{said}: one definition, different values.", topic)
    elif one.event and (kind := _kind_in_definition(earlier, one, later, other)):
        agrees = kind is Kind.APPARENT_ONLY
        agree = f"both agree, {_reconciled(one, other)}" if agrees else "counted under different definitions"
        yield Contradiction(kind, pair, f"{said}: {agree}.", topic)


def _kind_in_definition(earlier: Statement, one: Measure, later: Statement, other: Measure) -> Kind | None:
    same_speaker = earlier.speaker == later.speaker
    if not same_speaker and not (_states_facts(earlier) and _states_facts(later)):
        return None  # two proposals may well differ
    if same_speaker and _reconciled(one, other):
        return Kind.APPARENT_ONLY
    differ = one.unit == other.unit and (same_speaker or one.value != other.value)
    return Kind.COUNT_DEFINITION if differ else None


def _states_facts(statement: Statement) -> bool:
    return all(position.stance is Stance.NONE for position in statement.positions)


def _kind_in_value(earlier: Statement, later: Statement, *, said_of_whom: bool) -> Kind | None:
    if is_document(earlier) or is_document(later):
        return Kind.STATEMENT_AGAINST_DOCUMENT
    if earlier.speaks_for != later.speaks_for:
        each_its_own = own_voice(earlier) and own_voice(later)  # and perhaps each of the other's acts
        return Kind.REPORT_AGAINST_REPORT if said_of_whom or not each_its_own else None
    if earlier.said_on != later.said_on:
        return None  # one side's number, brought up to date
    return Kind.SAME_ACTOR_DIFFERENT_SPEAKERS


def _exclude_each_other(one: Measure, other: Measure) -> bool:
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one.value != other.value
    return one.high < other.low or other.high < one.low


def _reconciled(one: Measure, other: Measure) -> str:
    """Return the sum by which two lengths agree, as one length or as one side and both sides of a line, or nothing."""
    if not (_is_length(one) and _is_length(other)):
        return ""
    small, large = sorted((one, other), key=_in_metres)
    times = round(_in_metres(large) / _in_metres(small))
    total = times * _in_metres(small)
    if times > _SIDES_OF_A_LINE or abs(_in_metres(large) / total - 1) > _ROUNDING:
        return ""
    total_text = f"{total / _METRES[small.unit]:g} {small.unit}"
    if small.unit != large.unit:
        total_text += f" = {total / _METRES[large.unit]:.2f} {large.unit}"
    return f"{times} x {small.value} {small.unit} = {total_text}, given as {large.value} {large.unit}"


def _is_length(measure: Measure) -> bool:
    """Return whether a measure is one positive length rather than a range or something else."""
    return measure.unit in _METRES and measure.low is not None and 0 < measure.low == measure.high


def _in_metres(measure: Measure) -> float:
    return (measure.low or 0.0) * _METRES[measure.unit]

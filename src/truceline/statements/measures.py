"""Statements whose numbers or dates differ: counted under other definitions, or reported otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from truceline.statements.kinds import (
    Contradiction,
    Kind,
    cited,
    contradiction,
    is_document,
    measured,
    near,
    own_voice,
)
from truceline.statements.positions import in_order
from truceline.statements.statement import Measure, Stance, Statement

_METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344}
"""Length units in metres; the mile is the international one of 1959."""

_ROUNDING = 0.05
"""By how much two lengths may miss being the same, or one the double of the other, as speakers round."""

_SIDES_OF_A_LINE = 2

_COUNTED = "actors"


def differing_measures(ordered: list[Statement]) -> Iterator[Contradiction]:
    """Yield the pairs with differing measures among statements in the order of `positions.in_order`.

    Compared are measures of the same thing (``what``) that follow each other or were given close together. Numbers
    of different speakers under different definitions are compared only where both state a fact (`Stance.NONE`).
    Cost grows with the square of the number of measures of one thing.
    """
    by_what: dict[str, list[tuple[Statement, Measure]]] = defaultdict(list)
    for statement in ordered:
        if statement.measure is not None:
            by_what[statement.measure.what].append((statement, statement.measure))
    for given in by_what.values():
        for place, (later, later_measure) in enumerate(given):
            for before, (earlier, earlier_measure) in enumerate(given[:place]):
                if before == place - 1 or near(earlier, later):
                    yield from _between(earlier, earlier_measure, later, later_measure)


def counts_against_refusals(ordered: list[Statement]) -> Iterator[Contradiction]:
    """Yield counts of actors against refusals by actors that they name, or may silently include.

    A refusal meets a count on the same topic and scope: one close in time that names the actor, or one of the same
    day that leaves part of its number unnamed. Cost grows with counts times refusals.
    """
    claims = [(s, s.measure) for s in ordered if s.measure is not None and s.measure.unit == _COUNTED]
    refusals = [s for s in ordered if s.stance is Stance.AGAINST and own_voice(s)]
    for (claim, measure), refusal in product(claims, refusals):
        if claim is refusal or (claim.topic, claim.scope) != (refusal.topic, refusal.scope):
            continue
        named = refusal.speaks_for in claim.names and near(claim, refusal)
        unnamed = measure.high is not None and measure.high > len(claim.names)
        if named or (unnamed and claim.said_on == refusal.said_on):
            yield _count_against_refusal(claim, refusal)


def _count_against_refusal(claim: Statement, refusal: Statement) -> Contradiction:
    first, second = in_order((claim, refusal))
    named = "names" if refusal.speaks_for in claim.names else "does not say whether it includes"
    why = f"{measured(claim)} and {named} {refusal.speaks_for}; {cited(refusal)}."
    return contradiction(Kind.COUNT_DEFINITION, first, second, why)


def _between(earlier: Statement, one: Measure, later: Statement, other: Measure) -> Iterator[Contradiction]:
    if one.definition == other.definition:
        if one.unit == other.unit and _exclude_each_other(one, other) and (kind := _kind_in_value(earlier, later)):
            why = f"{measured(earlier)}; {measured(later)}: one definition, different values."
            yield contradiction(kind, earlier, later, why)
    elif kind := _kind_in_definition(earlier, one, later, other):
        agrees = kind is Kind.APPARENT_ONLY
        agree = f"both agree, {_reconciled(one, other)}" if agrees else "counted under different definitions"
        yield contradiction(kind, earlier, later, f"{measured(earlier)}; {measured(later)}: {agree}.")


def _kind_in_definition(earlier: Statement, one: Measure, later: Statement, other: Measure) -> Kind | None:
    same_speaker = earlier.speaker == later.speaker
    if not same_speaker and not (earlier.stance is later.stance is Stance.NONE):
        return None  # two proposals may well differ
    if same_speaker and _reconciled(one, other):
        return Kind.APPARENT_ONLY
    differ = one.unit == other.unit and (same_speaker or one.value != other.value)
    return Kind.COUNT_DEFINITION if differ else None


def _kind_in_value(earlier: Statement, later: Statement) -> Kind | None:
    if is_document(earlier) or is_document(later):
        return Kind.STATEMENT_AGAINST_DOCUMENT
    if earlier.speaks_for != later.speaks_for:
        return Kind.REPORT_AGAINST_REPORT
    if earlier.said_on != later.said_on:
        return None  # one side's number, brought up to date
    return Kind.SAME_ACTOR_DIFFERENT_SPEAKERS


def _exclude_each_other(one: Measure, other: Measure) -> bool:
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one.value != other.value
    return one.high < other.low or other.high < one.low


def _reconciled(one: Measure, other: Measure) -> str:
    """Give the sum by which two lengths agree, as one length or as one side and both sides of a line, or nothing."""
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
    """Tell whether a measure is one positive length rather than a range or something else."""
    return measure.unit in _METRES and measure.low is not None and 0 < measure.low == measure.high


def _in_metres(measure: Measure) -> float:
    return (measure.low or 0.0) * _METRES[measure.unit]

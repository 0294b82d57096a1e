"""A coded reference of an actor to a concept: what discourse networks are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from truceline.statements.contradictions.contradiction import own_voice
from truceline.statements.positions import committed
from truceline.statements.statement import Stance, Statement, stands

AGREES = {Stance.FOR: 1, Stance.CONDITIONAL: 1, Stance.AGAINST: 0}
"""The stances that take a side, and the value of each as agreement."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of an actor to a concept: ``value`` is 1 for agreement and 0 for disagreement, or any integer.

    ``document`` is where it stands; ``on`` when it was made.
    """

    actor: str
    concept: str
    value: int
    on: date
    document: str


def references(statements: Iterable[Statement], as_of: date, *, scopes: bool = True) -> tuple[Reference, ...]:
    """Read a ledger as references: actor, concept and agreement, by a date.

    The concept is topic and scope, or the topic alone: then an actor that gives money and refuses soldiers both agrees
    and disagrees. Each position of a statement is a reference. For and conditional agree, against disagrees; open and
    none take no side and are left out, and so are the press and an opposition, which do not speak for the actor. A
    document refers for all who signed it.
    """
    return tuple(
        Reference(actor, "/".join(s.question) if scopes else s.topic, AGREES[s.stance], said.said_on.last, said.source)
        for s in stands(statements)
        if s.stance in AGREES and own_voice(said := s.statement) and said.said_on.known_by(as_of)
        for actor in sorted(committed(said))
    )

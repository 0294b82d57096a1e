"""The head of a chain of words for an office: "government spokesman", "the new Tarsian president"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import Office, PressVocabulary
from truceline.statements.statement import Authority

_HIGH = frozenset({Authority.LEADER, Authority.MILITARY, Authority.PARLIAMENT})


def standing_office(core: Sequence[Token], vocabulary: PressVocabulary) -> Office | None:
    """Return the office at the head of a chain; without authority where it is of something that is no actor.

    "A bank president" and "the union leader" lead no state, and an inspector general commands no army: what stands
    before such an office may be an actor or how new it is, and nothing else.
    """
    place = next((at for at in range(len(core) - 1, -1, -1) if core[at].office), None)
    if place is None:
        return None
    office, before = core[place].office, core[place - 1] if place else None
    alone = (
        before is None or before.own or before.kind in {"actor", "adjective"} or vocabulary.has(before.low, "standing")
    )
    if office is not None and before is not None and office.authority is None and before.kind in {"word", "verb"}:
        return replace(office, words=f"{before.low} {office.words}")  # a bank chief holds no post of a state
    if office is None or alone or office.authority not in _HIGH:
        return office
    return replace(office, authority=None)

"""Papers through which somebody speaks: "a statement from the ministry said", "Dorn's statement said"."""

from __future__ import annotations

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.phrase import Phrase


def through_paper(clauses: Clauses, phrase: Phrase) -> bool:
    """Return whether a paper by, from or of somebody is named: "a statement from the ministry"."""
    before = phrase.first - 1
    return clauses.low(before) in {"by", "from", "of"} and clauses.has(before - 1, "papers")


def owner_of_paper(clauses: Clauses, first: int) -> Phrase | None:
    """Return whose paper stands right before a verb that begins at ``first``: "Dorn's statement said"."""
    at = first
    while at > 0 and clauses.is_adverb(at - 1):
        at -= 1
    owner = clauses.ends.get(at - 1)
    return owner if owner is not None and owner.owning and clauses.has(at - 1, "papers") else None

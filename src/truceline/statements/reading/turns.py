"""Whether somebody else has the turn after what a sentence reports, or who spoke before goes on."""

from __future__ import annotations

from truceline.statements.reading.boundaries import SUBORDINATE
from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.tokens import Token


def alone(clauses: Clauses, verb: Token, *, body: bool) -> bool:
    """Return whether nobody else does anything after a verb that reports, so that "he" behind it means who spoke.

    After a ``body`` a paper named in the words may be what "it" means.
    """
    takes = clauses.vocabulary.takes
    quoting = (t.value for t in clauses.tokens if t.kind == "verb" and takes(t.value, "citing"))
    if clauses.vocabulary.has(verb.value, "asking") or any(not takes(verb, "clause") for verb in quoting):
        return False
    if body and any(clauses.has(at, "papers") for at in range(len(clauses.tokens))):
        return False
    after = [p for p in clauses.phrases if p.place.start > verb.span.end and not p.pronoun]
    return not any(_turns_to(clauses, phrase) for phrase in after)


def goes_on(clauses: Clauses, verb: Token) -> bool:
    """Return whether whoever spoke before goes on by a verb: "she added", "he also said"."""
    if verb.value in {"add", "continue", "go on", "conclude"}:
        return True
    at = clauses.tokens.index(verb)
    return any(clauses.low(k) in {"also", "further", "again", "later"} for k in range(max(0, at - 3), at))


def _turns_to(clauses: Clauses, phrase: Phrase) -> bool:
    # ", and Torvik left", "; Torvik left", "to Torvik, who left", "with Torvik leaving"
    if not (phrase.name or phrase.office or phrase.kin) or phrase.thing:
        return False
    low = clauses.low(phrase.first - 1)
    relative = "who" in {clauses.low(phrase.end), clauses.low(phrase.end + 1), clauses.low(phrase.end - 1)}
    doing = low == "with" and clauses.low(phrase.end).endswith("ing")
    return relative or doing or (low in SUBORDINATE | {"and", "but", ";"} and clauses.acts(phrase))

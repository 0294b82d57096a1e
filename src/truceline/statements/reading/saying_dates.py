"""Which of the days that a sentence names is the one on which its words were said."""

from __future__ import annotations

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.predicates import Predicate
from truceline.statements.reading.subjects import Subject
from truceline.statements.reading.tokens import Token

_OPENING = 3
_ADVERBIAL = 16
_ON = 6  # tokens between "stated this" and the interview
_OCCASIONS = frozenset({"interview", "briefing", "speech", "conference", "statement", "post", "address"})
_HELD = frozenset({"published", "given", "held", "broadcast", "aired", "released", "issued"})
_CLAUSE_ENDS = frozenset({",", ";", "and", "but", "while", "–", "—"})
_OPENS_CLAUSE = frozenset({"article", "pronoun", "owner", "actor", "adjective", "name", "office", "word", "modifier"})
_PLACES = frozenset({"in", "at", "on", "to", "after", "during", "late", "early", "reporters", "journalists"})


def saying_date(clauses: Clauses, predicate: Predicate, subject: Subject | None) -> Token | None:
    """Return the day on which a predicate's words were said, where the sentence names it beside the verb."""
    first = predicate.first if subject is None else min(subject.first, predicate.first)
    opening = _date(clauses, 0, min(_OPENING, first))
    if opening is not None:
        return opening
    beside = _before(clauses, first) or _beside(clauses, predicate, subject)
    if beside is not None:
        return beside
    after = predicate.end if subject is None or not subject.inverted else max(predicate.end, subject.end)
    found = _after(clauses, predicate, after)
    if found is None and _sets_the_scene(clauses, first):
        found = _date(clauses, 0, first)
    return found or _of_the_interview(clauses, predicate)


def _of_the_interview(clauses: Clauses, predicate: Predicate) -> Token | None:
    # "Stated this in an interview published on 14 May"
    start = predicate.end + 1
    for at in range(start, min(start + _ON, len(clauses.tokens) - 1)):
        held = clauses.low(at + 1) in _HELD
        if clauses.low(at) in _OCCASIONS and clauses.kind(at + 1 + held) == "date":
            return clauses.tokens[at + 1 + held]
    return None


def _sets_the_scene(clauses: Clauses, first: int) -> bool:
    # "At a press conference in Port Anse on Sunday, Dorn said"; "Speaking in parliament on Wednesday, Dorn said".
    if first > _ADVERBIAL or clauses.low(first - 1) != ",":
        return first <= _ADVERBIAL and all(clauses.kind(at) not in {"quote", "verb"} for at in range(first))
    start = 1 if clauses.low(0).endswith("ing") else 0
    return all(clauses.kind(at) not in {"quote", "verb"} for at in range(start, first))


def _before(clauses: Clauses, first: int) -> Token | None:
    # "..., and last week her spokeswoman conceded": the day stands right before the speaker, and opens the clause.
    at = first - 2 if clauses.low(first - 1) == "," else first - 1
    opens = at == 0 or clauses.low(at - 1) in _CLAUSE_ENDS
    return clauses.tokens[at] if at >= 0 and clauses.kind(at) == "date" and opens else None


def _date(clauses: Clauses, start: int, end: int) -> Token | None:
    return next((clauses.tokens[at] for at in range(start, end) if clauses.kind(at) == "date"), None)


def _beside(clauses: Clauses, predicate: Predicate, subject: Subject | None) -> Token | None:
    # "Dorn on Sunday said"; a day within an aside about the speaker is not when it was said.
    start = predicate.first if subject is None or subject.inverted else subject.end
    days = [at for at in range(start, predicate.place) if clauses.kind(at) == "date"]
    return clauses.tokens[days[-1]] if days else None


def _after(clauses: Clauses, predicate: Predicate, after: int) -> Token | None:
    # The date goes with the verb unless a clause has begun between them: "said the talks on Friday would ...".
    ended = any(clauses.kind(at) == "quote" for at in range(predicate.place)) or after > predicate.end
    hearer = clauses.vocabulary.has(predicate.verb, "hearing")
    stops = {"that", ":", ";"} | ({"to"} if clauses.vocabulary.takes(predicate.verb, "infinitive") else set())
    for at in range(after, len(clauses.tokens)):
        token, low = clauses.tokens[at], clauses.low(at)
        if token.kind == "date":
            return token
        verb = token.kind == "verb" and not any(clauses.kind(k) == "article" for k in (at - 1, at - 2))
        if verb or token.kind == "quote" or low in stops or clauses.has(at, "auxiliaries"):
            return None
        opens_clause = at == after and token.kind in _OPENS_CLAUSE and low not in _PLACES
        if opens_clause and not (ended or hearer):
            return None
    return None

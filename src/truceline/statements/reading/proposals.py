"""What a dependency parse reads in a sentence beside the rules: reports proposed to a person, never certain.

The verbs, nouns and signs that something was not said are those of the rules' vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from truceline.statements.reading.attribution import Report
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.parse import ParsedSentence
from truceline.statements.reading.parsed_speakers import BEFORE_NOUN, named, owners, sources, speakers
from truceline.statements.reading.predicates import predicates
from truceline.statements.reading.subjects import Subject

PROPOSED = "proposed by the dependency parse, not by the rules"
"""The doubt about every report that is proposed here."""

_CHAINED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep"})
_NOT_MAIN = frozenset({"aux", "auxpass", "amod", "compound"})
_ABOUT = frozenset({"of", "about", "for", "against"})


@dataclass(slots=True)
class _Candidate:
    # A word at a token's place that may report: by whom, and whether a clause or an object beside it tells what.
    token: int
    kind: DraftKind | None
    speakers: Sequence[int]
    clause: bool
    object: bool = False
    quotes: list[int] = field(default_factory=list)


def proposals(sentence: ParsedSentence) -> list[Report]:
    """List the reports that a parse shows in a sentence. Cost grows with its length times its depth."""
    found = dict(_candidates(sentence))
    for place in sentence.frame.said:
        owner = _whose(sentence, place, found)
        if owner is not None:
            found[_outermost(sentence, owner, found)].quotes.append(place)
    own = [one for word, one in found.items() if _outermost(sentence, word, found) == word]
    return [report for one in own if (report := _report(sentence, one)) is not None]


def _report(sentence: ParsedSentence, one: _Candidate) -> Report | None:
    told = one.clause or bool(one.quotes)
    if one.kind is None or not (told or one.object):
        return None
    phrases = (named(sentence, word, told=told) for word in one.speakers)
    known = tuple(dict.fromkeys(phrase for phrase in phrases if phrase is not None))
    if not known:
        return None
    return Report(sentence.frame.tokens[one.token], Subject(known), None, one.kind, one.quotes, [PROPOSED])


def _candidates(sentence: ParsedSentence) -> Iterator[tuple[int, _Candidate]]:
    vocabulary = sentence.clauses.vocabulary
    unsaid = {predicate.place for predicate in predicates(sentence.clauses) if predicate.kind is None}
    for place, token in enumerate(sentence.frame.tokens):
        words = sentence.inside(place)
        if words and token.kind == "verb" and vocabulary.takes(token.value, "sourced"):
            yield words[0], _Candidate(place, DraftKind.SAID, sources(sentence, words), clause=True)
        elif words and token.kind == "verb" and _is_verb(sentence, words[0]):
            yield words[0], _verb(sentence, place, words[0], denied=place in unsaid)
        elif words and vocabulary.has(token.low, "sayings") and sentence.words[words[-1]].tag.startswith("NN"):
            yield words[-1], _Candidate(place, DraftKind.SAID, owners(sentence, words[-1]), _that(sentence, words[-1]))


def _is_verb(sentence: ParsedSentence, word: int) -> bool:
    return sentence.words[word].tag.startswith("VB") and sentence.words[word].relation not in _NOT_MAIN


def _verb(sentence: ParsedSentence, place: int, verb: int, *, denied: bool) -> _Candidate:
    # What the rules take for unsaid is, except "went on to say", of which the parse knows more.
    infinitive = sentence.frame.tokens[place].value
    kind = None if denied and not _with_to(sentence, verb) else _kind(sentence, verb, infinitive)
    told = _clause(sentence, verb, infinitive)
    return _Candidate(place, kind, speakers(sentence, verb), told, _object(sentence, verb, infinitive))


# whether it was said


def _kind(sentence: ParsedSentence, verb: int, infinitive: str) -> DraftKind | None:
    if _unsaid(sentence, verb):
        return None
    if any(sentence.has(at, "modals_to_come") for at in sentence.children(verb, "aux")):
        return DraftKind.ANNOUNCED
    if sentence.words[verb].relation in {"xcomp", "pcomp"} or _with_to(sentence, verb):
        return _depending(sentence, sentence.words[verb].head)
    return DraftKind.DENIED if infinitive == "deny" else DraftKind.SAID


def _unsaid(sentence: ParsedSentence, verb: int) -> bool:
    # "did not say", "if Dorn says", "might say", "nobody said", "no official said"
    helpers = sentence.children(verb, "aux", "mark", "advmod", "preconj")
    subjects = sentence.children(verb, "nsubj")
    of_them = [at for subject in subjects for at in sentence.children(subject, "det")]
    return (
        bool(sentence.children(verb, "neg"))
        or any(sentence.has(at, "negations", "modals", "suppositions") for at in helpers)
        or any(sentence.has(at, "negations") or sentence.low(at) == "no" for at in (*subjects, *of_them))
    )


def _with_to(sentence: ParsedSentence, verb: int) -> bool:
    return any(sentence.low(at) == "to" for at in sentence.children(verb, "aux"))


def _depending(sentence: ParsedSentence, head: int) -> DraftKind | None:
    # "went on to say", "is expected to say", "instead of saying"
    if _unsaid(sentence, head) or sentence.has(head, "negations", "unsaid_before"):
        return None
    if sentence.words[head].relation in {"prep", "mark"} or sentence.has(head, "carried_out"):
        return DraftKind.SAID
    return DraftKind.ANNOUNCED if sentence.has(head, "to_come") else None


# what was said


def _clause(sentence: ParsedSentence, verb: int, infinitive: str) -> bool:
    vocabulary = sentence.clauses.vocabulary
    if not (vocabulary.takes(infinitive, "clause", "opinion") or vocabulary.has(infinitive, "hearing")):
        return False
    return _after_words(sentence, verb) or bool(sentence.children(verb, "ccomp", "parataxis"))


def _after_words(sentence: ParsedSentence, verb: int) -> bool:
    # "The truce holds, five diplomats told us": what they said is the clause that theirs depends on.
    word, subjects = sentence.words[verb], sentence.children(verb, "nsubj")
    if word.relation == "ccomp" and subjects and word.head < subjects[0]:
        first = min([subjects[0], *sentence.children(subjects[0], *BEFORE_NOUN)])
        return sentence.low(first - 1) == ","
    return word.relation == "parataxis"


def _object(sentence: ParsedSentence, verb: int, infinitive: str) -> bool:
    takes = sentence.clauses.vocabulary.takes
    prepositions = {sentence.low(at) for at in sentence.children(verb, "prep", "mark", "advcl")}
    return not takes(infinitive, "opinion") and (
        (takes(infinitive, "infinitive") and bool(sentence.children(verb, "xcomp", "ccomp")))
        or (takes(infinitive, "ruling", "object") and bool(sentence.children(verb, "dobj", "nsubjpass", "agent")))
        or (takes(infinitive, "citing") and sentence.words[verb].tag == "VBG" and bool(sentence.children(verb, "dobj")))
        or (takes(infinitive, "as") and "as" in prepositions)
        or (takes(infinitive, "about") and bool(prepositions & _ABOUT))
        or (takes(infinitive, "predicate") and bool(sentence.children(verb, "oprd", "ccomp", "xcomp")))
    )


def _that(sentence: ParsedSentence, noun: int) -> bool:
    clauses = sentence.children(noun, "acl", "ccomp", "relcl")
    return any(sentence.low(at) == "that" for clause in clauses for at in sentence.children(clause, "mark"))


# whose words


def _whose(sentence: ParsedSentence, quote: int, found: Mapping[int, _Candidate]) -> int | None:
    # The nearest candidate on the way up from the words between quotation marks, or right below them.
    words = set(sentence.inside(quote))
    roots = [at for at in sorted(words) if sentence.words[at].head not in words or sentence.words[at].head == at]
    for root in sorted(roots, key=lambda at: sentence.words[at].relation == "punct"):
        near = (*sentence.above(root), *sentence.children(root))
        if reporting := [at for at in near if at in found and at not in words]:
            return reporting[0]
    return None


def _outermost(sentence: ParsedSentence, word: int, found: Mapping[int, _Candidate]) -> int:
    # What somebody says that another said is the words of the one who says it.
    at = word
    while sentence.words[at].relation in _CHAINED:
        at = sentence.words[at].head
    head = sentence.words[at].head
    inside = sentence.words[at].relation == "ccomp" and head in found and found[head].clause
    if inside and _after_words(sentence, at):
        return word
    return _outermost(sentence, head, found) if inside else word

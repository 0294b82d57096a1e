"""Who speaks, as the dependency parse of a sentence shows it: subjects, agents, owners and sources."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.statements.reading.parse import ParsedSentence
from truceline.statements.reading.people import Meant, Person
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import Office

_DEEPEST = 6  # verbs that may lie between one and the subject that it shares
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "parataxis", "prep", "acl", "relcl"})
_OF_A_NOUN = frozenset({"relcl", "acl", "ccomp"})
_NO_NAME = frozenset({"DT", "PRP$"})
_BY = frozenset({"by", "from", "of"})
BEFORE_NOUN = ("det", "amod", "nummod", "poss", "compound", "nmod", "quantmod")
"""What a word before a noun may be to it."""


def speakers(sentence: ParsedSentence, verb: int, depth: int = 0) -> list[int]:
    """List the words that name who speaks in a verb, which may share its subject with another verb.

    Cost grows with the depth of the sentence.
    """
    word, subjects = sentence.words[verb], sentence.children(verb, "nsubj")
    if others := _agents(sentence, verb) or _cited(sentence, verb):
        return others
    if not subjects and (depth or _citing(sentence, verb)):
        subjects = sentence.children(verb, "nsubjpass")
    if subjects and sentence.low(subjects[0]) not in _RELATIVES:
        return _together(sentence, subjects)
    if word.head == verb or depth > _DEEPEST or _passive(sentence, verb):
        return []
    if sentence.words[word.head].tag.startswith(("NN", "PRP")) and word.relation in _OF_A_NOUN:
        return _together(sentence, [word.head])
    return speakers(sentence, word.head, depth + 1) if subjects or word.relation in _SHARING else []


def sources(sentence: ParsedSentence, words: Sequence[int]) -> list[int]:
    """List the words that name whom the ``words`` of "according to" refer to."""
    after = [at for word in words for at in sentence.children(word, "prep")]
    return _together(sentence, [one for at in (*words, *after) for one in sentence.children(at, "pobj")])


def owners(sentence: ParsedSentence, noun: int) -> list[int]:
    """List the words that name whose statement or remark a noun is."""
    by = [at for at in sentence.children(noun, "prep") if sentence.low(at) in _BY]
    own = sentence.children(noun, "poss") or [one for at in by for one in sentence.children(at, "pobj")]
    return _together(sentence, own)


def named(sentence: ParsedSentence, word: int, *, told: bool) -> Phrase | None:
    """Return the phrase that a word stands for; whoever has neither name nor office only where words are ``told``."""
    phrase = sentence.phrase(word)
    if phrase is None:
        return _noun_phrase(sentence, word) if told else None
    role = phrase.nameless and not phrase.actor and phrase.office is not None and phrase.office.authority is None
    return None if role and not told else phrase


def unknown_speaker(phrase: Phrase) -> Meant | None:
    """Return somebody of whom nothing is known but how the text names them; nobody for a pronoun."""
    if phrase.pronoun:
        return None
    person = Person("", phrase.words, phrase.actor, why_actor=f'named as "{phrase.words}"')
    return Meant(person, "nothing tells who that is", f'"{phrase.words}"')


def _passive(sentence: ParsedSentence, verb: int) -> bool:
    # "asked whether", "said to be": but where a noun is the root, "Members of his party called" is no participle.
    if sentence.children(verb, "nsubjpass"):
        return True
    word = sentence.words[verb]
    head = sentence.words[word.head]
    fragment = head.relation == "ROOT" and head.tag.startswith("NN")
    return word.tag == "VBN" and not fragment and not sentence.children(verb, "aux", "auxpass")


def _agents(sentence: ParsedSentence, verb: int) -> list[int]:
    # "was dismissed by Dorn"
    if sentence.words[verb].tag != "VBN" and not sentence.children(verb, "auxpass"):
        return []
    by = [at for at in sentence.children(verb, "agent", "prep") if sentence.low(at) == "by"]
    return _together(sentence, [one for at in by for one in sentence.children(at, "pobj")])


def _cited(sentence: ParsedSentence, verb: int) -> list[int]:
    # "quoted Dorn as saying", "reported, citing two officials"
    objects = _together(sentence, sentence.children(verb, "dobj")) if _citing(sentence, verb) else []
    phrases = [sentence.phrase(word) for word in objects]
    return [word for word, phrase in zip(objects, phrases, strict=True) if phrase and (phrase.name or phrase.office)]


def _citing(sentence: ParsedSentence, verb: int) -> bool:
    # "Dorn was quoted as saying"
    token = sentence.frame.tokens[sentence.places[verb]]
    return token.kind == "verb" and sentence.clauses.vocabulary.takes(token.value, "citing")


def _together(sentence: ParsedSentence, words: Sequence[int]) -> list[int]:
    # "Dorn and Vask"
    found: list[int] = []
    for word in words:
        found += [word, *_together(sentence, sentence.children(word, "conj"))]
    return found


def _noun_phrase(sentence: ParsedSentence, word: int) -> Phrase | None:
    # Whoever is named in no way that the rules know: "his top deputies", "two of the diplomats".
    tokens = sentence.frame.tokens
    plain = sentence.words[word].tag.startswith(("NN", "CD")) and not sentence.has(word, "papers")
    if not plain or tokens[sentence.places[word]].kind in {"quote", "date"}:
        return None
    before = [
        at for at in sentence.children(word, *BEFORE_NOUN) if at < word and sentence.words[at].tag not in _NO_NAME
    ]
    of = [at for at in sentence.children(word, "prep") if sentence.low(at) == "of"]
    after = [one for at in of for one in sentence.children(at, "pobj")]
    first, end = sentence.places[min([word, *before])], sentence.places[max([word, *after])] + 1
    place = TextSpan(tokens[first].span.start, tokens[end - 1].span.end)
    words = place.of(sentence.frame.text)
    office = Office(words, None, body=False, several=sentence.words[word].tag.endswith("S"))
    return Phrase(sentence.places[word], end, place, words, office=office)

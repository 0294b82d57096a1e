"""Whoever a text names by an office or a role alone: what it tells of whose they are, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.statements.reading.people import INDEFINITE, Meant, Person
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.vocabulary import Office, PressVocabulary
from truceline.statements.statement import Authority

_COUNTS = frozenset({"the", "two", "three", "four", "five", "six", "several", "some", "many", "both"})
_HIGH = frozenset({Authority.LEADER, Authority.MINISTER})


def nameless(phrase: Phrase, office: Office, actor: str, vocabulary: PressVocabulary, *, alone: bool) -> Meant:
    """Return whoever a phrase names by an office, of an actor where one is known; with a doubt where that is little.

    ``alone`` where the text names nobody who holds the office.
    """
    authority = None if phrase.past else office.authority
    ministry = authority is Authority.SPOKESPERSON and "ministry" in phrase.words.lower()
    words = phrase.words.partition(" in ")[0] if ministry else phrase.words  # "the Interior Ministry in Skerry"
    person = Person("", words, actor, authority, {office.words: None}, body=office.body)
    person.gender = next((vocabulary.genders.get(w, "") for w in office.words.split()), "")
    place = "" if phrase.actor else "; whose it is follows from the context"
    person.why_actor = f'named as "{phrase.words}"{place}'
    anonymous = authority is Authority.UNNAMED and (
        phrase.article in INDEFINITE or vocabulary.has(phrase.article, "counts")
    )
    person.from_afar = anonymous and from_afar(phrase, office, vocabulary)
    person.post = phrase.post and not (office.several or vocabulary.has(office.words, "generic"))
    person.told = _tells_whose(phrase, person) or _tells_enough(phrase, office, vocabulary, alone=alone)
    known = bool(actor) or person.told or (anonymous and not (phrase.of or phrase.owner or phrase.torn))
    return Meant(person, "" if known else "whose office it is remains open", f'"{phrase.words}", without a name')


def from_afar(phrase: Phrase, office: Office, vocabulary: PressVocabulary) -> bool:
    """Return whether a phrase tells sources of no one actor: a Western diplomat, Tarsian and Sollenish officials."""
    if office.authority is not Authority.UNNAMED or phrase.actor or phrase.of or phrase.owner:
        return False
    words = phrase.words.lower().split()
    if office.several:
        return phrase.torn and "and" in words
    return any(vocabulary.has(word, "regions") for word in words)


def in_office(office: Office, vocabulary: PressVocabulary) -> bool:
    """Return whether an office is a leader's or minister's and no general word: in a text of a state it is its own."""
    return office.authority in _HIGH and not (office.several or vocabulary.has(office.words, "generic"))


def tells_sources(phrase: Phrase, office: Office, vocabulary: PressVocabulary) -> bool:
    """Return whether a phrase tells several sources as fully as a text ever does: officials, residents."""
    whole = not office.body or " " in phrase.words  # "aid groups"
    party = _affiliated(phrase, office)
    ranks = {None, Authority.UNNAMED, Authority.PARLIAMENT} if party else {None, Authority.UNNAMED}
    unnamed = office.authority in ranks and whole and not vocabulary.has(office.words, "sides")
    unnamed = unnamed and not vocabulary.has(office.words.removesuffix("s"), "somebodys")
    told = phrase.article not in {"the", "all"} or (party and phrase.article == "the")
    of = phrase.of is not None and not (party and not phrase.of.owning)
    return unnamed and told and not (phrase.owner or of or phrase.torn or phrase.past)


def the_same(phrase: Phrase, office: Office, mentioned: Iterable[Person]) -> bool:
    """Return whether "the sources" are those named before, and no others are: "Two diplomatic sources said".

    Cost grows with who is ``mentioned`` before.
    """
    groups = [p for p in mentioned if p.body and not p.name and office.words in p.offices]
    told = {_described(person.words, office.words) for person in groups} - {""}
    bare = phrase.article == "the" and not (phrase.owner or phrase.of or phrase.torn or phrase.past or phrase.actor)
    return bare and office.authority is Authority.UNNAMED and len(told) == 1 and all(p.told for p in groups[:1])


def _described(words: str, office: str) -> str:
    # What tells a group from others of the kind: "two diplomatic sources" and "diplomatic sources" are alike.
    return " ".join(word for word in words.lower().removesuffix(office).split() if word not in _COUNTS)


def _tells_whose(phrase: Phrase, person: Person) -> bool:
    # Whether the text tells whose somebody is, though of no actor of the case: "the prime minister's spokesman", "a
    # Lake Party lawmaker".
    if phrase.of is None or phrase.owner or phrase.torn:
        return False
    if person.body:
        return phrase.of.owning  # "Dorn's press office", but not "the rebel-run Health Ministry"
    anonymous = phrase.article in INDEFINITE and bool(phrase.of.name)
    member = person.authority in {Authority.PARLIAMENT, Authority.UNNAMED}
    return person.authority is Authority.SPOKESPERSON or (anonymous and member)


def _tells_enough(phrase: Phrase, office: Office, vocabulary: PressVocabulary, *, alone: bool) -> bool:
    # "The prime minister" where nobody else is one, "the Interior Ministry", "the director of the hospital", "a cabinet
    # minister": the words of the text are enough to say who speaks, though not for whom.
    if phrase.owner or phrase.torn or phrase.past or office.several:
        return False
    words = [word for word in phrase.words.lower().split() if not vocabulary.has(word, "modifiers")]
    if office.authority is Authority.SPOKESPERSON:
        body = phrase.words.lower().partition(" in ")[0].split()
        return _qualified(phrase, office) or ("ministry" in body and len(body) > 1)
    if office.authority is Authority.MILITARY and office.body:
        return _qualified(phrase, office)
    if office.authority is None:
        return " of " in phrase.words and phrase.article == "the" and not office.body
    return in_office(office, vocabulary) and alone and (phrase.article in {"the", ""} or len(words) > 1)


def _affiliated(phrase: Phrase, office: Office) -> bool:
    # A capitalised word before the office tells of what they are: Lake Party rebels.
    told = phrase.words[: phrase.words.lower().find(office.words)].split()
    return any(word[:1].isupper() and word.lower() not in _COUNTS for word in told)


def _qualified(phrase: Phrase, office: Office) -> bool:
    # "The Sarkan army", "Skerry police", "the Ministry of Public Works": a capitalised word tells which it is.
    before, _, after = phrase.words.lower().partition(office.words)
    told = phrase.words[: len(before)].split() or (
        phrase.words[len(office.words) :].split() if after.startswith(" of ") else []
    )
    return office.body and any(word[:1].isupper() for word in told)

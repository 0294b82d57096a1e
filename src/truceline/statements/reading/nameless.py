"""Whoever a text names by an office or a role alone: what it tells of whose they are, and whether that is enough."""

from __future__ import annotations

from truceline.statements.reading.people import INDEFINITE, Meant, Person
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.vocabulary import Office, PressVocabulary
from truceline.statements.statement import Authority

_HIGH = frozenset({Authority.LEADER, Authority.MINISTER})


def nameless(phrase: Phrase, office: Office, actor: str, vocabulary: PressVocabulary, *, alone: bool) -> Meant:
    """Return whoever a phrase names by an office, of an actor where one is known; with a doubt where that is little.

    ``alone`` where the text names nobody who holds the office.
    """
    authority = None if phrase.past else office.authority
    person = Person("", phrase.words, actor, authority, {office.words: None}, body=office.body)
    person.gender = next((vocabulary.genders.get(w, "") for w in office.words.split()), "")
    place = "" if phrase.actor else "; whose it is follows from the context"
    person.why_actor = f'named as "{phrase.words}"{place}'
    anonymous = authority is Authority.UNNAMED and phrase.article in INDEFINITE
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


def tells_sources(phrase: Phrase, office: Office, vocabulary: PressVocabulary) -> bool:
    """Return whether a phrase tells several sources as fully as a text ever does: officials, residents."""
    unnamed = office.authority in {None, Authority.UNNAMED} and not (
        office.body or vocabulary.has(office.words, "sides")
    )
    unnamed = unnamed and not vocabulary.has(office.words.removesuffix("s"), "somebodys")
    told = not (phrase.owner or phrase.of or phrase.torn or phrase.past) and phrase.article not in {"the", "all"}
    return unnamed and told


def _tells_whose(phrase: Phrase, person: Person) -> bool:
    # Whether the text tells whose somebody is, though of no actor of the case: "the prime minister's spokesman", "a
    # Lake Party lawmaker".
    if phrase.of is None or phrase.owner or phrase.torn:
        return False
    if person.body:
        return phrase.of.owning  # "Dorn's press office", but not "the rebel-run Health Ministry"
    anonymous = phrase.article in INDEFINITE and bool(phrase.of.name)
    owned = phrase.of.owning and bool(phrase.of.name) and person.authority in _HIGH  # "Northam's health minister"
    member = person.authority in {Authority.PARLIAMENT, Authority.UNNAMED}
    return owned or person.authority is Authority.SPOKESPERSON or (anonymous and member)


def _tells_enough(phrase: Phrase, office: Office, vocabulary: PressVocabulary, *, alone: bool) -> bool:
    # "The prime minister" where nobody else is one, "the Interior Ministry", "the director of the hospital", "a cabinet
    # minister": the words of the text are enough to say who speaks, though not for whom.
    if phrase.owner or phrase.torn or phrase.past or office.several:
        return False
    words = [word for word in phrase.words.lower().split() if not vocabulary.has(word, "modifiers")]
    if office.authority is Authority.SPOKESPERSON:
        return "ministry" in phrase.words.lower().split()[1:]
    if office.authority is None:
        return " of " in phrase.words and phrase.article == "the" and not office.body
    high = office.authority in _HIGH and not vocabulary.has(office.words, "generic")
    return high and alone and (phrase.article in {"the", ""} or len(words) > 1)

"""Whom "he", "she", "it" and "they" mean: for certain only where they fit nobody else."""

from __future__ import annotations

from truceline.statements.reading.people import Meant, Mention, Person
from truceline.statements.reading.salience import Salience

SEVERAL = "the pronoun fits several"
_BEFORE = 3  # sentences in which somebody may have spoken whom a pronoun still means


def he_or_she(mention: Mention, gender: str, salience: Salience) -> Meant | None:
    """Tell whom "he" or "she" means: of the paragraph's people, else of the one before, the one whom it fits."""
    for distance, where in ((0, "the paragraph"), (1, "the paragraph before")):
        near = reversed(salience.near([mention.paragraph - distance]))
        fitting = list(dict.fromkeys(p for p in near if _could_be(p, gender)))
        if len(fitting) == 1:
            return _only(fitting[0], mention, gender, salience, where)
        if fitting:
            return _one_of(fitting, mention, gender, salience, where)
    return None


def it_or_they(mention: Mention, salience: Salience) -> Meant | None:
    """Tell which body "it" or "they" means: the one that spoke last, if that was just before."""
    speaker, word = salience.speaker, mention.phrase.pronoun
    if speaker is None or not speaker.body or salience.speaking < mention.sentence - 2:
        return None
    certain = word == "it" and mention.goes_on and speaker.name and salience.surely
    doubt = "" if certain else f'it is not certain whom "{word}" means'
    return Meant(speaker, doubt, f'"{word}": {speaker.name or speaker.words}, who spoke last')


def _could_be(person: Person, gender: str) -> bool:
    return not (person.body or person.doubtful) and person.gender in {"", gender}


def _only(person: Person, mention: Mention, gender: str, salience: Salience, where: str) -> Meant:
    # The only one near whom the word fits; but it may mean a man who spoke before if nobody knows her for a woman.
    why = f'"{mention.phrase.pronoun}": {person.name or person.words}, the only one it fits in {where}'
    speaker = salience.speaker
    other = speaker is not None and speaker is not person and not speaker.body and speaker.gender == gender
    if not gender or (other and not person.gender and salience.speaking >= mention.sentence - _BEFORE):
        return Meant(person, SEVERAL, why)
    person.gender = gender
    return Meant(person, "", why)


def _one_of(fitting: list[Person], mention: Mention, gender: str, salience: Salience, where: str) -> Meant:
    word, speaker = mention.phrase.pronoun, salience.speaker
    since = [p for p in fitting if p is not speaker and salience.sentence[p] > salience.speaking]
    known = [p for p in fitting if p.gender == gender and gender]
    if speaker is not None and speaker in fitting and not since and gender:
        told = salience.surely and (mention.goes_on or known == [speaker])
        if told:
            speaker.gender = gender
        why = f'"{word}": {speaker.name or speaker.words}, who spoke last'
        return Meant(speaker, "" if told else SEVERAL, why)
    latest = max(salience.sentence[p] for p in known or fitting)
    person = [p for p in known or fitting if salience.sentence[p] == latest][-1]  # its first: perhaps the subject
    why = f'"{word}": {person.name or person.words}, the last of {len(fitting)} it fits in {where}'
    return Meant(person, SEVERAL, why)

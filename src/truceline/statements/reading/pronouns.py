"""Whom "he", "she", "it", "they", "the group" and "the statement" mean: for certain only where they fit nobody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from truceline.statements.reading.people import Meant, Mention, Person
from truceline.statements.reading.salience import Salience
from truceline.statements.reading.vocabulary import Office, PressVocabulary
from truceline.statements.statement import Authority

SEVERAL = "the pronoun fits several"
_BEFORE = 3  # sentences in which somebody may have spoken whom a pronoun still means
_FAR = 8  # sentences after which nobody is meant any more, not even perhaps
_JUST_BEFORE = 2  # sentences within which whoever spoke still does, where nobody else was named since


def he_or_she(mention: Mention, gender: str, salience: Salience) -> Meant | None:
    """Tell whom "he" or "she" means: of the paragraph's people, else of the one before, the one whom it fits."""
    voice = salience.voice
    spoke = voice is not None and mention.sentence - salience.voiced <= _FAR and _could_be(voice, gender)
    for distance, where in ((0, "the paragraph"), (1, "the paragraph before")):
        near = reversed(salience.near([mention.paragraph - distance]))
        fitting = _people(dict.fromkeys(p for p in near if _could_be(p, gender)), salience)
        if mention.goes_on and spoke and voice is not None and fitting and voice not in fitting:
            return _who_spoke(mention, voice, SEVERAL)  # "They met Brenn. He added": who spoke before that goes on
        if len(fitting) == 1:
            return _only(fitting[0], mention, gender, salience, where)
        if fitting:
            return _one_of(fitting, mention, gender, salience, where)
    if not spoke or voice is None:
        return None
    on = (
        voice is salience.speaker
        and salience.surely
        and salience.alone
        and salience.speaking == mention.sentence - 1
        and not mention.answers
    )
    return _who_spoke(mention, voice, "" if on and gender else SEVERAL)


def it_or_they(mention: Mention, salience: Salience) -> Meant | None:
    """Tell which body "it" or "they" means: the one that spoke last, if that was just before."""
    speaker, word = salience.speaker, mention.phrase.pronoun
    if speaker is None or not speaker.body or salience.speaking < mention.sentence - 2:
        return None
    on = mention.goes_on or (salience.alone and salience.speaking == mention.sentence - 1)
    certain = word == "it" and on and salience.surely
    doubt = "" if certain else f'it is not certain whom "{word}" means'
    return Meant(speaker, doubt, f'"{word}": {speaker.name or speaker.words}, who spoke last')


def of_the_actor(
    mention: Mention, actor: str, salience: Salience, vocabulary: PressVocabulary
) -> tuple[Meant | None, str]:
    """Tell whether "the Tarsian diplomat" is whoever spoke just before, and the doubt where it may be."""
    office, speaker = mention.phrase.office, salience.speaker
    unnamed = office is not None and office.authority is Authority.UNNAMED and mention.phrase.article == "the"
    lately = salience.speaking >= mention.sentence - _BEFORE
    if office is None or not unnamed or speaker is None or not (lately and speaker.name) or speaker.body:
        return None, ""
    kinds = vocabulary.also.get(office.words, frozenset())
    if speaker.actor == actor and speaker.authority in kinds and salience.surely and salience.alone:
        return Meant(speaker, "", f'"{mention.phrase.words}": {speaker.name}, who spoke last'), ""
    return None, "somebody named before may be meant" if speaker.actor in {"", actor} else ""


def who_spoke(
    mention: Mention, office: Office, salience: Salience, vocabulary: PressVocabulary, *, others: bool
) -> Meant | None:
    """Tell whom "the diplomat", "the statement" or "the group" means where it is whoever spoke just before.

    ``others`` tells whether somebody else is called so.
    """
    kinds = vocabulary.also.get(office.words, frozenset())
    diplomat = _the_diplomat(mention, salience, kinds) if kinds and not others else None
    return diplomat or _the_paper(mention, office, salience, vocabulary) or _the_group(mention, office, salience)


def _the_group(mention: Mention, office: Office, salience: Salience) -> Meant | None:
    """Tell which body "the group" or "the party" means: the one that spoke last, if that was just before."""
    phrase, speaker = mention.phrase, salience.speaker
    plain = office.body and office.authority is None and phrase.article == "the" and not (phrase.of or phrase.owner)
    if not plain or speaker is None or not (speaker.body and speaker.actor) or salience.speaking < mention.sentence - 1:
        return None
    doubt = "" if salience.surely and salience.alone else f'it is not certain whom "{phrase.words}" means'
    return Meant(speaker, doubt, f'"{phrase.words}": {speaker.name or speaker.words}, who spoke last')


def _the_diplomat(mention: Mention, salience: Salience, kinds: Collection[Authority]) -> Meant | None:
    """Tell whom "the diplomat" means: whoever of these ``kinds`` of office, with a name, spoke just before."""
    phrase, speaker = mention.phrase, salience.speaker
    plain = phrase.article == "the" and not (phrase.of or phrase.owner or phrase.actor or phrase.past)
    near = salience.speaking >= mention.sentence - _JUST_BEFORE
    if not plain or speaker is None or not (speaker.name and near) or speaker.body or speaker.authority not in kinds:
        return None
    doubt = "" if salience.surely and salience.alone else "somebody else may be meant"
    return Meant(speaker, doubt, f'"{phrase.words}": {speaker.name}, who spoke last')


def _the_paper(mention: Mention, office: Office, salience: Salience, vocabulary: PressVocabulary) -> Meant | None:
    """Tell whose "the statement" is: of whoever issued it, most often who spoke last, and never for certain."""
    phrase, last = mention.phrase, salience.speaker
    issued = phrase.article == "the" and vocabulary.has(office.words, "issued")
    if not issued or phrase.of or phrase.owner or last is None or mention.sentence - salience.speaking > _BEFORE:
        return None
    return Meant(last, "a paper is named, not who speaks in it", f'"{phrase.words}": of {last.name or last.words}')


def somebody(mention: Mention) -> Meant:
    """Return whoever "one", "another" or "others" means: under that word, and never for certain."""
    words = mention.phrase.words
    return Meant(Person("", words), "somebody is meant whom nobody names", f'"{words}"')


def _could_be(person: Person, gender: str) -> bool:
    return not (person.body or person.doubtful) and person.gender in {"", gender}


def _people(fitting: Iterable[Person], salience: Salience) -> list[Person]:
    # Where one of them is surely a person, a name that may be a place's counts for nothing unless it began a sentence.
    found = list(fitting)
    human = [p for p in found if p.human or p.known or p.gender or p in salience.began or p is salience.speaker]
    return human or found


def _only(person: Person, mention: Mention, gender: str, salience: Salience, where: str) -> Meant:
    # The only one near whom the word fits; but it may go on about whoever spoke before: "Asked about Brenn, he said".
    aside, speaker = _beside(person, mention, salience), salience.speaker
    if aside and speaker is not None and speaker.gender == gender:
        return _who_spoke(mention, speaker, SEVERAL)
    why = f'"{mention.phrase.pronoun}": {person.name or person.words}, the only one it fits in {where}'
    other = _spoke_before(person, mention, gender, salience) and not _introduced(person, mention, salience)
    if not gender or aside or other:
        return Meant(person, SEVERAL, why)
    person.gender = gender
    return Meant(person, "", why)


def _beside(person: Person, mention: Mention, salience: Salience) -> bool:
    # Named only in the pronoun's own sentence, and not at its beginning: "After a call to Brenn, he said".
    here = salience.sentence[person] == mention.sentence and salience.began.get(person) != mention.sentence
    return here and salience.near([mention.paragraph]).count(person) == 1


def _spoke_before(person: Person, mention: Mention, gender: str, salience: Salience) -> bool:
    speaker = salience.speaker
    lately = salience.speaking >= mention.sentence - _BEFORE
    return speaker is not None and speaker is not person and lately and _could_be(speaker, gender)


def _introduced(person: Person, mention: Mention, salience: Salience) -> bool:
    # A sentence of this paragraph began with somebody of known gender, or nobody's is known, or the sentence before
    # did: "Brenn arrived. He said".
    began, speaker = salience.began.get(person), salience.speaker
    known = bool(person.gender) or speaker is None or not speaker.gender
    first = min(salience.first_of_paragraph, mention.sentence - 1)
    return known and began is not None and first <= began < mention.sentence


def _one_of(fitting: list[Person], mention: Mention, gender: str, salience: Salience, where: str) -> Meant:
    speaker = salience.speaker
    since = [p for p in fitting if p is not speaker and salience.sentence[p] > salience.speaking]
    known = [p for p in fitting if p.gender == gender and gender]
    if speaker is not None and speaker in fitting and not since and gender:
        on = (
            mention.goes_on
            or known == [speaker]
            or ((speaker in known or not known) and _still_speaks(mention, salience))
        )
        told = salience.surely and salience.alone and on
        if told:
            speaker.gender = gender
        return _who_spoke(mention, speaker, "" if told else SEVERAL)
    latest = max(salience.sentence[p] for p in known or fitting)
    person = [p for p in known or fitting if salience.sentence[p] == latest][-1]  # its first: perhaps the subject
    why = f'"{mention.phrase.pronoun}": {person.name or person.words}, the last of {len(fitting)} it fits in {where}'
    return Meant(person, SEVERAL, why)


def _who_spoke(mention: Mention, speaker: Person, doubt: str) -> Meant:
    return Meant(speaker, doubt, f'"{mention.phrase.pronoun}": {speaker.name or speaker.words}, who spoke last')


def _still_speaks(mention: Mention, salience: Salience) -> bool:
    # Whoever spoke just before goes on; others were named only within the words, or about where and when.
    return not mention.answers and salience.speaking >= mention.sentence - _JUST_BEFORE

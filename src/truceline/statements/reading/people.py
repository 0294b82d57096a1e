"""The people, offices and bodies of an article, and whom a phrase in it means.

Precision goes first: where a surname, an office or a pronoun could mean two people, the answer is marked as uncertain.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from truceline.statements.reading.phrases import Phrase
from truceline.statements.reading.vocabulary import KnownSpeaker, Lexicon, plain
from truceline.statements.statement import Authority


@dataclass(slots=True, eq=False)
class Person:
    """Somebody who can speak: a person, an office without a name, or a body; filled as the article is read."""

    name: str
    words: str
    actor: str = ""
    authority: Authority | None = None
    offices: dict[str, None] = field(default_factory=dict)
    gender: str = ""
    body: bool = False
    doubtful: bool = False
    why_actor: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a phrase means, whether that is certain, and why."""

    person: Person
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase at a place: paragraph and sentence are counted through the article."""

    phrase: Phrase
    paragraph: int
    sentence: int
    locative: str = ""


class People:
    """Everybody an article mentions, built in reading order, then asked in reading order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._by_name: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_office: dict[str, list[Person]] = defaultdict(list)
        self._nameless: dict[tuple[int, int], Person] = {}
        self._near: dict[int, list[Person]] = defaultdict(list)
        self._last: dict[Person, int] = {}
        self._mentioned = 0
        self._here: dict[Person, None] = {}
        self._spoken = ""
        for known in lexicon.known:
            self._know(known)

    def register(self, mentions: list[Mention]) -> None:
        """Take in every full name of an article, with the office and actor that it is given anywhere in it."""
        for place, mention in enumerate(mentions):
            if " " in mention.phrase.name:
                person = self._named(mention.phrase)
                self._here[person] = None
                self._learn(person, mention)
                if not person.offices and not person.authority:
                    self._introduced_before(person, mentions, place)
        owners: dict[str, set[str]] = defaultdict(set)
        for phrase in (m.phrase for m in mentions):
            if phrase.nameless and phrase.office and phrase.actor:
                owners[phrase.office.words].add(phrase.actor)
        for person in dict.fromkeys(self._by_name.values()):
            self._actor_of_office(person, owners)

    def mean(self, mention: Mention) -> Meant | None:
        """Tell whom a mention means, given all before it, and remember it as mentioned; None where it is nobody."""
        phrase = mention.phrase
        self._spoken = phrase.actor or self._spoken
        if phrase.pronoun:
            meant = self._pronoun(mention)
        elif phrase.name:
            meant = self._name(mention)
        elif phrase.office or phrase.kin:
            meant = self._office(mention)
        else:
            meant = self._actor(phrase)
        if meant is not None:
            self._learn_owner(meant.person, mention)
            self._near[mention.paragraph].append(meant.person)
            self._mentioned += 1
            self._last[meant.person] = self._mentioned
        return meant

    def pass_over(self, phrase: Phrase) -> None:
        """Note the actor of a phrase that only names one: "its" may mean it."""
        self._spoken = phrase.actor or self._spoken

    def _learn_owner(self, person: Person, mention: Mention) -> None:
        # "his spokesman, Lev Hartigan": in the name of whom "his" means.
        if not person.actor and mention.phrase.owner:
            person.actor = self._owners_actor(mention)
            person.why_actor = f'"{mention.phrase.owner} {mention.phrase.words}"'

    def _know(self, speaker: KnownSpeaker) -> None:
        person = Person(
            speaker.name, speaker.name, speaker.speaks_for, speaker.authority, why_actor="the case's ledger"
        )
        self._by_name[plain(speaker.name)] = person
        if " " in speaker.name:
            self._by_surname[plain(speaker.name.split()[-1])].append(person)

    def _named(self, phrase: Phrase) -> Person:
        key = plain(phrase.name)
        if key not in self._by_name:
            self._by_name[key] = Person(phrase.name, phrase.name)
            self._by_surname[key.split()[-1]].append(self._by_name[key])
        return self._by_name[key]

    def _learn(self, person: Person, mention: Mention) -> None:
        phrase, genders = mention.phrase, self.lexicon.vocabulary.genders
        if phrase.office:
            person.offices[phrase.office.words] = None
            if person not in self._by_office[phrase.office.words]:
                self._by_office[phrase.office.words].append(person)
            if len(person.offices) == 1 or person.authority is None:
                person.authority = phrase.office.authority
        words = [phrase.title, phrase.kin, *(phrase.office.words.split() if phrase.office else ())]
        person.gender = person.gender or next((genders[w] for w in words if w in genders), "")
        if not person.actor and (phrase.actor or (phrase.office and mention.locative)):
            person.actor = phrase.actor or mention.locative
            person.why_actor = (
                f'named as "{phrase.words}"' if phrase.actor else "the place at the start of the sentence"
            )

    def _introduced_before(self, person: Person, mentions: list[Mention], place: int) -> None:
        # "Her defence minister was blunter. '...,' Oren Vask wrote": the office first, then the name.
        for earlier in (mentions[at] for at in range(place - 1, -1, -1)):
            if earlier.paragraph != mentions[place].paragraph:
                return
            phrase = earlier.phrase
            key = (earlier.sentence, phrase.first)
            if phrase.nameless and phrase.office and not phrase.office.several and not phrase.office.body:
                if not phrase.owning and key not in self._nameless:
                    self._learn(person, earlier)
                    self._nameless[key] = person
                return
            if phrase.name:
                return

    def _actor_of_office(self, person: Person, owners_of: dict[str, set[str]]) -> None:
        # "its prime minister said": one state only whose prime minister is spoken of, so that is whose he is.
        if person.actor or not person.offices:
            return
        owners = {owner for office in person.offices for owner in owners_of[office]}
        taken = {p.actor for office in person.offices for p in self._by_office[office] if p is not person}
        if len(owners) == 1 and not owners & taken:
            (person.actor,) = owners
            person.why_actor = "the only actor whose holder of this office is mentioned"

    def _name(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        if " " in phrase.name:
            return Meant(self._named(phrase), certain=True, why=f'the full name "{phrase.name}"')
        bearers = self._by_surname.get(plain(phrase.name), [])
        fitting = [p for p in bearers if self._fits(p, phrase)]
        here = [p for p in fitting if p in self._last]
        if phrase.title and len(fitting) > 1:
            gender = self.lexicon.vocabulary.genders.get(phrase.title, "")
            fitting = [p for p in fitting if p.gender == gender] or fitting
        elif len(fitting) > 1 and len(here) == 1:
            fitting = here
        if not fitting:
            return self._unknown_surname(mention)
        person = fitting[-1]
        certain = len(fitting) == 1
        if certain and phrase.title:
            person.gender = person.gender or self.lexicon.vocabulary.genders.get(phrase.title, "")
        others = "the only one of that name" if certain else f"{len(fitting)} people bear it"
        return Meant(person, certain, f'the surname "{phrase.name}": {others}')

    def _fits(self, person: Person, phrase: Phrase) -> bool:
        gender = self.lexicon.vocabulary.genders.get(phrase.title, "")
        if gender and person.gender and gender != person.gender:
            return False
        if phrase.actor and person.actor and phrase.actor != person.actor:
            return False
        office = phrase.office
        return not (
            office
            and person.authority
            and office.authority is not person.authority
            and office.words not in person.offices
        )

    def _unknown_surname(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        if phrase.weak:
            return None
        key = plain(phrase.name)
        known = key in self._by_name
        person = self._by_name.setdefault(key, Person(phrase.name, phrase.name, doubtful=True))
        person.doubtful &= not (phrase.office or phrase.title)
        self._learn(person, mention)
        if not known:
            self._by_surname[key].append(person)
        return Meant(person, bool(phrase.office or phrase.title), f'"{phrase.words}", whose full name is not given')

    def _office(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        key = (mention.sentence, phrase.first)
        if key in self._nameless:
            return Meant(self._nameless[key], certain=True, why=f'"{phrase.words}", named soon after')
        if phrase.office is None or phrase.office.several:
            return None
        actor = phrase.actor or self._owners_actor(mention)
        if actor:
            return self._holder(mention, actor)
        if phrase.article in {"the", ""} and (meant := self._spoken_of(mention)) is not None:
            return meant
        return self._holder(mention, mention.locative)

    def _owners_actor(self, mention: Mention) -> str:
        if mention.phrase.owner in {"", "its", "their"}:
            return self._spoken if mention.phrase.owner else ""
        near = [p for at in (mention.paragraph - 1, mention.paragraph) for p in self._near[at] if p.actor]
        gender = self.lexicon.vocabulary.genders.get(mention.phrase.owner, "")
        fitting = [p for p in near if (p.gender in {"", gender} and not p.body) == bool(gender)] or near
        return fitting[-1].actor if fitting else ""

    def _holder(self, mention: Mention, actor: str) -> Meant:
        # The holder of an office of one actor: named somewhere in the article, known to the ledger, or without a name.
        phrase = mention.phrase
        office = phrase.office
        assert office is not None  # noqa: S101  (the caller has looked)
        if phrase.article not in {"a", "an", "another", "one"} and not office.body:
            holders = [p for p in self._by_office[office.words] if p.actor == actor and actor]
            holders = holders or [
                p for p in self._here if not p.offices and p.actor == actor and p.authority is office.authority
            ]
            if len(holders) == 1:
                return Meant(holders[0], certain=True, why=f'"{phrase.words}": the office of {holders[0].name}')
        known = self._by_name.get(plain(phrase.words))
        if known is not None:
            return Meant(known, certain=True, why=f'"{phrase.words}", as in the case\'s ledger')
        place = "" if phrase.actor else "; whose it is follows from the context"
        person = Person("", phrase.words, actor, office.authority, {office.words: None}, body=office.body)
        person.gender = next((self.lexicon.vocabulary.genders.get(w, "") for w in office.words.split()), "")
        person.why_actor = f'named as "{phrase.words}"{place}'
        self._by_office[office.words].append(person)
        return Meant(person, bool(actor), f'"{phrase.words}", without a name')

    def _spoken_of(self, mention: Mention) -> Meant | None:
        # "the general", "the foreign minister": the one spoken of last who holds that office.
        office = mention.phrase.office
        assert office is not None  # noqa: S101  (the caller has looked)
        words = f'"{mention.phrase.words}"'
        near = self._near[mention.paragraph]
        holding = [p for p in reversed(near) if office.words in p.offices]
        alike = [p for p in reversed(near) if p.authority is office.authority and not p.offices]
        for here in (holding, alike):
            if here:
                return Meant(
                    here[0], certain=True, why=f"{words}: {here[0].name or here[0].words}, mentioned in the paragraph"
                )
        before = [p for p in self._by_office[office.words] if p in self._last]
        if not before:
            return None
        person = max(before, key=self._last.__getitem__)
        one = len(self._by_office[office.words]) == 1
        return Meant(person, one, f"{words}: {person.name or person.words}, mentioned before")

    def _pronoun(self, mention: Mention) -> Meant | None:
        word = mention.phrase.pronoun
        gender = self.lexicon.vocabulary.genders.get(word, "")
        for distance, where in ((0, "the paragraph"), (1, "the paragraph before")):
            near = reversed(self._near[mention.paragraph - distance])
            fitting = list(dict.fromkeys(p for p in near if self._could_be(p, gender)))
            if fitting:
                known = [p for p in fitting if p.gender == gender and gender]
                person = (known or fitting)[0]
                certain = bool(gender) and (len(fitting) == 1 or len(known) == 1)
                if certain:
                    person.gender = gender
                others = "the only one" if len(fitting) == 1 else f"the last of {len(fitting)}"
                return Meant(person, certain, f'"{word}": {person.name or person.words}, {others} it fits in {where}')
        return None

    @staticmethod
    def _could_be(person: Person, gender: str) -> bool:
        return not (person.body or person.doubtful) and person.gender in {"", gender}

    def _actor(self, phrase: Phrase) -> Meant | None:
        if not phrase.actor:
            return None
        name, press = self.lexicon.names[phrase.actor], phrase.actor in self.lexicon.press
        authority = Authority.REPORT if press else Authority.SPOKESPERSON
        person = self._by_name.setdefault(
            f"actor:{phrase.actor}", Person(name, name, phrase.actor, authority, body=True, why_actor="named itself")
        )
        if press:
            return Meant(
                person, certain=False, why=f'"{phrase.words}" is the press: it speaks for itself, or for a source'
            )
        return Meant(person, certain=True, why=f'"{phrase.words}" speaks as a whole')

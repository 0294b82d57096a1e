"""Whom a phrase of an article means, asked in reading order.

Precision goes first: where a surname, an office or a pronoun could mean two people, the answer is marked as uncertain.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from truceline.statements.reading.people import FORMER, Mention, People, Person
from truceline.statements.reading.phrases import Phrase
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import Lexicon, Office
from truceline.statements.statement import Authority

_INDEFINITE = frozenset({"a", "an", "another", "one"})
_RECENT = 2  # paragraphs before this one in which a second holder of an office makes it uncertain who is meant


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a phrase means, a ``doubt`` (empty where it is certain), and why."""

    person: Person
    doubt: str
    why: str

    @property
    def certain(self) -> bool:
        """Return whether nobody else can be meant."""
        return not self.doubt


class Resolver:
    """Tells whom phrases mean, given all that was mentioned and said before."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._near: dict[int, list[Person]] = defaultdict(list)
        self._sentence: dict[Person, int] = {}
        self._order: dict[Person, int] = {}
        self._mentioned = 0
        self._spoken = ""
        self._named: dict[str, str] = {}
        self._speaker: Person | None = None
        self._speaking = -1
        self._paragraph = 0
        self._surely = True

    @property
    def lexicon(self) -> Lexicon:
        """The words and names by which phrases are known."""
        return self.people.lexicon

    def mean(self, mention: Mention) -> Meant | None:
        """Tell whom a mention means, given all before it, and remember it as mentioned; None where it is nobody."""
        phrase = mention.phrase
        self._note(phrase)
        if phrase.of is not None and phrase.of.name and (whose := self._whose(phrase.of, mention)) is not None:
            self._remember(whose.person, mention)  # "the guest of Torvik": she is mentioned too
        if phrase.pronoun:
            meant = self._pronoun(mention)
        elif phrase.name:
            meant = self._name(mention)
        elif phrase.office or phrase.kin:
            meant = self._office(mention)
        else:
            meant = self._actor(phrase)
        if meant is not None:
            meant = self._checked(meant, mention)
            self._remember(meant.person, mention)
        return meant

    def labelled(self, label: str) -> Meant | None:
        """Tell whom a label in a transcript means; None where it is nobody known, or the press that asks."""
        words = tuple(label.lower().removeprefix("the ").split())
        known = self.lexicon.vocabulary.phrases.get(words)
        if known is not None and known.office is not None:
            office = Phrase(0, 0, TextSpan(0, 0), label, office=known.office, article="the")
            return self._spoken_of(Mention(office, self._paragraph, self._speaking), known.office)
        person = self.people.find(label)
        bearers = [person] if person is not None else self.people.bearers(words[-1])
        if len(bearers) != 1 or bearers[0].body:
            return None
        return Meant(bearers[0], bearers[0].doubt, f'the label "{label}"')

    def pass_over(self, phrase: Phrase) -> None:
        """Note the actor of a phrase that only names one: "its" may mean it."""
        self._note(phrase)

    def speaks(self, meant: Meant, sentence: int) -> None:
        """Note who spoke last."""
        self._speaker, self._speaking, self._surely = meant.person, sentence, meant.certain

    def _remember(self, person: Person, mention: Mention) -> None:
        self._near[mention.paragraph].append(person)
        self._paragraph = mention.paragraph
        self._mentioned += 1
        self._order[person] = self._mentioned
        self._sentence[person] = mention.sentence

    def _checked(self, meant: Meant, mention: Mention) -> Meant:
        person, phrase = meant.person, mention.phrase
        if not person.actor and not person.former and not person.body:
            self._learn_owner(person, mention)
        doubt = meant.doubt or person.doubt
        if phrase.torn:
            doubt = doubt or "the text names two actors with the office"
        if phrase.past or person.former:
            doubt = doubt or FORMER
        if phrase.office and phrase.actor and person.actor not in {"", phrase.actor}:
            doubt = doubt or "the text gives another actor than is known of the speaker"
        return Meant(person, doubt, meant.why)

    def _learn_owner(self, person: Person, mention: Mention) -> None:
        # "his spokesman, Lev Hartigan": in the name of whom "his" means.
        if mention.phrase.owner or mention.phrase.of:
            person.actor, doubt = self._owners_actor(mention)
            person.why_actor = f'"{mention.phrase.owner} {mention.phrase.words}"'.replace('" ', '"')
            person.doubt = person.doubt or doubt

    # names

    def _name(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        if phrase.thing and self.people.find(phrase.name) is None:
            return self._thing(phrase)
        if " " in phrase.name:
            return Meant(self.people.named(phrase), "", f'the full name "{phrase.name}"')
        fitting = [p for p in self.people.bearers(phrase.name) if self._fits(p, phrase)]
        gender = self.lexicon.vocabulary.genders.get(phrase.title, "")
        if gender and len(fitting) > 1:
            fitting = [p for p in fitting if p.gender == gender] or fitting
        elif len(fitting) > 1 and len(here := [p for p in fitting if p in self._order]) == 1:
            fitting = here
        if not fitting:
            return self._first_name(mention) or self._unknown_surname(mention)
        person = fitting[-1]
        if len(fitting) > 1:
            return Meant(
                person, "several people bear the name", f'the surname "{phrase.name}": {len(fitting)} people bear it'
            )
        person.gender = person.gender or gender
        return Meant(person, "", f'the surname "{phrase.name}": the only one of that name')

    def _thing(self, phrase: Phrase) -> Meant:
        actor = phrase.actor or self._in_short(phrase)
        body = self.people.body(f"body:{phrase.name}", Person(phrase.name, phrase.name, actor, body=True))
        if actor and not body.authority:
            body.authority, body.why_actor = Authority.SPOKESPERSON, f'"{phrase.words}"'
        return Meant(body, "", f'"{phrase.words}", no person')

    def _in_short(self, phrase: Phrase) -> str:
        # "the League", of the only actor named in full before whose name has the word.
        short = phrase.words.lower()
        named = {actor for name, actor in self._named.items() if short in name.split() and short != name}
        return named.pop() if len(named) == 1 and phrase.article == "the" and phrase.words[:1].isupper() else ""

    def _note(self, phrase: Phrase) -> None:
        if phrase.actor:
            self._spoken = phrase.actor
            self._named[self.lexicon.names[phrase.actor].lower()] = phrase.actor

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

    def _first_name(self, mention: Mention) -> Meant | None:
        # "Sir Odo"
        phrase = mention.phrase
        alike = self.people.called(phrase.name) if phrase.title else []
        fitting = [p for p in alike if self._fits(p, phrase) and (p in self.people.here or p in self._order)] or alike
        if not fitting:
            return None
        doubt = "" if len(fitting) == 1 else "several people bear the name"
        return Meant(fitting[-1], doubt, f'"{phrase.words}": the first name of {fitting[-1].name}')

    def _unknown_surname(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        if phrase.weak:
            return None
        person, _ = self.people.add_surname(phrase)
        introduced = bool(phrase.office or phrase.title)
        person.doubtful &= not introduced
        self.people.learn(person, phrase, mention.locative)
        doubt = "" if introduced else "nothing tells who bears the name"
        return Meant(person, doubt, f'"{phrase.words}", whose full name is not given')

    # offices

    def _office(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        key = (mention.sentence, phrase.first)
        if key in self.people.nameless:
            return Meant(self.people.nameless[key], "", f'"{phrase.words}", named soon after')
        office = phrase.office
        if office is None:
            return None
        if office.several:
            return self._several(phrase, office)
        actor, doubt = (phrase.actor, "") if phrase.actor else self._owners_actor(mention)
        if office.body and not actor and (short := self._in_short(phrase)):
            return self._thing(replace(phrase, name=phrase.words, actor=short))
        if actor:
            return self._holder(mention, office, actor, doubt)
        definite = phrase.article in {"the", ""} and not (phrase.torn or phrase.past)
        if definite and (meant := self._spoken_of(mention, office)) is not None:
            return meant
        doubt = "in whose name follows only from the place" if mention.locative else ""
        return self._holder(mention, office, mention.locative, doubt)

    def _several(self, phrase: Phrase, office: Office) -> Meant | None:
        # "Tarsian officials": as unnamed as one of them; of ministers nobody knows which.
        if office.authority is None:
            return None
        group = Person("", phrase.words, phrase.actor, office.authority, {office.words: None}, body=True)
        group.why_actor = f'named as "{phrase.words}"'
        named = bool(phrase.actor) and office.authority is Authority.UNNAMED
        return Meant(group, "" if named else "several people are meant", f'"{phrase.words}"')

    def _owners_actor(self, mention: Mention) -> tuple[str, str]:
        # In whose name "his spokesman", "Dorn's spokesman" or "a spokesman for the president" speaks.
        of, owner = mention.phrase.of, mention.phrase.owner
        if of is not None:
            whose = self._whose(of, mention)
            return (whose.person.actor, whose.doubt or whose.person.doubt) if whose else ("", "")
        if owner in {"its", "their"}:
            return self._spoken, "" if owner == "its" else 'it is not certain whom "their" means'
        if not owner:
            return "", ""
        near = [
            p for at in (mention.paragraph - 1, mention.paragraph) for p in self._near[at] if p.actor and not p.body
        ]
        gender = self.lexicon.vocabulary.genders.get(owner, "")
        fitting = [p for p in near if p.gender == gender] or [p for p in near if not p.gender]
        if not fitting:
            return "", ""
        several = len({p.actor for p in fitting}) > 1
        return fitting[-1].actor, f'it is not certain whom "{owner}" means' if several else ""

    def _whose(self, of: Phrase, mention: Mention) -> Meant | None:
        inner = Mention(of, mention.paragraph, mention.sentence, mention.locative)
        if of.name and not of.weak:
            return self._name(inner)
        if of.actor:
            return Meant(Person("", of.words, of.actor), "", "")
        return self._spoken_of(inner, of.office) if of.office and of.article in {"the", ""} else None

    def _holder(self, mention: Mention, office: Office, actor: str, doubt: str) -> Meant:
        # The holder of an office of one actor: named somewhere in the article, known to the case, or without a name.
        phrase = mention.phrase
        if phrase.article not in _INDEFINITE and not office.body and not phrase.past and actor:
            mentioned = [p for p in dict.fromkeys((*self.people.here, *self._order)) if p.actor == actor and p.name]
            holders = [p for p in mentioned if self._holds(p, office)]
            alike = [p for p in mentioned if not p.offices and p.authority is office.authority and not p.body]
            if holders or (alike and office.authority is Authority.LEADER):
                found = holders or alike
                unsure = doubt or ("" if len(found) == 1 else "several people may hold the office")
                return Meant(found[-1], unsure, f'"{phrase.words}": the office of {found[-1].name}')
        known = self.people.find(phrase.words) if actor else None
        if known is not None:
            return Meant(known, doubt, f'"{phrase.words}", as in the case\'s ledger')
        return self._nobody(phrase, office, actor, doubt)

    def _nobody(self, phrase: Phrase, office: Office, actor: str, doubt: str) -> Meant:
        authority = None if phrase.past else office.authority
        person = Person("", phrase.words, actor, authority, {office.words: None}, body=office.body)
        person.gender = next((self.lexicon.vocabulary.genders.get(w, "") for w in office.words.split()), "")
        place = "" if phrase.actor else "; whose it is follows from the context"
        person.why_actor = f'named as "{phrase.words}"{place}'
        self.people.by_office[office.words].append(person)
        return Meant(
            person, doubt or ("" if actor else "whose office it is remains open"), f'"{phrase.words}", without a name'
        )

    def _holds(self, person: Person, office: Office) -> bool:
        if person.former:
            return False
        if office.words in person.offices:
            return True
        if not (self.lexicon.vocabulary.has(office.words, "generic") or office.body):
            return False
        leads = office.authority is Authority.LEADER and person.authority is Authority.LEADER and not person.body
        return leads or any(words.endswith(f" {office.words}") for words in person.offices)

    def _spoken_of(self, mention: Mention, office: Office) -> Meant | None:
        # "the general", "the foreign minister": the only one spoken of lately who holds that office.
        words = f'"{mention.phrase.words}"'
        here = self._holding(self._near[mention.paragraph], office)
        lately = self._holding(
            [p for at in range(mention.paragraph - _RECENT, mention.paragraph + 1) for p in self._near[at]], office
        )
        ever = self._holding(list(self._order), office)
        found = here or lately or ever
        if not found:
            return None
        person = max(found, key=self._order.__getitem__)
        certain = len(here) == 1 or len(ever) == 1
        where = "mentioned in the paragraph" if here else "mentioned before"
        doubt = "" if certain else "several people may hold the office"
        return Meant(person, doubt, f"{words}: {person.name or person.words}, {where}")

    def _holding(self, people: list[Person], office: Office) -> list[Person]:
        # Who holds the office, or may: of the same authority, and no office known.
        return [
            p
            for p in dict.fromkeys(people)
            if self._holds(p, office)
            or (p.authority is office.authority and not p.offices and not p.body and office.authority)
        ]

    # pronouns

    def _pronoun(self, mention: Mention) -> Meant | None:
        word = mention.phrase.pronoun
        if word == "it":
            return self._it(mention)
        gender = self.lexicon.vocabulary.genders.get(word, "")
        for distance, where in ((0, "the paragraph"), (1, "the paragraph before")):
            near = reversed(self._near[mention.paragraph - distance])
            fitting = list(dict.fromkeys(p for p in near if self._could_be(p, gender)))
            if fitting:
                return self._one_of(fitting, mention, gender, where)
        return None

    def _one_of(self, fitting: list[Person], mention: Mention, gender: str, where: str) -> Meant:
        word, speaker = mention.phrase.pronoun, self._speaker
        if len(fitting) == 1 and gender:
            fitting[0].gender = gender
            why = f'"{word}": {fitting[0].name or fitting[0].words}, the only one it fits in {where}'
            return Meant(fitting[0], "", why)
        since = [p for p in fitting if p is not speaker and self._sentence[p] > self._speaking]
        known = [p for p in fitting if p.gender == gender and gender]
        if speaker is not None and speaker in fitting and not since and gender:
            told = self._surely and (mention.goes_on or known == [speaker])
            doubt = "" if told else "the pronoun fits several"
            if told:
                speaker.gender = gender
            return Meant(speaker, doubt, f'"{word}": {speaker.name or speaker.words}, who spoke last')
        latest = max(self._sentence[p] for p in known or fitting)
        person = [p for p in known or fitting if self._sentence[p] == latest][-1]  # its first: perhaps the subject
        why = f'"{word}": {person.name or person.words}, the last of {len(fitting)} it fits in {where}'
        return Meant(person, "the pronoun fits several", why)

    def _it(self, mention: Mention) -> Meant | None:
        speaker = self._speaker
        if speaker is None or not speaker.body or self._speaking < mention.sentence - 2:
            return None
        doubt = "" if mention.goes_on and speaker.name else 'it is not certain what "it" means'
        return Meant(speaker, doubt, f'"it": {speaker.name or speaker.words}, which spoke last')

    @staticmethod
    def _could_be(person: Person, gender: str) -> bool:
        return not (person.body or person.doubtful) and person.gender in {"", gender}

    # bodies

    def _actor(self, phrase: Phrase) -> Meant | None:
        if not phrase.actor:
            return None
        press = phrase.actor in self.lexicon.press
        name = phrase.words.removesuffix("'s").removesuffix("’s")
        authority = Authority.REPORT if press else Authority.SPOKESPERSON
        person = self.people.body(
            f"actor:{name}", Person(name, name, phrase.actor, authority, body=True, why_actor="named itself")
        )
        if press:
            return Meant(person, "the press speaks for itself, or for a source", f'"{phrase.words}" is the press')
        return Meant(person, "", f'"{phrase.words}" speaks as a whole')

"""The people, offices and bodies that a case knows and an article introduces, each with what is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from truceline.statements.offices import OfficeHolder
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import (
    KnownSpeaker,
    Lexicon,
    Office,
    generation,
    plain,
    surname,
    without_generation,
)
from truceline.statements.statement import Authority

BY_PLACE = "in whose name follows only from the place"
BY_OFFICE = "in whose name follows only from the office"
APART = "the office stands in another sentence than the name"
INDEFINITE = frozenset({"a", "an", "another", "one"})
_INITIALS = 2  # letters of what is no given name yet
OPEN = frozenset({BY_PLACE, BY_OFFICE, APART})
"""Doubts about whom somebody speaks for, and not about who it is."""
FORMER = "no longer or not yet in office"


@dataclass(slots=True, eq=False)
class Person:
    """Somebody who can speak: a person, an office without a name, or a body; filled as the article is read.

    ``known`` where the case tells of it, ``human`` where something tells that the name is a person's: a given name, a
    title, an office or a role. ``role`` is what the text calls somebody who holds no office, ``post`` whether
    it is one that an actor gives: of its chiefs and officials it is certain for whom they speak. ``from_afar`` are
    sources of no one actor, by what they are called: a Western diplomat, officials of two states; ``told`` whether the
    text says for whom a spokesman speaks, though it is no actor of the case.
    ``doubt`` says why actor or office may be another's, else it is empty; ``former`` where no office is held.
    """

    name: str
    words: str
    actor: str = ""
    authority: Authority | None = None
    offices: dict[str, None] = field(default_factory=dict)
    role: str = ""
    gender: str = ""
    body: bool = False
    doubtful: bool = False
    former: bool = False
    known: bool = False
    post: bool = False
    human: bool = False
    from_afar: bool = False
    told: bool = False
    doubt: str = ""
    why_actor: str = ""

    @property
    def speaks_alone(self) -> bool:
        """Return whether it is certain who speaks, though not for whom: a named person, or a source told in more words.

        A spokesman speaks for somebody, and "an official" is somebody's: certain only where the text tells whose.
        """
        if self.from_afar or (self.told and (self.body or not self.name)):
            return True
        if self.body or self.doubtful or (self.authority is Authority.SPOKESPERSON and not (self.told or self.human)):
            return False
        if self.authority is Authority.UNNAMED and not self.name:
            return not any(self.words.lower().endswith(office) for office in self.offices)
        return self.human and bool(self.name)

    def resign(self) -> None:
        """Take office and actor away: whoever is no longer in office speaks for nobody else."""
        self.former, self.actor, self.authority, self.why_actor = True, "", None, ""
        self.offices.clear()


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a phrase means, a ``doubt`` (empty where it is certain), and why.

    ``open`` is why it is not certain in whose name somebody speaks of whom it is certain who it is.
    """

    person: Person
    doubt: str
    why: str
    open: str = ""

    @property
    def certain(self) -> bool:
        """Return whether nobody else can be meant."""
        return not self.doubt


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase at a place: paragraph and sentence are counted through the article.

    ``opens`` where it begins a sentence; ``goes_on`` where its verb adds to what was said before (also said, added),
    ``answers`` where it may be another who takes the word (replied, objected).
    """

    phrase: Phrase
    paragraph: int
    sentence: int
    locative: str = ""
    opens: bool = False
    goes_on: bool = False
    answers: bool = False


class People:
    """Everybody whom a case knows or an article names in full, with office and actor on the day it appeared."""

    def __init__(self, lexicon: Lexicon, published: date | None = None) -> None:
        self.lexicon = lexicon
        self.by_office: dict[str, list[Person]] = defaultdict(list)
        self.nameless: dict[tuple[int, int], Person] = {}
        self.here: dict[Person, None] = {}
        self._by_name: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)
        for rows in _by_person(lexicon.holders):
            self._hold(rows, published)
        for known in lexicon.known:
            self._know(known)

    def register(self, mentions: Sequence[Mention]) -> None:
        """Take in every full name of an article, with the office and actor that it is given anywhere in it."""
        for place, mention in enumerate(mentions):
            for phrase in (mention.phrase.of, mention.phrase):
                if phrase is not None and " " in phrase.name and not phrase.thing:
                    person = self.named(phrase)
                    self.here[person] = None
                    self.learn(person, phrase, mention.locative)
            if " " in mention.phrase.name and not mention.phrase.thing:
                self._introduced_before(self.named(mention.phrase), mentions, place)
        for mention in mentions:
            self._titled(mention.phrase)
        owners: dict[str, set[str]] = defaultdict(set)
        for phrase in (m.phrase for m in mentions):
            if phrase.nameless and phrase.office and phrase.actor:
                owners[phrase.office.words].add(phrase.actor)
        for person in dict.fromkeys(self._by_name.values()):
            self._actor_of_office(person, owners)

    def named(self, phrase: Phrase) -> Person:
        """Return the person of a full name, whichever of its spellings it is."""
        known = self.find(phrase.name)
        return known if known is not None else self._add(Person(phrase.name, phrase.name), phrase.name)

    def find(self, name: str) -> Person | None:
        """Return the person of a full name or of an office known by its words; middle names may be left out."""
        key = plain(name)
        if key in self._by_name:
            return self._by_name[key]
        words, told = plain(without_generation(name)).split(), generation(name)
        bearers = self._by_surname.get(_family(words[-1]), []) if words[1:] or told else []
        alike = [p for p in bearers if not words[1:] or plain(p.name).split()[0] == words[0]]
        alike = [p for p in alike if not told or generation(p.name) in {"", told}]
        return alike[0] if len(alike) == 1 else None

    def bearers(self, surname: str) -> list[Person]:
        """Return everybody of a surname, or known by it alone."""
        return self._by_surname.get(_family(plain(surname)), [])

    def called(self, first: str) -> list[Person]:
        """Return everybody of a first name, or of the name behind initials."""
        return self._by_first.get(plain(first), [])

    def add_surname(self, phrase: Phrase) -> tuple[Person, bool]:
        """Return the person of a surname whose full name nobody gives, and whether it was known before."""
        key = f"surname:{plain(phrase.name)}"
        known = key in self._by_name
        if not known:
            self._by_name[key] = Person(phrase.name, phrase.name, doubtful=True)
            self._by_surname[_family(plain(phrase.name))].append(self._by_name[key])
        return self._by_name[key], known

    def titled(self, label: str) -> Person | None:
        """Return who is named by a label alone, with a title or office or in capitals: MR. MARKS, ODO MARKS."""
        words, vocabulary = label.split(), self.lexicon.vocabulary
        for at in range(len(words) - 1, 0, -1):
            title = " ".join(words[:at]).lower().rstrip(".")
            known = vocabulary.phrases.get(tuple(title.split()))
            if known is not None and known.kind in {"title", "office"}:
                name = " ".join(words[at:])
                own = name.title() if name.isupper() else name
                return self._entitled(Phrase(0, 0, TextSpan(0, 0), label, name=own, title=title, office=known.office))
        if len(words) > 1 and label.isupper() and not vocabulary.has(words[-1].lower(), "press", "organisations"):
            return self.named(Phrase(0, 0, TextSpan(0, 0), label, name=label.title()))
        return None

    def _entitled(self, phrase: Phrase) -> Person:
        person = self.named(phrase) if " " in phrase.name else self.add_surname(phrase)[0]
        self.learn(person, phrase)
        person.doubtful = False
        return person

    def body(self, key: str, person: Person) -> Person:
        """Return the body known under a key, or ``person`` from now on."""
        return self._by_name.setdefault(key, person)

    def learn(self, person: Person, phrase: Phrase, locative: str = "") -> None:
        """Learn office, actor and gender of a person from a phrase that names it."""
        genders = self.lexicon.vocabulary.genders
        words = [phrase.title, phrase.kin, *(phrase.office.words.split() if phrase.office else ())]
        person.gender = person.gender or next((genders[w] for w in words if w in genders), "") or self._by_given(person)
        personal = phrase.office is not None and not (phrase.office.body or phrase.office.several)
        person.human = (
            person.human or personal or bool(phrase.title or phrase.kin or phrase.aged or self._given(person))
        )
        person.told = person.told or (phrase.office is not None and (phrase.of is not None or phrase.first == 1))
        if phrase.past:
            person.doubt = FORMER if person.actor or person.authority else person.doubt
            person.resign()
        if person.former:
            return
        if phrase.office and person.doubt == APART:
            self._forget(person)  # what was guessed: here it stands with the name
        if phrase.office:
            self._appoint(person, phrase.office, same=self._of_the_same(person, phrase))
        if phrase.torn or (phrase.office and phrase.actor and person.actor not in {"", phrase.actor}):
            person.doubt = "the text names two actors with the office"
        private = phrase.office is not None and phrase.office.authority is None and not phrase.post
        person.post = person.post or phrase.post
        if not person.actor and phrase.actor and not private:
            person.actor, person.why_actor = phrase.actor, f'named as "{phrase.words}"'
        elif not person.actor and phrase.office and locative:
            person.actor, person.why_actor = locative, "the place at the start of the sentence"
            person.doubt = BY_PLACE

    def _forget(self, person: Person) -> None:
        for office in person.offices:
            self.by_office[office].remove(person)
        person.offices.clear()
        person.actor, person.authority, person.why_actor, person.doubt = "", None, "", ""

    def _by_given(self, person: Person) -> str:
        given = plain(person.name).split()
        return self.lexicon.vocabulary.given.get(given[0], "") if len(given) > 1 else ""

    def _given(self, person: Person) -> bool:
        # A given name, be it a man's or a woman's or, like Chris, of either.
        given = plain(person.name).split()
        return bool(self._by_given(person)) or (len(given) > 1 and self.lexicon.vocabulary.has(given[0], "either"))

    def _of_the_same(self, person: Person, phrase: Phrase) -> bool:
        # "Brenn's chief of staff, Odo Linn", "the Tarsian negotiator Odo Linn": of the actor that the case knows of.
        owners = self.bearers(surname(phrase.of.name)) if phrase.of is not None and phrase.of.name else []
        return " " in phrase.name and person.actor in {phrase.actor, *(owner.actor for owner in owners[:1])}

    def _appoint(self, person: Person, office: Office, *, same: bool) -> None:
        if office.authority in {None, Authority.UNNAMED}:
            person.role = office.words  # an official with a name is no unnamed one
            return
        other = person.known and office.words not in person.offices and office.authority is not person.authority
        if other and not same:
            person.doubt = person.doubt or "the text gives another office than the case knows"
        person.offices[office.words] = None
        if person not in self.by_office[office.words]:
            self.by_office[office.words].append(person)
        if len(person.offices) == 1 or person.authority is None:
            person.authority = office.authority

    def _hold(self, rows: Sequence[OfficeHolder], day: date | None) -> None:
        person = Person(rows[0].person, rows[0].person, human=True)
        now = [row for row in rows if (row.holds_on(day) if day else row.until is None)]
        if now:
            person.actor, person.authority, person.known = now[0].actor, now[0].authority, True
            person.why_actor = f"the case's offices: {now[0].office} since {now[0].since.isoformat()}"
            for row in now:
                person.offices[row.office.lower()] = None
                self.by_office[row.office.lower()].append(person)
            if len({row.actor for row in now}) > 1:
                person.doubt = "the case's offices name two actors"
        elif day is None or any(row.until is not None and row.until < day for row in rows):
            person.former = True
        for name in dict.fromkeys(name for row in rows for name in row.names):
            self._add(person, name)

    def _know(self, speaker: KnownSpeaker) -> None:
        if self.find(speaker.name) is None:
            person = Person(speaker.name, speaker.name, speaker.speaks_for, speaker.authority, known=True)
            person.why_actor = "the case's ledger"
            self._add(person, speaker.name)

    def _add(self, person: Person, name: str) -> Person:
        key = plain(name)
        self._by_name[key] = person
        person.gender = person.gender or self._by_given(person)
        first, *rest = plain(without_generation(name)).split() or [key]
        family = _family(rest[-1] if rest else first)
        if person not in self._by_surname[family]:
            self._by_surname[family].append(person)
        short = len(first) <= _INITIALS  # Md Odo Linn is called Odo
        for given in (first, *(rest[:1] if short else ())) if rest else ():
            if person not in self._by_first[given]:
                self._by_first[given].append(person)
        return person

    def _titled(self, phrase: Phrase) -> None:
        # "Mr Brenn": his gender is known wherever he is named, if he is the only one of the name.
        gender = self.lexicon.vocabulary.genders.get(phrase.title, "")
        bearers = self.bearers(phrase.name) if phrase.name and " " not in phrase.name and not phrase.thing else []
        if len(bearers) == 1:
            bearers[0].gender = bearers[0].gender or gender
            bearers[0].human = True  # nothing but a person is named in full, and then by the last word alone

    def _introduced_before(self, person: Person, mentions: Sequence[Mention], place: int) -> None:
        # "The Madranian foreign minister was blunter. '...,' Jonas Ketterby wrote": one person where actor and office
        # agree; a guess where nothing is known of the name; never an anonymous source.
        earlier = next(
            (m for m in reversed(mentions[:place]) if m.phrase.name or m.phrase.nameless or m.phrase.kin), None
        )
        if earlier is None or earlier.paragraph != mentions[place].paragraph or not _definite(earlier.phrase):
            return
        phrase, key = earlier.phrase, (earlier.sentence, earlier.phrase.first)
        if key in self.nameless or phrase.office is None or person.former:
            return
        if person.actor and person.authority:
            if phrase.actor == person.actor and phrase.office.authority is person.authority:
                self.nameless[key] = person
        elif not (person.offices or person.role) and not (
            phrase.actor and person.actor and phrase.actor != person.actor
        ):
            human = person.human
            self.learn(person, phrase, earlier.locative)
            person.doubt, person.human = APART, human  # a guess tells nothing of what bears the name
            self.nameless[key] = person

    def _actor_of_office(self, person: Person, owners_of: dict[str, set[str]]) -> None:
        # "its prime minister said": one state only whose prime minister is spoken of, so that is probably whose he is.
        if person.actor or not person.offices:
            return
        owners = {owner for office in person.offices for owner in owners_of[office]}
        taken = {p.actor for office in person.offices for p in self.by_office[office] if p is not person}
        if len(owners) == 1 and not owners & taken:
            (person.actor,) = owners
            person.why_actor = "the only actor whose holder of this office is mentioned"
            person.doubt = BY_OFFICE


def _family(surname: str) -> str:
    # A surname without its article: texts write al-Burhan and Burhan.
    return surname.removeprefix("al-").removeprefix("el-")


def _definite(phrase: Phrase) -> bool:
    office = phrase.office
    if office is None or phrase.name or phrase.owning or phrase.past or phrase.torn:
        return False
    personal = not (office.several or office.body) and office.authority not in {None, Authority.UNNAMED}
    return personal and phrase.article in {"the", ""}


def _by_person(holders: Sequence[OfficeHolder]) -> Iterator[list[OfficeHolder]]:
    found: dict[str, list[OfficeHolder]] = {}
    for holder in holders:
        found.setdefault(holder.person, []).append(holder)
    yield from found.values()

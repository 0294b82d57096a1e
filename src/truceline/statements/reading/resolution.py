"""Whom a phrase of an article means, asked in reading order.

Precision goes first: where a surname, an office or a pronoun could mean two people, the answer is marked as uncertain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from truceline.statements.reading.contrasts import is_one_of
from truceline.statements.reading.holding import holds
from truceline.statements.reading.nameless import from_afar, in_office, nameless, tells_sources, the_same
from truceline.statements.reading.people import FORMER, INDEFINITE, OPEN, Meant, Mention, People, Person
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.pronouns import he_or_she, it_or_they, of_the_actor, somebody, who_spoke
from truceline.statements.reading.salience import Salience
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import Lexicon, Office
from truceline.statements.statement import Authority

_PAIR = 2
_THE_TWO = frozenset({"the", "", "two"})
_RECENT = 2  # paragraphs before this one in which a second holder of an office makes it uncertain who is meant


class Resolver:
    """Tells whom phrases mean, given all that was mentioned and said before."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.salience = Salience()
        self.others: Mapping[str, Sequence[Phrase]] = {}
        self._author: Person | None = None
        self.issuer = ""
        self._named: dict[str, str] = {}

    @property
    def lexicon(self) -> Lexicon:
        """The words and names by which phrases are known."""
        return self.people.lexicon

    def mean(self, mention: Mention) -> Meant | None:
        """Tell whom a mention means, given all before it, and remember it as mentioned; None where it is nobody."""
        phrase = mention.phrase
        self._note(phrase, mention.sentence)
        if phrase.of is not None and phrase.of.name and (whose := self._whose(phrase.of, mention)) is not None:
            self.salience.remember(whose.person, mention)  # "the guest of Torvik": she is mentioned too
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
            self.salience.remember(meant.person, mention)
        return meant

    def labelled(self, label: str, *, often: bool) -> Meant | None:
        """Tell whom a label in a transcript means; None where it is nobody known, or the press that asks.

        Where labels stand ``often``, they name people who are named nowhere else.
        """
        words = tuple(label.lower().removeprefix("the ").split())
        known = self.lexicon.vocabulary.phrases.get(words)
        if known is not None and known.office is not None:
            office = Phrase(0, 0, TextSpan(0, 0), label, office=known.office, article="the")
            return self._spoken_of(Mention(office, self.salience.paragraph, self.salience.speaking), known.office)
        person = self.people.find(label)
        bearers = [person] if person is not None else self.people.bearers(words[-1])
        if not bearers and often and (titled := self.people.titled(label)) is not None:
            bearers = [titled]
        if len(bearers) != 1 or bearers[0].body:
            return None
        has = self.lexicon.vocabulary.has
        bearers[0].human |= not any(has(word, "organisations", "press", "places") for word in words)
        return Meant(bearers[0], bearers[0].doubt, f'the label "{label}"')

    def sign(self, head: Sequence[Phrase], *, alone: bool) -> None:
        """Note whose statement a document is, by its heading ("Joint statement of the leaders of"): who "we" are.

        For certain only where that stands ``alone`` in the heading: a headline may speak about the statement.
        """
        if self._author is not None:
            return
        for phrase in head:
            documented = phrase.office is not None and phrase.office.authority is Authority.DOCUMENT
            if documented and phrase.of is not None and phrase.actor and not phrase.name:
                words = phrase.words[phrase.words.index(phrase.of.words) :]
                self._author = Person("", words, phrase.actor, Authority.DOCUMENT, body=True)
                self._author.why_actor = f'"{phrase.words}"'
                self._author.doubt = "" if alone else "a document speaks"
                return

    def announce(self, announced: Sequence[Phrase]) -> None:
        """Note whose document a sentence announces ("Read the Harbour Group's full statement here:"): who "we" are."""
        for phrase in announced:
            whose = phrase.words.replace("’", "'").partition("'s ")[0]
            if (
                phrase.actor
                and phrase.office
                and phrase.office.authority is Authority.DOCUMENT
                and whose in phrase.words
            ):
                self._author = self._body(phrase.actor, whose)

    def both(self, phrase: Phrase) -> list[Meant]:
        """Return the two whom "both", "the two ministers" or "the two countries" means, never for certain."""
        office = phrase.office
        if phrase.pronoun == "both":
            pair = self.salience.last_two()
        elif office is None or not office.several or phrase.actor or phrase.name or phrase.article not in _THE_TWO:
            return []
        elif office.authority is None and self.lexicon.vocabulary.has(office.words, "sides"):
            pair = [self._body(actor, self.lexicon.names[actor]) for actor in self.salience.last_two_actors()]
        else:
            mentioned = [p for p in self.salience.order if p.name and not p.body and p.actor]
            pair = [p for p in mentioned if p.authority is office.authority is not Authority.UNNAMED]
        if len(pair) != _PAIR:
            return []
        return [Meant(p, "both are meant, as far as the text tells", f'"{phrase.words}": {p.name}') for p in pair]

    def pass_over(self, mention: Mention) -> None:
        """Note the actor of a phrase that only names one: "its" may mean it."""
        self._note(mention.phrase, mention.sentence)

    def _checked(self, meant: Meant, mention: Mention) -> Meant:
        person, phrase = meant.person, mention.phrase
        if not person.actor and not person.former and not person.body:
            self._learn_owner(person, mention)
        doubt = meant.doubt or person.doubt
        if phrase.torn and not person.from_afar:
            doubt = doubt or "the text names two actors with the office"
        if phrase.past and not (person.former and phrase.name):
            doubt = doubt or FORMER
        if phrase.kin and phrase.name and person.known:
            doubt = doubt or "it may be a relative of whom the case knows"
        if phrase.office and phrase.actor and person.actor not in {"", phrase.actor}:
            doubt = doubt or "the text gives another actor than is known of the speaker"
        named = person.human and person.name and (phrase.name or phrase.pronoun) and not meant.doubt
        return Meant(person, "", meant.why, doubt) if named and doubt in OPEN else Meant(person, doubt, meant.why)

    def _learn_owner(self, person: Person, mention: Mention) -> None:
        # "his spokesman, Lev Hartigan": in the name of whom "his" means.
        if mention.phrase.owner or mention.phrase.of:
            person.actor, doubt = self._owners_actor(mention)
            office, of = mention.phrase.office, mention.phrase.of
            advises = office is not None and office.authority is Authority.UNNAMED and of is not None and of.owning
            person.post = person.post or (advises and not doubt)  # "Dorn's adviser Odo Linn"
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
        elif len(fitting) > 1 and len(here := [p for p in fitting if p in self.salience.order]) == 1:
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
        body.told |= self.lexicon.vocabulary.has(phrase.name.lower().split()[-1], "speaking") and not phrase.press
        return Meant(body, "", f'"{phrase.words}", no person')

    def _in_short(self, phrase: Phrase) -> str:
        # "the League", of the only actor named in full before whose name has the word.
        short = phrase.words.lower()
        named = {actor for name, actor in self._named.items() if short in name.split() and short != name}
        return named.pop() if len(named) == 1 and phrase.article == "the" and phrase.words[:1].isupper() else ""

    def _note(self, phrase: Phrase, sentence: int) -> None:
        if phrase.actor:
            self.salience.note_actor(phrase.actor, sentence)
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
        # "Sir Odo"; without a title only of somebody whom the article names in full.
        phrase = mention.phrase
        alike = self.people.called(phrase.name)
        fitting = [p for p in alike if self._fits(p, phrase) and (p in self.people.here or p in self.salience.order)]
        if phrase.title:
            fitting = fitting or alike
        if not fitting:
            return None
        doubt = "" if len(fitting) == 1 else "several people bear the name"
        return Meant(fitting[-1], doubt, f'"{phrase.words}": the first name of {fitting[-1].name}')

    def _unknown_surname(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        if phrase.weak:
            return None
        others = self.people.bearers(phrase.name)
        person, known = self.people.add_surname(phrase)
        introduced = bool(phrase.office or phrase.title)
        person.doubtful &= not introduced
        self.people.learn(person, phrase, mention.locative)
        doubt = "nothing tells who bears the name" if person.doubtful else ""
        if others and not known:
            person.doubt = "somebody else is known by the name"
        return Meant(person, doubt, f'"{phrase.words}", whose full name is not given')

    # offices

    def _office(self, mention: Mention) -> Meant | None:
        phrase = mention.phrase
        named = self.people.nameless.get((mention.sentence, phrase.first))
        if named is not None:
            return Meant(named, "", f'"{phrase.words}", named soon after')
        if phrase.office is None or phrase.office.several:
            return self._several(phrase, phrase.office) if phrase.office else None
        return self._one_office(mention, phrase.office)

    def _one_office(self, mention: Mention, office: Office) -> Meant | None:
        phrase = mention.phrase
        actor, doubt = (phrase.actor, "") if phrase.actor else self._owners_actor(mention)
        if office.body and not actor and (short := self._in_short(phrase)):
            return self._thing(replace(phrase, name=phrase.words, actor=short))
        if actor:
            spoke, unsure = of_the_actor(mention, actor, self.salience, self.lexicon.vocabulary)
            return spoke or self._holder(mention, office, actor, doubt or unsure)
        if phrase.past and phrase.article == "the" and len(gone := [p for p in self.salience.order if p.former]) == 1:
            return Meant(gone[0], FORMER, f'"{phrase.words}": {gone[0].name}, mentioned before')
        others = bool(self.people.by_office.get(office.words))
        if (whose := who_spoke(mention, office, self.salience, self.lexicon.vocabulary, others=others)) is not None:
            return whose
        definite = phrase.article in {"the", ""} and not (phrase.torn or phrase.past)
        if definite and (meant := self._spoken_of(mention, office)) is not None:
            return meant
        own = self.issuer if definite and in_office(office, self.lexicon.vocabulary) else ""
        doubt = "in whose name follows only from the place" if mention.locative and not own else ""
        return self._holder(mention, office, own or mention.locative, doubt)

    def _several(self, phrase: Phrase, office: Office) -> Meant | None:
        # "Tarsian officials": as unnamed as one of them; of ministers nobody knows which.
        if office.authority is None and self.lexicon.vocabulary.has(office.words, "sides"):
            return None  # "the two countries": which they are is told elsewhere, or nowhere
        group = Person("", phrase.words, phrase.actor, office.authority, {office.words: None}, body=True)
        group.why_actor = f'named as "{phrase.words}"'
        group.from_afar = from_afar(phrase, office, self.lexicon.vocabulary)
        group.told = tells_sources(phrase, office, self.lexicon.vocabulary)
        group.told = group.told or the_same(phrase, office, self.salience.order)
        named = group.from_afar or group.told or (bool(phrase.actor) and office.authority is Authority.UNNAMED)
        return Meant(group, "" if named else "several people are meant", f'"{phrase.words}"')

    def _owners_actor(self, mention: Mention) -> tuple[str, str]:
        # In whose name "his spokesman", "Dorn's spokesman" or "a spokesman for the president" speaks.
        of, owner = mention.phrase.of, mention.phrase.owner
        if of is not None:
            whose = self._whose(of, mention)
            return (whose.person.actor, whose.doubt or whose.person.doubt) if whose else ("", "")
        if owner in {"its", "their"}:
            actor, alone = self.salience.last_actor(mention.sentence)
            return actor, "" if owner == "its" and alone else f'it is not certain whom "{owner}" means'
        if not owner:
            return "", ""
        near = [p for p in self.salience.near((mention.paragraph - 1, mention.paragraph)) if p.actor and not p.body]
        gender = self.lexicon.vocabulary.genders.get(owner, "")
        possible = [p for p in near if p.gender in {"", gender}]
        fitting = [p for p in possible if p.gender == gender] or possible
        if not fitting:
            return "", ""
        unsure = len({p.actor for p in possible}) > 1 or not self.salience.names_one(possible, mention.paragraph)
        return fitting[-1].actor, f'it is not certain whom "{owner}" means' if unsure else ""

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
        if phrase.article not in INDEFINITE and not office.body and not phrase.past and actor:
            mentioned = [
                p for p in dict.fromkeys((*self.people.here, *self.salience.order)) if p.actor == actor and p.name
            ]
            holders = [p for p in mentioned if holds(p, office, self.lexicon.vocabulary)]
            alike = [p for p in mentioned if not p.offices and p.authority is office.authority and not p.body]
            if holders or (alike and office.authority is Authority.LEADER):
                found = holders or alike
                unsure = doubt or ("" if len(found) == 1 else "several people may hold the office")
                return Meant(found[-1], unsure, f'"{phrase.words}": the office of {found[-1].name}')
        known = self.people.find(phrase.words) if actor else None
        if known is not None:
            return Meant(known, doubt, f'"{phrase.words}", as in the case\'s ledger')
        return self._nameless(phrase, office, actor, doubt)

    def _nameless(self, phrase: Phrase, office: Office, actor: str, doubt: str) -> Meant:
        alone = not self._holding([*self.people.here, *self.salience.order], office, of=False)
        alone |= bool(self.others.get(office.words))  # the text itself sets them apart
        meant = nameless(phrase, office, actor, self.lexicon.vocabulary, alone=alone)
        self.people.by_office[office.words].append(meant.person)
        return replace(meant, doubt=doubt or meant.doubt)

    def _spoken_of(self, mention: Mention, office: Office) -> Meant | None:
        # "the general", "the foreign minister": the only one spoken of lately who holds that office.
        words = f'"{mention.phrase.words}"'
        of = mention.phrase.of is not None  # "the Norlandish leader", of a state that the case lacks
        here = self._holding(self.salience.near([mention.paragraph]), office, of=of)
        recent = range(mention.paragraph - _RECENT, mention.paragraph + 1)
        lately = self._holding(self.salience.near(recent), office, of=of)
        ever = self._holding(list(self.salience.order), office, of=of)
        found = here or lately or ever
        if not found:
            return None
        last = self.salience.speaker
        goes_on = mention.goes_on and self.salience.surely and last in here + lately
        person = last if goes_on and last else max(found, key=self.salience.order.__getitem__)
        certain = goes_on or len(here) == 1 or len(ever) == 1
        where = "mentioned in the paragraph" if here else "mentioned before"
        doubt = "" if certain else "several people may hold the office"
        return Meant(person, doubt, f"{words}: {person.name or person.words}, {where}")

    def _holding(self, people: list[Person], office: Office, *, of: bool) -> list[Person]:
        # Who holds the office, or may: of the same authority, and no office known; ``of`` somebody, no actor's.
        return [
            p
            for p in dict.fromkeys(people)
            if not (of and (p.actor or not p.name))
            and not is_one_of(p, self.others.get(office.words, ()))
            and (
                holds(p, office, self.lexicon.vocabulary)
                or (p.authority is office.authority and not p.offices and not p.body and office.authority)
            )
        ]

    # pronouns

    def _pronoun(self, mention: Mention) -> Meant | None:
        word = mention.phrase.pronoun
        if word == "we":
            author = self._author
            return Meant(author, "", '"we": those whose document it is') if author else None
        if word == "both":
            return None
        if word == "one":
            return somebody(mention)
        if word in {"it", "they"}:
            return it_or_they(mention, self.salience)
        return he_or_she(mention, self.lexicon.vocabulary.genders.get(word, ""), self.salience)

    # bodies

    def _actor(self, phrase: Phrase) -> Meant | None:
        if not phrase.actor:
            return None
        person = self._body(phrase.actor, phrase.words.removesuffix("'s").removesuffix("’s").rstrip("'’"))
        if phrase.actor in self.lexicon.press:
            return Meant(person, "the press speaks for itself, or for a source", f'"{phrase.words}" is the press')
        doubt = "it may be the document that speaks" if self._author is not None else ""
        return Meant(person, doubt, f'"{phrase.words}" speaks as a whole')

    def _body(self, actor: str, name: str) -> Person:
        authority = Authority.REPORT if actor in self.lexicon.press else Authority.SPOKESPERSON
        body = Person(name, name, actor, authority, body=True, why_actor="named itself")
        return self.people.body(f"actor:{name}", body)

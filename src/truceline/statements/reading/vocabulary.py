"""The words by which the reader knows offices, reporting verbs, states and people: given to it, never its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from truceline.records.actors import Actor
from truceline.statements.offices import OfficeHolder
from truceline.statements.reading.verbs import verb_forms
from truceline.statements.statement import Authority, Statement

_ENDINGS = "n|an|ian|ien|ean|i|ish|ese|er|ic|ite|ard"
"""What turns a state's name into its adjective in English, where no list says so."""

_LONGEST = 8
_SHORT = 3  # letters of a short form that is a word or a name in small ones
_SPEAKER = 6  # words of a speaker and the verb behind
_MARKS = ".,;:!?()"
_NO_NAME_ENDINGS = (
    "ing",
    "ed",
    "ly",
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ous",
    "ive",
    "able",
    "ible",
    "ful",
    "less",
)
"""How English words end that open a sentence before a name (underlying, speaking, reportedly)."""
_TOGETHER = re.compile(r",|;|&|/|\band\b")
"""What stands between the names of people who speak together: such a speaker is no person."""
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ENDING = re.compile(r"(?<=\w\w)(?:[iy]{1,2}|ij)\b")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its words, its holder's authority, whether it is a body, and whether several people are meant.

    A role in which somebody speaks for nobody else (an analyst, a farmer) has no authority.
    """

    words: str
    authority: Authority | None
    body: bool
    several: bool


@dataclass(frozen=True, slots=True)
class PhraseMeaning:
    """What a phrase is known as: its ``kind``, and the actor's id, office or plain form that it stands for."""

    kind: str
    value: str = ""
    office: Office | None = None
    forms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PressVocabulary:
    """Word lists, all in lower case; see the vocabulary file for what each is for.

    ``verbs`` holds infinitives by the frame in which they report; ``roles`` are what people are called who speak for
    nobody else; ``short`` forms of offices stand in capitals; ``given`` tells of given names, as `plain` writes them,
    whether they are a man's or a woman's; ``national`` are offices that only one of the ``states`` has;
    ``also`` what those of an authority are called beside their office.
    """

    offices: Mapping[Authority, tuple[str, ...]]
    bodies: frozenset[str]
    roles: tuple[str, ...]
    short: Mapping[str, str]
    genders: Mapping[str, str]
    given: Mapping[str, str]
    verbs: Mapping[str, frozenset[str]]
    irregular: Mapping[str, tuple[str, str]]
    lists: Mapping[str, frozenset[str]]
    states: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    national: Mapping[str, tuple[str, ...]]
    also: Mapping[str, frozenset[Authority]]

    def takes(self, verb: str, *frames: str) -> bool:
        """Return whether a verb, as infinitive, reports in one of the ``frames``."""
        return any(verb in self.verbs[frame] for frame in frames)

    def has(self, word: str, *lists: str) -> bool:
        """Return whether a lower-case word is on one of the ``lists``."""
        return any(word in self.lists[name] for name in lists)

    def has_post(self, role: Office | None) -> bool:
        """Return whether a role may be one that an actor gives: an official, an intelligence chief, a delegate."""
        if role is None or role.authority not in {None, Authority.UNNAMED}:
            return False
        return role.authority is Authority.UNNAMED or self.has(role.words.removeprefix("deputy "), "posts")

    def known_as(self, actor: Actor) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return names and adjectives of a state or union of states, by its code, else by its name; of others none."""
        name = actor.name.removeprefix("The ")
        return self.states.get(actor.iso) or self.states.get(name) or self._states_by_name.get(name, ((), ()))

    def state_words(self) -> set[tuple[str, ...]]:
        """Return the names and adjectives of all states, each as its words in lower case."""
        return {tuple(word.lower().split()) for known in self.states.values() for words in known for word in words}

    def national_offices(self, actor: Actor) -> tuple[str, ...]:
        """Return the offices that only this state has."""
        known = self.known_as(actor)
        return next((offices for iso, offices in self.national.items() if self.states[iso] == known), ())

    @cached_property
    def _states_by_name(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        return {names[0]: (names, adjectives) for names, adjectives in self.states.values() if names}

    @cached_property
    def phrases(self) -> Mapping[tuple[str, ...], PhraseMeaning]:
        """Every known phrase, in lower-case words, with what it is; the later of two meanings holds."""
        known: dict[tuple[str, ...], PhraseMeaning] = dict(self._verb_forms())
        for name, kind in _KINDS.items():
            known |= {(word,): PhraseMeaning(kind, word) for word in self.lists[name]}
        for office in self._offices():
            known[tuple(office.words.split())] = PhraseMeaning("office", office.words, office)
        for short, words in self.short.items():
            known[(short,)] = known[tuple(words.split())]
        for adverb in self.lists["adverbs"]:
            if " " in adverb:
                known[tuple(adverb.split())] = PhraseMeaning("adverb", adverb)
        return known

    def _verb_forms(self) -> Iterator[tuple[tuple[str, ...], PhraseMeaning]]:
        found: dict[tuple[str, ...], tuple[str, set[str]]] = {}
        for verb in sorted({verb for verbs in self.verbs.values() for verb in verbs}):
            if verb in self.verbs["sourced"]:
                found[tuple(verb.split())] = (verb, set())
                continue
            for words, form in verb_forms(verb, self.irregular, self.lists["doubled"]):
                found.setdefault(tuple(words.split()), (verb, set()))[1].add(form)
        for key, (verb, forms) in found.items():
            yield key, PhraseMeaning("verb", verb, forms=frozenset(forms))

    def _offices(self) -> Iterator[Office]:
        for role in self.roles:
            yield Office(role, None, role in self.bodies, several=False)
            yield Office(_plural(role), None, role in self.bodies, several=True)
        for authority, offices in self.offices.items():
            for words in offices:
                yield Office(words, authority, words in self.bodies, several=False)
                yield Office(_plural(words), authority, words in self.bodies, several=True)


_KINDS = {
    "modifiers": "modifier",
    "pronouns": "pronoun",
    "owners": "owner",
    "articles": "article",
    "titles": "title",
    "kin": "kin",
}


def _plural(words: str) -> str:
    if words.endswith("man"):
        return f"{words[:-3]}men"
    head, of, rest = words.partition(" of ")
    if head.endswith("child"):
        return f"{head}ren{of}{rest}"
    ending = "ies" if _CONSONANT_Y.search(head) else "es" if head.endswith(("s", "ch")) else "s"
    head = head[:-1] if ending == "ies" else head
    return f"{head}{ending}{of}{rest}"


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker that the case's ledger knows: name, actor and authority of the latest statement."""

    name: str
    speaks_for: str
    authority: Authority


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary joined with a case's actors and known speakers.

    ``actors`` maps the words of an actor's name or adjective to its id; ``nouns`` are those that can speak, and
    ``capitals`` short forms that stand in capitals: the UN, but not Kim Jong Un.
    ``holders`` tell who held which office of an actor when, in the order of the case's table; ``national`` are the
    offices that only one of the actors has, each with its id, and ``foreign`` names and adjectives of states that are
    no actors.
    """

    vocabulary: PressVocabulary
    actors: Mapping[tuple[str, ...], str]
    nouns: frozenset[tuple[str, ...]]
    names: Mapping[str, str]
    press: frozenset[str]
    known: tuple[KnownSpeaker, ...]
    holders: tuple[OfficeHolder, ...] = ()
    capitals: frozenset[tuple[str, ...]] = frozenset()
    national: Mapping[str, str] = field(default_factory=dict)
    foreign: frozenset[tuple[str, ...]] = frozenset()

    def lookup(self, words: tuple[str, ...], capital: bool) -> PhraseMeaning | None:  # noqa: FBT001  (is the first letter one?)
        """Tell what a phrase is; names of actors only where it starts with a capital letter."""
        low = tuple(word.lower() for word in words)
        if not capital and len(low) == 1 and low[0] in self.vocabulary.lists["capitalised"]:
            return None  # a clerk, and not the minister
        if capital and low in self.actors and (words[0].isupper() or low not in self.capitals):
            return PhraseMeaning("actor" if low in self.nouns else "adjective", self.actors[low])
        if capital and len(low) > 1 and low in self.foreign:
            return PhraseMeaning("name", " ".join(words))  # South Sudan, where only Sudan is an actor
        if len(low) == 1 and low[0] in self.vocabulary.short and not words[0].isupper():
            return None  # an hour, and not the prime minister
        return self.vocabulary.phrases.get(low)

    def demonym(self, word: str) -> str:
        """Return the actor whose adjective a capitalised word looks like (Arvelian of Arvel), or nothing."""
        return next((actor for pattern, actor in self._adjectives if pattern.fullmatch(word)), "")  # the longest first

    def knows_name(self, name: str) -> bool:
        """Return whether a full name or surname is that of somebody the case knows."""
        return plain(name) in self._known_names

    def plain_word(self, word: str) -> bool:
        """Return whether a capitalised word at the start of a sentence looks like none of a name."""
        low = word.lower()
        if plain(low) in self.vocabulary.given or low in self.vocabulary.lists["either"]:
            return False  # Ed, Mohamed, Emily
        return low.endswith(_NO_NAME_ENDINGS) or low in self.vocabulary.lists["no_names"]

    @cached_property
    def _known_names(self) -> frozenset[str]:
        names = [*(k.name for k in self.known), *(name for holder in self.holders for name in holder.names)]
        return frozenset(plain(form) for name in names for form in (name, surname(name)) if form)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first words of all known phrases: where none of them stands, no phrase starts."""
        return frozenset(words[0] for words in (*self.actors, *self.foreign, *self.vocabulary.phrases))

    @cached_property
    def longest(self) -> int:
        """How many words the longest known phrase has."""
        return max([len(words) for words in (*self.actors, *self.foreign, *self.vocabulary.phrases)], default=1)

    def reports(self, text: str) -> bool:
        """Return whether a text starts with a reporting verb, or a speaker of a few words and one."""
        words = (word.strip(_MARKS).lower() for word in text.split(maxsplit=_SPEAKER)[:_SPEAKER])
        return any(word in self._verb_starts for word in words)

    @cached_property
    def _verb_starts(self) -> frozenset[str]:
        phrases = self.vocabulary.phrases.items()
        return frozenset(words[0] for words, known in phrases if known.kind == "verb" and len(words) == 1)

    @cached_property
    def _adjectives(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        stems = ((words[0], actor) for words, actor in self.actors.items() if words in self.nouns and len(words) == 1)
        return tuple(
            (re.compile(rf"{re.escape(stem.rstrip('aeyo'))}[aeyo]?(?:{_ENDINGS})s?", re.IGNORECASE), actor)
            for stem, actor in sorted(stems, key=lambda each: -len(each[0]))
            if len(stem.rstrip("aeyo")) >= 3
        )


def lexicon(
    vocabulary: PressVocabulary,
    actors: Iterable[Actor],
    statements: Iterable[Statement] = (),
    holders: Iterable[OfficeHolder] = (),
) -> Lexicon:
    """Join a vocabulary with the actors of a case, the speakers of its ``statements`` and its ``holders`` of offices.

    Documents and reports in the press's own voice make nobody known; of a speaker with several actors none is.
    """
    actors = tuple(actors)
    forms: dict[tuple[str, ...], str] = {}
    nouns: set[tuple[str, ...]] = set()
    capitals: set[tuple[str, ...]] = set()
    national: dict[str, str] = {}
    for actor in actors:
        national |= dict.fromkeys(vocabulary.national_offices(actor), actor.id)
        names, adjectives = vocabulary.known_as(actor)
        for name in (actor.name, *names):
            words = tuple(name.lower().removeprefix("the ").split())
            if 0 < len(words) <= _LONGEST:
                nouns.add(words)
                forms.setdefault(words, actor.id)
        capitals |= {(name.lower(),) for name in (*names, *adjectives) if name.isupper() and len(name) <= _SHORT}
        for adjective in adjectives:
            forms.setdefault(tuple(adjective.lower().split()), actor.id)
    return Lexicon(
        vocabulary,
        forms,
        frozenset(nouns),
        {actor.id: actor.name for actor in actors},
        frozenset(actor.id for actor in actors if actor.kind == "press"),
        tuple(_known(statements)),
        tuple(holders),
        frozenset(capitals),
        national,
        frozenset(vocabulary.state_words() - forms.keys()),
    )


def plain(name: str) -> str:
    """Return a name in lower case, without accents and full stops, its last letters as one of several transliterations.

    Zelenskyy, Zelenskiy and Zelensky meet, and Sergei and Sergey.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return _ENDING.sub("y", bare.replace(".", "").replace("’", "'"))


def generation(name: str) -> str:
    """Return what tells a generation at the end of a name: Jr., III; nothing where it has none."""
    *before, last = name.split() or [""]
    return last if before and last.lower().rstrip(".") in _GENERATIONS else ""


def without_generation(name: str) -> str:
    """Return a name without what tells a generation: Odo Linn of "Odo Linn Jr."."""
    return name.removesuffix(generation(name)).rstrip()


def surname(name: str) -> str:
    """Return the last word of a name, that of the family where it is a person's."""
    return without_generation(name).split()[-1]


def _known(statements: Iterable[Statement]) -> Iterator[KnownSpeaker]:
    found: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: (s.said_on.last, s.id)):
        if statement.authority not in {Authority.DOCUMENT, Authority.REPORT, Authority.UNNAMED}:
            found.setdefault(statement.speaker, []).append(statement)
    for speaker, said in found.items():
        if len({s.speaks_for for s in said}) == 1 and not _TOGETHER.search(speaker):
            yield KnownSpeaker(speaker, said[-1].speaks_for, said[-1].authority)

"""The words by which the reader knows offices, reporting verbs, states and people: given to it, never its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from truceline.records.actors import Actor
from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import Authority, Statement

_ENDINGS = "n|an|ian|ean|i|ish|ese|er|ic|ite|ard"
"""What turns a state's name into its adjective in English, where no list says so."""

_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its words, its holder's authority, whether it is a body, and whether several people are meant."""

    words: str
    authority: Authority
    body: bool
    several: bool


@dataclass(frozen=True, slots=True)
class PhraseMeaning:
    """What a phrase is known as: its ``kind``, and the actor's id, office or plain form that it stands for."""

    kind: str
    value: str = ""
    office: Office | None = None


@dataclass(frozen=True)
class PressVocabulary:
    """Word lists, all in lower case; see the vocabulary file for what each is for."""

    offices: Mapping[Authority, tuple[str, ...]]
    bodies: frozenset[str]
    genders: Mapping[str, str]
    verbs: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]
    states: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    @cached_property
    def phrases(self) -> Mapping[tuple[str, ...], PhraseMeaning]:
        """Every known phrase, in lower-case words, with what it is."""
        known: dict[tuple[str, ...], PhraseMeaning] = {}
        for kind in ("no_names", "adverbs", "modifiers", "pronouns", "owners", "articles", "titles", "kin"):
            singular = {"pronouns": "pronoun", "owners": "owner", "articles": "article", "titles": "title"}
            name = singular.get(kind, kind.removesuffix("s"))
            if name not in {"no_name", "adverb"}:
                known |= {(word,): PhraseMeaning(name, word) for word in self.lists[kind]}
        for office in self._offices():
            known[tuple(office.words.split())] = PhraseMeaning("office", office.words, office)
        for verb in {verb for verbs in self.verbs.values() for verb in verbs}:
            known[tuple(verb.split())] = PhraseMeaning("verb", verb)
        return known

    def _offices(self) -> Iterator[Office]:
        for authority, offices in self.offices.items():
            for words in offices:
                yield Office(words, authority, words in self.bodies, several=False)
                yield Office(f"{words}s", authority, words in self.bodies, several=True)


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker that the case's ledger knows: name, actor and authority of the latest statement."""

    name: str
    speaks_for: str
    authority: Authority


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary joined with a case's actors and known speakers.

    ``actors`` maps the words of an actor's name or adjective to its id; ``nouns`` are those that can speak.
    ``holders`` tell who held which office of an actor when, in the order of the case's table.
    """

    vocabulary: PressVocabulary
    actors: Mapping[tuple[str, ...], str]
    nouns: frozenset[tuple[str, ...]]
    names: Mapping[str, str]
    press: frozenset[str]
    known: tuple[KnownSpeaker, ...]
    holders: tuple[OfficeHolder, ...] = ()

    def lookup(self, words: tuple[str, ...], capital: bool) -> PhraseMeaning | None:  # noqa: FBT001  (is the first letter one?)
        """Tell what a phrase is; names of actors only where it starts with a capital letter."""
        low = tuple(word.lower() for word in words)
        if capital and low in self.actors:
            return PhraseMeaning("actor" if low in self.nouns else "adjective", self.actors[low])
        return self.vocabulary.phrases.get(low)

    def demonym(self, word: str) -> str:
        """Return the actor whose adjective a capitalised word looks like (Arvelian of Arvel), or nothing."""
        return next((actor for pattern, actor in self._adjectives if pattern.fullmatch(word)), "")

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first words of all known phrases: where none of them stands, no phrase starts."""
        return frozenset(words[0] for words in (*self.actors, *self.vocabulary.phrases))

    @cached_property
    def longest(self) -> int:
        """How many words the longest known phrase has."""
        return max([len(words) for words in (*self.actors, *self.vocabulary.phrases)], default=1)

    @cached_property
    def reporting(self) -> re.Pattern[str]:
        """A speaker of one or a few words, followed by a reporting verb, at the start of a text."""
        verbs = "|".join(
            sorted({re.escape(v) for vs in self.vocabulary.verbs.values() for v in vs}, key=len, reverse=True)
        )
        return re.compile(rf"(?:(?:[Tt]he |[Aa]n? )?(?:[\w’'.-]+ ){{1,4}})?(?:{verbs})\b")

    @cached_property
    def _adjectives(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        stems = ((words[0], actor) for words, actor in self.actors.items() if words in self.nouns and len(words) == 1)
        return tuple(
            (re.compile(rf"{re.escape(stem.rstrip('aeyo'))}[aeyo]?(?:{_ENDINGS})s?", re.IGNORECASE), actor)
            for stem, actor in stems
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
    for actor in actors:
        names, adjectives = vocabulary.states.get(actor.iso, ((), ()))
        for name in (actor.name, *names):
            words = tuple(name.lower().removeprefix("the ").split())
            if 0 < len(words) <= _LONGEST:
                nouns.add(words)
                forms.setdefault(words, actor.id)
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
    )


def plain(name: str) -> str:
    """Return a name in lower case and without accents, so that spellings meet."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def _known(statements: Iterable[Statement]) -> Iterator[KnownSpeaker]:
    found: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: (s.said_on.last, s.id)):
        if statement.authority not in {Authority.DOCUMENT, Authority.REPORT, Authority.UNNAMED}:
            found.setdefault(statement.speaker, []).append(statement)
    for speaker, said in found.items():
        if len({s.speaks_for for s in said}) == 1:
            yield KnownSpeaker(speaker, said[-1].speaks_for, said[-1].authority)

"""A phrase that names somebody, and what two of them have to do with each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import Lexicon, Office
from truceline.statements.statement import Authority


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names somebody: tokens ``first`` up to, not including, ``end`` of a sentence.

    ``name``, ``title``, ``office`` (the head of a chain such as "government spokesman") and ``actor`` are empty or None
    where it gives none. ``owner`` is "his", "her", "its" or "their"; ``pronoun`` "he", "she", "they" or "it"; ``of``
    the phrase of whose spokesman or envoy it speaks. ``words`` are without article and aside. ``weak`` marks a single
    capitalised word at the start of a sentence; ``past`` an office no longer or not yet held; ``torn`` one that two
    actors claim; ``thing`` a name that is no person's; ``post``
    a role that the actor itself gives: Tarsia's intelligence chief, a member of its delegation; ``press`` a paper or
    agency, which tells what others said; ``aged`` a name behind which an age or a post stands,
    which only people have.
    """

    first: int
    end: int
    place: TextSpan
    words: str
    name: str = ""
    title: str = ""
    office: Office | None = None
    actor: str = ""
    kin: str = ""
    pronoun: str = ""
    owner: str = ""
    article: str = ""
    of: Phrase | None = None
    weak: bool = False
    owning: bool = False
    past: bool = False
    torn: bool = False
    thing: bool = False
    post: bool = False
    press: bool = False
    aged: bool = False

    @property
    def nameless(self) -> bool:
        """Return whether it gives an office but no name."""
        return not self.name and self.office is not None


def several_unnamed(phrase: Phrase) -> bool:
    """Return whether a phrase tells of several sources without a name."""
    unnamed = phrase.office is not None and phrase.office.several and phrase.office.authority is Authority.UNNAMED
    return unnamed and not phrase.name


def mute(phrase: Phrase) -> bool:
    """Return whether a phrase beside a speaker names nobody else who would be quoted: his government, a place."""
    if phrase.name or phrase.office is None:
        return phrase.thing
    return phrase.office.body and phrase.owner in {"his", "her"}


def same_one(phrase: Phrase, inner: Phrase) -> bool:
    """Return whether an office and a name side by side are one person: not where they are of two actors."""
    held = inner.past == phrase.past  # "the Pact's envoy, a former president of Corvel": of another actor then
    if inner.weak or inner.owning or (phrase.actor and inner.actor and phrase.actor != inner.actor and held):
        return False
    several = any(p.office is not None and (p.office.several or p.office.body) for p in (phrase, inner))
    alike = bool((phrase.office or phrase.kin) and not phrase.name and inner.name) or bool(
        phrase.name and not inner.name and (inner.office or inner.kin)
    )
    return alike and not several


def present_first(phrase: Phrase, inner: Phrase) -> tuple[Phrase, Phrase]:
    """Return two phrases of one person, an office that is no longer held left out where the other one is.

    "The mediator Odo Lanthe, a former president of Corvel": he speaks as mediator.
    """
    if phrase.office is None or inner.office is None or phrase.past == inner.past:
        return phrase, inner
    if inner.past:
        return phrase, replace(inner, office=None, actor="", of=None, past=False, torn=False)
    return replace(phrase, office=None, actor="", of=None, past=False, torn=False), inner


def in_the_case(phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """Return a phrase with what a case and the table of states tell of it: whose office it is, and what is no person.

    Of an office that only one of the actors has ("the home secretary") the actor is known.
    """
    office, vocabulary = phrase.office, lexicon.vocabulary
    if office is None and not phrase.title:
        words = tuple(phrase.name.lower().split())
        if words in lexicon.foreign:
            return replace(phrase, thing=True, weak=False)
        paper = vocabulary.has(words[-1], "press") if words else phrase.actor in lexicon.press
        return replace(phrase, press=True, thing=bool(words)) if paper else phrase
    if office is None or phrase.actor or phrase.torn or phrase.of is not None or phrase.owner:
        return phrase
    return replace(phrase, actor=lexicon.national.get(office.words, ""))

"""Holders of an office from whom a text tells its own apart: "The premier spoke with the premier of Corvel"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from truceline.statements.reading.people import Mention, Person
from truceline.statements.reading.phrase import Phrase


def others_of_office(mentions: Iterable[Mention]) -> Mapping[str, Sequence[Phrase]]:
    """Map the words of an office to those who hold it and are not meant by these words alone.

    A sentence begins with the office alone and names another holder, by name or actor. Cost grows with the mentions.
    """
    found: dict[str, list[Phrase]] = defaultdict(list)
    for _, sentence in groupby(mentions, lambda mention: mention.sentence):
        first, *rest = sentence
        office = first.phrase.office
        if office is None or not (first.opens and _alone(first.phrase)) or office.several or office.body:
            continue
        alike = (m.phrase for m in rest if m.phrase.office and m.phrase.office.words == office.words)
        found[office.words] += [phrase for phrase in alike if (phrase.name or phrase.actor) and not phrase.past]
    return found


def is_one_of(person: Person, others: Iterable[Phrase]) -> bool:
    """Return whether a person is one of those ``others``, by name or actor."""
    return any(_meant(person, other) for other in others)


def _alone(phrase: Phrase) -> bool:
    told = phrase.name or phrase.actor or phrase.of or phrase.owner or phrase.owning or phrase.past or phrase.torn
    return phrase.article == "the" and not told


def _meant(person: Person, other: Phrase) -> bool:
    if other.name:
        return person.name.split()[-1:] == other.name.split()[-1:]
    return person.actor == other.actor

"""Who was mentioned and who spoke last, where in an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from truceline.statements.reading.people import Meant, Mention, Person

_KEPT = 20  # actors that are remembered


class Salience:
    """What a reader has in mind: everybody mentioned so far, in order, the actors named, and who spoke last."""

    def __init__(self) -> None:
        self.order: dict[Person, int] = {}
        self.sentence: dict[Person, int] = {}
        self.paragraph = 0
        self.speaker: Person | None = None
        self.speaking = -1
        self.voice: Person | None = None  # who spoke last and is no body
        self.voiced = -1
        self.surely = True
        self.alone = True
        self.began: dict[Person, int] = {}
        self.first_of_paragraph = 0
        self._near: dict[int, list[Person]] = defaultdict(list)
        self._mentioned = 0
        self._actors: list[tuple[int, str]] = []

    def remember(self, person: Person, mention: Mention) -> None:
        """Take a person as mentioned."""
        self._near[mention.paragraph].append(person)
        if mention.paragraph != self.paragraph:
            self.first_of_paragraph = mention.sentence
        self.paragraph = mention.paragraph
        if mention.opens:
            self.began[person] = mention.sentence
        self._mentioned += 1
        self.order[person] = self._mentioned
        self.sentence[person] = mention.sentence

    def speaks(self, meant: Meant, sentence: int, *, alone: bool) -> None:
        """Take somebody as having spoken in a sentence, ``alone`` where nobody else does anything after it."""
        self.alone = alone and not (sentence == self.speaking and meant.person is not self.speaker)
        self.speaker, self.speaking, self.surely = meant.person, sentence, meant.certain
        if not meant.person.body:
            self.voice, self.voiced = meant.person, sentence

    def goes_on(self, sentence: int) -> None:
        """Take whoever spoke last as still speaking in a sentence."""
        self.speaking = sentence

    def near(self, paragraphs: Iterable[int]) -> list[Person]:
        """Return everybody mentioned in paragraphs, in order, each as often as mentioned."""
        return [person for at in paragraphs for person in self._near[at]]

    def names_one(self, people: Iterable[Person], paragraph: int) -> bool:
        """Return whether one of the people was mentioned in a paragraph."""
        return any(person in self._near[paragraph] for person in people)

    def last_two(self) -> list[Person]:
        """Return the two people named last, in the order in which they were named."""
        people = [person for person in self.order if person.name and not person.body]
        return sorted(sorted(people, key=self.order.__getitem__)[-2:], key=people.index)

    def last_two_actors(self) -> list[str]:
        """Return the actors named in the last sentence that names several."""
        by_sentence: dict[int, dict[str, None]] = defaultdict(dict)
        for sentence, actor in self._actors:
            by_sentence[sentence][actor] = None
        several = [at for at, actors in by_sentence.items() if len(actors) > 1]
        return list(by_sentence[max(several)]) if several else []

    def note_actor(self, actor: str, sentence: int) -> None:
        """Take an actor as named in a sentence."""
        self._actors = [*self._actors[-_KEPT:], (sentence, actor)]

    def last_actor(self, sentence: int) -> tuple[str, bool]:
        """Return the actor named last, and whether no other was named in this sentence or the one before."""
        lately = {actor for at, actor in self._actors if at >= sentence - 1}
        return (self._actors[-1][1] if self._actors else ""), len(lately) == 1

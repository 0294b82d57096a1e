"""Statements in the making, as the draft reader finds them in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.records.times import DateSpan
from truceline.statements.reading.attribution import Report
from truceline.statements.reading.frames import SpeechFrame
from truceline.statements.reading.occasions import Occasions
from truceline.statements.reading.people import Meant
from truceline.statements.reading.resolution import Resolver
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.turns import alone


@dataclass(slots=True)
class Found:
    """A statement in the making: spans of the words, who is meant to have said them, when, and what is doubtful.

    ``carried`` is the day and its reason; ``runs_on`` tells of words without a closing mark, which go on in the next
    paragraph; ``number`` how many findings before it are of the same words.
    """

    parts: list[TextSpan]
    sentence: TextSpan
    meant: Meant | None
    report: Report
    carried: tuple[DateSpan | None, str] | None
    paragraph: int
    doubts: list[str]
    runs_on: bool = False
    number: int = 0

    def take_in(self, words: Sequence[TextSpan], until: int, paragraph: int) -> None:
        """Let more words be part of the statement, the last of them in a sentence that ends at ``until``."""
        self.parts += words
        self.sentence = TextSpan(self.sentence.start, until)
        self.paragraph = paragraph


@dataclass(slots=True)
class Findings:
    """What was found up to a sentence; whom names meant, and when something was said, are remembered."""

    resolver: Resolver
    occasions: Occasions
    all: list[Found] = field(default_factory=list)

    @property
    def last(self) -> Found | None:
        """What was found last, None before anything was."""
        return self.all[-1] if self.all else None

    def add(
        self, frame: SpeechFrame, report: Report, speaker: Meant | None, doubts: Sequence[str], *, number: int = 0
    ) -> Found:
        """Take in words that a sentence reports, with whom it means by their speaker, if anybody."""
        carried = self.occasions.day(frame, report, speaker.person if speaker else None)
        if speaker is not None:
            by_itself = alone(frame.clauses, report.verb, body=speaker.person.body)
            self.resolver.salience.speaks(speaker, frame.place, alone=by_itself)
        quotes = [quote for place in report.quotes if (quote := frame.tokens[place].quote)]
        runs_on = bool(quotes) and quotes[-1].runs_on
        parts = [quote.words for quote in quotes]
        found = Found(parts, frame.span, speaker, report, carried, frame.paragraph, [*doubts], runs_on, number)
        self.all.append(found)
        return found

"""On which day words were said of which their sentence names none: the occasion on which their speaker spoke before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from truceline.records.times import DateSpan
from truceline.statements.reading.attribution import Report
from truceline.statements.reading.dates import DatedPhrase, shifted
from truceline.statements.reading.frames import SpeechFrame
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.people import Person
from truceline.statements.reading.vocabulary import PressVocabulary

Day = tuple[DateSpan | None, str]
"""A day, or None where it is not known, and how the text tells it."""

_LONGEST_MEETING = 3  # days: whoever met on longer spans did not speak on all of them
_ON = 6  # sentences in which an occasion goes on though others have spoken
_HEAD = 3  # paragraphs at whose head a text says what it is
_ENTRIES = 3  # paragraphs that begin with a time from which a text is a live page
_ENTRY = re.compile(r"\d{1,2}[:.]\d{2}\b")
_CALL = "telephone"  # of a call its readout tells the day, or does not
_TITLE = 12  # words that such a head may have


class Occasions:
    """When who spoke, sentence by sentence: what a reader of the text knows of days so far.

    ``own`` is the day of the text itself and what it is, where all of it was said on that day.
    """

    def __init__(self, own: Day | None = None) -> None:
        self.own = own
        self._spoke: dict[Person, tuple[DateSpan, str, int]] = {}
        self._met: dict[Person, Day] = {}
        self._latest: Person | None = None
        self._anchor: DateSpan | None = None

    def setting(self, frame: SpeechFrame, people: Sequence[Person]) -> None:
        """Take in a sentence that reports nothing: "In a speech on Friday, Brenn set out what he would accept"."""
        named = [t.date for t in frame.tokens if t.date is not None]
        if len(named) != 1 or (when := self._when(named[0])) is None:
            return
        if len(people) > 1 and (when.last - when.first).days <= _LONGEST_MEETING:
            self._met |= dict.fromkeys(people, (when, f'"{named[0].words}", when they met'))
        spoken = any(frame.clauses.has(at, "papers") for at in range(len(frame.tokens)))
        if len(people) == 1 and spoken and (when.last - when.first).days <= _LONGEST_MEETING:
            self._spoke[people[0]] = (when, f'"{named[0].words}" in the sentence before', frame.place)
            self._latest = people[0]
        self._anchor = when

    def day(self, frame: SpeechFrame, report: Report, person: Person | None) -> Day | None:
        """Return the day beside a report's verb, or of the occasion on which the person spoke, or of the text."""
        latest, self._latest = self._latest, person
        dated = report.date.date if report.date else _only_date(frame, report)
        when = self._when(dated) if dated else None
        if when is not None and dated is not None:
            self._anchor = when
            if person is not None:
                self._spoke[person] = (when, f'"{dated.words}" when last quoted', frame.place)
            return when, f'"{dated.words}"'
        if dated is not None and dated.before:
            return None, f'"{dated.words}": before the article, on a day that the text does not give'
        before = _helped(frame, report, {"had", "hadn't", "hadn’t"}) or report.kind is DraftKind.ANNOUNCED
        return self._carried(frame, report, person, latest) or (None if before else self.own)

    def _carried(self, frame: SpeechFrame, report: Report, person: Person | None, latest: Person | None) -> Day | None:
        if person is None:
            return None
        when, why, place = self._spoke.get(person, (None, "", 0))
        if when is None:
            return self._met.get(person)
        if _plainly(frame, report) and (person is latest or frame.place - place <= _ON):
            self._spoke[person] = (when, why, frame.place)
            return when, why
        return None  # "has promised", or long ago in the text: another occasion, for all we know

    def _when(self, dated: DatedPhrase) -> DateSpan | None:
        if dated.later is not None and self._anchor is not None:
            return DateSpan(shifted(self._anchor.first, dated.later), shifted(self._anchor.last, dated.later))
        return dated.when


def paper_of_text(read: Sequence[SpeechFrame], vocabulary: PressVocabulary) -> str:
    """Return what a text calls itself at its head: a readout, a statement; nothing where it is no document."""
    papers, heads = vocabulary.lists["documents"], [f for f in read if f.paragraph < _HEAD]
    for frame in heads:
        words = frame.block.of(frame.text).lower()
        if words.endswith(":") and any(issued in words for issued in vocabulary.lists["issuing"]):
            return "statement"
        titled = frame.heading and len(words.split()) <= _TITLE
        if titled and (named := [word for word in words.split()[:_HEAD] if word in papers]):
            return named[0]
    return ""


def day_of_text(read: Sequence[SpeechFrame], published: date | None, paper: str) -> Day | None:
    """Return the article's day where its words are of that day: those of a live page, a release, a joint statement.

    ``paper`` is what the text calls itself, if it is a document. Cost grows with the length of the text.
    """
    if published is None:
        return None
    own, blocks = DateSpan(published, published), {frame.block: frame for frame in read}
    if sum(bool(_ENTRY.match(block.of(frame.text))) for block, frame in blocks.items()) >= _ENTRIES:
        return own, "an entry of a live page, on the article's day"
    return (own, f"a {paper}, of the article's day") if paper and paper != _CALL else None


def _plainly(frame: SpeechFrame, report: Report) -> bool:
    return report.kind is DraftKind.SAID and not _helped(frame, report, frame.clauses.vocabulary.lists["having"])


def _helped(frame: SpeechFrame, report: Report, helpers: Collection[str]) -> bool:
    # "had said", "has long said"
    at = next((n for n, token in enumerate(frame.tokens) if token is report.verb), 0) - 1
    while at >= 0 and (frame.clauses.is_adverb(at) or frame.clauses.is_auxiliary(at)):
        if frame.clauses.low(at) in helpers:
            return True
        at -= 1
    return False


def _only_date(frame: SpeechFrame, report: Report) -> DatedPhrase | None:
    # Where no known verb stands (`thundered on 2 June: "..."`), the one day named outside the words.
    named = [t.date for t in frame.tokens if t.date is not None]
    return named[0] if len(named) == 1 and (report.verb.kind == "quote" or report.verb.text == ":") else None


def is_a_title(frame: SpeechFrame) -> bool:
    """Return whether a heading is a document's title: "Joint statement of the leaders of", at most with when and where.

    Cost grows with the heading.
    """
    phrase, tokens = frame.clauses.starts.get(0), frame.tokens
    rest = tokens[phrase.end :] if phrase is not None else ()
    plain = all(token.kind in {"date", "word", "name", "article", "actor"} for token in rest)
    return phrase is not None and plain and (not rest or rest[0].kind == "date" or rest[0].low in {"on", "at", "in"})


def issuer_of(frame: SpeechFrame) -> str:
    """Return whose text it is by a heading of its own ("The White House"), nothing where that tells more."""
    phrase = frame.clauses.phrases[0] if len(frame.clauses.phrases) == 1 else None
    only = frame.heading and phrase is not None and phrase.end - phrase.first == len(frame.tokens)
    more = phrase is None or phrase.name or phrase.office or phrase.kin or phrase.pronoun
    return phrase.actor if only and phrase is not None and not more else ""

"""Draft statements from an article: words, speaker, actor, authority, date and topic, each with its reason.

Nothing is invented: every quotation is a span of the text, and what is not certain is marked so. Rules only; see
``docs/methods/reading.md`` for all of them and for what they miss.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from truceline.records.times import DateSpan
from truceline.statements.reading.article import Article
from truceline.statements.reading.attribution import Report, report
from truceline.statements.reading.dates import DatedPhrase, named_dates, shifted
from truceline.statements.reading.people import Meant, Mention, People, Person
from truceline.statements.reading.phrases import Phrase, phrases
from truceline.statements.reading.quotations import Quotation, masked, quotations
from truceline.statements.reading.spans import TextSpan, paragraphs, sentences
from truceline.statements.reading.tokens import Token, tokens
from truceline.statements.reading.topics import topic_of
from truceline.statements.reading.vocabulary import Lexicon
from truceline.statements.statement import Authority, Topic

UNDATED_DAYS = 7
"""Words without a day are taken to be at most this old when the article appears; the reader's own choice."""

_LONGEST = 300  # words of a sentence that are read together: what is longer is no prose
_TITLE = 3  # words that a title between quotation marks may have
_WHOLE = 6  # words from which a quotation without any reporting verb is worth showing to a person


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed statement.

    ``parts`` are the spans of the words between quotation marks, in order, none where the words are only reported;
    ``sentence`` is the span of the sentence, or sentences, that they stand in. ``certain`` is False where a person
    should look twice: those go below the line. ``said_on`` is None where neither the text nor the article's date
    tells. ``dated`` tells whether the text gives the date. ``why`` gives the reason of each field.
    """

    parts: tuple[TextSpan, ...]
    sentence: TextSpan
    speaker: str
    speaks_for: str
    authority: Authority | None
    said_on: DateSpan | None
    dated: bool
    topic: str
    certain: bool
    why: tuple[tuple[str, str], ...]

    def quote(self, text: str) -> str:
        """Return the quoted words, the parts of a split quotation joined by " ... "."""
        return " ... ".join(part.of(text) for part in self.parts)


def draft_id(article: Article, draft: Draft) -> str:
    """Name a draft by the article and the place of its words, so that reading twice gives the same id."""
    places = ",".join(f"{span.start}-{span.end}" for span in (*draft.parts, draft.sentence))
    return "dr-" + hashlib.sha256(f"{article.sha256} {places}".encode()).hexdigest()[:12]


@dataclass(slots=True)
class _SpeechFrame:
    # A sentence as the reader sees it.
    span: TextSpan
    paragraph: int
    place: int
    tokens: tuple[Token, ...]
    phrases: tuple[Phrase, ...]
    locative: str

    @property
    def quotes(self) -> tuple[Quotation, ...]:
        return tuple(t.quote for t in self.tokens if t.quote is not None)

    def said(self, text: str) -> list[Quotation]:
        """Return the quotations that are words said, without titles such as that of the "Today" programme."""
        return [t.quote for n, t in enumerate(self.tokens) if t.quote and not self._title(text, n)]

    def _title(self, text: str, place: int) -> bool:
        quote = self.tokens[place].quote
        if quote is None or not 0 < place < len(self.tokens) - 1 or len(self.quotes) == 1:
            return False
        before, after = self.tokens[place - 1], self.tokens[place + 1]
        short = len(quote.words.of(text).split()) <= _TITLE
        return short and (before.own or before.kind == "article") and after.kind == "word"

    @property
    def bare(self) -> bool:
        return bool(self.quotes) and all(t.kind in {"quote", "mark"} for t in self.tokens)

    @property
    def mentions(self) -> list[Mention]:
        return [Mention(phrase, self.paragraph, self.place, self.locative) for phrase in self.phrases]


@dataclass(slots=True)
class _Found:
    # A statement in the making.
    parts: list[TextSpan]
    sentence: TextSpan
    meant: Meant | None
    report: Report | None
    dated: DatedPhrase | None
    carried: tuple[DateSpan, str] | None
    paragraph: int
    doubts: list[str]
    runs_on: bool = False


def read_article(
    text: str, lexicon: Lexicon, topics: Sequence[Topic] = (), published: date | None = None
) -> tuple[Draft, ...]:
    """Draft the statements of an article, in the order of the text.

    ``published`` is the article's date, against which days are read. Cost grows with the length of the text.
    """
    frames = _frames(text, lexicon, published)
    people = People(lexicon)
    people.register([mention for frame in frames for mention in frame.mentions])
    reader = _DraftReader(text, people)
    for frame in frames:
        reader.take(frame)
    return tuple(_draft(text, found, topics, published) for found in reader.found)


def _frames(text: str, lexicon: Lexicon, published: date | None) -> list[_SpeechFrame]:
    blocks = paragraphs(text)
    quotes = quotations(text, blocks)
    hidden = masked(text, quotes)
    frames: list[_SpeechFrame] = []
    place = 0
    for number, block in enumerate(blocks):
        for span in sentences(hidden, block, lexicon.reporting):
            inside = []
            while place < len(quotes) and quotes[place].marked.start < span.end:
                inside.append(quotes[place])
                place += 1
            words = tokens(text, span, inside, named_dates(hidden, span, published), lexicon)
            for start in range(0, len(words), _LONGEST):
                piece = words[start : start + _LONGEST]
                within = span if len(words) <= _LONGEST else TextSpan(piece[0].span.start, piece[-1].span.end)
                frames.append(_SpeechFrame(within, number, len(frames), piece, phrases(text, piece), _locative(piece)))
    return frames


def _locative(words: Sequence[Token]) -> str:
    # "In Corvel, ...": where the sentence says it plays.
    head = [t for t in words[:4] if t.kind != "article"]
    if len(head) > 2 and head[0].text.lower() == "in" and head[1].kind == "actor" and head[2].text == ",":
        return head[1].value
    return ""


class _DraftReader:
    # Walks the sentences in order; what a person said last, and when, is remembered.

    def __init__(self, text: str, people: People) -> None:
        self.text = text
        self.people = people
        self.found: list[_Found] = []
        self.occasion: dict[Person, tuple[DateSpan, str]] = {}
        self.latest: Person | None = None
        self.anchor: DateSpan | None = None

    def take(self, frame: _SpeechFrame) -> None:
        if frame.bare and self._goes_on(frame):
            return
        told = report(frame.tokens, frame.phrases, self.people.lexicon.vocabulary)
        meant = self._mean(frame, told)
        if told is None:
            self._setting(frame, meant)
            if frame.bare and self._whole(frame):
                self._add(
                    frame, None, None, ["no reporting verb: the speaker of the paragraph before may not be this one"]
                )
            return
        speaker = meant.get(told.speaker.first) if told.speaker else None
        if told.indirect and speaker is None:
            return
        self._add(frame, told, speaker, _doubts(told, speaker))

    def _mean(self, frame: _SpeechFrame, told: Report | None) -> dict[int, Meant]:
        # Everybody mentioned, in order; of a pronoun only where it speaks.
        meant: dict[int, Meant] = {}
        for mention in frame.mentions:
            speaks = told is not None and told.speaker is mention.phrase
            if not speaks and (mention.phrase.pronoun or _only_an_actor(mention.phrase)):
                self.people.pass_over(mention.phrase)
                continue
            if (one := self.people.mean(mention)) is not None:
                meant[mention.phrase.first] = one
        return meant

    def _goes_on(self, frame: _SpeechFrame) -> bool:
        # Words in quotation marks without a verb of their own belong to the statement before them.
        last = self.found[-1] if self.found else None
        if last is None or not (last.paragraph == frame.paragraph or last.runs_on):
            return False
        last.parts += [quote.words for quote in frame.quotes]
        last.sentence = TextSpan(last.sentence.start, frame.span.end)
        last.paragraph = frame.paragraph
        last.runs_on = frame.quotes[-1].runs_on
        return True

    def _whole(self, frame: _SpeechFrame) -> bool:
        return any(len(quote.words.of(self.text).split()) >= _WHOLE for quote in frame.quotes)

    def _setting(self, frame: _SpeechFrame, meant: dict[int, Meant]) -> None:
        # "In a speech on Friday, Brenn set out what he would accept": the occasion of what Brenn says next.
        named = [t.date for t in frame.tokens if t.date is not None]
        people = list(dict.fromkeys(one.person for one in meant.values() if not one.person.body))
        if len(named) == 1 and (when := self._when(named[0])):
            if len(people) == 1:
                self.occasion[people[0]] = (when, f'"{named[0].words}" in the sentence before')
                self.latest = people[0]
            self.anchor = when

    def _when(self, dated: DatedPhrase) -> DateSpan | None:
        if dated.later is not None and self.anchor is not None:
            return DateSpan(shifted(self.anchor.first, dated.later), shifted(self.anchor.last, dated.later))
        return dated.when

    def _add(self, frame: _SpeechFrame, told: Report | None, speaker: Meant | None, doubts: list[str]) -> None:
        person = speaker.person if speaker else None
        dated = told.date.date if told and told.date else _only_date(frame, told)
        when = self._when(dated) if dated else None
        if when is not None and dated is not None and person is not None:
            self.occasion[person] = (when, f'"{dated.words}" when last quoted')
        elif person is not None and person is not self.latest:
            self.occasion.pop(person, None)  # others have spoken since: another occasion, for all we know
        carried = self.occasion.get(person) if person is not None else None
        if when is not None and dated is not None:
            self.anchor, carried = when, (when, f'"{dated.words}"')
        elif dated is not None and dated.before:
            carried = None
        self.latest = person
        parts = [quote.words for quote in frame.said(self.text)]
        runs_on = bool(frame.quotes) and frame.quotes[-1].runs_on
        self.found.append(_Found(parts, frame.span, speaker, told, dated, carried, frame.paragraph, doubts, runs_on))


def _only_date(frame: _SpeechFrame, told: Report | None) -> DatedPhrase | None:
    # Where no known verb stands (`thundered on 2 June: "..."`), the one day named outside the words.
    named = [t.date for t in frame.tokens if t.date is not None]
    return named[0] if len(named) == 1 and (told is None or told.verb.text == ":") else None


def _only_an_actor(phrase: Phrase) -> bool:
    return not (phrase.name or phrase.office or phrase.kin or phrase.pronoun)


def _doubts(told: Report, speaker: Meant | None) -> list[str]:
    if speaker is None:
        return ["no speaker was found for the words"]
    doubts = [] if speaker.certain else ["the speaker is not certain"]
    if told.shared:
        doubts.append("another speaker's verb stands in the same sentence")
    if not speaker.person.actor:
        doubts.append("in whose name is not known")
    elif speaker.person.authority is None:
        doubts.append("no office is given")
    return doubts


def _draft(text: str, found: _Found, topics: Sequence[Topic], published: date | None) -> Draft:
    person = found.meant.person if found.meant else None
    said_on, dated, why_date = _said_on(found, published)
    topic, why_topic = topic_of(found.sentence.of(text), topics)
    why = {
        "quote": _why_quote(found),
        "speaker": "; ".join([*([found.meant.why] if found.meant else []), *found.doubts]),
        "speaks_for": person.why_actor if person and person.actor else "not known",
        "authority": _why_authority(person),
        "said_on": why_date,
        "topic": why_topic,
    }
    return Draft(
        tuple(found.parts),
        found.sentence,
        (person.name or person.words) if person else "",
        person.actor if person else "",
        person.authority if person else None,
        said_on,
        dated,
        topic,
        not found.doubts,
        tuple(why.items()),
    )


def _said_on(found: _Found, published: date | None) -> tuple[DateSpan | None, bool, str]:
    if found.carried is not None:
        return found.carried[0], True, found.carried[1]
    if found.dated is not None and found.dated.before:
        return None, False, f'"{found.dated.words}": before the article, on a day that the text does not give'
    if published is None:
        return None, False, "the text gives no day, and the article's date is not known"
    span = DateSpan(shifted(published, 1 - UNDATED_DAYS), published)
    return (
        span,
        False,
        f"the text gives no day: at the latest on the article's own, and taken to be of its last {UNDATED_DAYS} days",
    )


def _why_quote(found: _Found) -> str:
    verb = f'"{found.report.verb.text}"' if found.report else "no reporting verb"
    if not found.parts:
        return f"reported without quotation marks, by {verb}"
    split = f" in {len(found.parts)} parts" if len(found.parts) > 1 else ""
    return f"between quotation marks{split}, by {verb}"


def _why_authority(person: Person | None) -> str:
    if person is None or person.authority is None:
        return "no office is given"
    return f"the office: {', '.join(person.offices)}" if person.offices else (person.why_actor or "a body")

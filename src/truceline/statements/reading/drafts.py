"""Draft statements from an article: words, speaker, actor, authority, date and topic, each with its reason.

Nothing is invented: every quotation is a span of the text, and what is not certain is marked so. Rules only; see
``docs/methods/reading.md`` for all of them and for what they miss.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from truceline.records.times import DateSpan
from truceline.statements.reading.article import Article
from truceline.statements.reading.attribution import Report, attribute
from truceline.statements.reading.complements import BEFORE, ONLY_TOLD
from truceline.statements.reading.contrasts import others_of_office
from truceline.statements.reading.frames import SpeechFrame, frames
from truceline.statements.reading.interviews import Interview, interview_of, of_oneself
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.labels import ASKS, Asking, asking_in, label_of
from truceline.statements.reading.occasions import Day, Occasions, day_of_text, is_a_title, issuer_of, paper_of_text
from truceline.statements.reading.parsed_speakers import unknown_speaker
from truceline.statements.reading.people import APART, Meant, People
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.proposals import PROPOSED
from truceline.statements.reading.reasons import doubts_of, said_on_of, why_actor, why_authority, why_quote
from truceline.statements.reading.resolution import Resolver
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.standing_quotes import hearer, standing_quotes
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.topics import topic_of
from truceline.statements.reading.turns import alone, goes_on
from truceline.statements.reading.vocabulary import Lexicon
from truceline.statements.statement import Authority, Topic

UNMARKED = "no marks tell where the words end"
"""The doubt about words in a paragraph of their own behind a colon."""

_DIALOGUE = 2  # labelled paragraphs from which a label is no heading
_TRANSCRIPT = 4  # labelled paragraphs from which a text is a transcript
_HEAD = 3  # paragraphs at whose head a document says whose it is
_WHOLE = 6  # words from which a quotation without any reporting verb is worth showing to a person


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed statement.

    ``parts`` are the spans of the words between quotation marks, in order, none where the words are only reported;
    ``sentence`` is the span of the sentence, or sentences, that they stand in. ``certain`` is False where a person
    should look twice: those go below the line. ``said_on`` is None where neither the text nor the article's date
    tells. ``dated`` tells whether the text gives the date. ``why`` gives the reason of each field. ``kind`` tells
    whether the words were said, denied or only announced; ``number`` how many drafts before it are of the same words,
    where several speak together.
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
    kind: DraftKind = DraftKind.SAID
    number: int = 0

    def quote(self, text: str) -> str:
        """Return the quoted words, the parts of a split quotation joined by " ... "."""
        return " ... ".join(part.of(text) for part in self.parts)


def draft_id(article: Article, draft: Draft) -> str:
    """Name a draft by the article and the place of its words, so that reading twice gives the same id."""
    places = ",".join(f"{span.start}-{span.end}" for span in (*draft.parts, draft.sentence))
    if draft.number:
        places += f" {draft.number}"
    return "dr-" + hashlib.sha256(f"{article.sha256} {places}".encode()).hexdigest()[:12]


@dataclass(slots=True)
class _Found:
    # A statement in the making.
    parts: list[TextSpan]
    sentence: TextSpan
    meant: Meant | None
    report: Report | None
    carried: tuple[DateSpan | None, str] | None
    paragraph: int
    doubts: list[str]
    runs_on: bool = False
    number: int = 0


def read_article(
    text: str,
    lexicon: Lexicon,
    topics: Sequence[Topic] = (),
    published: date | None = None,
) -> tuple[Draft, ...]:
    """Draft the statements of an article, in the order of the text.

    ``published`` is the article's date, against which days are read. Cost grows with the length of the text.
    """
    return drafts_of(frames(text, lexicon, published), lexicon, topics, published)


def drafts_of(
    read: Sequence[SpeechFrame],
    lexicon: Lexicon,
    topics: Sequence[Topic] = (),
    published: date | None = None,
    proposed: Mapping[int, Sequence[Report]] | None = None,
) -> tuple[Draft, ...]:
    """Draft the statements of an article of which the sentences are ``read``, as `read_article` does.

    ``proposed`` are reports that the rules may have missed, by the place of their sentence.
    """
    text = read[0].text if read else ""
    people = People(lexicon, published)
    mentions = [mention for frame in read for mention in frame.mentions()]
    people.register(mentions)
    resolver = Resolver(people)
    resolver.others = others_of_office(mentions)
    for frame in read:
        if frame.paragraph < _HEAD:
            resolver.sign(frame.clauses.phrases, alone=frame.heading and is_a_title(frame))
            resolver.issuer = resolver.issuer or issuer_of(frame)
    blocks = dict.fromkeys(frame.block for frame in read)
    labels = [block for block in blocks if label_of(text, block) is not None]
    paper = paper_of_text(read, lexicon.vocabulary)
    reader = _DraftReader(text, resolver, day_of_text(read, published, paper), labels=len(labels))
    reader.paper = paper
    reader.proposed = proposed or {}
    reader.standing = standing_quotes(read)
    reader.interview = interview_of(read)
    reader.asking = asking_in(text, blocks)
    for frame in read:
        reader.take(frame)
    general = lexicon.vocabulary.lists["general"]
    return tuple(_draft(text, found, topics, published, general) for found in reader.found)


class _DraftReader:
    # Walks the sentences in order; what a person said last, and when, is remembered.

    def __init__(self, text: str, resolver: Resolver, own: Day | None, *, labels: int) -> None:
        self.text = text
        self.labels = labels
        self.paper = ""
        self.resolver = resolver
        self.proposed: Mapping[int, Sequence[Report]] = {}
        self.standing: Mapping[int, SpeechFrame] = {}
        self.interview: Interview | None = None
        self.asking = Asking()
        self.found: list[_Found] = []
        self.occasions = Occasions(own)
        self.paragraph = -1
        self.answered = False
        self.before: SpeechFrame | None = None
        self.unmarked = False
        self.opened: tuple[Report, Meant] | None = None

    def take(self, frame: SpeechFrame) -> None:
        if frame.paragraph != self.paragraph:
            self.paragraph = frame.paragraph
            self.answered = not frame.heading and (
                self._answer(frame) or self._answers_on(frame) or self._replies(frame) or self._opened_on(frame)
            )
        if frame.heading or self.answered or (frame.bare and self._goes_on(frame)):
            return
        attribution = attribute(frame.clauses, frame.said)
        reports = (*attribution.reports, *self.proposed.get(frame.place, ()))
        meant = self._mean(frame, reports)
        for report in reports:
            if self.paper and ONLY_TOLD in report.doubts:
                report.doubts.remove(ONLY_TOLD)  # "The ministers welcomed the vote": so it is told in their readout
            if BEFORE in report.doubts:
                self._point_back(frame, report, meant)
            else:
                self._report(frame, report, meant)
        if not any(BEFORE in report.doubts for report in reports):
            self.before = frame
        self._open(frame, attribution.opening, meant)
        if not reports:
            people = dict.fromkeys(one.person for one in meant.values() if not one.person.body)
            self.occasions.setting(frame, list(people))
            left = [place for place in frame.said if place not in attribution.unsaid]
            if any(frame.words(place) >= _WHOLE for place in left):
                self._unattributed(frame, left, meant)

    def _open(self, frame: SpeechFrame, opening: Report | None, meant: dict[int, Meant]) -> None:
        # "Ketterby said:" and "Read the group's full statement here:" tell whose the next paragraph is.
        if frame.tokens[-1].text == ":":
            self.resolver.announce(frame.clauses.phrases)
        if opening is not None and opening.subject is not None:
            speaker = meant.get(opening.subject.first)
            self.opened = (opening, speaker) if speaker is not None else None
            opens = frame.paragraph < _HEAD and speaker is not None and speaker.certain
            self.resolver.issuer = speaker.person.actor if opens and speaker else self.resolver.issuer

    def _mean(self, frame: SpeechFrame, reports: Sequence[Report]) -> dict[int, Meant]:
        # Everybody mentioned, in order; of a pronoun only where it speaks.
        speaking = {p.first: r for r in reports if r.subject for p in r.subject.phrases}
        meant: dict[int, Meant] = {}
        for mention in frame.mentions():
            report = speaking.get(mention.phrase.first)
            if report is None and (mention.phrase.pronoun or _only_an_actor(mention.phrase)):
                self.resolver.pass_over(mention)
                continue
            on = report is not None and goes_on(frame.clauses, report.verb)
            answers = report is not None and frame.clauses.vocabulary.has(report.verb.value, "answers")
            if (one := self.resolver.mean(replace(mention, goes_on=on, answers=answers))) is not None:
                meant[mention.phrase.first] = one
        return meant

    def _answer(self, frame: SpeechFrame) -> bool:
        # A paragraph that is somebody's words as a whole: under a label, or after "Ketterby said:".
        opened, self.opened = self.opened, None
        label = label_of(self.text, frame.block)
        answers = label is not None and not self.asking.only(label)
        often = self.labels >= _DIALOGUE
        speaker = self.resolver.labelled(label.words, often=often) if label is not None and answers else None
        if label is not None and speaker is not None:
            verb = Token("label", TextSpan(frame.block.start, label.said.start), label.words, label.words)
            report = Report(verb, None, None, DraftKind.SAID)
            alone = ["there is no other label in the text"] if self.labels < _DIALOGUE else []
            known = bool(speaker.person.offices or speaker.person.actor)
            alone += [ASKS] if self.asking.may_lead(label, known=known) else []
            self._add(frame, report, speaker, [*doubts_of(report, speaker), *alone], number=0)
        elif opened is not None and not frame.quotes and label is None:
            report, speaker = opened
            self.unmarked = True
            doubts = [*doubts_of(report, speaker), *([] if of_oneself(frame) else [UNMARKED])]
            self._add(frame, report, speaker, doubts, number=0)
        else:
            return False
        self.found[-1].parts = [label.said if label else frame.block]
        self.found[-1].sentence = frame.block
        return True

    def _answers_on(self, frame: SpeechFrame) -> bool:
        # In a transcript an answer goes on until the next label.
        if not (self.labels >= _TRANSCRIPT and self.answered and label_of(self.text, frame.block) is None):
            return False
        last = self.found[-1]
        last.parts.append(frame.block)
        last.sentence = TextSpan(last.sentence.start, frame.block.end)
        last.paragraph = frame.paragraph
        return True

    def _opened_on(self, frame: SpeechFrame) -> bool:
        # After "Ketterby said:" words without marks go on as long as they tell of "I" or "we".
        last = self.found[-1] if self.found else None
        still = self.unmarked and last is not None and last.paragraph == frame.paragraph - 1 and of_oneself(frame)
        self.unmarked = still
        if still and last is not None:
            last.parts.append(frame.block)
            last.sentence, last.paragraph = TextSpan(last.sentence.start, frame.block.end), frame.paragraph
            last.doubts = [doubt for doubt in last.doubts if doubt != UNMARKED]
        return still

    def _replies(self, frame: SpeechFrame) -> bool:
        # In an interview without names before the turns: what follows a question, up to the next.
        interview = self.interview
        if interview is None or frame.paragraph not in interview.answers:
            return interview is not None and frame.paragraph in interview.asked
        if frame.paragraph - 1 in interview.asked:
            verb = Token("answer", TextSpan(frame.block.start, frame.block.start), "", "")
            report = Report(verb, None, None, DraftKind.SAID)
            speaker = self.resolver.mean(interview.who)
            before = [found for found in self.found if found.report and found.report.verb.kind != "answer"]
            spoken = {found.meant.person for found in before if found.meant}
            sure = interview.told and speaker is not None and spoken == {speaker.person}
            doubts = doubts_of(report, speaker) if speaker is not None else []
            turns = [] if sure else ["only the order of the turns tells who answers"]
            self._add(frame, report, speaker, [*doubts, *turns], number=0)
        self.found[-1].parts.append(interview.answers[frame.paragraph])
        self.found[-1].sentence = TextSpan(self.found[-1].sentence.start, frame.block.end)
        return True

    def _report(self, frame: SpeechFrame, report: Report, meant: dict[int, Meant]) -> None:
        phrases = report.subject.phrases if report.subject else ()
        speakers = [one for phrase in phrases if (one := meant.get(phrase.first) or _unknown(report, phrase))]
        if len(phrases) == 1 and (pair := self.resolver.both(phrases[0])):
            speakers = pair
        if not speakers and report.quotes:
            self._add(frame, report, None, ["no speaker was found for the words"], number=0)
        for number, speaker in enumerate(speakers):
            self._add(frame, report, speaker, doubts_of(report, speaker), number=number)

    def _point_back(self, frame: SpeechFrame, report: Report, meant: dict[int, Meant]) -> None:
        # "This was announced by the ministry": the sentence before, unless somebody spoke there.
        drafted, before = len(self.found), self.before
        taken = [found for found in self.found if before is not None and found.sentence.end >= before.span.end]
        self._report(frame, report, meant)
        pointing, start = self.found[drafted:], before.span.start if before is not None else 0
        if taken or before is None or before.paragraph < frame.paragraph - 1:
            del self.found[drafted:]
        for found in pointing:
            found.sentence = TextSpan(start, frame.span.end)
            for said in (
                said for said in taken if said.meant and found.meant and said.meant.person is found.meant.person
            ):
                said.carried = found.carried or said.carried  # "He stated this on 14 May"

    def _goes_on(self, frame: SpeechFrame) -> bool:
        # Words in quotation marks without a verb of their own belong to the statement before them.
        last = self.found[-1] if self.found else None
        if last is None or not (last.paragraph == frame.paragraph or last.runs_on):
            return False
        for each in self.found[-1 - last.number :]:
            each.parts += [quote.words for quote in frame.quotes]
            each.sentence = TextSpan(each.sentence.start, frame.span.end)
            each.paragraph = frame.paragraph
            each.runs_on = frame.quotes[-1].runs_on
        self.resolver.salience.goes_on(frame.place)
        return True

    def _unattributed(self, frame: SpeechFrame, places: Sequence[int], meant: dict[int, Meant]) -> None:
        people = {one.person: one for one in meant.values() if not one.person.body}
        speaker = next(iter(people.values())) if len(people) == 1 else None
        last = self.found[-1] if self.found else None
        doubts = ["no reporting verb: the words may be somebody else's"]
        if frame.bare and last is not None and last.paragraph == frame.paragraph - 1:
            speaker = last.meant  # most often whoever spoke in the paragraph before goes on
            doubts = [] if self._speaks_alone(frame, last) else doubts
        report = Report(frame.tokens[places[0]], None, None, DraftKind.SAID, list(places))
        self._add(frame, report, speaker, doubts, number=0)

    def _speaks_alone(self, frame: SpeechFrame, last: _Found) -> bool:
        # Whether nobody but whoever spoke last can go on in a paragraph that is a quotation as a whole: the paragraph
        # before ends with what that one surely said to nobody in particular, and tells of nobody else who does
        # anything then.
        before = self.standing.get(frame.paragraph)
        spoken = [found for found in self.found if found.paragraph == last.paragraph]
        if before is None or not last.sentence.start <= before.span.start < last.sentence.end:
            return False
        if hearer(before) or any(token.low in {"who", "whom", "whose"} for token in before.tokens):
            return False  # "Asked about Torvik, who said that he was late, he left."
        sure = all(f.meant and f.report and f.report.subject and not f.doubts and not f.number for f in spoken)
        near = {person for person in self.resolver.salience.near([last.paragraph]) if not person.body}
        speakers = {found.meant.person for found in spoken if found.meant}
        return sure and len(speakers) == 1 and (self.resolver.salience.alone or near <= speakers)

    def _add(
        self, frame: SpeechFrame, report: Report, speaker: Meant | None, doubts: list[str], *, number: int
    ) -> None:
        person = speaker.person if speaker else None
        carried = self.occasions.day(frame, report, person)
        if speaker is not None:
            by_itself = alone(frame.clauses, report.verb, body=speaker.person.body)
            self.resolver.salience.speaks(speaker, frame.place, alone=by_itself)
        quotes = [quote for place in report.quotes if (quote := frame.tokens[place].quote)]
        runs_on = bool(quotes) and quotes[-1].runs_on
        parts = [quote.words for quote in quotes]
        self.found.append(_Found(parts, frame.span, speaker, report, carried, frame.paragraph, doubts, runs_on, number))


def _unknown(report: Report, phrase: Phrase) -> Meant | None:
    return unknown_speaker(phrase) if PROPOSED in report.doubts else None


def _only_an_actor(phrase: Phrase) -> bool:
    return not (phrase.name or phrase.office or phrase.kin or phrase.pronoun)


def _draft(
    text: str, found: _Found, topics: Sequence[Topic], published: date | None, general: Collection[str]
) -> Draft:
    person = found.meant.person if found.meant else None
    left_open = found.meant.open if found.meant else ""
    said_on, dated, why_date = said_on_of(found.carried, published)
    topic, why_topic = topic_of(found.sentence.of(text), topics, text, general)
    why = {
        "quote": why_quote(found.report, found.parts),
        "speaker": "; ".join([*([found.meant.why] if found.meant else []), *found.doubts]),
        "speaks_for": why_actor(person, left_open),
        "authority": why_authority(person),
        "said_on": why_date,
        "topic": why_topic,
    }
    return Draft(
        tuple(found.parts),
        found.sentence,
        (person.name or person.words) if person else "",
        person.actor if person and not left_open else "",
        person.authority if person and left_open != APART else None,
        said_on,
        dated,
        topic,
        not found.doubts,
        tuple(why.items()),
        found.report.kind if found.report else DraftKind.SAID,
        found.number,
    )

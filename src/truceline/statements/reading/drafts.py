"""Draft statements from an article: words, speaker, actor, authority, date and topic, each with its reason.

Nothing is invented: every quotation is a span of the text, and what is not certain is marked so. Rules only; see
``docs/methods/reading.md`` for all of them and for what they miss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from truceline.statements.reading.attribution import Report, attribute
from truceline.statements.reading.complements import BEFORE, ONLY_TOLD
from truceline.statements.reading.contrasts import others_of_office
from truceline.statements.reading.draft import Draft, draft_of
from truceline.statements.reading.findings import Findings, Found
from truceline.statements.reading.frames import SpeechFrame, frames
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.occasions import Occasions, day_of_text, is_a_title, issuer_of, paper_of_text
from truceline.statements.reading.parsed_speakers import unknown_speaker
from truceline.statements.reading.people import Meant, People
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.proposals import PROPOSED
from truceline.statements.reading.reasons import doubts_of
from truceline.statements.reading.resolution import Resolver
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.standing_quotes import hearer, standing_quotes
from truceline.statements.reading.turns import goes_on
from truceline.statements.reading.vocabulary import Lexicon
from truceline.statements.reading.whole_paragraphs import WholeParagraphs
from truceline.statements.statement import Topic

_HEAD = 3  # paragraphs at whose head a document says whose it is
_WHOLE = 6  # words from which a quotation without any reporting verb is worth showing to a person


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
    resolver = _resolver(read, lexicon, published)
    paper = paper_of_text(read, lexicon.vocabulary)
    findings = Findings(resolver, Occasions(day_of_text(read, published, paper)))
    whole = WholeParagraphs(text, read, findings)
    reader = _DraftReader(findings, whole, standing_quotes(read), proposed or {}, readout=bool(paper))
    for frame in read:
        reader.take(frame)
    general = lexicon.vocabulary.lists["general"]
    return tuple(draft_of(text, found, topics, published, general) for found in findings.all)


def _resolver(read: Sequence[SpeechFrame], lexicon: Lexicon, published: date | None) -> Resolver:
    people = People(lexicon, published)
    mentions = [mention for frame in read for mention in frame.mentions()]
    people.register(mentions)
    resolver = Resolver(people)
    resolver.others = others_of_office(mentions)
    for frame in read:
        if frame.paragraph < _HEAD:
            resolver.sign(frame.clauses.phrases, alone=frame.heading and is_a_title(frame))
            resolver.issuer = resolver.issuer or issuer_of(frame)
    return resolver


@dataclass(slots=True)
class _DraftReader:
    # Walks the sentences in order; what a person said last, and when, is remembered.

    findings: Findings
    whole: WholeParagraphs
    standing: Mapping[int, SpeechFrame]
    proposed: Mapping[int, Sequence[Report]]
    readout: bool
    before: SpeechFrame | None = None

    def take(self, frame: SpeechFrame) -> None:
        if self.whole.take(frame) or frame.heading or (frame.bare and self._goes_on(frame)):
            return
        attribution = attribute(frame.clauses, frame.said)
        reports = (*attribution.reports, *self.proposed.get(frame.place, ()))
        meant = self._mean(frame, reports)
        for report in reports:
            if self.readout and ONLY_TOLD in report.doubts:
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
            self.findings.occasions.setting(frame, list(people))
            left = [place for place in frame.said if place not in attribution.unsaid]
            if any(frame.words(place) >= _WHOLE for place in left):
                self._unattributed(frame, left, meant)

    def _open(self, frame: SpeechFrame, opening: Report | None, meant: dict[int, Meant]) -> None:
        # "Ketterby said:" and "Read the group's full statement here:" tell whose the next paragraph is.
        if frame.tokens[-1].text == ":":
            self.findings.resolver.announce(frame.clauses.phrases)
        if opening is not None and opening.subject is not None:
            speaker = meant.get(opening.subject.first)
            self.whole.open(opening, speaker)
            if frame.paragraph < _HEAD and speaker is not None and speaker.certain:
                self.findings.resolver.issuer = speaker.person.actor

    def _mean(self, frame: SpeechFrame, reports: Sequence[Report]) -> dict[int, Meant]:
        # Everybody mentioned, in order; of a pronoun only where it speaks.
        speaking = {p.first: r for r in reports if r.subject for p in r.subject.phrases}
        meant: dict[int, Meant] = {}
        for mention in frame.mentions():
            report = speaking.get(mention.phrase.first)
            if report is None and (mention.phrase.pronoun or _only_an_actor(mention.phrase)):
                self.findings.resolver.pass_over(mention)
                continue
            on = report is not None and goes_on(frame.clauses, report.verb)
            answers = report is not None and frame.clauses.vocabulary.has(report.verb.value, "answers")
            if (one := self.findings.resolver.mean(replace(mention, goes_on=on, answers=answers))) is not None:
                meant[mention.phrase.first] = one
        return meant

    def _report(self, frame: SpeechFrame, report: Report, meant: dict[int, Meant]) -> None:
        phrases = report.subject.phrases if report.subject else ()
        speakers = [one for phrase in phrases if (one := meant.get(phrase.first) or _unknown(report, phrase))]
        if len(phrases) == 1 and (pair := self.findings.resolver.both(phrases[0])):
            speakers = pair
        if not speakers and report.quotes:
            self.findings.add(frame, report, None, ["no speaker was found for the words"])
        for number, speaker in enumerate(speakers):
            self.findings.add(frame, report, speaker, doubts_of(report, speaker), number=number)

    def _point_back(self, frame: SpeechFrame, report: Report, meant: dict[int, Meant]) -> None:
        # "This was announced by the ministry": the sentence before, unless somebody spoke there.
        found_so_far, before = self.findings.all, self.before
        drafted = len(found_so_far)
        taken = [found for found in found_so_far if before is not None and found.sentence.end >= before.span.end]
        self._report(frame, report, meant)
        pointing, start = found_so_far[drafted:], before.span.start if before is not None else 0
        if taken or before is None or before.paragraph < frame.paragraph - 1:
            del found_so_far[drafted:]
        for found in pointing:
            found.sentence = TextSpan(start, frame.span.end)
            for said in taken:
                if said.meant and found.meant and said.meant.person is found.meant.person:
                    said.carried = found.carried or said.carried  # "He stated this on 14 May"

    def _goes_on(self, frame: SpeechFrame) -> bool:
        # Words in quotation marks without a verb of their own belong to the statement before them.
        last = self.findings.last
        if last is None or not (last.paragraph == frame.paragraph or last.runs_on):
            return False
        for each in self.findings.all[-1 - last.number :]:
            each.take_in([quote.words for quote in frame.quotes], frame.span.end, frame.paragraph)
            each.runs_on = frame.quotes[-1].runs_on
        self.findings.resolver.salience.goes_on(frame.place)
        return True

    def _unattributed(self, frame: SpeechFrame, places: Sequence[int], meant: dict[int, Meant]) -> None:
        people = {one.person: one for one in meant.values() if not one.person.body}
        speaker = next(iter(people.values())) if len(people) == 1 else None
        last = self.findings.last
        doubts = ["no reporting verb: the words may be somebody else's"]
        if frame.bare and last is not None and last.paragraph == frame.paragraph - 1:
            speaker = last.meant  # most often whoever spoke in the paragraph before goes on
            doubts = [] if self._speaks_alone(frame, last) else doubts
        report = Report(frame.tokens[places[0]], None, None, DraftKind.SAID, list(places))
        self.findings.add(frame, report, speaker, doubts)

    def _speaks_alone(self, frame: SpeechFrame, last: Found) -> bool:
        # Whether nobody but whoever spoke last can go on in a paragraph that is a quotation as a whole: the paragraph
        # before ends with what that one surely said to nobody in particular, and tells of nobody else who does
        # anything then.
        before = self.standing.get(frame.paragraph)
        spoken = [found for found in self.findings.all if found.paragraph == last.paragraph]
        if before is None or not last.sentence.start <= before.span.start < last.sentence.end:
            return False
        if hearer(before) or any(token.low in {"who", "whom", "whose"} for token in before.tokens):
            return False  # "Asked about Torvik, who said that he was late, he left."
        sure = all(f.meant and f.report.subject and not f.doubts and not f.number for f in spoken)
        salience = self.findings.resolver.salience
        near = {person for person in salience.near([last.paragraph]) if not person.body}
        speakers = {found.meant.person for found in spoken if found.meant}
        return sure and len(speakers) == 1 and (salience.alone or near <= speakers)


def _unknown(report: Report, phrase: Phrase) -> Meant | None:
    return unknown_speaker(phrase) if PROPOSED in report.doubts else None


def _only_an_actor(phrase: Phrase) -> bool:
    return not (phrase.name or phrase.office or phrase.kin or phrase.pronoun)

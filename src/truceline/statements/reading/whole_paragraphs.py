"""Paragraphs that are somebody's words as a whole: under a label, in an interview, behind "Ketterby said:"."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.statements.reading.attribution import Report
from truceline.statements.reading.findings import Findings
from truceline.statements.reading.frames import SpeechFrame
from truceline.statements.reading.interviews import interview_of, of_oneself
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.labels import ASKS, Label, asking_in, label_of
from truceline.statements.reading.people import Meant, Person
from truceline.statements.reading.reasons import doubts_of
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token

UNMARKED = "no marks tell where the words end"
"""The doubt about words in a paragraph of their own behind a colon."""

_DIALOGUE = 2  # labelled paragraphs from which a label is no heading
_TRANSCRIPT = 4  # labelled paragraphs from which a text is a transcript


class WholeParagraphs:
    """Takes in paragraphs of a text that are words as a whole, in order, and passes over those that only ask."""

    def __init__(self, text: str, read: Sequence[SpeechFrame], findings: Findings) -> None:
        blocks = dict.fromkeys(frame.block for frame in read)
        self._text = text
        self._findings = findings
        self._labels = sum(label_of(text, block) is not None for block in blocks)
        self._asking = asking_in(text, blocks)
        self._interview = interview_of(read)
        self._paragraph = -1
        self._taken = False
        self._opened: tuple[Report, Meant] | None = None
        self._unmarked = False

    def open(self, report: Report, speaker: Meant | None) -> None:
        """Remember who was said to speak in the paragraph to come, as "Ketterby said:" tells."""
        self._opened = (report, speaker) if speaker is not None else None

    def take(self, frame: SpeechFrame) -> bool:
        """Return whether the paragraph of a sentence is taken in, or asks, as a whole; its first sentence decides."""
        if frame.paragraph != self._paragraph:
            self._paragraph = frame.paragraph
            self._taken = not frame.heading and self._take(frame)
        return self._taken

    def _take(self, frame: SpeechFrame) -> bool:
        opened, self._opened = self._opened, None
        label = label_of(self._text, frame.block)
        if label is not None:
            return self._labelled(frame, label) or self._replies(frame) or self._unmarked_on(frame)
        return (
            self._begins(frame, opened) or self._answers_on(frame) or self._replies(frame) or self._unmarked_on(frame)
        )

    def _labelled(self, frame: SpeechFrame, label: Label) -> bool:
        often = self._labels >= _DIALOGUE
        if self._asking.only(label) or (speaker := self._findings.resolver.labelled(label.words, often=often)) is None:
            return False
        verb = Token("label", TextSpan(frame.block.start, label.said.start), label.words, label.words)
        report = Report(verb, None, None, DraftKind.SAID)
        known = bool(speaker.person.offices or speaker.person.actor)
        doubts = doubts_of(report, speaker)
        doubts += [] if often else ["there is no other label in the text"]
        doubts += [ASKS] if self._asking.may_lead(label, known=known) else []
        self._whole(frame, report, speaker, doubts, label.said)
        return True

    def _begins(self, frame: SpeechFrame, opened: tuple[Report, Meant] | None) -> bool:
        # The paragraph after "Ketterby said:".
        if opened is None or frame.quotes:
            return False
        report, speaker = opened
        self._unmarked = True
        self._whole(
            frame,
            report,
            speaker,
            [*doubts_of(report, speaker), *([] if of_oneself(frame) else [UNMARKED])],
            frame.block,
        )
        return True

    def _whole(self, frame: SpeechFrame, report: Report, speaker: Meant, doubts: list[str], said: TextSpan) -> None:
        found = self._findings.add(frame, report, speaker, doubts)
        found.parts, found.sentence = [said], frame.block

    def _answers_on(self, frame: SpeechFrame) -> bool:
        # In a transcript an answer goes on until the next label.
        last = self._findings.last
        if last is None or not self._taken or self._labels < _TRANSCRIPT:
            return False
        last.take_in([frame.block], frame.block.end, frame.paragraph)
        return True

    def _unmarked_on(self, frame: SpeechFrame) -> bool:
        # After "Ketterby said:" words without marks go on as long as they tell of "I" or "we".
        last = self._findings.last
        still = self._unmarked and last is not None and last.paragraph == frame.paragraph - 1 and of_oneself(frame)
        self._unmarked = still
        if still and last is not None:
            last.take_in([frame.block], frame.block.end, frame.paragraph)
            last.doubts = [doubt for doubt in last.doubts if doubt != UNMARKED]
        return still

    def _replies(self, frame: SpeechFrame) -> bool:
        # In an interview without names before the turns: what follows a question, up to the next.
        interview = self._interview
        if interview is None or frame.paragraph not in interview.answers:
            return interview is not None and frame.paragraph in interview.asked
        if frame.paragraph - 1 in interview.asked:
            verb = Token("answer", TextSpan(frame.block.start, frame.block.start), "", "")
            report = Report(verb, None, None, DraftKind.SAID)
            speaker = self._findings.resolver.mean(interview.who)
            sure = interview.told and speaker is not None and self._spoken() == {speaker.person}
            doubts = doubts_of(report, speaker) if speaker is not None else []
            doubts += [] if sure else ["only the order of the turns tells who answers"]
            self._findings.add(frame, report, speaker, doubts)
        if (last := self._findings.last) is not None:
            last.take_in([interview.answers[frame.paragraph]], frame.block.end, frame.paragraph)
        return True

    def _spoken(self) -> set[Person]:
        # Who spoke outside the answers.
        before = [found for found in self._findings.all if found.report.verb.kind != "answer"]
        return {found.meant.person for found in before if found.meant}

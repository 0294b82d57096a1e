"""Interviews whose turns have no names before them: questions, and answers of whoever the head of the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from truceline.statements.reading.frames import SpeechFrame
from truceline.statements.reading.labels import label_of
from truceline.statements.reading.people import Mention
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.spans import TextSpan

_ASKED = 3  # questions from which a text is an interview
_ASKED_TOLD = 2  # the same where its head calls it one
_SHORT = 80  # words that a question may have
_LABELLED = 2  # names before turns from which those tell who speaks
_MYSELF = re.compile(r"\b(?:I|We|we|my|My|our|Our|us|me)\b")
_ASKING, _ANSWERING = frozenset({"q", "question"}), frozenset({"a", "answer"})
_TALK = frozenset({"interview", "conversation"})


@dataclass(frozen=True, slots=True)
class Interview:
    """Paragraphs of questions (``asked``) and ``answers``, by what is said in each, and who answers.

    ``told`` where the head of the text calls it an interview.
    """

    asked: frozenset[int]
    answers: dict[int, TextSpan]
    who: Mention
    told: bool


def interview_of(read: Sequence[SpeechFrame]) -> Interview | None:
    """Return the interview that a text is, None where it is none or names before its turns tell who speaks.

    It has three questions that are paragraphs of their own, two where its head calls it an interview, and most answers
    to them tell of "I" or "we". Cost grows with the length of the text.
    """
    blocks = {frame.paragraph: frame for frame in read}
    labels = {at: (label.words.lower(), label.said) for at, f in blocks.items() if (label := label_of(f.text, f.block))}
    if sum(words not in _ASKING | _ANSWERING for words, _ in labels.values()) >= _LABELLED:
        return None
    asked = {at for at, frame in blocks.items() if _asks(frame, labels.get(at, ("", frame.block))[0])}
    begin = [at for at in blocks if at - 1 in asked and at not in asked]
    own = sum(bool(_MYSELF.search(blocks[at].block.of(blocks[at].text))) for at in begin)
    head = [frame for frame in read if frame.paragraph < min(asked, default=0)]
    told = any(token.low == "interview" for frame in head for token in frame.tokens)
    if min(len(asked), len(begin)) < (_ASKED_TOLD if told else _ASKED) or own * 2 < len(begin):
        return None
    who = _who_answers(head)
    after = (at for at in blocks if at > min(asked) and at not in asked)
    answers = {at: labels[at][1] if at in labels else blocks[at].block for at in after}
    return Interview(frozenset(asked), answers, who, told) if who is not None else None


def of_oneself(frame: SpeechFrame) -> bool:
    """Return whether somebody speaks of himself in a paragraph without marks, or a dash begins it as in a dialogue."""
    words = frame.block.of(frame.text)
    return not frame.quotes and (words[:1] in "–—" or bool(_MYSELF.search(words)))


def _asks(frame: SpeechFrame, label: str) -> bool:
    words = frame.block.of(frame.text)
    if label in _ASKING | _ANSWERING:
        return label in _ASKING
    return words.endswith("?") and len(words.split()) <= _SHORT


def _who_answers(head: Sequence[SpeechFrame]) -> Mention | None:
    # "Odo Linn: We must wait", "an interview with the envoy Odo Linn", else who is named first, with an office if any.
    mentions = [(frame, mention) for frame in head for mention in frame.mentions() if _somebody(mention.phrase)]
    told = [
        mention for frame, mention in mentions if _before_colon(frame, mention.phrase) or _guest(frame, mention.phrase)
    ]
    named = sorted((m for _, m in mentions if " " in m.phrase.name), key=lambda m: m.phrase.office is None)
    return next(iter((*told, *named)), None)


def _somebody(phrase: Phrase) -> bool:
    office = phrase.office
    personal = office is not None and not (office.body or office.several)
    return not (phrase.thing or phrase.press or phrase.owning) and (personal or " " in phrase.name)


def _before_colon(frame: SpeechFrame, phrase: Phrase) -> bool:
    return frame.heading and frame.clauses.low(phrase.end) == ":" and phrase.first <= 1


def _guest(frame: SpeechFrame, phrase: Phrase) -> bool:
    lows = {frame.clauses.low(at) for at in range(phrase.first)}
    return frame.clauses.low(phrase.first - 1) == "with" and bool(lows & _TALK)

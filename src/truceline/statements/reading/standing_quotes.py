"""Paragraphs that are a quotation and nothing else: by custom whoever spoke before goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from truceline.statements.reading.frames import SpeechFrame

_POINTING = frozenset({"that", "those", "this", "these", "such", "so", "thus"})


def standing_quotes(read: Sequence[SpeechFrame]) -> Mapping[int, SpeechFrame]:
    """Map each paragraph that is one quotation as a whole to the last sentence of the paragraph before it.

    Words that run on are one quotation, in however many paragraphs. Left out are questions, paragraphs beside another
    of the kind, which may be a dialogue, and those of which the next paragraph tells whose they were ("That was
    Torvik's line."). Cost grows with the sentences.
    """
    blocks = [list(frames) for _, frames in groupby(read, lambda frame: frame.paragraph)]
    bare = [all(frame.bare for frame in block) for block in blocks]
    starts = (at for at in range(1, len(blocks)) if bare[at] and not bare[at - 1])
    return {blocks[at][0].paragraph: blocks[at - 1][-1] for at in starts if _stands(blocks, _end(blocks, bare, at))}


def _end(blocks: Sequence[Sequence[SpeechFrame]], bare: Sequence[bool], at: int) -> int:
    # The paragraph in which a quotation ends that begins in another.
    while at + 1 < len(blocks) and bare[at + 1] and blocks[at][-1].quotes[-1].runs_on:
        at += 1
    return at


def _stands(blocks: Sequence[Sequence[SpeechFrame]], end: int) -> bool:
    following = blocks[end + 1] if end + 1 < len(blocks) else ()
    beside = bool(following) and all(frame.bare for frame in following)
    return not (
        _asks(blocks[end]) or _is_a_heading(blocks[end]) or beside or (following and _points_back(following[0]))
    )


def hearer(frame: SpeechFrame) -> bool:
    """Return whether a sentence tells whom its speaker speaks to, the press apart: who may answer."""
    clauses, vocabulary = frame.clauses, frame.clauses.vocabulary
    for phrase in clauses.phrases:
        before = phrase.first - 1
        hears = clauses.kind(before) == "verb" and vocabulary.has(clauses.tokens[before].value, "hearing", "asking")
        one = phrase.office is None or not (
            phrase.office.several or vocabulary.has(phrase.office.words, "interviewers")
        )
        if hears and one and not phrase.thing and (phrase.name or phrase.office or phrase.kin):
            return True
    return False


def _asks(block: Sequence[SpeechFrame]) -> bool:
    quote = block[-1].quotes[-1]
    return quote.words.of(block[-1].text).endswith("?")


def _is_a_heading(block: Sequence[SpeechFrame]) -> bool:
    # “What was said still stands”: no mark ends the sentence, so that it may be a heading within the text.
    quote, text = block[-1].quotes[-1], block[-1].text
    return text[quote.words.end - 1] not in ".?!…,;:" and text[quote.marked.end : quote.marked.end + 1] != "."


def _points_back(frame: SpeechFrame) -> bool:
    first, second = frame.clauses.low(0), frame.clauses.low(1)
    named = first == "the" and second in {"words", "line", "voice", "speaker"}
    return first in _POINTING or named or (first == "it" and second in {"was", "is"})

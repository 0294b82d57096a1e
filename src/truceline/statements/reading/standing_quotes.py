"""Paragraphs that are a quotation and nothing else: by custom whoever spoke before goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from truceline.statements.reading.frames import SpeechFrame

_POINTING = frozenset({"that", "those", "this", "these", "such", "so", "thus"})


def standing_quotes(read: Sequence[SpeechFrame]) -> Mapping[int, SpeechFrame]:
    """Map each paragraph that is one quotation as a whole to the last sentence of the paragraph before it.

    Left out are questions, paragraphs beside another of the kind, which may be a dialogue, and those of which the next
    paragraph tells whose they were ("That was Torvik's line."). Cost grows with the sentences.
    """
    blocks = [list(frames) for _, frames in groupby(read, lambda frame: frame.paragraph)]
    bare = [all(frame.bare for frame in block) for block in blocks]
    return {
        block[0].paragraph: blocks[at - 1][-1]
        for at, block in enumerate(blocks)
        if at and bare[at] and not (bare[at - 1] or any(bare[at + 1 : at + 2]) or _asks(block))
        if at + 1 == len(blocks) or not _points_back(blocks[at + 1][0])
    }


def _asks(block: Sequence[SpeechFrame]) -> bool:
    quote = block[-1].quotes[-1]
    return quote.words.of(block[-1].text).endswith("?")


def _points_back(frame: SpeechFrame) -> bool:
    first, second = frame.clauses.low(0), frame.clauses.low(1)
    named = first == "the" and second in {"words", "line", "voice", "speaker"}
    return first in _POINTING or named or (first == "it" and second in {"was", "is"})

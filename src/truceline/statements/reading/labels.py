"""Labels before what somebody says in a transcript: a name or office, and a colon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from truceline.statements.reading.quotations import CLOSERS
from truceline.statements.reading.spans import TextSpan, trimmed

_LABEL = re.compile(
    r"([^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,5})(?: \([^()\n]{1,40}\)|(?<=[A-Z]{2}), [^:.?!\n]{2,60})?:\s+(?=\S)"
)
_TWICE = 2  # questions from which somebody asks for the press

HALF = 0.5
"""The share of turns that end in questions from which somebody may only lead a debate."""

ASKS = "most of what stands under this label are questions"
"""The doubt about turns of whoever may only lead a debate."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, its ``words`` without the colon, and the span of what is ``said`` under it."""

    words: str
    said: TextSpan


def label_of(text: str, paragraph: TextSpan) -> Label | None:
    """Return the label that a paragraph begins with, or None; words in quotation marks need no label."""
    found = _LABEL.match(text, paragraph.start, paragraph.end)
    if found is None or not found[1][0].isupper() or text[found.end()] in CLOSERS:
        return None
    return Label(found[1], trimmed(text, found.end(), paragraph.end))


def askers(text: str, paragraphs: Iterable[TextSpan], share: float = 1.0) -> frozenset[str]:
    """Return the last words of labels under which at least a share of turns ends in a question: two of them or more.

    Where nothing else is said there, it is whoever asks for the press.
    """
    said: dict[str, list[bool]] = defaultdict(list)
    for paragraph in paragraphs:
        if (label := label_of(text, paragraph)) is not None:
            said[_last(label.words)].append(label.said.of(text).endswith("?"))
    return frozenset(words for words, asked in said.items() if sum(asked) >= max(_TWICE, share * len(asked)))


def asked_by(label: Label, askers: frozenset[str]) -> bool:
    """Return whether a label is of one of the ``askers``, in full or by the last word."""
    return _last(label.words) in askers


def _last(words: str) -> str:
    return words.lower().split()[-1]

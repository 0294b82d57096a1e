"""Labels before what somebody says in a transcript: a name or office, and a colon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from truceline.statements.reading.quotations import CLOSERS
from truceline.statements.reading.spans import TextSpan, trimmed

_LABEL = re.compile(
    r"([^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,5})(?: \([^()\n]{1,40}\)|(?<=[A-Z]{2}), [^:.?!\n]{2,60})?:\s+(?=\S)"
)
_TWICE = 2  # questions from which somebody asks for the press

ASKS = "whoever this label names asks, and may only lead the talk"
"""The doubt about turns of whoever may only lead a debate."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, its ``words`` without the colon, and the span of what is ``said`` under it."""

    words: str
    said: TextSpan


@dataclass(frozen=True, slots=True)
class Asking:
    """How many of the turns under labels end in a question, and how many there are, by the last words of the labels."""

    turns: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def only(self, label: Label) -> bool:
        """Return whether nothing but questions is said under a label: by whoever asks for the press."""
        asked, all_of_them = self._of(label)
        return _TWICE <= asked == all_of_them

    def may_lead(self, label: Label, *, known: bool) -> bool:
        """Return whether whoever a label names may only lead a debate: asks mostly, or at all and is ``known`` as none.

        Known is whoever holds an office or speaks for somebody.
        """
        asked, all_of_them = self._of(label)
        return (asked >= _TWICE and all_of_them <= 2 * asked) or (asked > 0 and not known)

    def _of(self, label: Label) -> tuple[int, int]:
        return self.turns.get(_last(label.words), (0, 0))


def label_of(text: str, paragraph: TextSpan) -> Label | None:
    """Return the label that a paragraph begins with, or None; words in quotation marks need no label."""
    found = _LABEL.match(text, paragraph.start, paragraph.end)
    if found is None or not found[1][0].isupper() or text[found.end()] in CLOSERS:
        return None
    return Label(found[1], trimmed(text, found.end(), paragraph.end))


def asking_in(text: str, paragraphs: Iterable[TextSpan]) -> Asking:
    """Return under which labels of a transcript questions are asked."""
    said: dict[str, list[bool]] = defaultdict(list)
    for paragraph in paragraphs:
        if (label := label_of(text, paragraph)) is not None:
            said[_last(label.words)].append(label.said.of(text).endswith("?"))
    return Asking({last: (sum(asked), len(asked)) for last, asked in said.items()})


def _last(words: str) -> str:
    return words.lower().split()[-1]

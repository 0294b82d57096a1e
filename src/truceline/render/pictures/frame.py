"""Where a picture's parts stand in its two forms: wide for a desk and paper, narrow for a phone."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from truceline.render.pictures.svg import PER_CHARACTER, fits, text

T = TypeVar("T")

WIDE, NARROW = 960.0, 320.0
"""The widths of the two forms, in units of the picture: of the narrow one a unit is about a pixel of a phone."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot in a picture ``width`` wide: the room ``left`` and ``right`` of it, and its ``top`` and ``bottom`` (y)."""

    width: float
    left: float
    right: float
    top: float = 0.0
    bottom: float = 0.0

    @property
    def across(self) -> float:
        """How wide the plot is."""
        return self.width - self.left - self.right

    @property
    def narrow(self) -> bool:
        """Whether this is the form for a phone."""
        return self.width == NARROW


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a bar, their baseline ``at`` so much below the top of its row; above the bar where it is narrow."""

    words: str
    at: float
    size: float = 12.5
    class_: str = "t"


def labelled(labels: Iterable[Label], top: float, frame: Frame) -> tuple[Markup, float]:
    """Write the labels of a row, with how far its bar moves down for them: not at all where they stand beside it."""
    if not frame.narrow:
        beside = (text(0, top + each.at, fits(each.words, frame.left - 12, each.size), each.class_) for each in labels)
        return Markup("").join(beside), 0.0
    written, down = [], 0.0
    for label in labels:
        for part in wrapped(label.words, frame.width, label.size):
            down += label.size + 3
            written.append(text(0, top + down, part, label.class_))
    return Markup("").join(written), down + 5


def stacked(
    rows: Iterable[T], top: float, draw: Callable[[T, float], tuple[Markup, float]]
) -> tuple[list[Markup], float]:
    """Draw rows one below the other, each as high as ``draw`` says; returns them with where the last ends."""
    drawn = []
    for row in rows:
        picture, height = draw(row, top)
        drawn.append(picture)
        top += height
    return drawn, top


def wrapped(words: str, width: float, size: float) -> list[str]:
    """Break words into lines that ``width`` holds at a font of ``size``."""
    return textwrap.wrap(words, max(int(width / (size * PER_CHARACTER)), 8))


def flowed(widths: Iterable[float], corner: tuple[float, float], right: float, row: float) -> list[tuple[float, float]]:
    """Return where parts of these widths stand: from ``corner`` on to the ``right``, and on a ``row`` lower."""
    (left, top), places = corner, []
    at = left
    for width in widths:
        if at > left and at + width > right:
            at, top = left, top + row
        places.append((at, top))
        at += width
    return places


def every(step: float, least: float) -> int:
    """Return of how many ticks that are ``step`` apart one is written, so that labels are ``least`` apart."""
    return max(-int(-least // step), 1)

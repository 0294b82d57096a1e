"""Place names on a map so that none covers another or a mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from truceline.render.pictures.svg import PER_CHARACTER

Box = tuple[float, float, float, float]

_SQUARE = 16.0
"""The side of a square, in units of the picture: about as high as a label."""


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Words wanted beside the point (x, y), ``clear`` of it by so much, in a font of ``size``."""

    words: str
    x: float
    y: float
    size: float
    clear: float
    class_: str


def place_labels(
    wanted: Iterable[MapLabel], taken: Sequence[Box], frame: tuple[float, float]
) -> Iterator[tuple[MapLabel, float, float]]:
    """Give each label the first free place around its point, in the order given; leave it out where there is none.

    Yields the label with the left end of its baseline. Grows with labels and boxes: only what is near is compared.
    """
    boxes = _Boxes(taken)
    for label in wanted:
        for left, base in _places(label):
            box = (left, base - label.size, left + _width(label), base + 3)
            if _inside(box, frame) and boxes.free(box):
                boxes.add(box)
                yield label, left, base
                break


class _Boxes:
    """Boxes by the squares of the picture that they touch."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._near: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Add a box to every square that it touches."""
        for square in _squares(box):
            self._near[square].append(box)

    def free(self, box: Box) -> bool:
        """Return whether a box meets none of those added."""
        return not any(_meet(box, other) for square in _squares(box) for other in self._near.get(square, ()))


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _SQUARE) for edge in box)
    yield from product(range(left, right + 1), range(top, bottom + 1))


def _width(label: MapLabel) -> float:
    return len(label.words) * label.size * PER_CHARACTER


def _places(label: MapLabel) -> Iterator[tuple[float, float]]:
    width = _width(label)
    for across in (label.clear, label.clear + 7):
        yield label.x + across, label.y + label.size / 3
        yield label.x - across - width, label.y + label.size / 3
        for lift in (across, -across):
            yield label.x - width / 2, label.y - lift - (0 if lift > 0 else -label.size * 0.8)
            yield label.x + across * 0.6, label.y - lift
            yield label.x - across * 0.6 - width, label.y - lift


def _inside(box: Box, frame: tuple[float, float]) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= frame[0] - 2 and box[3] <= frame[1] - 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

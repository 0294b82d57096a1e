"""What charts over months and days show: the requirement matrix, rotations, the timeline, and who waits for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One line of the statement of requirements: ``filled`` by month, None where the line asks for nothing.

    ``href`` leads to the line's gap and its reasons.
    """

    title: str
    required: int
    critical: bool
    filled: tuple[float | None, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Heatmap:
    """What is filled of each line, month by month."""

    title: str
    months: int
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class GanttBar:
    """A tour from month ``first`` to ``last``, both included, counted from 1; ``line`` is the title of its line."""

    first: int
    last: int
    line: str


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One unit: ``label`` names it, ``colour`` is a number for its contributor, ``arrives`` the day it is in place."""

    label: str
    colour: int
    arrives: int
    bars: tuple[GanttBar, ...]


@dataclass(frozen=True, slots=True)
class GanttBlock:
    """The units that serve first on one line."""

    title: str
    rows: tuple[GanttRow, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """Units and their tours over the months of the plan."""

    title: str
    months: int
    blocks: tuple[GanttBlock, ...]


@dataclass(frozen=True, slots=True)
class StatementMark:
    """A statement on its lane: ``first`` to ``last`` is the span in which it was made, ``href`` leads to its text."""

    lane: str
    first: date
    last: date
    stance: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class MeetingFlag:
    """A meeting, by its ``number`` in the list below the picture."""

    number: int
    on: date
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements and meetings ``until`` a day; ``lanes`` in their order, one per actor."""

    title: str
    lanes: tuple[str, ...]
    marks: tuple[StatementMark, ...]
    flags: tuple[MeetingFlag, ...]
    until: date


@dataclass(frozen=True, slots=True)
class WaitingGraph:
    """What each contributor, by name, waits for, in words."""

    title: str
    waits: Mapping[str, tuple[str, ...]]

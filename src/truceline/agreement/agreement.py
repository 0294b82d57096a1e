"""What the parties signed, or might sign: the line it speaks of and the belts along it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Belt:
    """A strip along the line, between two offsets from it.

    ``side`` is ``left`` or ``right`` of the line as it runs from its first to its last vertex, or ``both``;
    ``from_m`` and ``to_m`` are distances from the line in metres, ``from_m`` the nearer.
    """

    id: str
    title: str
    side: str
    from_m: float
    to_m: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A ceasefire agreement between ``parties`` (actor ids) about the ``line`` with that id.

    ``status`` is ``in-force``, ``draft`` or ``hypothetical``; ``signed`` is None where nobody signed.
    """

    title: str
    summary: str
    status: str
    parties: tuple[str, ...]
    signed: date | None
    line: str
    belts: tuple[Belt, ...]

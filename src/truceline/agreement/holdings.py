"""Facts of who alone has a weapon or does something, such as that only one party flies: true of every incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.agreement.clauses import Clause


@dataclass(frozen=True, slots=True)
class Holding:
    """That ``actor`` alone does the ``acts`` with the ``weapons`` (terms of the vocabulary) in ``zones`` (ids).

    An empty list does not narrow. It holds from ``start`` up to but not including ``end``, days in UTC, None where
    open. ``version`` names the reading that has it, empty where nobody contests it; ``clause`` says what it rests on.
    """

    id: str
    title: str
    actor: str
    acts: tuple[str, ...]
    weapons: tuple[str, ...]
    zones: tuple[str, ...]
    start: date | None
    end: date | None
    version: str
    clause: Clause

"""What the parties must do, and what must hold first: obligations, preconditions, access, reciprocity, termination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.agreement.clauses import Clause
from truceline.agreement.provisions import Exemption

BREACHED = "other-breached"
DECLARED = "release-declared"


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that ``actors`` must do by ``deadline`` (an aware UTC instant; None where none was agreed).

    ``verified_by`` checks that it was done and ``notify`` is told; empty where the text names nobody.
    """

    id: str
    title: str
    actors: tuple[str, ...]
    deadline: datetime | None
    verified_by: str
    notify: str
    version: str
    clause: Clause

    def overdue(self, at: datetime) -> bool:
        """Return whether the deadline has passed; that it was met, somebody must have verified."""
        return self.deadline is not None and at > self.deadline


@dataclass(frozen=True, slots=True)
class Precondition:
    """Silence that must last before something else begins.

    ``days`` consecutive days without any of ``acts`` in ``zones`` (everywhere where empty), verified by
    ``verified_by``; ``then`` says what begins.
    """

    id: str
    title: str
    days: float
    acts: tuple[str, ...]
    zones: tuple[str, ...]
    verified_by: str
    then: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class AccessRight:
    """Who may go where to look, ``notice_hours`` after announcing it (0: unannounced; None: the text is silent)."""

    id: str
    title: str
    who: str
    zones: tuple[str, ...]
    notice_hours: float | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """What one party's breach means for the other.

    ``release`` is ``none``, ``right`` (the other party may declare itself free) or ``automatic`` (it is free).
    """

    release: str
    clause: Clause

    def exemption(self) -> Exemption | None:
        """Write the release as an exemption from every provision; None where a breach releases nobody."""
        if self.release == "none":
            return None
        needed = (BREACHED, DECLARED) if self.release == "right" else (BREACHED,)
        return Exemption("released by the other party's breach", (), (), (), (), (), needed, self.clause)


@dataclass(frozen=True, slots=True)
class Termination:
    """How the agreement ends: by whom and with how many hours' notice (None: the text is silent)."""

    by: str
    notice_hours: float | None
    clause: Clause

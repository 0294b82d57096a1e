"""Provisions: who may not do what, with what, where, when and against what; and what is exempt."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.agreement.clauses import Clause

ANSWERED = "answers-offensive"
ORDERED = "ordered"
TRIED = "mechanism-tried"
NOTIFIED = "notified"


@dataclass(frozen=True, slots=True)
class Exemption:
    """What a provision allows after all.

    Lists narrow it; an empty list does not. ``circumstances`` must all be known to hold. The first one invokes the
    exemption: where nobody has established it, the exemption plays no part, so that a party's silence never makes
    an act doubtful.
    """

    title: str
    acts: tuple[str, ...]
    actors: tuple[str, ...]
    weapons: tuple[str, ...]
    zones: tuple[str, ...]
    targets: tuple[str, ...]
    circumstances: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class ReturnFire:
    """The conditions under which fire may be returned.

    ``against`` says what it may answer, in words; ``ordered_by`` who must have ordered it, ``mechanism`` what must have
    been tried first without success and ``notify`` who must have been told: empty where the text asks nothing.
    """

    against: str
    ordered_by: str
    mechanism: str
    notify: str
    clause: Clause

    def exemption(self) -> Exemption:
        """Write the conditions as an exemption."""
        asked = ((self.ordered_by, ORDERED), (self.mechanism, TRIED), (self.notify, NOTIFIED))
        needed = (ANSWERED, *(name for words, name in asked if words))
        return Exemption("return fire", (), (), (), (), (), needed, self.clause)


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of the agreement: an act that is forbidden.

    It forbids the ``acts`` to the ``actors`` with ``weapons`` (ids of weapon classes) in ``zones`` (ids of belts and
    areas) during ``windows`` against ``targets``, where ``circumstances`` hold. An empty list does not narrow: no
    actors means whoever does it. ``version`` names the reading that has it, empty where all agree.
    """

    id: str
    title: str
    acts: tuple[str, ...]
    actors: tuple[str, ...]
    weapons: tuple[str, ...]
    zones: tuple[str, ...]
    windows: tuple[str, ...]
    targets: tuple[str, ...]
    circumstances: tuple[str, ...]
    exemptions: tuple[Exemption, ...]
    return_fire: ReturnFire | None
    version: str
    clause: Clause

"""Something more for a scenario's force: one hundred observers, or one orbit, on ground of its own.

An addition is compared with its own scenario under the same chances (`rehearsal`). Nothing that stands is moved for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from truceline.exercise.ground import ForceGround
from truceline.records.quantities import Arithmetic


@dataclass(frozen=True, slots=True)
class Addition:
    """What might be added to the force of ``scenario``, and the ``ground`` of both together.

    ``kind`` is ``observers`` or ``orbit``, ``what`` says it in words. ``sums`` is the arithmetic behind it, None where
    the case does not give it; ``where`` are names of sites, or places of the line. ``with_pledge`` is the pledge that
    it joins, whose caveats bind it and with which it leaves; empty where it joins none. ``ground`` is None where it
    cannot be added: ``lacking`` names what is missing.
    """

    scenario: str
    kind: str
    what: str
    sums: Arithmetic | None
    where: tuple[str, ...]
    with_pledge: str
    ground: ForceGround | None
    lacking: str

    @property
    def id(self) -> str:
        """Name of its ground among those of a trial."""
        return f"{self.scenario}+{self.kind}"

"""Members of a planning session and their roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member is in a session for."""

    CHAIR = "chair"
    NATION = "nation"
    STAFF = "staff"
    MONITOR = "monitor"
    VERIFIER = "verifier"
    SIGNER = "signer"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a session, with one role or several; ``contributor`` is the nation that a ``nation`` acts for."""

    id: str
    name: str
    roles: frozenset[Role]
    contributor: str = ""

    @property
    def nation(self) -> str:
        """Return the contributor that the member acts for, or "": the role is needed as well as the name."""
        return self.contributor if Role.NATION in self.roles else ""

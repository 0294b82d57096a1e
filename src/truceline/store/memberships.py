"""Changes of who belongs to a session: each noted as it is made, for the evidence log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select

from truceline.store.instants import kept_instant
from truceline.store.schema.access import MEMBERSHIP_CHANGES

KEEPER = "keeper"
"""Who changes something by the command line: whoever keeps the store."""


class MembershipChange(StrEnum):
    """What is done with a membership."""

    INVITED = "invited"
    JOINED = "joined"
    ROLES = "roles"
    TAKEN_OUT = "taken out"
    DISABLED = "disabled"
    ENABLED = "enabled"


@dataclass(frozen=True, slots=True)
class NotedMembership:
    """A change of a membership: its number, of whose, to which roles and contributor, ``by`` whom, and when."""

    number: int
    change: str
    person: str
    roles: tuple[str, ...]
    contributor: str
    by: str
    at: datetime


def note_membership(
    connection: Connection,
    session: int,
    change: MembershipChange,
    member: tuple[str, str, str],
    *,
    by: str,
    now: datetime,
) -> None:
    """Note a change of a session that was begun to be written to.

    ``member`` is the person, the roles as the store keeps them, and the contributor.
    """
    ours = MEMBERSHIP_CHANGES.c.session == session
    last = connection.scalar(select(func.max(MEMBERSHIP_CHANGES.c.number)).where(ours)) or 0
    person, roles, contributor = member
    values = {"person": person, "roles": roles, "contributor": contributor, "by": by, "at": kept_instant(now)}
    connection.execute(insert(MEMBERSHIP_CHANGES).values(session=session, number=last + 1, change=change, **values))

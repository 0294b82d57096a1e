"""What was handed out of a session, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from truceline.accounts.rights import Act, Subject
from truceline.accounts.roles import Member
from truceline.store.instants import kept_instant
from truceline.store.people import begin, must
from truceline.store.schema.access import EXPORTS


@dataclass(frozen=True, slots=True)
class Export:
    """What is handed out: of a kind (``version``, ``bulletin``), of which version, and its SHA-256 in hexadecimal."""

    kind: str
    version: int | None
    sha256: str


def note_export(connection: Connection, session: int, member: Member, export: Export, at: datetime) -> None:
    """Note what a member takes out, before it is handed over.

    Raises
    ------
    MisuseError
        If the member may not.
    """
    must(member, Act.EXPORT, Subject(export.kind))
    now = begin(connection, session, at)
    last = connection.scalar(select(func.max(EXPORTS.c.number)).where(EXPORTS.c.session == session)) or 0
    values = {
        "session": session,
        "number": last + 1,
        "by": member.id,
        "at": kept_instant(now),
        "what": export.kind,
        "version": export.version,
        "sha256": export.sha256,
    }
    connection.execute(insert(EXPORTS).values(values))

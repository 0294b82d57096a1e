"""What was handed out of a session, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from truceline.accounts.rights import Act, Subject
from truceline.accounts.roles import Member
from truceline.store.instants import kept_instant
from truceline.store.people import begin, must, sessions
from truceline.store.schema.access import EXPORTS


@dataclass(frozen=True, slots=True)
class Export:
    """What is handed out: what it is (``version``, ``backup``, ``map.geojson``), of which version, and its SHA-256.

    The hash is in hexadecimal: of the bytes, or of a folder that of what ``sha256sum`` prints of its files by name.
    """

    kind: str
    version: int | None
    sha256: str


def note_export(connection: Connection, session: int, member: Member, export: Export, at: datetime) -> None:
    """Note a version or bulletin that a member takes out, before it is handed over.

    Raises
    ------
    MisuseError
        If the member may not.
    """
    must(member, Act.EXPORT, Subject(export.kind))
    _note(connection, session, member, export, begin(connection, session, at))


def note_page(connection: Connection, session: int, member: Member, export: Export, at: datetime) -> None:
    """Note what a member may read and takes out as a file, before it is handed over; the same bytes once.

    Raises
    ------
    MisuseError
        If the member may not read it.
    """
    must(member, Act.READ, Subject("version"))
    now = begin(connection, session, at)
    same = {"by": member.id, "what": export.kind, "sha256": export.sha256}
    ours = (EXPORTS.c.session == session, *(EXPORTS.c[name] == value for name, value in same.items()))
    if connection.scalar(select(EXPORTS.c.number).where(*ours).limit(1)) is None:
        _note(connection, session, member, export, now)


def note_backup(connection: Connection, keeper: Member, sha256: str, at: datetime) -> None:
    """Note in every session that whoever keeps the store wrote all of it as one file."""
    for each in sessions(connection):
        _note(connection, each.number, keeper, Export("backup", None, sha256), begin(connection, each.number, at))


def _note(connection: Connection, session: int, member: Member, export: Export, now: datetime) -> None:
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

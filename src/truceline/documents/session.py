"""Documents of `session`: sessions, versions, what was imported and what was taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from truceline.documents.envelope import head
from truceline.documents.shapes.session import (
    BackupDocument,
    ImportedVersionDocument,
    SessionsDocument,
    TakenOutDocument,
    VersionPart,
    VersionsDocument,
)
from truceline.sessions.versions import Version

FORMAT = 1


def sessions_document(found: Iterable[tuple[str, str, datetime]], *, version: str) -> SessionsDocument:
    """Write the sessions of a store: name, title and when each was made."""
    return {
        **head("sessions", FORMAT, version=version),
        "sessions": [{"name": name, "title": title, "at": at.isoformat()} for name, title, at in found],
    }


def versions_document(session: str, found: Iterable[Version], *, version: str) -> VersionsDocument:
    """Write the versions of a session."""
    return {
        **head("versions", FORMAT, version=version),
        "session": session,
        "versions": [version_part(each) for each in found],
    }


def imported_document(session: str, made: Version, *, new: bool, version: str) -> ImportedVersionDocument:
    """Write which version a case is, and whether it was made or was there."""
    return {
        **head("imported-version", FORMAT, version=version),
        "session": session,
        "new": new,
        "version": version_part(made),
    }


def taken_out_document(
    session: str, taken: Version, folder: str, hashes: Mapping[str, str], *, version: str
) -> TakenOutDocument:
    """Write which version was written to which folder, and the SHA-256 of each file."""
    return {
        **head("exported-version", FORMAT, version=version),
        "session": session,
        "version": version_part(taken),
        "folder": folder,
        "files": [{"path": path, "sha256": digest} for path, digest in hashes.items()],
    }


def backup_document(
    done: str, file: str, tables: Mapping[str, tuple[int, str]], logs: Mapping[str, str], *, version: str
) -> BackupDocument:
    """Write what a backup holds: of each table the rows and their SHA-256, of each log its SHA-256."""
    return {
        **head("backup", FORMAT, version=version),
        "done": done,
        "file": file,
        "tables": [{"name": name, "rows": rows, "sha256": digest} for name, (rows, digest) in tables.items()],
        "logs": [{"path": name, "sha256": digest} for name, digest in logs.items()],
    }


def version_part(each: Version) -> VersionPart:
    """Write a version as its reader sees it."""
    return {
        "number": each.number,
        "parent": each.parent or None,
        "hash": each.hash,
        "title": each.title,
        "by": each.by,
        "at": each.at.isoformat(),
        "dissents": [
            {
                "contributor": held.contributor,
                "by": held.by,
                "at": held.at.isoformat(),
                "reason": held.reason,
                "broke_silence": held.broke_silence,
            }
            for held in each.dissents
        ],
    }

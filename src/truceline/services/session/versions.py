"""``session import``, ``export`` and ``versions``: a case folder into a store, and out of it again, byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from truceline import __version__
from truceline.accounts.releasability import Release, sees
from truceline.casefolder.cases import case_files, find_case, read_case
from truceline.casefolder.records import kind_of, owner_of, split_files
from truceline.documents.session import (
    imported_document,
    sessions_document,
    taken_out_document,
    versions_document,
)
from truceline.errors import CaseError, MisuseError, unknown
from truceline.formats.archive import packed
from truceline.formats.folders import flush_tree, new_folder, sums_text
from truceline.formats.json_text import json_text
from truceline.formats.named_files import FilesInMemory
from truceline.services.outcome import Outcome, lines_text
from truceline.services.session.asked import Asked
from truceline.services.session.laying_out import lay_out, seen_files
from truceline.services.session.log_asked import NOTHING, Logging
from truceline.services.session.logged import logged
from truceline.services.session.opening import acting, keeper, opened
from truceline.sessions.versions import Version
from truceline.store.engine import Store, reading, writing
from truceline.store.exports import Export, note_export
from truceline.store.importing import CasePart, Imported, import_case
from truceline.store.people import Session, add_session, find, must_name_a_session, session_of, sessions
from truceline.store.sqlite import store_path
from truceline.store.versions import versions


def session_import(
    case: str | Path, name: str, store: str | Path, *, at: datetime, title: str = ""
) -> Outcome[Imported]:
    """Read a case, a folder or a bundled one, into a session as its next version; a store is made where none is.

    The session of that ``name`` is made with the first. Where its newest version says the same, nothing is written.
    Reports that were imported into the folder go with the first, with every import.

    Raises
    ------
    CaseError
        If anything is wrong with the case; all faults are listed.
    SourceError
        If the store cannot be used.
    MisuseError
        If the name cannot stand in an address, or a record is another member's to change, or under silence.
    """
    from truceline.services.session.moving_reports import move_reports

    must_name_a_session(name)
    folder = find_case(str(case)).folder
    found = case_files(folder)
    read = read_case(FilesInMemory(str(case), found))
    with opened(store, make=True) as kept, writing(kept) as connection:
        made = import_files(connection, name, found, read.title, at=at, title=title)
        reports = move_reports(connection, session_of(connection, name).number, folder)
    said = "is made" if made.new else "says the same already; nothing was written"
    lines = [f"{name}: version {made.version.number} {said} ({made.version.hash[:12]})", *filter(None, [reports])]
    text = lines_text(lines)
    document = imported_document(name, made.version, new=made.new, version=__version__)
    return Outcome(made, text, json_text(document))


def import_files(
    connection: Connection, name: str, found: Mapping[str, bytes], case_title: str, *, at: datetime, title: str = ""
) -> Imported:
    """Take a case's files, which are sound, into a session of that name; it is made where there is none.

    Raises
    ------
    MisuseError
        If a record is another member's to change, or under silence.
    """
    member = keeper(connection, at)
    session = find(connection, name) or add_session(connection, name, case_title, at)
    return import_case(connection, session.number, member, parts_of(found), title or case_title, at=at, lay_out=lay_out)


def session_export(
    name: str,
    version: str,
    folder: str | Path,
    store: str | Path,
    *,
    at: datetime,
    member: str = "",
    logging: Logging = NOTHING,
) -> Outcome[Path]:
    """Write a version of a session as a case folder, whole or not at all: the bytes that came in.

    ``version`` is its number, the beginning of its hash, or ``newest``. For a ``member``, what is not released to that
    member is not in it. Reports, which are of no version, come as they are now, with every import, as the folder's own
    store; they bear no release, and are for the chair and for who keeps the store. Who took it is noted, and entered in
    the evidence log as ``logging`` asks, before the folder is there.

    Raises
    ------
    CaseError
        If the folder is there, or cannot be written.
    SourceError
        If a store cannot be used; or the key or a log is at fault.
    MisuseError
        If there is no such session, member or version, or the member may not.
    """
    from truceline.services.session.moving_reports import take_out_reports

    target = Path(folder)
    with opened(store) as kept:
        logs, reports = logged(kept, logging, at), ""
        with reading(kept) as connection:
            session = session_of(connection, name).number
            who = acting(connection, session, member)
            chosen = _chosen(version, versions(connection, session, who))
            found = seen_files(connection, session, who, chosen.number)
        hashes = hashes_of(found)

        def before_it_is_there(new: Path) -> None:
            nonlocal reports
            with writing(kept) as connection:
                if sees(who, Release.CHAIR, "") and (reports := take_out_reports(connection, session, new)):
                    with store_path(new).open("rb") as own:
                        hashes[store_path(Path()).as_posix()] = hashlib.file_digest(own, "sha256").hexdigest()
                    flush_tree(new)
                taker = who if member else keeper(connection, at)
                note_export(connection, session, taker, _export(chosen, hashes), at)
            logs.keep(name)

        _write(target, found, before_it_is_there)
    lines = [f"{target}: version {chosen.number} of {name}, {len(found)} files", *filter(None, [reports])]
    document = taken_out_document(name, chosen, str(target), hashes, version=__version__)
    files = tuple(target / file for file in hashes)
    return Outcome(target, lines_text(lines), json_text(document), files, logs.remarks)


def packed_version(store: Store, asked: Asked, at: datetime) -> bytes:
    """Return a version that a member takes out, as a zip archive of the files that the member may see; it is noted.

    Raises
    ------
    MisuseError
        If the member may not.
    """
    opened_case, member = asked.opened, asked.member
    session, number = opened_case.session.number, opened_case.version.number
    with writing(store) as connection:
        found = seen_files(connection, session, member, number)
        data = packed(found)
        digest = hashlib.sha256(data).hexdigest()
        note_export(connection, session, member, Export("version", opened_case.version.number, digest), at)
    return data


def hashes_of(found: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of files in hexadecimal, by their names."""
    return {file: hashlib.sha256(data).hexdigest() for file, data in found.items()}


def session_versions(name: str, store: str | Path, *, member: str = "") -> Outcome[tuple[Version, ...]]:
    """List the versions of a session, as a member may see them; all of them where none is named.

    Raises
    ------
    SourceError
        If the store cannot be used.
    MisuseError
        If there is no such session or member.
    """
    with opened(store) as kept, reading(kept) as connection:
        session = session_of(connection, name)
        found = versions(connection, session.number, acting(connection, session.number, member))
    text = lines_text([_line(each) for each in found])
    return Outcome(found, text, json_text(versions_document(name, found, version=__version__)))


def session_list(store: str | Path) -> Outcome[tuple[Session, ...]]:
    """List the sessions of a store.

    Raises
    ------
    SourceError
        If the store cannot be used.
    """
    with opened(store) as kept, reading(kept) as connection:
        found = sessions(connection)
    rows = [(each.name, each.title, each.at) for each in found]
    text = lines_text([f"{name}  {title}" for name, title, _ in rows])
    return Outcome(found, text, json_text(sessions_document(rows, version=__version__)))


def parts_of(found: Mapping[str, bytes]) -> list[CasePart]:
    """Take a case's files apart into records and the text between them."""
    return [CasePart(record, body, kind_of(record), owner_of(record, body)) for record, body in split_files(found)]


def _chosen(wanted: str, found: Iterable[Version]) -> Version:
    by_number = {str(each.number): each for each in found}
    if wanted == "newest" and by_number:
        return list(by_number.values())[-1]
    if wanted in by_number:
        return by_number[wanted]
    alike = [each for each in by_number.values() if len(wanted) >= 6 and each.hash.startswith(wanted)]
    if len({each.hash for each in alike}) == 1:
        return alike[-1]
    raise MisuseError(unknown("version", wanted, [*by_number, "newest"]))


def _export(chosen: Version, hashes: Mapping[str, str]) -> Export:
    return Export("version", chosen.number, hashlib.sha256(sums_text(hashes)).hexdigest())


def _write(target: Path, found: Mapping[str, bytes], more: Callable[[Path], None]) -> None:
    try:
        new_folder(target, found, more)
    except OSError as error:
        what = f"{target} | cannot be written ({error.strerror or error}); give a folder that is not there yet"
        raise CaseError("the version was not written", (what,)) from error


def _line(each: Version) -> str:
    by = f"silence, set by {each.by}" if each.by_silence else each.by
    return f"{each.number}  {each.at:%Y-%m-%d %H:%M}Z  {each.hash[:12]}  {each.title} ({by})"

"""A store as one file, and back: a logical copy that either database takes, with a hash of each table.

The file is a zip: ``manifest.json`` names the revision of the tables and, for each, its columns, the number of rows and
the SHA-256 of its rows; ``tables/NAME.jsonl`` holds these, a JSON list a line, bytes as base64; ``logs/NAME`` are
evidence logs, as they were. The same store gives the same bytes. Who is signed in is left out: a copy opens no door.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import Column, Connection, Table, TableClause, column, func, insert, select, table

from truceline.errors import SourceError
from truceline.store.migrations import migrate, revision_of, revisions
from truceline.store.schema import METADATA

FORMAT = 1
LEFT_OUT = frozenset({"web_sessions", "attempts"})
"""Tables that no backup holds."""

_MANIFEST = "manifest.json"
_ROWS = 5_000
_SUMMARY = "the backup cannot be restored"


@dataclass(frozen=True, slots=True)
class BackupTable:
    """A table in a backup: its columns, which of them hold bytes, how many rows, and the SHA-256 of these."""

    name: str
    columns: tuple[str, ...]
    binary: frozenset[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: tables of a ``revision``, in an order in which rows can be written, and logs by name."""

    revision: str
    tables: tuple[BackupTable, ...]
    logs: Mapping[str, str]


def write_backup(connection: Connection, file: IO[bytes], logs: Mapping[str, bytes]) -> Backup:
    """Write all of a store, as it stands at one moment, and evidence logs by name, as one file.

    Time grows with the rows; memory does not.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        tables = [
            _write_table(connection, archive, each) for each in METADATA.sorted_tables if each.name not in LEFT_OUT
        ]
        for name, data in logs.items():
            archive.writestr(_entry(f"logs/{name}"), data)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in logs.items()}
        made = Backup(revision_of(connection), tuple(tables), hashes)
        archive.writestr(_entry(_MANIFEST), json.dumps(_document(made), indent=1))
    return made


def read_backup(file: IO[bytes], where: str) -> tuple[Backup, Mapping[str, bytes]]:
    """Read what a backup says it holds, and its logs; every hash is checked, those of tables by reading them whole.

    Raises
    ------
    SourceError
        If the file is no backup, is damaged, or of a newer truceline.
    """
    try:
        with ZipFile(file) as archive:
            found = _backup(json.loads(archive.read(_MANIFEST)))
            _must_be_known(found, where)
            logs = {name: archive.read(f"logs/{name}") for name in found.logs}
            damaged = [name for name, data in logs.items() if hashlib.sha256(data).hexdigest() != found.logs[name]]
            damaged += [table.name for table in found.tables if _sha256(archive, table) != table.sha256]
    except (BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, NotImplementedError) as error:
        what = f"{where} | is no backup of truceline, or only part of one ({error}); take another copy"
        raise SourceError(_SUMMARY, (what,)) from error
    if damaged:
        problems = tuple(f"{where} | {name} is not as it was written; take another copy" for name in damaged)
        raise SourceError(_SUMMARY, problems)
    return found, logs


def restore_tables(connection: Connection, file: IO[bytes], backup: Backup) -> None:
    """Make the tables of a backup's revision in an empty database, fill them, and migrate them to the present ones.

    All within the transaction of ``connection``; time grows with the rows.

    Raises
    ------
    SourceError
        If there are tables already.
    """
    if revision_of(connection):
        what = "holds a store already; give a place where nothing is"
        raise SourceError(_SUMMARY, (f"{connection.engine.url.render_as_string()} | {what}",))
    migrate(connection, backup.revision)
    with ZipFile(file) as archive:
        for each in backup.tables:
            _fill(connection, table(each.name, *map(column, each.columns)), archive, each)
    migrate(connection)


def _write_table(connection: Connection, archive: ZipFile, table: Table) -> BackupTable:
    digest, count = hashlib.sha256(), 0
    binary = frozenset(column.name for column in table.columns if column.type.python_type is bytes)
    columns = tuple(column.name for column in table.columns)
    with archive.open(_entry(_path(table.name)), "w", force_zip64=True) as out:
        for line in _lines(connection, table, binary):
            out.write(line)
            digest.update(line)
            count += 1
    return BackupTable(table.name, columns, binary, count, digest.hexdigest())


def _lines(connection: Connection, table: Table, binary: frozenset[str]) -> Iterator[bytes]:
    query = select(table).order_by(*_key(table)).execution_options(yield_per=_ROWS)
    encode = [column.name in binary for column in table.columns]
    for row in connection.execute(query):
        values = [_text(value) if bytes_ else value for value, bytes_ in zip(row, encode, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns) or list(table.columns)


def _text(value: bytes | None) -> str | None:
    return None if value is None else b64encode(value).decode("ascii")


def _fill(connection: Connection, to: TableClause, archive: ZipFile, of: BackupTable) -> None:
    with archive.open(_path(of.name)) as lines:
        while rows := [_row(line, of) for line in islice(lines, _ROWS)]:
            connection.execute(insert(to), rows)
    if connection.scalar(select(func.count()).select_from(to)) != of.rows:
        raise SourceError(_SUMMARY, (f"{of.name} | has not as many rows as were written; take another copy",))


def _row(line: bytes, of: BackupTable) -> dict[str, object]:
    pairs = zip(of.columns, json.loads(line), strict=True)
    return {name: b64decode(value) if name in of.binary and value is not None else value for name, value in pairs}


def _sha256(archive: ZipFile, table: BackupTable) -> str:
    with archive.open(_path(table.name)) as rows:
        return hashlib.file_digest(rows, "sha256").hexdigest()  # type: ignore[arg-type]  # any file that is read


def _path(table: str) -> str:
    return f"tables/{table}.jsonl"


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)  # of 1980, so that the same store gives the same bytes
    entry.compress_type = ZIP_DEFLATED
    return entry


def _document(made: Backup) -> dict[str, object]:
    tables = [
        {
            "name": each.name,
            "columns": list(each.columns),
            "binary": sorted(each.binary),
            "rows": each.rows,
            "sha256": each.sha256,
        }
        for each in made.tables
    ]
    return {"truceline-backup": FORMAT, "revision": made.revision, "tables": tables, "logs": dict(made.logs)}


def _backup(document: Mapping[str, Any]) -> Backup:
    if document["truceline-backup"] != FORMAT:
        raise ValueError(f"of format {document['truceline-backup']}")
    tables = tuple(
        BackupTable(each["name"], tuple(each["columns"]), frozenset(each["binary"]), each["rows"], each["sha256"])
        for each in document["tables"]
    )
    return Backup(document["revision"], tables, document["logs"])


def _must_be_known(found: Backup, where: str) -> None:
    known: Sequence[str] = revisions()
    if found.revision not in known:
        what = (
            f"has tables of revision {found.revision}; this truceline knows them up to {known[-1]}; use the newer one"
        )
        raise SourceError(_SUMMARY, (f"{where} | {what}",))

"""``backup`` and ``restore``: a store and its evidence logs as one file, from either database to either."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from truceline import __version__
from truceline.documents.session import backup_document
from truceline.errors import MisuseError, SourceError
from truceline.evidence.heads import heads_beside
from truceline.evidence.log import read_log, verify
from truceline.formats.beside import place_in
from truceline.formats.files import LARGEST, flush, read_file, read_ordinary, write_together
from truceline.formats.json_text import json_text
from truceline.services.outcome import Outcome, lines_text
from truceline.services.session.log_asked import NOTHING, Logging
from truceline.services.session.logged import Logged, logged
from truceline.services.session.opening import keeper, opened
from truceline.store.backup import Backup, read_backup, restore_tables, write_backup
from truceline.store.engine import Store, connect, reading, writing
from truceline.store.exports import note_backup

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = "the backup was not written"


def backup(
    store: str | Path,
    file: str | Path,
    *,
    logs: Sequence[str | Path] = (),
    logging: Logging = NOTHING,
    at: datetime | None = None,
) -> Outcome[Backup]:
    """Write a store, as it stands at one moment, and evidence logs as one file; it is there whole or not at all.

    Logs are verified first, against the heads beside them. As ``logging`` asks, that it was taken is entered in the log
    of every session, ``at`` an instant, before it is there.

    Raises
    ------
    SourceError
        If the store cannot be used, a log was altered, the key is at fault, or the file cannot be written.
    MisuseError
        If the file is there already, two logs bear one name, or it is to be logged and there is no instant.
    """
    if logging != NOTHING and at is None:
        raise MisuseError("a backup that is logged needs an instant (at), such as datetime.now(UTC)")
    target = Path(file)
    if os.path.lexists(target):
        raise MisuseError(f"{target} is there already; give another file: a backup replaces nothing")
    held = _verified([Path(each) for each in logs])
    with opened(store) as kept:
        log = logged(kept, logging, at or _EPOCH)
        with _beside(target) as out:
            with reading(kept) as connection:
                made = write_backup(connection, out, held)
            if log.logs is not None:
                _note(kept, out, log)
    return _outcome("backed up", made, target, (target,), notes=log.remarks)


def restore(file: str | Path, store: str | Path, *, logs: str | Path | None = None) -> Outcome[Backup]:
    """Make a store of a backup, whole or not at all, where there is none; its logs are verified, and go to ``logs``.

    Raises
    ------
    SourceError
        If the file is no backup, is damaged or of a newer truceline, or the store cannot be made.
    MisuseError
        If there is a store already, or another log of that name.
    """
    source = Path(file)
    try:
        with source.open("rb") as data:
            found, held = read_backup(data, str(source))
            for name, log in held.items():
                read_log(log, name)
            written = _logs_to(logs, held)
            with _made(store) as address:
                _fill(address, data, found, {path: held[path.name] for path in written})
    except OSError as error:
        what = f"{error.filename or source} | {error.strerror or error}; check the path, the disk and the permissions"
        raise SourceError("the backup cannot be restored", (what,)) from error
    left = (
        () if written or not held else (f"the evidence logs were verified, and not written: {', '.join(held)}; --logs",)
    )
    return _outcome("restored", found, source, tuple(written), notes=left)


def _note(store: Store, out: IO[bytes], log: Logged) -> None:
    out.flush()
    with Path(out.name).open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    with writing(store) as connection:
        note_backup(connection, keeper(connection, log.at), digest, log.at)
    log.keep_all()


def _fill(address: str | Path, data: IO[bytes], found: Backup, logs: Mapping[Path, bytes]) -> None:
    made = connect(address)
    try:
        with writing(made) as connection:
            restore_tables(connection, data, found)
            for path in logs:
                path.parent.mkdir(parents=True, exist_ok=True)
            write_together(logs)
    finally:
        made.close()


@contextmanager
def _made(store: str | Path) -> Iterator[str | Path]:
    # On SQLite the file is made beside its place; a database of PostgreSQL takes all in one transaction.
    place = connect(store)
    place.close()
    if place.engine.dialect.name != "sqlite":
        yield store
        return
    target = Path(place.where)
    if os.path.lexists(target):
        raise MisuseError(f"{target} is there already; give a place where nothing is: a restore replaces nothing")
    with place_in(target.parent) as beside:
        yield beside / target.name
        (beside / target.name).replace(target)
        flush(target.parent)


@contextmanager
def _beside(target: Path) -> Iterator[IO[bytes]]:
    try:
        with place_in(target.parent) as beside:
            with (beside / target.name).open("xb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            (beside / target.name).replace(target)
            flush(target.parent)
    except OSError as error:
        what = f"{target} | {error.strerror or error}; check the path, the disk and the permissions"
        raise SourceError(_WRITTEN, (what,)) from error


def _verified(logs: Sequence[Path]) -> dict[str, bytes]:
    held: dict[str, bytes] = {}
    for path in logs:
        if path.name in held:
            raise MisuseError(f"two logs are named {path.name}; rename one")
        verify(path, kept=heads_beside(path))
        held[path.name] = read_file(path, _WRITTEN, LARGEST)
        read_log(held[path.name], path.name)  # what is held is what is whole
    return held


def _logs_to(folder: str | Path | None, held: Mapping[str, bytes]) -> list[Path]:
    # A log that is there as it is held was written by a restore that was cut short.
    paths = [] if folder is None else [Path(folder) / name for name in held]
    if there := [str(path) for path in paths if os.path.lexists(path) and not _is(path, held[path.name])]:
        raise MisuseError(f"{', '.join(there)} is there already; give another folder: a restore replaces nothing")
    return paths


def _is(path: Path, data: bytes) -> bool:
    try:
        return read_ordinary(path) == data
    except OSError:
        return False


def _outcome(
    done: str, made: Backup, file: Path, written: tuple[Path, ...], *, notes: tuple[str, ...] = ()
) -> Outcome[Backup]:
    rows = sum(table.rows for table in made.tables)
    words = f"{file}: {rows} rows of {len(made.tables)} tables and {len(made.logs)} evidence logs {done}"
    tables = {table.name: (table.rows, table.sha256) for table in made.tables}
    document = backup_document(done, str(file), tables, made.logs, version=__version__)
    return Outcome(made, lines_text([words]), json_text(document), written, notes)

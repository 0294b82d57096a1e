"""What a database refuses, in the house's words: what is wrong, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from truceline.errors import SourceError

SUMMARY = "the store cannot be used"

_ANY = "nothing was written; check the address, the server or disk, and the permissions"
_LOST = "the connection was lost; what was under way is not in the store; try again when the server is back"
_UNREACHED = "see that the server runs, that the address, name and password are right, and the database made: createdb"
_SQLITE = {
    sqlite3.SQLITE_FULL: "nothing was written; free space on the disk and try again",
    sqlite3.SQLITE_BUSY: "somebody else has been writing all the time; nothing was written; try again",
    sqlite3.SQLITE_READONLY: "nothing was written; the file or its folder may not be written to; see the permissions",
    sqlite3.SQLITE_CANTOPEN: "the folder is missing, or may not be written to; see the path and its permissions",
    sqlite3.SQLITE_NOTADB: "put the file aside, and restore a backup: truceline restore",
    sqlite3.SQLITE_CORRUPT: "put the file aside, and restore a backup: truceline restore",
}
_POSTGRESQL = {
    "08": _LOST,  # classes and codes of https://www.postgresql.org/docs/15/errcodes-appendix.html
    "42501": "nothing was written; the account lacks the right to; ask whoever keeps the server",
    "53100": "nothing was written; free space on the server's disk and try again",
    "53300": "too many are connected; try again later",
    "40001": "somebody else wrote at the same moment; nothing was written; try again",
    "40P01": "somebody else wrote at the same moment; nothing was written; try again",
    "57P": _LOST,
    "25006": "nothing was written; the server lets nobody write at present",
}
"""What to do, by SQLSTATE: the longest beginning counts."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """Tell what a database refuses within the block; ``where`` names the store, without a password.

    Raises
    ------
    SourceError
        If it refuses. What is of a call's own making, such as a key that is there already, is passed on.
    """
    try:
        yield
    except OperationalError as error:
        raise _fault(where, error) from error
    except DBAPIError as error:
        if error.connection_invalidated or type(error) is DBAPIError or _remedy(error) != _ANY:
            raise _fault(where, error) from error
        raise


def _fault(where: str, error: DBAPIError) -> SourceError:
    lines = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
    return SourceError(SUMMARY, (f"{where} | {lines[0].rstrip('.;: ')}; {_remedy(error)}",))


def _remedy(error: DBAPIError) -> str:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, _ANY)
    if error.connection_invalidated:
        return _LOST
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return _UNREACHED if isinstance(error, OperationalError) else _ANY
    return next((_POSTGRESQL[state[:n]] for n in (5, 3, 2) if state[:n] in _POSTGRESQL), _ANY)

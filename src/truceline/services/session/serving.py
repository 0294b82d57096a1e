"""Cases into the store that is served: each named case is a session of its own name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from truceline.casefolder.cases import case_files, find_case, read_case
from truceline.errors import MisuseError
from truceline.formats.named_files import FilesInMemory
from truceline.services.case_hash import hash_of
from truceline.services.opening import must_be_planned
from truceline.services.session.log_asked import NOTHING, Logging
from truceline.services.session.logged import logged
from truceline.services.session.opening import KEEPER
from truceline.services.session.planning import Planners
from truceline.services.session.plans import Plans
from truceline.services.session.versions import import_files
from truceline.services.session.workspace import Workspace
from truceline.store.accounts import accounts
from truceline.store.engine import Store, open_store, writing
from truceline.store.people import find, must_name_a_session, sessions
from truceline.store.versions import is_version


def open_workspace(
    cases: Sequence[str | Path],
    store: str | Path,
    *,
    at: datetime,
    say: Callable[[str], None],
    tiles: str = "",
    staff: bool = False,
    logging: Logging = NOTHING,
    planners: Planners | None = None,
) -> Workspace:
    """Open a store with a session for each of these cases, of its folder's name.

    It is for a ``staff``, which signs in, also where the store has accounts; else for one person who works alone.
    A case that no session has is imported, and the store is made where there is none. ``say`` is told of one that
    differs from all versions of its session, which is left for the user to import. Without cases, the store has to
    hold a session. Every accepted write and every export is logged as ``logging`` asks. The processes of
    ``planners`` plan, where there are any by now, and are ended by who started them.

    Raises
    ------
    CaseError
        If a case is not there, at fault, or for monitoring only.
    MisuseError
        If two cases have the same name, or one that cannot stand in an address; or there is no session at all.
    SourceError
        If the store is not there, or cannot be used; or the key or a log is at fault.
    """
    named = _named(cases)
    read = {name: case_files(find_case(str(case)).folder) for name, case in named.items()}
    opened = open_store(store, make=bool(cases))
    try:
        say(f"the sessions are kept in {opened.where}")
        with writing(opened) as connection:
            for name, files in read.items():
                session = find(connection, name)
                if session is None:
                    _import(connection, name, str(named[name]), files, at)
                elif not is_version(connection, session.number, hash_of(files)):
                    say(_differs(named[name], name, opened))
            _must_hold_sessions(connection, opened)
            alone = not (staff or has_people(connection))
        log = logged(opened, logging, at)
        for remark in log.remarks:
            say(remark)
        plans = Plans(planners) if planners else None
        workspace = Workspace(opened, alone=alone, tiles=tiles, plans=plans, logs=log.logs)
        workspace.begin()
    except BaseException:
        opened.close()
        raise
    return workspace


def has_people(connection: Connection) -> bool:
    """Return whether a store has accounts, but for that of whoever works on it by the command line."""
    return any(each.id != KEEPER.id for each in accounts(connection))


def _named(cases: Sequence[str | Path]) -> dict[str, str | Path]:
    found: dict[str, str | Path] = {}
    for case in cases:
        name = find_case(str(case)).place.resolve().stem
        must_name_a_session(name)
        if name in found:
            raise MisuseError(f"two cases are named {name!r}; serve one of them, or rename a folder")
        found[name] = case
    return found


def _import(connection: Connection, name: str, case: str, files: Mapping[str, bytes], at: datetime) -> None:
    found = read_case(FilesInMemory(case, files))
    must_be_planned(found, case)
    import_files(connection, name, files, found.title, at=at)


def _must_hold_sessions(connection: Connection, store: Store) -> None:
    if not sessions(connection):
        raise MisuseError(f"{store.where} holds no session; name a case: truceline serve two-rivers")


def _differs(case: str | Path, name: str, store: Store) -> str:
    how = f"truceline session import {case} {name} --store {store.where}"
    return f"{case} differs from every version of the session {name}; make it the next version with: {how}"

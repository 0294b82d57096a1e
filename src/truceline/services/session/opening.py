"""Open the store that a call names, as a member of it or as whoever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from truceline.accounts.roles import Member, Role
from truceline.errors import MisuseError, unknown
from truceline.store.engine import Store, open_store
from truceline.store.memberships import KEEPER as KEEPERS_ID
from truceline.store.people import add_person, has_person, member_of, members

KEEPER = Member(
    KEEPERS_ID,
    "The keeper of the store",
    frozenset({Role.CHAIR, Role.STAFF, Role.MONITOR, Role.VERIFIER}),
)
"""Who works on a store by the command line: whoever may read and write its file or database."""


@contextmanager
def opened(address: str | Path, *, make: bool = False) -> Iterator[Store]:
    """Open a store for a block, making it only where ``make`` says so.

    Raises
    ------
    SourceError
        If it is not there, cannot be used, or was made by a newer truceline.
    """
    store = open_store(address, make=make)
    try:
        yield store
    finally:
        store.close()


def keeper(connection: Connection, at: datetime) -> Member:
    """Return the keeper, with an account of its own that nobody can sign in to."""
    if not has_person(connection, KEEPER.id):
        add_person(connection, KEEPER.id, KEEPER.name, at)
    return KEEPER


def keeper_for(contributor: str) -> Member:
    """Return the keeper, who works alone and may act for any contributor; for none without one."""
    return replace(KEEPER, roles=KEEPER.roles | {Role.NATION}, contributor=contributor) if contributor else KEEPER


def acting(connection: Connection, session: int, person: str) -> Member:
    """Return the member of a session that a call acts for; the keeper where it names nobody.

    Raises
    ------
    MisuseError
        If there is no such member.
    """
    if not person:
        return KEEPER
    found = member_of(connection, session, person)
    if found is None:
        raise MisuseError(unknown("member", person, [each.id for each in members(connection, session)]))
    return found

"""Attempts to sign in, counted by account and by address, so that nobody guesses passwords by the thousand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from truceline.accounts.throttle import ACCOUNT, ADDRESS, Attempts, Limit, account_key, address_key, remembered, wait
from truceline.store.instants import instant_of, kept_instant
from truceline.store.schema.people import ATTEMPTS


def begin_attempt(connection: Connection, person: str, address: str, at: datetime) -> timedelta:
    """Count an attempt as failed before its password is looked at; or return how long it has to wait, uncounted."""
    limits = _limits(person, address)
    _forget(connection, at)
    found = _locked(connection, limits, at)
    longest = max(wait(limits[key], found[key], at) for key in limits)
    if not longest:
        for key, limit in limits.items():
            _keep(connection, key, remembered(limit, found[key], at) + 1, at)
    return longest


def end_attempt(connection: Connection, person: str, address: str, at: datetime) -> None:
    """Keep that an attempt did not fail: nothing counts against the account, and one less against the address.

    One less and not nothing: who has an account of their own must not be able to guess at others for ever.
    """
    found = _locked(connection, _limits(person, address), at)
    here = address_key(address)
    _keep(connection, account_key(person), 0, at)
    _keep(connection, here, max(0, found[here].failures - 1), at)


def _limits(person: str, address: str) -> dict[bytes, Limit]:
    # In order of the keys, in which rows are locked.
    return dict(sorted({account_key(person): ACCOUNT, address_key(address): ADDRESS}.items()))


def _forget(connection: Connection, at: datetime) -> None:
    # What no longer counts is no longer kept; rows that somebody else is at are left to them.
    before = kept_instant(at - max(ACCOUNT.forgotten, ADDRESS.forgotten))
    old = select(ATTEMPTS.c.subject).where(ATTEMPTS.c.last_at <= before).with_for_update(skip_locked=True)
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.subject.in_(old)))


def _locked(connection: Connection, limits: Mapping[bytes, Limit], at: datetime) -> dict[bytes, Attempts]:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    found = {}
    for key in limits:
        new = {"subject": key, "failures": 0, "last_at": kept_instant(at)}
        connection.execute(dialect.insert(ATTEMPTS).values(**new).on_conflict_do_nothing())
        row = connection.execute(select(ATTEMPTS).where(ATTEMPTS.c.subject == key).with_for_update()).one()
        found[key] = Attempts(row.failures, instant_of(row.last_at))
    return found


def _keep(connection: Connection, key: bytes, failures: int, at: datetime) -> None:
    ours = update(ATTEMPTS).where(ATTEMPTS.c.subject == key)
    connection.execute(ours.values(failures=failures, last_at=kept_instant(at)))

"""Browsers that are signed in: the hash of the secret in a cookie, who it stands for, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from truceline.accounts.tokens import IDLE, LONGEST
from truceline.store.instants import instant_of, kept_instant
from truceline.store.schema.people import PEOPLE, WEB_SESSIONS

EVERY = timedelta(minutes=1)
"""How exactly is kept when somebody was last here."""


@dataclass(frozen=True, slots=True)
class WebSession:
    """A browser that is signed in."""

    token_hash: bytes
    person: str
    at: datetime
    seen_at: datetime
    expires_at: datetime

    @property
    def id(self) -> str:
        """What it is called on a page: enough of the hash to tell it from others, and no secret."""
        return self.token_hash.hex()[:16]


def begin_web_session(connection: Connection, token_hash: bytes, person: str, at: datetime) -> None:
    """Keep a browser that signs in; those that no longer hold are forgotten."""
    now = kept_instant(at)
    connection.execute(delete(WEB_SESSIONS).where(_over(at)))
    values = {"token_hash": token_hash, "person": person, "at": now, "seen_at": now}
    connection.execute(insert(WEB_SESSIONS).values(**values, expires_at=kept_instant(at + LONGEST)))


def web_session(connection: Connection, token_hash: bytes, at: datetime) -> WebSession | None:
    """Find the browser that a secret stands for; None where it holds no longer, nor its account."""
    found = (
        select(WEB_SESSIONS)
        .join(PEOPLE, PEOPLE.c.id == WEB_SESSIONS.c.person)
        .where(WEB_SESSIONS.c.token_hash == token_hash, ~_over(at), PEOPLE.c.disabled_at.is_(None))
    )
    row = connection.execute(found).first()
    return _web_session(row) if row else None


def seen(connection: Connection, token_hash: bytes, at: datetime) -> None:
    """Keep that a browser was here."""
    now = update(WEB_SESSIONS).where(WEB_SESSIONS.c.token_hash == token_hash)
    connection.execute(now.values(seen_at=kept_instant(at)))


def web_sessions(connection: Connection, person: str, at: datetime) -> tuple[WebSession, ...]:
    """List the browsers in which a person is signed in, the one used last first."""
    found = select(WEB_SESSIONS).where(WEB_SESSIONS.c.person == person, ~_over(at))
    rows = connection.execute(found.order_by(WEB_SESSIONS.c.seen_at.desc(), WEB_SESSIONS.c.token_hash))
    return tuple(map(_web_session, rows))


def end_web_session(connection: Connection, token_hash: bytes) -> None:
    """Forget a browser: its secret holds no longer."""
    connection.execute(delete(WEB_SESSIONS).where(WEB_SESSIONS.c.token_hash == token_hash))


def end_web_sessions(connection: Connection, person: str, but: bytes = b"") -> None:
    """Sign a person out everywhere, ``but`` in the browser whose secret has this hash."""
    others = (WEB_SESSIONS.c.person == person, WEB_SESSIONS.c.token_hash != but)
    connection.execute(delete(WEB_SESSIONS).where(*others))


def _over(at: datetime) -> ColumnElement[bool]:
    return (WEB_SESSIONS.c.expires_at <= kept_instant(at)) | (WEB_SESSIONS.c.seen_at <= kept_instant(at - IDLE))


def _web_session(row: Row[tuple[bytes, str, int, int, int]]) -> WebSession:
    times = (instant_of(row.at), instant_of(row.seen_at), instant_of(row.expires_at))
    return WebSession(bytes(row.token_hash), row.person, *times)

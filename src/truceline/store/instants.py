"""Instants as a store keeps them: whole microseconds since 1970 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def kept_instant(at: datetime) -> int:
    """Return an aware instant as the store keeps it."""
    return (at - _EPOCH) // _MICROSECOND


def instant_of(kept: int) -> datetime:
    """Return an instant that the store keeps, in UTC."""
    return _EPOCH + kept * _MICROSECOND

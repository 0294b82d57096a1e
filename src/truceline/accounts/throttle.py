"""How long to wait after attempts to sign in that failed: for an account and for an address apart, never for ever.

The first attempts are free; after that the wait doubles with each, up to a longest one, and all is forgotten after
some quiet. An account waits a minute at most, so that whoever guesses at it from everywhere cannot keep its owner out;
an address waits longer. An attempt counts before its password is looked at, so that many at once are no way around.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """Attempts that are ``free``, the ``longest`` wait after more, and after which quiet all is ``forgotten``."""

    free: int
    longest: timedelta
    forgotten: timedelta


ACCOUNT = Limit(5, timedelta(minutes=1), timedelta(hours=1))
"""Of one account, from wherever."""

ADDRESS = Limit(20, timedelta(minutes=15), timedelta(hours=1))
"""Of one address, for whichever accounts."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often somebody failed since all was last forgotten, and when last."""

    failures: int
    last: datetime


def remembered(limit: Limit, attempts: Attempts, now: datetime) -> int:
    """Return how many failures still count."""
    return 0 if now - attempts.last >= limit.forgotten else attempts.failures


def wait(limit: Limit, attempts: Attempts, now: datetime) -> timedelta:
    """Return how long the next attempt has to wait; nothing where it may be made."""
    over = remembered(limit, attempts, now) - limit.free
    if over < 0:
        return timedelta(0)
    whole = min(limit.longest, timedelta(seconds=2 ** min(over, 20)))
    return max(timedelta(0), attempts.last + whole - now)


def account_key(name: str) -> bytes:
    """Return under what attempts at an account are counted: a hash, as some type a password where the name goes."""
    return hashlib.sha256(f"account {name}".encode()).digest()


def address_key(address: str) -> bytes:
    """Return under what attempts from an address are counted; of IPv6 its network of 64 bits, which one host has."""
    return hashlib.sha256(f"address {_network(address)}".encode()).digest()


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address

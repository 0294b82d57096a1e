"""The evidence log of a planning session, as a member reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a seal: its ``salt`` in hexadecimal, and what was sealed, as plain data."""

    salt: str
    says: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry, its ``number`` in the log from 1, and openings of those of its seals that are the reader's to open."""

    number: int
    id: str
    kind: str
    content: Mapping[str, object]
    opened: Mapping[str, Opening] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SessionLog:
    """The log of a session: how many entries, its signed ``head`` as plain data, and the last entries or all.

    ``origin`` names the log, ``key`` is the verifier key of who signs it, ``checkpoint`` the head as witnesses take it.
    """

    size: int
    origin: str
    key: str
    checkpoint: str
    head: Mapping[str, object]
    entries: tuple[LoggedEntry, ...]

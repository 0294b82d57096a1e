"""What `network` gives back: who agrees with whom, over all time or window by window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.statements.discourse.communities import Groups
from truceline.statements.discourse.network import Network


@dataclass(frozen=True, slots=True)
class DatedNetwork:
    """A network of so many ``references`` from ``first`` to ``last``, with its groups where it is a one-mode one."""

    first: date | None
    last: date | None
    references: int
    network: Network
    groups: Groups | None

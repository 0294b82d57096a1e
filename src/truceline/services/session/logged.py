"""What a command does to a store, entered in the evidence logs of its sessions where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from truceline.services.session.log_asked import NOTHING, Logging
from truceline.store.engine import Store

if TYPE_CHECKING:
    from truceline.services.session.logs import SessionLogs


@dataclass(slots=True)
class Logged:
    """The logs that a command enters into at an instant, None for none, and what is to be told of them."""

    logs: SessionLogs | None
    at: datetime
    remarks: tuple[str, ...] = ()

    def keep(self, session: str) -> None:
        """Enter what a session's log does not have yet."""
        if self.logs is not None:
            self.remarks += self.logs.keep(session, self.at)

    def keep_all(self) -> None:
        """Enter what the logs of all sessions do not have yet."""
        if self.logs is not None:
            self.remarks += self.logs.keep_all(self.at)


def logged(store: Store, asked: Logging, at: datetime) -> Logged:
    """Open the logs that are asked for, and bring them in step with the store before anything else is done.

    Raises
    ------
    SourceError
        If the key or a log is at fault.
    MisuseError
        If there is no key and more is asked for, or a database is given no folder for its logs.
    """
    if asked == NOTHING:
        return Logged(None, at)
    from truceline.services.session.logs import open_logs  # who logs nothing does without cryptography

    logs, remarks = open_logs(store, asked, at)
    return Logged(logs, at, remarks)

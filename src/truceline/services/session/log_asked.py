"""Whether what is accepted and handed out is to be logged, where, and who signs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Logging:
    """What a call is asked to log with: the file of the ``key``, made where it is a ``new_key``, and the ``folder``.

    Without a key nothing is logged. Without a folder it lies beside the store.
    """

    key: str | Path | None = None
    new_key: bool = False
    folder: str | Path | None = None


NOTHING = Logging()
"""Nothing is logged."""

"""Heads of an evidence log that runs kept: those in run folders beside it, of that log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from truceline.evidence.heads import KeptHead, read_head
from truceline.formats.files import MIB, read_ordinary
from truceline.services.runs import LOG

HEAD = "head.json"
"""The head of its log that a run keeps, as JSON."""
CHECKPOINT = "checkpoint"
"""The same as a checkpoint, which witnesses cosign."""


def kept_heads(log: Path) -> tuple[KeptHead, ...]:
    """Read the heads of ``log`` in the run folders that lie beside it, and in ``runs`` beside it.

    A run names its log in ``run.json``; one of an earlier version that does not is taken to be of the usual log.

    Raises
    ------
    SourceError
        If a head cannot be read.
    """
    return tuple(read_head(path) for path in _paths(log.parent) if log_of(path.with_name("run.json")) == log.name)


def _paths(folder: Path) -> Iterator[Path]:
    for parent in (folder, folder / "runs"):
        yield from sorted(parent.glob(f"*/{HEAD}"))


def log_of(record: Path) -> str:
    """Return the name of the log that a run's record names, the usual one where it names none."""
    try:
        return str(json.loads(read_ordinary(record, 16 * MIB))["parameters"]["log"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return LOG

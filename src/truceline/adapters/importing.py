"""Import a feed's file into a case: good rows into the store, refused ones listed with their reasons, all or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import polars as pl

from truceline.adapters.feeds.feed import Feed
from truceline.adapters.feeds.rows import Refusal
from truceline.adapters.feeds.setting import Setting
from truceline.adapters.feeds.sheet import Sheet
from truceline.adapters.reporters import Reporters
from truceline.adapters.store_adding import Adding
from truceline.adapters.store_file import FOLDER, told, writing
from truceline.errors import SourceError

BAD_SHARE = 0.05
"""The share of rows that may be refused, or of a feed's known rows that a full export may lack, without being asked."""

SHOWN = 20
"""Refused rows that are listed one by one; all of them are in the file of refused rows."""

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: its counts, the reasons for refusing rows, the first refused rows and the file of them all.

    ``counts`` has ``rows`` (read), ``new``, ``altered``, ``unchanged``, ``repeated`` (the same row again in the file),
    ``withdrawn`` and ``refused``. ``notes`` are things to look at that did not prevent the import.
    """

    feed: str
    file: str
    sha256: str
    number: int
    counts: dict[str, int]
    reasons: dict[str, int]
    first: tuple[str, ...]
    refused_file: Path | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """How to import: ``full`` if the file is the whole feed, so that rows it lacks are withdrawn; ``accept_rest`` to
    import what is good even where more is refused, or withdrawn, than `BAD_SHARE`; ``progress`` is told the rows read.
    """

    full: bool = False
    accept_rest: bool = False
    progress: Callable[[int], None] = lambda rows: None  # noqa: ARG005  (told nothing)


_PLAIN = Choices()


def import_file(case_folder: Path, feed: Feed, path: Path, setting: Setting, choices: Choices = _PLAIN) -> Imported:
    """Import a file of a feed into a case.

    Rows with an id of a known row are new versions of it if they differ, and left alone if not: a file imported twice
    changes nothing. One transaction: whatever happens, the store holds all of the import or nothing. Refused rows are
    written to ``reports/refused-FEED-SHA256.csv`` in any case. Memory is bounded: rows pass in chunks.

    Raises
    ------
    SourceError
        If the file or the store cannot be used, the file changes while it is read, or more rows than `BAD_SHARE` are
        refused or would be withdrawn; then nothing is imported.
    """
    with ExitStack() as stack:
        source = stack.enter_context(_watched(path))
        ledger = stack.enter_context(_ledger(case_folder, feed.name))
        connection = stack.enter_context(writing(case_folder))
        reporters = stack.enter_context(Reporters.writing(case_folder, feed.name))
        adding = Adding(connection, feed.name, feed.kind)
        _take(source, feed, Sheets(setting, choices.progress), (adding, reporters, ledger))
        source.must_be_unchanged()
        ledger.keep(source.sha256)
        _must_be_good(adding, ledger, choices)
        adding.finish(path.name, source.sha256, setting.at)
        reporters.commit()
    counts = {name: adding.counts[name] for name in _COUNTED}
    return Imported(
        feed.name, path.name, source.sha256, adding.number, counts, dict(ledger.reasons), tuple(ledger.first),
        ledger.path, source.notes(),
    )  # fmt: skip


_COUNTED = ("rows", "new", "altered", "unchanged", "repeated", "withdrawn", "refused")

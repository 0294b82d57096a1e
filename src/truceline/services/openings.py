"""Openings of what is sealed in evidence logs, as people keep them beside what they took out: ``log.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.documents.session_entries import FILE
from truceline.documents.session_log import FORMAT, KIND
from truceline.errors import SourceError
from truceline.evidence.log import Log
from truceline.evidence.seals import sealed


@dataclass(frozen=True, slots=True)
class Openings:
    """What a file says was sealed in entries: of each by its id, and there by part, the salt and the plain data."""

    file: Path
    entries: Mapping[str, Mapping[str, tuple[str, Mapping[str, object]]]]


def read_openings(file: Path, data: bytes) -> Openings | None:
    """Read openings; None where a file holds none.

    Raises
    ------
    SourceError
        If they are of a newer format, or broken.
    """
    found = _document(data)
    if found is None:
        return None
    if found.get("format") != FORMAT:
        what = f"is of format {found.get('format')!r}, and this truceline reads {FORMAT}; use the one that wrote it"
        raise _unreadable(file, what)
    try:
        return Openings(file, {str(each["id"]): _parts(each["opened"]) for each in found["entries"]})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _unreadable(file, f"is not as it was written ({error}); take it from the log's page again") from error


def opened(openings: Sequence[Openings], log: Log) -> Iterator[tuple[int, str]]:
    """List by the number of its entry the SHA-256 of each file of which a seal of the log is opened.

    Raises
    ------
    SourceError
        If an opening is of an entry of the log, and something else was sealed there; all are listed.
    """
    problems = []
    for number, entry in enumerate(log.entries, 1):
        seals = entry.content.get("seals", {}) if isinstance(entry.content, dict) else {}
        for each in openings:
            for part, (salt, says) in each.entries.get(entry.id, {}).items():
                if sealed(salt, says) != seals.get(part):
                    problems.append(f"{each.file} {entry.id} | {part}: this was not sealed in entry {number}")
                elif part == FILE:
                    yield number, str(says.get("sha256", ""))
    if problems:
        raise SourceError(
            "what is said to be sealed is not", tuple(f"{each}; ask whoever signed it" for each in problems)
        )


def _document(data: bytes) -> dict[str, Any] | None:
    if not data.startswith(b"{"):
        return None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("document") == KIND else None


def _parts(found: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, object]]]:
    parts: dict[str, tuple[str, Mapping[str, object]]] = {
        part: (str(each["salt"]), {**each["says"]}) for part, each in found.items()
    }
    for salt, _ in parts.values():
        sealed(salt, {})
    return parts


def _unreadable(file: Path, what: str) -> SourceError:
    return SourceError("the openings cannot be read", (f"{file} | {what}",))

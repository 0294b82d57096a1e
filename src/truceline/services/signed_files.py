"""Hold files against evidence logs: is each in an entry, byte for byte, or does it only name one?"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from truceline.documents.entries import BULLETIN, FILES
from truceline.documents.session_entries import EXPORT
from truceline.documents.shapes.log_proof import SignedFilePart
from truceline.evidence.chain import LogEntry, canonical
from truceline.evidence.log import Log
from truceline.results.issues import CORRECTED
from truceline.services.openings import Openings, opened
from truceline.services.run_files import RECORD

SIGNED, ALTERED, UNSIGNED = "signed", "altered", "in no entry"

_NAMED = re.compile(rb"bulletin/[^/\s\"'<>,;]+/[0-9T:.+-]+/[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """A log that was verified, and its file."""

    path: Path
    log: Log


@dataclass(frozen=True, slots=True)
class FileFinding:
    """What became of a file: its ``outcome``, the entry that it is in or names, and ``why`` in words.

    ``within`` and ``number`` (from 1) are None where it is in no entry of any log; ``corrected_by`` is the entry of a
    later bulletin that corrects it.
    """

    file: Path
    outcome: str
    why: str
    entry: str = ""
    within: VerifiedLog | None = None
    number: int | None = None
    corrected_by: str = ""

    def part(self) -> SignedFilePart:
        """Return it as the document of ``verify`` has it."""
        head = self.within.log.heads[self.number - 1] if self.within and self.number else None
        return {
            "file": str(self.file),
            "outcome": self.outcome,
            "log": str(self.within.path) if self.within else "",
            "entry": self.entry,
            "number": self.number,
            "key": head.key if head else "",
            "time": head.time if head else "",
            "corrected_by": self.corrected_by,
        }


class SignedFiles:
    """What a verified log says of files: by sha256 the entries that they and lists of inputs are in.

    Of what is sealed it says what ``openings`` open.

    Raises
    ------
    SourceError
        If an opening is of one of its entries, and something else was sealed there.
    """

    def __init__(self, verified: VerifiedLog, openings: Sequence[Openings] = ()) -> None:
        self.verified = verified
        self.ids = {entry.id for entry in verified.log.entries}
        self.entries: dict[str, int] = {digest: number for number, digest in opened(openings, verified.log)}
        self.number: dict[str, int] = {}
        self.inputs: dict[str, int] = {}
        self._last: dict[tuple[str, ...], int] = {}
        for number, entry in enumerate(verified.log.entries, start=1):
            if entry.kind == BULLETIN:
                self.number.setdefault(entry.id, number)
                self.entries.setdefault(_whole(entry), number)
                self._add_inputs(entry, number)
                self._last[_period(entry)] = number
            elif entry.kind == FILES:
                self._add_files(entry, number)

    def corrected_by(self, number: int) -> tuple[int, str]:
        """Return number and id of the last bulletin of the period, where it corrects that of an entry; else 0.

        The entry is a bulletin's, or that of its files.
        """
        entries = self.verified.log.entries
        named = entries[number - 1]
        if named.kind not in (BULLETIN, FILES):
            return 0, ""
        own = self.number.get(str(named.content.get("bulletin", "")), 0) if named.kind == FILES else number
        if not own:
            return 0, ""
        bulletin = entries[own - 1]
        last = self._last[_period(bulletin)]
        latest = entries[last - 1]
        same = "said" in bulletin.content and latest.content.get("said") == bulletin.content["said"]
        if last <= own or latest.content.get("state") != CORRECTED or same:
            return 0, ""
        return last, latest.id

    def _add_inputs(self, entry: LogEntry, number: int) -> None:
        with suppress(KeyError, TypeError):  # earlier formats bind none, and another program's log may hold anything
            self.inputs[str(entry.content["inputs"]["sha256"])] = number

    def _add_files(self, entry: LogEntry, number: int) -> None:
        with suppress(KeyError, TypeError):
            for each in entry.content["files"]:
                self.entries.setdefault(str(each["sha256"]), number)


def findings(files: Mapping[Path, bytes], logs: Sequence[SignedFiles]) -> list[FileFinding]:
    """Hold files, given with their bytes, against logs. Time grows with the bytes."""
    return [_finding(file, data, logs) for file, data in files.items()]


def _finding(file: Path, data: bytes, logs: Sequence[SignedFiles]) -> FileFinding:
    if file.name == RECORD:
        return _record(file, data, logs)
    for digest in (hashlib.sha256(data).hexdigest(), *_earlier(data)):
        for log in logs:
            if digest in log.entries:
                return _signed(file, log, log.entries[digest])
    found = _NAMED.search(data.replace(b"\\", b""))
    if not found:
        return FileFinding(file, UNSIGNED, f"is in no entry, and names none: {_why(logs)}")
    return _named(file, found.group().decode(), logs)


def _why(logs: Sequence[SignedFiles]) -> str:
    sealed = any(entry.kind == EXPORT for log in logs for entry in log.verified.log.entries)
    hint = "; of a session, give log.json of whoever took it as well" if sealed else ""
    return f"it was not handed out, or was altered{hint}"


def _record(file: Path, data: bytes, logs: Sequence[SignedFiles]) -> FileFinding:
    # The record of a run holds the run's own time, and is signed in no entry; what it says was read, is.
    try:
        digest = hashlib.sha256(canonical(json.loads(data)["inputs"])).hexdigest()
    except (ValueError, KeyError, TypeError, RecursionError):
        digest = ""
    for log in logs:
        if digest in log.inputs:
            number = log.inputs[digest]
            entry = log.verified.log.entries[number - 1].id
            why = f"the inputs that it lists are those of entry {number} ({entry})"
            return FileFinding(file, SIGNED, why, entry, log.verified, number)
    return FileFinding(file, UNSIGNED, "lists inputs of which no bulletin was made that is in a log given")


def _signed(file: Path, within: SignedFiles, number: int) -> FileFinding:
    log = within.verified.log
    head, entry = log.heads[number - 1], log.entries[number - 1]
    at = f" with time {head.time}" if head.time else ""
    why = f"signed in entry {number} by key {head.key[:16]}...{at} ({entry.id})"
    last, corrected_by = within.corrected_by(number)
    if last:
        why += f"; a later bulletin corrects it: entry {last} ({corrected_by})"
    return FileFinding(file, SIGNED, why, entry.id, within.verified, number, corrected_by)


def _named(file: Path, entry: str, logs: Sequence[SignedFiles]) -> FileFinding:
    for log in logs:
        if entry in log.number:
            number = log.number[entry]
            why = f"was altered: it names entry {number} ({entry}), of which other bytes were signed"
            return FileFinding(file, ALTERED, why, entry, log.verified, number)
    return FileFinding(file, UNSIGNED, f"is in no entry: it names {entry}, which is in no log given", entry)


def _period(entry: LogEntry) -> tuple[str, ...]:
    content = entry.content if isinstance(entry.content, dict) else {}
    return tuple(str(content.get(key, "")) for key in ("case", "from", "until"))


def _whole(entry: LogEntry) -> str:
    # Up to format 2 the entry of a bulletin was bulletin.json, in format 2 without the program's version.
    return f"whole {hashlib.sha256(canonical(entry.content)).hexdigest()}"


def _earlier(data: bytes) -> tuple[str, ...]:
    if not data.startswith(b"{"):
        return ()
    try:
        found = json.loads(data)
        contents = (found, {key: value for key, value in found.items() if key != "truceline"})
        return tuple(f"whole {hashlib.sha256(canonical(content)).hexdigest()}" for content in contents)
    except (ValueError, AttributeError, RecursionError):
        return ()

"""Versions: which revision of each record stands, under a hash of the texts alone.

The hash is made of file names, keys and the hashes of bodies, so that a case that is exported and imported is the same
version, whatever numbers a store gave it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from truceline.accounts.releasability import Release
from truceline.errors import MisuseError
from truceline.records.record_id import RecordId
from truceline.sessions.proposals import Dissent


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a version: its revision's ``number``, the ``digest`` of its body, its release and its owner.

    Text of a file that belongs to no record (key "") may stand several times; ``number`` is 0 as long as nobody revised
    it.
    """

    record: RecordId
    number: int
    digest: str
    release: Release = Release.COALITION
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the case: ``entries`` by file, and in a file in its own order; ``parent`` is a number, 0 for none.

    Where it came ``by_silence``, nobody decided it: ``by`` is who set the silence.

    Raises
    ------
    MisuseError
        If a record stands twice.
    """

    number: int
    parent: int
    title: str
    by: str
    at: datetime
    entries: tuple[Entry, ...]
    dissents: tuple[Dissent, ...] = ()
    by_silence: bool = False
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.entries, key=lambda entry: entry.record.file))
        keys = [entry.record for entry in ordered if entry.record.key]
        if len(set(keys)) < len(keys):
            twice = sorted({str(key) for key in keys if keys.count(key) > 1})
            raise MisuseError("a record stands twice in a version", tuple(f"{key} | stands twice" for key in twice))
        object.__setattr__(self, "entries", ordered)
        object.__setattr__(self, "hash", content_hash(ordered))

    def standing(self, record: RecordId) -> int:
        """Return the number of the revision that stands, 0 where the record is not in the version."""
        return next((entry.number for entry in self.entries if entry.record == record), 0)


def content_hash(entries: Iterable[Entry]) -> str:
    """Return the SHA-256 of a version in hexadecimal: of one line ``FILE TAB KEY TAB HASH`` for each entry, in order.

    Names and keys are written as JSON strings in ASCII, so that no name can pass for two.
    """
    lines = (f"{_quoted(entry.record.file)}\t{_quoted(entry.record.key)}\t{entry.digest}\n" for entry in entries)
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def places_shown(entries: Sequence[Entry], released: Sequence[bool]) -> tuple[int, ...]:
    """Return the places of the entries that are left once those which are not ``released`` are taken out.

    Text between two records of one list, such as a comma, goes with a record that is taken out: it stays where the
    record before it does, and another behind it. So what is left is as it would be had nobody written the rest.
    """
    found: list[int] = []
    last = {_list_of(entry): place for place, entry in enumerate(entries) if released[place] and entry.record.key}
    for place, entry in enumerate(entries):
        around = entries[place - 1 : place + 2] if place else ()
        between = not entry.record.key and len(around) == 3 and _list_of(around[0]) == _list_of(around[2]) is not None
        if released[place] and (not between or (released[place - 1] and last.get(_list_of(around[0]), 0) > place)):
            found.append(place)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Change:
    """A record that differs between two versions: what stood ``before`` and ``after``, None where it was not there."""

    record: RecordId
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions: records, and ``files`` whose order or text between records does too.

    It is empty where the versions have the same hash, and only there.
    """

    records: tuple[Change, ...]
    files: tuple[str, ...]


def difference(before: Version, after: Version) -> Difference:
    """Compare two versions, by file and in a file by place; in each file, records taken out come first.

    A text that is all of its file is a record. Cost grows with entries.
    """
    old, new = _by_file(before), _by_file(after)
    pairs = [(name, old.get(name, ()), new.get(name, ())) for name in sorted({*old, *new})]
    records = tuple(change for _, first, second in pairs for change in _changes(first, second))
    touched = {change.record.file for change in records}
    files = tuple(name for name, *both in pairs if _rearranged(*both, changed=name in touched))
    return Difference(records, files)


def _list_of(entry: Entry) -> tuple[str, str] | None:
    # A document has several lists, of which keys name theirs; any other file has one.
    file, key = entry.record.file, entry.record.key
    return (file, key.partition("/")[0] if file.endswith(".yaml") else "") if key else None


def _by_file(version: Version) -> Mapping[str, tuple[Entry, ...]]:
    return {name: tuple(run) for name, run in groupby(version.entries, key=lambda entry: entry.record.file)}


def _changes(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Change]:
    old, new = _records(before), _records(after)
    yield from (Change(record, entry, None) for record, entry in old.items() if record not in new)
    for record, entry in new.items():
        earlier = old.get(record)
        if earlier is None or earlier.digest != entry.digest:
            yield Change(record, earlier, entry)


def _records(entries: Sequence[Entry]) -> Mapping[RecordId, Entry]:
    return {entry.record: entry for entry in entries if entry.record.key or len(entries) == 1}


def _rearranged(before: Sequence[Entry], after: Sequence[Entry], *, changed: bool) -> bool:
    if not changed:
        return [(each.record, each.digest) for each in before] != [(each.record, each.digest) for each in after]
    if not before or not after or 1 == len(before) == len(after):
        return False
    old, new = _records(before), _records(after)
    texts = [{each.digest for each in entries if not each.record.key} for entries in (before, after)]
    return texts[0] != texts[1] or [r for r in old if r in new] != [r for r in new if r in old]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)

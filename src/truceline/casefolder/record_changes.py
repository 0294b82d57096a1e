"""Records of a case changed, added and taken out: new files, of which every other part stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from truceline.casefolder.record_text import header_of
from truceline.casefolder.records import RecordList, kind_of, list_of, lists_of, split_file
from truceline.errors import CaseError
from truceline.formats.csv_table import exact_csv_lines
from truceline.formats.parts import Part, join
from truceline.records.record_id import RecordId

_SUMMARY = "the records cannot be changed so"
_COLLECTION = b'{"type": "FeatureCollection", "features": [\n]}\n'
_OPENING = rb'"features"\s*:\s*\['
_COMMA = b",\n    "

Changes = Mapping[RecordId, bytes | None]
"""New bodies of records; None where a record is taken out."""


def replaced(files: Mapping[str, bytes], changes: Changes) -> dict[str, bytes]:
    """Return the files of a case as they would be with these changes; a new record comes at the end of its list.

    Each body must be that one record and nothing else: whoever may change one record cannot add, hide or alter another
    by what is written in it. A file that is one record is replaced whole, or taken out. Time grows with the length of
    the files that change.

    Raises
    ------
    CaseError
        If a body is not the record that it stands for, or a record that is taken out is not there; all such, by record.
    """
    problems: list[str] = []
    new = dict(files)
    for name in dict.fromkeys(record.file for record in changes):
        own = {record.key: body for record, body in changes.items() if record.file == name}
        data = _file(name, files.get(name), own, problems)
        if data is None:
            new.pop(name, None)
        else:
            new[name] = data
    if problems:
        raise CaseError(_SUMMARY, tuple(problems))
    return new


def with_empty_lists(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files of which records were left out: a list that has lost its last item is an empty list, not nothing.

    Where no list has, each file is as it was. Time grows with their length.
    """
    lists = {name: data for name, data in files.items() if name.endswith(".yaml") and lists_of(name)}
    return {**files, **{name: join(_with_empty_lists(name, list(split_file(name, d)))) for name, d in lists.items()}}


def _file(name: str, data: bytes | None, own: Mapping[str, bytes | None], problems: list[str]) -> bytes | None:
    parts = [] if data is None else list(split_file(name, data))
    there = [part.key for part in parts if part.key]
    if "" in own:
        return _whole(name, own, there, problems)
    lacking = [key for key, body in own.items() if body is None and key not in there]
    problems += [f"{RecordId(name, key)} | is not there, so it cannot be taken out; look again" for key in lacking]
    for key in (key for key, body in own.items() if body is None and key in there):
        parts = _without(parts, key)
    parts = [part if own.get(part.key) is None else Part(part.key, own[part.key] or b"") for part in parts]
    for key in (key for key, body in own.items() if body is not None and key not in there):
        parts = _with(name, parts, Part(key, own[key] or b""))
    parts = _with_empty_lists(name, parts)
    problems += _misfits(name, parts, own)
    return join(parts)


def _whole(name: str, own: Mapping[str, bytes | None], there: Iterable[str], problems: list[str]) -> bytes | None:
    body = own[""]
    records = [part.key for part in split_file(name, body or b"") if part.key]
    if any(there) or records or len(own) > 1:
        problems.append(f"{name} | holds records, and is not changed as one text; change the records themselves")
    return body


def _misfits(name: str, parts: Iterable[Part], own: Mapping[str, bytes | None]) -> Iterator[str]:
    # What is read back must be what was meant, part for part.
    wanted = [part for part in parts if part.key]
    read = [part for part in split_file(name, join(parts)) if part.key]
    if read == wanted:
        return
    found = {part.key: part.body for part in read}
    wrong = [key for key, body in own.items() if body is not None and found.get(key) != body] or list(own)
    for record in (RecordId(name, key) for key in wrong):
        what = f"the text is not one {kind_of(record)} that is known by {record.key.rpartition('/')[2]!r}"
        yield f"{record} | {what}; write that one record, in lines as the others of its file have them"


def _without(parts: list[Part], key: str) -> list[Part]:
    # With the comma or blank lines behind it, or before it where it is the last.
    at = next(n for n, part in enumerate(parts) if part.key == key)
    behind, before = _is_separator(parts, at + 1), _is_separator(parts, at - 1)
    start, end = (at, at + 2) if behind else (at - 1, at + 1) if before else (at, at + 1)
    return parts[:start] + parts[end:]


def _is_separator(parts: list[Part], at: int) -> bool:
    if not 0 < at < len(parts) - 1 or parts[at].key or not (parts[at - 1].key and parts[at + 1].key):
        return False
    return parts[at].body.strip() in (b"", b",")


def _with(name: str, parts: list[Part], new: Part) -> list[Part]:
    stands = list_of(RecordId(name, new.key))
    if stands is None:
        return [*parts, new]  # which is read back as no record, and told
    last = max((n for n, part in enumerate(parts) if part.key and _stands_in(part.key, stands)), default=-1)
    if last < 0:
        return _first(name, parts, new, stands)
    between = parts[last - 1].body if _is_separator(parts, last - 1) else b""
    if name.endswith(".geojson") and not between:
        between = _COMMA
    return [*parts[: last + 1], *([Part("", between)] if between else []), new, *parts[last + 1 :]]


def _stands_in(key: str, stands: RecordList) -> bool:
    return not stands.list or key.startswith(f"{stands.list}/")


def _first(name: str, parts: list[Part], new: Part, stands: RecordList) -> list[Part]:
    # The first record of a list: behind what opens it, which is written where it is lacking.
    if name.endswith(".csv"):
        head = [] if parts else [Part("", exact_csv_lines([header_of(name, ())]).encode())]
        return [*parts, *head, new]
    if name.endswith(".geojson"):
        return _behind(parts or [Part("", _COLLECTION)], _OPENING, rb"\g<0>", new)
    heading = _heading(stands.list)
    if not any(not part.key and re.search(heading, part.body) for part in parts):
        parts = [*parts, Part("", f"{stands.list}:\n".encode())]
    return _behind(parts, heading, rb"\g<1>\g<3>", new)


def _behind(parts: list[Part], pattern: bytes, opening: bytes, new: Part) -> list[Part]:
    for n, part in enumerate(parts):
        found = None if part.key else re.search(pattern, part.body)
        if found:
            head, tail = part.body[: found.start()] + found.expand(opening), part.body[found.end() :]
            return [*parts[:n], Part("", head), new, *([Part("", tail)] if tail else []), *parts[n + 1 :]]
    return [*parts, new]


def _with_empty_lists(name: str, parts: list[Part]) -> list[Part]:
    # A list at the top that has lost its last item is an empty list, not nothing.
    for stands in lists_of(name) if name.endswith(".yaml") else ():
        if not any(part.key and _stands_in(part.key, stands) for part in parts):
            heading = _heading(stands.list)
            parts = [part if part.key else Part("", re.sub(heading, _emptied, part.body)) for part in parts]
    return parts


def _emptied(found: re.Match[bytes]) -> bytes:
    return found[0] if found[2] else found[1] + b" []" + found[3]


def _heading(name: str) -> bytes:
    return rb"(?m)^(%b:)([ \t]*\[[ \t]*\])?([ \t]*(?:#[^\r\n]*)?\r?\n)" % name.encode()

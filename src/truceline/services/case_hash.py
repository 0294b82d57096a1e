"""The hash that a version of a case's files has, whether or not a session keeps one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from truceline.case import Case
from truceline.casefolder.cases import CaseFolder, case_files
from truceline.casefolder.records import split_files
from truceline.errors import CaseError
from truceline.sessions.revisions import body_hash
from truceline.sessions.versions import Entry, content_hash


def hash_of(found: Mapping[str, bytes]) -> str:
    """Return the hash that a version of these files has. Time grows with their length."""
    ordered = sorted(split_files(found), key=lambda part: part[0].file)
    return content_hash(Entry(record, 0, body_hash(body)) for record, body in ordered)


def hash_of_case(found: CaseFolder, read: Case) -> str:
    """Return the same of a case's files as they were read; "" where not all can be, or one was changed since."""
    try:
        files = case_files(found.folder)
    except CaseError:
        return ""
    as_read = all(hashlib.sha256(files.get(each.path, b"")).hexdigest() == each.sha256 for each in read.inputs)
    return hash_of(files) if as_read else ""

"""Texts of records into their places in a case's files, and back: the store knows records and no files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from truceline.accounts.roles import Member
from truceline.casefolder.cases import read_case
from truceline.casefolder.reading import Reader, read_file
from truceline.casefolder.record_changes import replaced, with_empty_lists
from truceline.casefolder.records import split_files
from truceline.formats.named_files import FilesInMemory
from truceline.records.record_id import RecordId
from truceline.store.versions import files


def lay_out(
    files: Mapping[str, bytes], changes: Mapping[RecordId, bytes | None], reader: Reader = read_file
) -> Iterator[tuple[RecordId, bytes]]:
    """Return the parts of a case's files once records say this (None: are taken out), each with its body.

    ``reader`` may have read some of the files before.

    Raises
    ------
    CaseError
        If a body is not the record that it stands for, or `check` would refuse the case; all faults are listed.
    """
    changed = replaced(files, changes)
    whole = with_empty_lists(changed)  # where records were left out, lists may be empty
    read_case(FilesInMemory("the case", whole), reader)
    return split_files(changed)


def seen_files(connection: Connection, session: int, member: Member | None, number: int) -> dict[str, bytes]:
    """Return the files of a version as a member may see them, as a case folder has them.

    Raises
    ------
    MisuseError
        If the version is not there for the member.
    """
    return with_empty_lists(files(connection, session, member, number))

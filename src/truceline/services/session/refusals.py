"""What is wrong, for who reads a page: contributors by their names, and records by their titles.

The rules of accounts and of the store know ids alone; names come in here, where the case is at hand as its reader sees
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from truceline.accounts.rights import RefusedError
from truceline.case import Case
from truceline.casefolder.forms.record_words import RecordWords
from truceline.casefolder.record_faults import RecordFault
from truceline.casefolder.records import TEXT, kind_of, list_of
from truceline.errors import TrucelineError
from truceline.records.record_id import RecordId

_AS_READ = re.compile(r"\(as (\S+) would read it\)")  # as `Unsound.as_read` says it of a contributor
_OF_RECORD = re.compile(r"([^/\s]+)/(\S+)(?: (\S+))? \| (.*)", re.DOTALL)


def refusal_told(error: TrucelineError, case: Case) -> tuple[str, ...]:
    """Return what is wrong, each in words of its own."""
    if isinstance(error, RefusedError):
        return (error.told(case.titles("actor")),)
    return problems_told(error.problems or (error.summary,), case)


def problems_told(problems: Iterable[str], case: Case) -> tuple[str, ...]:
    """Return problems, each ``where | what``, with what the record is called where that is one."""
    return tuple(fault_told(_fault(each), case) for each in problems)


def fault_told(fault: RecordFault, case: Case, *, own: bool = False) -> str:
    """Say what is wrong, and in which record unless that is the reader's ``own``, who knows it."""
    names = case.titles("actor")
    what = _AS_READ.sub(lambda found: f"(as {names.get(found[1], found[1])} would read it)", fault.message)
    if own or fault.record is None:
        return what.replace(" | ", ": ", 1)
    words, kind = RecordWords(case), kind_of(fault.record)
    where = ", ".join(filter(None, (_called(fault.record, kind, words), words.label(kind, fault.field))))
    return f"{where}: {what}"


def _called(record: RecordId, kind: str, words: RecordWords) -> str:
    if record.key:
        return f"{kind} {words.title(kind, record.key.rpartition('/')[2])}"
    return record.file if kind == TEXT else f"the {kind}"


def _fault(problem: str) -> RecordFault:
    # Lines of a file are those of a file that is not the reader's, so they name no record here.
    found = _OF_RECORD.fullmatch(problem)
    record = RecordId(found[1], found[2]) if found else None
    if found is None or record is None or list_of(record) is None:
        return RecordFault(None, "", problem)
    return RecordFault(record, found[3] or "", found[4])

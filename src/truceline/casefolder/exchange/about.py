"""What a workbook says it was made of: its first sheet, in plain words, and the hidden one that it is compared with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from truceline.casefolder.exchange.pledge_rows import PledgeRows
from truceline.formats.xlsx_writing import Sheet, SheetColumn
from truceline.records.provenance import Input

ABOUT, BASE = "Read me", "Base"
_CHUNK = 30_000  # characters of a cell, below what one may hold

CASE, CONTRIBUTOR, VERSION, HASH, MADE = "Case", "Contributor", "Version", "SHA-256 of the case", "Made on"
FORM, FORM_NUMBER = "Form of this workbook", "1"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a workbook is for and based on: ids of case and contributor, the case's version and hash, and the day."""

    case: str
    contributor: str
    version: str
    sha256: str
    made_on: str


def case_hash(inputs: Iterable[Input]) -> str:
    """Return one SHA-256 of the files of a case: that of the lines ``name sha256``, in order of the names."""
    lines = sorted(f"{each.path} {each.sha256}\n" for each in inputs)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def about_sheet(basis: Basis, title: str, name: str) -> Sheet:
    """Return the first sheet: what the workbook is, how it is filled in, and what it is based on."""
    rows = [
        *((text, "") for text in _words().format(title=title, name=name).splitlines()),
        ("", ""),
        (CASE, basis.case),
        (CONTRIBUTOR, basis.contributor),
        (VERSION, basis.version or "of a case folder; folders have no version numbers"),
        (HASH, basis.sha256),
        (MADE, basis.made_on),
        (FORM, FORM_NUMBER),
    ]
    return Sheet(ABOUT, (SheetColumn("", "", width=110), SheetColumn("", "", width=70)), tuple(rows))


def base_sheet(pledges: Mapping[str, PledgeRows]) -> Sheet:
    """Return the hidden sheet: each pledge as it was when the workbook was made, in pieces that a cell can hold."""
    rows = [
        (id_, text[start : start + _CHUNK])
        for id_, rows in pledges.items()
        for text in [json.dumps(rows.plain, ensure_ascii=True, sort_keys=True)]
        for start in range(0, len(text), _CHUNK)
    ]
    return Sheet(BASE, (SheetColumn("", ""), SheetColumn("", "")), tuple(rows), hidden=True)


def read_about(rows: Sequence[Sequence[str]]) -> Basis | None:
    """Return what a workbook is based on; None where its first sheet does not say it."""
    said = {row[0]: row[1] for row in rows if len(row) > 1 and row[0]}
    if not {CASE, CONTRIBUTOR, HASH} <= {key for key, text in said.items() if text} or said.get(FORM) != FORM_NUMBER:
        return None
    return Basis(said[CASE], said[CONTRIBUTOR], said.get(VERSION, ""), said[HASH], said.get(MADE, ""))


def read_base(rows: Sequence[Sequence[str]]) -> Mapping[str, object] | None:
    """Return each pledge as it was when the workbook was made, as ``PledgeRows.plain`` has it; None: unreadable."""
    texts: dict[str, str] = {}
    for row in rows:
        if len(row) > 1:
            texts[row[0]] = texts.get(row[0], "") + row[1]
    try:
        return {id_: json.loads(text) for id_, text in texts.items()}
    except ValueError:
        return None


def basis_of(case: str, contributor: str, inputs: Iterable[Input], *, version: str, made_on: date) -> Basis:
    """Return the basis of a workbook that is made now."""
    return Basis(case, contributor, version, case_hash(inputs), made_on.isoformat())


def _words() -> str:
    return (files("truceline.casefolder.exchange") / "read_me.txt").read_text(encoding="utf-8")

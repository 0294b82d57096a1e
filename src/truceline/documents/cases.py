"""Documents of `cases`, `new` and `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.documents.envelope import head
from truceline.documents.shapes.cases import CaseName, CasesDocument, CheckDocument, NewDocument

FORMAT = 2
"""1 was the same without a head."""


def cases_document(titles: Mapping[str, str], *, version: str) -> CasesDocument:
    """Write the bundled cases, name to title."""
    rows: list[CaseName] = [{"name": name, "title": title} for name, title in titles.items()]
    return {**head("cases", FORMAT, version=version), "cases": rows}


def new_document(folder: str, template: str, *, version: str) -> NewDocument:
    """Write which folder was made as a copy of which case."""
    return {**head("new", FORMAT, version=version), "folder": folder, "from": template}


def check_document(case: str, notes: Sequence[str], counts: Mapping[str, int], *, version: str) -> CheckDocument:
    """Write that a case has no faults, what is worth a look, and how much of what it holds."""
    return {
        **head("check", FORMAT, version=version),
        "case": case,
        "summary": None,
        "faults": [],
        "notes": list(notes),
        "counts": dict(counts),
    }


def faults_document(summary: str, faults: Sequence[str], *, version: str) -> CheckDocument:
    """Write the faults of a case that cannot be read."""
    return {
        **head("check", FORMAT, version=version),
        "case": None,
        "summary": summary,
        "faults": list(faults),
        "notes": [],
        "counts": {},
    }

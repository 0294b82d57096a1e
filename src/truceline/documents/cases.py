"""Documents of `cases`, `new` and `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.documents.envelope import envelope


def cases_document(titles: Mapping[str, str], *, version: str) -> dict[str, Any]:
    """Write the bundled cases, name to title."""
    rows = [{"name": name, "title": title} for name, title in titles.items()]
    return envelope("cases", 1, {"cases": rows}, version=version)


def new_document(folder: str, template: str, *, version: str) -> dict[str, Any]:
    """Write which folder was made as a copy of which case."""
    return envelope("new", 1, {"folder": folder, "from": template}, version=version)


def check_document(case: str, notes: Sequence[str], counts: Mapping[str, int], *, version: str) -> dict[str, Any]:
    """Write that a case has no faults, what is worth a look, and how much of what it holds."""
    return envelope(
        "check", 1, {"case": case, "faults": [], "notes": list(notes), "counts": dict(counts)}, version=version
    )


def faults_document(summary: str, faults: Sequence[str], *, version: str) -> dict[str, Any]:
    """Write the faults of a case that cannot be read."""
    return envelope("check", 1, {"summary": summary, "faults": list(faults)}, version=version)

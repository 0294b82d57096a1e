"""Documents of `cases`, `new` and `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.documents.envelope import envelope

FORMAT = 2
"""1 was the same without a head."""


def cases_document(titles: Mapping[str, str], *, version: str) -> dict[str, Any]:
    """Write the bundled cases, name to title."""
    rows = [{"name": name, "title": title} for name, title in titles.items()]
    return envelope("cases", FORMAT, {"cases": rows}, version=version)


def new_document(folder: str, template: str, *, version: str) -> dict[str, Any]:
    """Write which folder was made as a copy of which case."""
    return envelope("new", FORMAT, {"folder": folder, "from": template}, version=version)


def check_document(case: str, notes: Sequence[str], counts: Mapping[str, int], *, version: str) -> dict[str, Any]:
    """Write that a case has no faults, what is worth a look, and how much of what it holds."""
    return envelope(
        "check", FORMAT, {"case": case, "faults": [], "notes": list(notes), "counts": dict(counts)}, version=version
    )


def faults_document(summary: str, faults: Sequence[str], *, version: str) -> dict[str, Any]:
    """Write the faults of a case that cannot be read."""
    return envelope("check", FORMAT, {"summary": summary, "faults": list(faults)}, version=version)

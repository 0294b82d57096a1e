"""Results are written outside a case: never over one of its files."""

from __future__ import annotations

from pathlib import Path

from truceline.errors import CaseError


def must_be_no_case_file(path: Path) -> Path:
    """Refuse to write results over a file of a case, which only a change of the case may; return the path.

    Raises
    ------
    CaseError
        If it is one.
    """
    if not (path.parent / "case.toml").exists():
        return path
    from truceline.casefolder.schema.folder import FILES  # the shape of every file, which results elsewhere do without

    if path.name in {file.name for file in FILES}:
        what = "is a file of a case; give another file with --out"
        raise CaseError("the results were not written", (f"{path} | {what}",))
    return path

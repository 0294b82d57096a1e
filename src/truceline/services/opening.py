"""Open the case that a call names."""

from __future__ import annotations

from pathlib import Path

from truceline.case import Case
from truceline.casefolder.cases import CaseFolder, find_case, read_case
from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError, MisuseError


def open_case(case: str | Path) -> tuple[CaseFolder, Case]:
    """Find and read a case: a folder, or the name of a bundled one.

    Raises
    ------
    CaseError
        If there is no such case, or anything is wrong with it; all faults are listed.
    """
    found = find_case(str(case))
    return found, read_case(found.folder)


def open_planned(case: str | Path) -> tuple[CaseFolder, Case]:
    """Find and read a case that is planned on.

    Raises
    ------
    CaseError
        If there is no such case, anything is wrong with it, or it is for monitoring only; what it lacks is listed.
    """
    found, read = open_case(case)
    there = {each.path for each in read.inputs}
    lacking = tuple(file for file in FILES if file.planning and file.name not in there)
    if lacking:
        what = "is not there, and a plan needs it; see how one looks: truceline new FOLDER --from two-rivers"
        raise CaseError(f"{case} is for monitoring only", tuple(f"{found.folder / f.name} | {what}" for f in lacking))
    return found, read


def own_folder(case: str | Path) -> Path:
    """Find the folder of a case that may be changed.

    Raises
    ------
    CaseError
        If there is no such case.
    MisuseError
        If it is a bundled one.
    """
    found = find_case(str(case))
    if found.bundled:
        what = f"{case} is bundled and stays as it is; copy it: truceline new FOLDER --from {case}"
        raise MisuseError(what)
    return found.folder

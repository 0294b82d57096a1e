"""Open the case that a call names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from truceline.case import Case
from truceline.casefolder.cases import CaseFolder, find_case, read_case
from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError, MisuseError
from truceline.records.times import possible


def open_case(case: str | Path, *days: date | None) -> tuple[CaseFolder, Case]:
    """Find and read a case, a folder, an archive or the name of a bundled one, for a call that asks for these days.

    Raises
    ------
    CaseError
        If there is no such case, or anything is wrong with it; all faults are listed.
    MisuseError
        If a day is in no year in which something may happen.
    """
    asked_for(*days)
    found = find_case(str(case))
    return found, read_case(found.files)


def open_planned(case: str | Path, *days: date | None) -> tuple[CaseFolder, Case]:
    """Find and read a case that is planned on, for a call that asks for these days.

    Raises
    ------
    CaseError
        If there is no such case, anything is wrong with it, or it is for monitoring only; what it lacks is listed.
    MisuseError
        As `open_case`.
    """
    found, read = open_case(case, *days)
    must_be_planned(read, str(case), f"{found.place}/")
    return found, read


def must_be_planned(read: Case, name: str, place: str = "") -> None:
    """Make sure that a case has what a plan needs; ``place`` goes before the names of its files.

    Raises
    ------
    CaseError
        If it is for monitoring only; what it lacks is listed.
    """
    there = {each.path for each in read.inputs}
    lacking = tuple(file for file in FILES if file.planning and file.name not in there)
    if lacking:
        what = "is not there, and a plan needs it; see how one looks: truceline new FOLDER --from two-rivers"
        raise CaseError(f"{name} is for monitoring only", tuple(f"{place}{file.name} | {what}" for file in lacking))


def asked_for(*days: date | None) -> None:
    """Check that the days or moments that a call asks for lie in the years in which something may happen.

    Raises
    ------
    MisuseError
        If one does not.
    """
    try:
        for day in days:
            if day is not None:
                possible(day)
    except ValueError as error:
        raise MisuseError(str(error)) from error


def own_folder(case: str | Path) -> Path:
    """Find the folder of a case that may be changed.

    Raises
    ------
    CaseError
        If there is no such case.
    MisuseError
        If it is a bundled one, or an archive.
    """
    found = find_case(str(case))
    if found.fixed:
        raise MisuseError(f"{case} {found.fixed} {case}")
    return found.folder

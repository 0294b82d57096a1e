"""``check``: every fault of a case at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from truceline import __version__
from truceline.agreement.placement import untouched
from truceline.case import Case
from truceline.casefolder.article_texts import misplaced
from truceline.casefolder.cases import CaseFolder
from truceline.casefolder.consistency.reported_words import REPORTED, not_told_when, own_terms, words_astray
from truceline.casefolder.report_folder import report_files
from truceline.documents.cases import check_document, faults_document
from truceline.errors import CaseError, TrucelineError
from truceline.feeds.catalogue import context_acts
from truceline.formats.json_text import json_text
from truceline.formats.report_cells import surely_sound, undated_in, words_in
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome, lines_text
from truceline.store.sqlite import reading
from truceline.store.words import stored_words
from truceline.views.wording import plural


def check(case: str | Path) -> Outcome[Case | None]:
    """Read a case strictly, its reports too, and count what it holds.

    A case at fault is no result, and its faults are the outcome's. Of what was imported, it is looked at whether it can
    be read.
    """
    try:
        found, read = open_case(case)
        _must_stand_in_texts(found, read)
        reported, undated = _check_reports(found.folder)
    except TrucelineError as error:
        document = faults_document(error.summary, error.problems, version=__version__)
        return Outcome(None, "", json_text(document), fault=error)
    notes = [
        f"the line {read.line.id} touches no part of the sector {sector}; that is right for ground behind it"
        for sector in (untouched(read.line, read.sectors) if read.has_line else ())
    ]
    notes += own_terms(read.agreement)
    notes += words_astray(reported, read.agreement, context_acts())
    notes += not_told_when(undated)
    counts = _counts(read)
    counted = ", ".join(f"{number} {what.replace('_', ' ')}" for what, number in counts.items())
    text = lines_text([f"{read.id}: no faults ({counted})", *(f"note: {note}" for note in notes)])
    return Outcome(read, text, json_text(check_document(read.id, notes, counts, version=__version__)))


def _must_stand_in_texts(found: CaseFolder, case: Case) -> None:
    problems = tuple(misplaced(found.folder, case))
    if problems:
        raise CaseError(f"{found.place} has {plural(len(problems), 'fault')}", problems)


def _check_reports(folder: Path) -> tuple[Mapping[str, frozenset[str]], int]:
    # What reports call things, by column, if they can be read; and of how many in files it is not told when they came.
    paths = report_files(folder)
    with reading(folder) as tables:
        stored = stored_words(tables)
    sound = surely_sound(paths)
    filed, undated = (words_in(paths, REPORTED), undated_in(paths)) if sound else _read_words(paths)
    return {column: filed[column] | stored[column] for column in REPORTED}, undated


def _read_words(paths: Sequence[Path]) -> tuple[Mapping[str, frozenset[str]], int]:
    # loads numpy and polars, which others do without
    from truceline.formats.report_files import read_received_files
    from truceline.monitoring.received import NEVER

    received, _ = read_received_files(*paths)
    reports = received.reports
    named = {"act": reports.acts, "weapon": reports.weapons, "target": received.targets}
    words = {column: frozenset(names) for column, names in named.items()}
    return words, int((received.received == NEVER).sum())


def _counts(case: Case) -> dict[str, int]:
    if not case.scenarios:
        return {"provisions": len(case.agreement.provisions), "sectors": len(case.sectors), "sites": len(case.sites)}
    return {
        "statements": len(case.statements),
        "sources": len(case.sources),
        "pledges": len(case.pledges),
        "requirement_lines": len(case.requirement),
        "scenarios": len(case.scenarios),
        "sites": len(case.sites),
    }

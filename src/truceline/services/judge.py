"""``judge``: what incidents are by an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from truceline import __version__
from truceline.casefolder import agreement_files
from truceline.documents.verdicts import verdicts_document
from truceline.errors import CaseError
from truceline.formats.json_text import json_text
from truceline.monitoring.reasons import Verdict
from truceline.render.terminal import laid_out
from truceline.services.outcome import Outcome
from truceline.views.verdicts import verdict_lines
from truceline.workflow.judge import judge_incidents


def judge(agreement: str | Path, incidents: str | Path) -> Outcome[Mapping[str, tuple[Verdict, ...]]]:
    """Judge the incidents of a YAML file by an agreement: a file, a bundled name or a case; nothing is written.

    The result are verdicts by incident. Where the file says which verdicts it expects, the outcome's fault names those
    that are others.

    Raises
    ------
    CaseError
        If the agreement or the file is at fault.
    """
    terms = agreement_files.find_terms(str(agreement))
    file = agreement_files.read_incidents(Path(incidents), terms)
    found = judge_incidents(file.incidents, terms.agreement, (*terms.lines, *file.lines))
    problems = agreement_files.differences(file, found)
    return Outcome(
        found,
        laid_out(verdict_lines(found, terms.agreement)),
        json_text(verdicts_document(terms.name, found, version=__version__)),
        fault=CaseError("verdicts are not as expected", problems) if problems else None,
    )

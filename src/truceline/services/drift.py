"""``drift``: how stances moved, how well an actor's speakers agree, and who was later overruled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.documents.drift import drift_document
from truceline.formats.json_text import json_text
from truceline.render.terminal import laid_out
from truceline.results.drift import Drift
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome
from truceline.views.drift import drift_lines
from truceline.workflow.drift import trace_drift


def drift(
    case: str | Path, *, as_of: date | None = None, actor: str | None = None, topic: str | None = None
) -> Outcome[Drift]:
    """Trace how stances of a case moved, of one ``actor`` or of all, on one ``topic`` or on all; nothing is written.

    Raises
    ------
    CaseError
        If the case is at fault, or has no such actor or topic.
    """
    _, read = open_case(case, as_of)
    found = trace_drift(read, as_of=as_of, actor=actor, topic=topic)
    return Outcome(found, laid_out(drift_lines(found)), json_text(drift_document(found, version=__version__)))

"""``coalition``: who would come, who decides, and what would move those who wait."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from truceline import __version__, knowledge
from truceline.documents.coalition import coalition_document
from truceline.formats.json_text import json_text
from truceline.render.coalition import coalition_summary
from truceline.results.coalition import CoalitionView
from truceline.services.opening import open_planned
from truceline.services.outcome import Outcome
from truceline.workflow.coalition import form_coalition


def coalition(
    case: str | Path,
    *,
    scenario: str | None = None,
    as_of: date | None = None,
    value: str = "personnel",
    target: float = 0.0,
    seed: int | None = None,
) -> Outcome[CoalitionView]:
    """Look at who decides under a scenario (the case's first unless given); nothing is written.

    ``value`` says what decides: personnel, fill, or a capability; with a ``target`` the smallest coalitions that bring
    so much of it are listed. ``seed`` is the case's own unless given.

    Raises
    ------
    CaseError
        If the case, the scenario or the value is at fault.
    """
    _, read = open_planned(case, as_of)
    rng = np.random.default_rng(read.seed if seed is None else seed)  # noqa: TID251  (the seed comes from the edge)
    chosen = scenario or read.scenarios[0].id
    view = form_coalition(read, scenario=chosen, rng=rng, as_of=as_of, value=value, target=target)
    seen = knowledge.known(read, as_of or read.as_of)
    return Outcome(view, coalition_summary(view, seen), json_text(coalition_document(view, seen, version=__version__)))

"""``generate``: one scenario's force, what is missing and why, and the files that say it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from truceline import __version__, knowledge
from truceline.render.generation import generation_files, generation_summary
from truceline.results.force import ForceView
from truceline.services.opening import open_planned
from truceline.services.outcome import Outcome
from truceline.services.runs import run_of, written_to
from truceline.workflow.generate import generate_force


def generate(
    case: str | Path,
    *,
    at: datetime,
    scenario: str | None = None,
    concept: str = "",
    as_of: date | None = None,
    out: str | Path | None = None,
) -> Outcome[ForceView]:
    """Generate the force of a scenario (the case's first unless given), and write its page, tables and pictures.

    ``at`` is the instant of the run; ``concept`` replaces the scenario's own force concept.

    Raises
    ------
    CaseError
        If the case, the scenario or the concept is at fault, or ``out`` cannot be written.
    """
    found, read = open_planned(case, as_of)
    run = run_of("generate", found, at, out)
    chosen = scenario or read.scenarios[0].id
    view = generate_force(read, version=__version__, scenario=chosen, concept=concept, as_of=as_of)
    seen = knowledge.known(read, view.as_of)
    results = generation_files(view, seen)
    parameters = {"as_of": view.as_of.isoformat(), "scenario": chosen, "concept": view.concept}
    written = run.write(results, parameters, seed=read.seed, inputs=read.inputs)
    return Outcome(view, generation_summary(view, seen), results["generation.json"], written, (written_to(written),))

"""``rehearse``: would a plan see, answer and hold? By many truces, by past reports, or turn by turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.cases import CaseFolder
from truceline.casefolder.decisions_file import decisions_csv, read_decisions
from truceline.documents.exercise import exercise_document
from truceline.documents.rehearsal import rehearsal_document
from truceline.documents.replay import replay_document
from truceline.documents.tables.exercise import replay_table, replications_table
from truceline.errors import CaseError, MisuseError, SourceError
from truceline.exercise.injects import Decision, Inject
from truceline.exercise.montecarlo import Trial
from truceline.exercise.rehearsal import SAMPLES, Rehearsal
from truceline.exercise.replay import Replay
from truceline.exercise.turns import Played, play
from truceline.formats.csv_table import csv_text
from truceline.formats.json_text import json_text
from truceline.monitoring.received import Record
from truceline.render.exercise import rehearsal_summary
from truceline.render.exercise_action import after_action, inject_text, turn_text
from truceline.render.exercise_page import exercise_html
from truceline.render.exercise_replay import replay_html, replay_summary
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.services.opening import open_planned
from truceline.services.outcome import Outcome
from truceline.services.record import read_record
from truceline.services.replications import replicate
from truceline.services.runs import Run, run_of, written_to
from truceline.services.workers import Progress, Workers, unseen
from truceline.views.rehearsal import findings
from truceline.workflow.rehearse import prepare, replay_reports

Decide = Callable[[Sequence[str]], tuple[str, str] | None]
"""Is given the ids of an inject's options; gives back the one chosen and a reason, or None where nobody answers."""

Say = Callable[[str], None]
"""Is told, text by text, what happens."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    # A plan whose forces lie on the ground, ready for an exercise, and the run that takes its results.
    found: CaseFolder
    run: Run
    plan: Plan
    trial: Trial

    @property
    def case(self) -> Case:
        return self.plan.case

    def write(self, results: Mapping[str, str], parameters: Mapping[str, object]) -> tuple[Path, ...]:
        asked = {"as_of": self.plan.as_of.isoformat(), "scenarios": list(self.trial.grounds), **parameters}
        return self.run.write(results, asked, seed=self.trial.seed, inputs=self.case.inputs)


@dataclass(frozen=True, slots=True)
class _Asked:
    # What every exercise is asked for; where ``scenarios`` is None, the case's first.
    at: datetime
    out: str | Path | None
    as_of: date | None
    scenarios: Iterable[str] | None
    days: int | None
    seed: int | None


def rehearse(
    case: str | Path,
    *,
    at: datetime,
    as_of: date | None = None,
    scenarios: Iterable[str] = (),
    days: int | None = None,
    seed: int | None = None,
    replications: int = 1_000,
    drivers: int = SAMPLES,
    workers: int | None = None,
    scheduler: str = "",
    out: str | Path | None = None,
    progress: Progress = unseen,
) -> Outcome[Rehearsal]:
    """Draw so many truces on every scenario's ground, and write what became of them.

    ``at`` is the instant of the run; ``days`` and ``seed`` are the case's own unless given. ``drivers`` are the samples
    for what drives the result (a power of 2; 0 for none). The work is done on so many ``workers`` (one per core unless
    given) or on the dask ``scheduler``; ``progress`` is told the truces done and their number. Ctrl-C keeps what is
    done, and a note says so.

    Raises
    ------
    CaseError, SourceError
        If the case or a scenario is at fault, the case has no exercise, or the cluster or ``out`` cannot be used.
    MisuseError
        If ``drivers`` is not a power of 2.
    """
    if drivers & (drivers - 1):
        raise MisuseError(f"{drivers} is not a power of 2; give 0, 32, 64, 128, ...")
    ready = _prepared(case, _Asked(at, out, as_of, scenarios, days, seed))
    made, notes = replicate(ready.trial, replications, drivers, Workers(workers, scheduler, progress))
    said = findings(made, names_of(ready.case))
    document = json_text(rehearsal_document(made, ready.case, said, version=__version__))
    results = {
        "rehearsal.json": document,
        "exercise.html": exercise_html(made, ready.plan),
        "replications.csv": csv_text(replications_table(made)),
    }
    parameters = {
        "replications": made.asked,
        "done": made.done,
        "days": ready.trial.exercise.days,
        "drivers": made.samples,
    }
    written = ready.write(results, parameters)
    summary = rehearsal_summary(made, ready.case)
    return Outcome(made, summary, document, written, (*notes, written_to(written)), interrupted=bool(notes))


def replay(
    case: str | Path,
    *,
    at: datetime,
    as_of: date | None = None,
    scenarios: Iterable[str] = (),
    days: int | None = None,
    seed: int | None = None,
    out: str | Path | None = None,
) -> Outcome[Mapping[str, Replay]]:
    """Ask what each scenario's force would have seen of the case's past reports, and write it.

    Raises
    ------
    CaseError, SourceError
        If the case or a scenario is at fault, there are no past reports, or ``out`` cannot be written.
    """
    ready = _prepared(case, _Asked(at, out, as_of, scenarios, days, seed))
    shown = replay_reports(ready.plan, _past_reports(ready.found.folder, ready.case))
    document = json_text(replay_document(shown, ready.case, version=__version__))
    table = csv_text(replay_table(shown))
    results = {"replay.json": document, "replay.html": replay_html(shown, ready.plan), "replay.csv": table}
    written = ready.write(results, {"replay": True})
    return Outcome(shown, replay_summary(shown, ready.case), document, written, (written_to(written),))


def step(
    case: str | Path,
    *,
    at: datetime,
    decide: Decide,
    say: Say,
    decisions: str | Path | None = None,
    as_of: date | None = None,
    scenario: str | None = None,
    days: int | None = None,
    seed: int | None = None,
    out: str | Path | None = None,
) -> Outcome[Played]:
    """Play one truce turn by turn on one scenario's ground (the case's first unless given), and write what came of it.

    The ``decisions`` recorded in a file are taken first; then ``decide`` is asked at each inject, until it gives None.
    ``say`` is told what happens.

    Raises
    ------
    CaseError, SourceError
        If the case, the scenario or the file is at fault, there are no injects, or ``out`` cannot be written.
    """
    ready = _prepared(case, _Asked(at, out, as_of, (scenario,) if scenario else None, days, seed))
    if not ready.case.injects:
        what = "injects.csv | is missing or empty; add a master events list"
        raise CaseError(f"{ready.case.id} has no injects", (what,))
    taken = read_decisions(Path(decisions)) if decisions else ()
    played, taken = _turns(ready, taken, decide, say)
    chosen = next(iter(ready.trial.grounds))
    report = after_action(played, ready.trial.exercise, ready.case, scenario=chosen, seed=ready.trial.seed)
    results = {"decisions.csv": decisions_csv(taken), **report}
    written = ready.write(results, {"step": True, "scenario": chosen})
    document = exercise_document(played, taken, ready.case, version=__version__)
    return Outcome(played, "", json_text(document), written, (written_to(written),))


def _prepared(case: str | Path, asked: _Asked) -> _Prepared:
    found, read = open_planned(case, asked.as_of)
    run = run_of("rehearse", found, asked.at, asked.out)
    seed = read.seed if asked.seed is None else asked.seed
    names = (read.scenarios[0].id,) if asked.scenarios is None else asked.scenarios
    plan, trial = prepare(read, version=__version__, seed=seed, as_of=asked.as_of, scenarios=names, days=asked.days)
    return _Prepared(found, run, plan, trial)


def _past_reports(folder: Path, case: Case) -> Record:
    found = read_record(folder, case).record
    if not len(found.reports):
        what = f"{folder / 'reports'} | holds no report; import reports first (truceline import)"
        raise SourceError("there are no past reports", (what,))
    return found


def _turns(
    ready: _Prepared, taken: tuple[Decision, ...], decide: Decide, say: Say
) -> tuple[Played, tuple[Decision, ...]]:
    (ground,) = ready.trial.grounds.values()
    sectors = {sector.id: sector.name for sector in ready.case.sectors} | {"": "outside all sectors"}
    shown = 0
    while True:
        played = play(ready.trial.exercise, ground, ready.case.injects, taken, seed=ready.trial.seed)
        for turn in played.turns[shown:]:
            if turn.inject and turn.decision:
                say(f"Decided on day {turn.inject.day}: {turn.decision.option}\n")
            say(turn_text(turn, sectors))
        shown = len(played.turns)
        if played.waiting is None:
            return played, taken[: sum(turn.decision is not None for turn in played.turns)]
        say(inject_text(played.waiting))
        decision = _decided(played.waiting, decide)
        if decision is None:
            return played, taken
        taken = (*taken, decision)


def _decided(inject: Inject, decide: Decide) -> Decision | None:
    # None where nobody answers any more: the exercise can be taken up again with the decisions written.
    answer = decide([option.id for option in inject.options])
    return None if answer is None else Decision(inject.id, *answer)

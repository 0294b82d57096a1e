"""``truceline rehearse``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer, progress_bar
from truceline.cli.answers import say as print_text
from truceline.errors import shown

_DRAWN = ("replications", "drivers", "workers", "scheduler")
"""Options of drawing many truces, which other exercises do without."""

_LONGEST = 10_000
"""The longest answer of which a line is read, in characters."""


@click.command()
@click.argument("case")
@options.as_of
@click.option("--scenario", "scenarios", multiple=True, help="Rehearse only this scenario; may be repeated.")
@click.option(
    "--replications",
    type=click.IntRange(2, 1_000_000),
    default=1_000,
    show_default=True,
    help="How many truces to draw.",
)
@click.option("--days", type=click.IntRange(1, 3_650), help="Length of the truce [default: the case's own].")
@click.option("--seed", type=click.IntRange(0), help="Seed of all chances [default: the case's own].")
@click.option("--scheduler", default="", help="Run on the dask cluster at this address, such as tcp://host:8786.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes on this machine [default: one per core].")
@click.option(
    "--drivers",
    type=click.IntRange(0, 4096),
    default=32,
    show_default=True,
    help="Samples for what drives the result (a power of 2); 0 for none.",
)
@click.option("--replay", is_flag=True, help="Ask instead what the force would have seen of the case's past reports.")
@click.option("--step", is_flag=True, help="Play one truce turn by turn instead, with injects and decisions.")
@click.option("--decisions", type=options.PATH, help="With --step: take the decisions recorded in this file first.")
@options.out("Write the results here [default: runs/TIME-rehearse].")
@options.as_json
def rehearse(case: str, *, replay: bool, step: bool, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Rehearse: would this plan see and answer violations, and would the truce hold?

    Draws many truces under stated assumptions and compares scenarios under the same chances. Ctrl-C keeps what is done,
    says so in the results, and ends with exit code 130.
    Results are the same bytes on one process, on many and on a cluster.
    """
    if replay and step:
        raise click.UsageError("--replay and --step are two different exercises; give one of them")
    if chosen["decisions"] and not step:
        raise click.UsageError("--decisions goes with --step")
    exercise = _replay if replay else _step if step else _replicate
    exercise(case, as_json=as_json, at=datetime.now(UTC), **chosen)


def _replicate(case: str, *, as_json: bool, decisions: None, **chosen: Any) -> None:  # noqa: ANN401, ARG001  (options)
    from truceline.services.rehearse import rehearse

    with progress_bar("replications") as progress:
        done = rehearse(case, progress=progress, **chosen)
    answer(done, as_json=as_json)


def _replay(case: str, *, as_json: bool, decisions: None, **chosen: Any) -> None:  # noqa: ANN401, ARG001  (options)
    from truceline.services.rehearse import replay

    answer(replay(case, **_without_draws(chosen)), as_json=as_json)


def _step(case: str, *, as_json: bool, scenarios: Sequence[str], **chosen: Any) -> None:  # noqa: ANN401  (options)
    from truceline.services.rehearse import step

    if len(scenarios) > 1:
        raise click.UsageError("--step plays one truce; give one --scenario")
    say = partial(print_text, nl=False, err=as_json)
    scenario = scenarios[0] if scenarios else None
    answer(step(case, scenario=scenario, decide=_decide, say=say, **_without_draws(chosen)), as_json=as_json)


def _without_draws(chosen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen.items() if name not in _DRAWN}


def _decide(options: Sequence[str]) -> tuple[str, str] | None:
    # None where nobody answers any more: the exercise can be taken up again with --decisions.
    known = {option: option for option in options}
    known |= {str(n): option for n, option in enumerate(options, start=1)}
    while True:
        click.echo("Decide (number or id; then a reason, if you like): ", nl=False, err=True)
        line = sys.stdin.readline(_LONGEST) if sys.stdin else ""
        if not line:
            click.echo("", err=True)
            return None
        choice, _, note = line.strip().partition(" ")
        if choice in known:
            return known[choice], note.strip()
        print_text(f"{shown(choice)} is not one of them; give {', '.join(known)}", err=True)

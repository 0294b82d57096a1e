"""Where the time of a command goes, stage by stage: python benchmarks/stages.py.

Each command runs in a process of its own. Printed is its processor time (user and system), which other work on the
machine disturbs less than the time on the clock, by the stage that spent it; time in a stage within another counts for
the inner one alone. The least of ``RUNS`` is shown.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from time import process_time
from typing import Any

COMMANDS = (
    ("check", "two-rivers"),
    ("plan", "ukraine", "--as-of", "2025-03-25", "--draws", "0"),
    ("plan", "ukraine", "--as-of", "2026-02-28", "--draws", "0"),
    ("plan", "ukraine", "--as-of", "2026-02-28"),
)
RUNS = 3

Stage = tuple[str, str, str]
"""What a stage is called, and the module and the function that do it."""

READING: tuple[Stage, ...] = (
    ("reading files", "truceline.casefolder.reading", "read_files"),
    ("making the case", "truceline.casefolder.cases", "read_case"),
    ("checking the case", "truceline.casefolder.consistency.rules", "check"),
)
"""The stages of ``check``."""

PLANNING: tuple[Stage, ...] = (
    ("as known on the day", "truceline.knowledge.view", "known"),
    ("who stands", "truceline.workflow.standing", "stand"),
    ("what facts unlock", "truceline.workflow.fact_values", "unlocks"),
    ("force generation", "truceline.workflow.generate", "field_force"),
    ("the solver", "truceline.solvers.highs", "solve"),
    ("siting", "truceline.siting.plan", "site"),
    ("bound of siting", "truceline.siting.location.bound", "bound"),
    ("ranges", "truceline.ranges.work_units", "run_block"),
    ("ground of belts", "truceline.agreement.zones", "within"),
    ("rendering", "truceline.render.outputs", "plan_files"),
    ("writing", "truceline.services.runs", "write_files"),
)
"""The further stages of ``plan``."""


class Clock:
    """Processor seconds by stage: the innermost stage that is under way gets them."""

    def __init__(self) -> None:
        self.spent = {"starting Python": process_time()}
        self._under_way = ["the rest"]
        self._last = process_time()

    def _tick(self) -> None:
        now = process_time()
        stage = self._under_way[-1]
        self.spent[stage] = self.spent.get(stage, 0.0) + now - self._last
        self._last = now

    def watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time counts for ``stage``."""

        @functools.wraps(function)
        def timed(*args: object, **kwargs: object) -> object:
            self._tick()
            self._under_way.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._tick()
                self._under_way.pop()

        return timed


def watch(clock: Clock, stages: tuple[Stage, ...]) -> None:
    """Watch imports and the stages, wherever a module of the package has their functions."""
    builtins.__import__ = clock.watched("imports", builtins.__import__)
    for stage, module, name in stages:
        function = getattr(import_module(module), name)
        timed = clock.watched(stage, function)
        for loaded in [m for key, m in sys.modules.items() if key.partition(".")[0] == "truceline"]:
            for key, value in list(vars(loaded).items()):
                if value is function:
                    setattr(loaded, key, timed)


def measure(arguments: list[str]) -> dict[str, float]:
    """Run one command in this process and give the processor seconds of each stage."""
    clock = Clock()
    stages = READING + PLANNING if arguments[0] == "plan" else READING  # what is not used is not loaded
    clock.watched("imports", watch)(clock, stages)
    command = clock.watched("imports", import_module)("truceline.cli").main
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        clock.watched("the rest", command)(arguments, standalone_mode=False)
    return clock.spent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for arguments in COMMANDS:
            out = ["--out", folder] if arguments[0] == "plan" else []
            call = [sys.executable, __file__, *arguments, *out]
            runs = [json.loads(subprocess.run(call, check=True, capture_output=True).stdout) for _ in range(RUNS)]
            best = min(runs, key=lambda run: sum(run.values()))
            print(f"{' '.join(arguments)}: {sum(best.values()):.2f} s")
            for stage, seconds in sorted(best.items(), key=lambda part: -part[1]):
                if seconds >= 0.005:
                    print(f"    {stage:20} {seconds:6.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1:])))
    else:
        main()

"""Every command that writes is killed (SIGKILL) at random moments: is what it writes whole or not there at all?

    python -m benchmarks.kills [--kills 50] [--seed 1] [COMMAND ...]
    python -m benchmarks.kills --full 5 [COMMAND ...]

Each command of `benchmarks/killing/commands.py` runs as a process of its own on a folder of its own. It is run twice
without a kill first: that shows the world before it, the world after it, and what the command that comes next makes of
either. Then it is killed: two fifths of the kills come just before one of its steps on the disk (a file is opened,
made durable, renamed; a database commits), two fifths a random moment after one, a fifth at any moment of its run.
Whoever looks then must find the world before or the world after, in every byte of a file and every row of a database;
and the next command must end as it does behind that world, in time, and leave nothing behind of what was cut
short. Prints a line for each command; the exit code is 1 if anything was lost, doubled, half done or left.

With --full each runs on so many full disks instead: no file may grow beyond a size that is drawn. Then it says so and
ends with code 1, and the world is that before, or it did all of its work.

The program is loaded once, and each process is a fork. The next command is run only where the folder is not, byte for
byte, what an earlier one was run on, but for the drawn part of hidden names, and on at most ten such folders of a
command. All of it takes some half an hour of one processor. It needs a system with fork.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzzing.running import load
from benchmarks.killing.commands import COMMANDS, Command, words_of
from benchmarks.killing.processes import Ended, Kill, run
from benchmarks.killing.setting import Setting
from benchmarks.killing.worlds import World, bytes_of, world

LEAST_ROOM, LARGEST_ROOM = 2_000, 60_000
"""What a file of a full disk may hold, in bytes: enough for what the command says."""
OF_SQLITE = ("-wal", "-shm")
"""Endings of what SQLite cannot remove on a full disk; it holds nothing that was kept."""
NEXT = 10
"""On so many of the folders that differ the next command is run."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A command without a kill: what was ``before`` it and ``after`` it, and what the next one ``then`` makes of each.

    The next command's worlds are for the first of the two, and for the second.
    """

    before: World
    after: World
    ended: Ended
    then: tuple[tuple[World, int], tuple[World, int]]

    def stages(self, places: Sequence[str]) -> list[dict[str, str]]:
        """List the worlds that may be found: with one place after another as it is to be."""
        cut = [dict(self.before.mixed(self.after, places[:n])) for n in range(1, len(places))]
        return [dict(self.before.files), *cut, dict(self.after.files)]


@dataclass(slots=True)
class Trial:
    """One command that is killed again and again, on copies of what it needs, in a ``folder``."""

    command: Command
    setting: Setting
    folder: Path
    seen: dict[str, str] = field(default_factory=dict)

    def clean(self) -> Clean:
        """Run the command without a kill, and the next one on what was before it, and on what it left."""
        place = self._fresh()
        before = self._world(place)
        ended = run(self._words(self.command.words), place)
        if ended.code:
            raise SystemExit(f"{self.command.words} | ended with {ended.code}: {ended.said}")
        after = self._world(place)
        second = self._next(place)
        first = self._next(self._fresh())
        return Clean(before, after, ended, (first, second))

    def kill(self, kill: Kill, clean: Clean) -> tuple[int, str]:
        """Kill the command; say how much of it had happened, and what was at fault: nothing, if that is empty."""
        place = self._fresh()
        untouched = bytes_of(place)
        run(self._words(self.command.words), place, kill)
        found, stages = self._world(place), clean.stages(self.command.places.split())
        if dict(found.files) not in stages:
            return 0, f"neither before nor after: {_unlike(found, clean)}"
        stage = stages.index(dict(found.files))
        how = 0 if stage == 0 else 2 if stage == len(stages) - 1 else 1
        state = bytes_of(place)
        if state == untouched or (state not in self.seen and len(self.seen) >= NEXT):
            return how, ""
        if state not in self.seen:
            self.seen[state] = self._then(place, clean, how)
        return how, self.seen[state]

    def fill(self, room: int, clean: Clean) -> tuple[int, str]:
        """Run the command on a disk that is full; say how much of it happened, and what was at fault."""
        place = self._fresh()
        ended = run(self._words(self.command.words), place, room=room)
        found, stages = self._world(place), clean.stages(self.command.places.split())
        if dict(found.files) not in stages:
            return 0, f"code {ended.code}, neither before nor after: {_unlike(found, clean)}; {ended.said[-300:]}"
        stage = stages.index(dict(found.files))
        how = 0 if stage == 0 else 2 if stage == len(stages) - 1 else 1
        if (ended.code, how == 2) not in ((0, True), (1, False)) or "Traceback" in ended.said:
            return how, f"code {ended.code} {('before', 'between', 'after')[how]}: {ended.said[-300:]}"
        left = {name for name in found.left - clean.before.left - clean.after.left if not name.endswith(OF_SQLITE)}
        return how, f"left beside: {sorted(left)}" if left else ""

    def _then(self, place: Path, clean: Clean, how: int) -> str:
        # What was found by then must be as good as one of the two worlds without a kill.
        had, (found, code) = self._world(place), self._next(place)
        allowed = {0: clean.then[:1], 1: (*clean.then, (clean.after, 0)), 2: clean.then[1:]}[how]
        if not any((found.files, code) == (each.files, with_) for each, with_ in allowed):
            return f"the next command ended with {code}, not {allowed[0][1]}: {self._said(place)[-300:]} {found}"
        if code:
            return ""  # it refused, and wrote nothing
        if not any(found.left <= each.left for each, _ in allowed):
            return f"left beside: {sorted(found.left - allowed[0][0].left)} of {sorted(had.left)}"
        if not any(found.derived == each.derived for each, _ in allowed):
            return f"derived otherwise: {found.derived}, not {allowed[0][0].derived}"
        return ""

    def _next(self, place: Path) -> tuple[World, int]:
        ended = run(self._words(self.command.then or self.command.words), place)
        return self._world(place), ended.code

    def _said(self, place: Path) -> str:
        return place.with_name(f"{place.name}.said").read_text(errors="replace")

    def _fresh(self) -> Path:
        return self.setting.copy(self.command.needs, self.folder)

    def _world(self, place: Path) -> World:
        return world(place, self.command.unlike.split())

    def _words(self, text: str) -> Sequence[str]:
        return words_of(text, self.setting.known())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--full", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("commands", nargs="*", help="the beginning of a command; all without one")
    chosen = asked.parse_args()
    load()
    with tempfile.TemporaryDirectory() as name:
        setting = Setting(Path(name) / "setting")
        setting.folder.mkdir()
        table = [each for each in COMMANDS if not chosen.commands or each.words.startswith(tuple(chosen.commands))]
        began = time.perf_counter()
        trials = [Trial(each, setting, Path(name) / "place") for each in table]
        if chosen.full:
            faulty = sum(_filled(each, chosen.full, chosen.seed) for each in trials)
        else:
            faulty = sum(_killed(each, chosen.kills, chosen.seed) for each in trials)
    seconds = time.perf_counter() - began
    done = f"on {chosen.full} full disks" if chosen.full else f"killed {chosen.kills} times"
    print(f"{len(table)} commands, each {done}: {faulty} at fault, {seconds:.0f} s")
    sys.exit(1 if faulty else 0)


def _killed(trial: Trial, kills: int, seed: int) -> int:
    clean, lost, stages = trial.clean(), list[str](), [0, 0, 0]
    for kill in _moments(clean.ended, kills, random.Random(f"{seed} {trial.command.words}")):  # noqa: S311  (moments)
        how, fault = trial.kill(kill, clean)
        stages[how] += 1
        if fault:
            lost.append(fault)
            print(f"  {kill}: {fault}", flush=True)
    shutil.rmtree(trial.folder, ignore_errors=True)
    told = f"{len(clean.ended.steps)} steps, {clean.ended.seconds:.2f} s"
    found = ", ".join(f"{count} {how}" for count, how in zip(stages, ("before", "between", "after"), strict=True))
    print(f"{trial.command.words[:90]} | {told}; {found}; {len(lost)} at fault", flush=True)
    return bool(lost)


def _filled(trial: Trial, times: int, seed: int) -> int:
    clean, chance = trial.clean(), random.Random(f"{seed} {trial.command.words}")  # noqa: S311  (sizes)
    lost, stages = list[str](), [0, 0, 0]
    for n in range(times):
        how, fault = trial.fill(chance.randrange(LEAST_ROOM, LARGEST_ROOM) if n else LEAST_ROOM, clean)
        stages[how] += 1
        lost += [fault] if fault else []
    print(f"{trial.command.words[:90]} | {stages[0]} before, {stages[1]} between, {stages[2]} after", *lost, sep="\n  ")
    return bool(lost)


def _moments(ended: Ended, kills: int, chance: random.Random) -> Iterator[Kill]:
    steps = range(1, len(ended.steps) + 1)
    ends = (*ended.steps[1:], ended.seconds)
    at = 2 * kills // 5
    yield from (Kill(step) for step in _spread(steps, at, chance))
    for step in _spread(steps, at, chance):
        yield Kill(step, chance.uniform(0, ends[step - 1] - ended.steps[step - 1]))
    yield from (Kill(0, chance.uniform(0, ended.seconds)) for _ in range(kills - 2 * min(at, len(ended.steps) and at)))


def _spread(steps: Sequence[int], count: int, chance: random.Random) -> list[int]:
    # Each step once before any comes again.
    found: list[int] = []
    while steps and len(found) < count:
        found += chance.sample(steps, min(len(steps), count - len(found)))
    return found


def _unlike(found: World, clean: Clean) -> str:
    names = {*found.files, *clean.before.files, *clean.after.files}
    told = []
    for name in sorted(names):
        each = [where.files.get(name, "-")[:6] for where in (clean.before, found, clean.after)]
        if each[0] != each[1] or each[1] != each[2]:
            told.append(f"{name} {' '.join(each)}")
    return f"{', '.join(told)}; left {sorted(found.left)}"


if __name__ == "__main__":
    main()

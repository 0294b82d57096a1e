"""A fuzzer over every door of the command line: python -m benchmarks.fuzz.

Draws inputs from a seed, each a good file spoilt in one way (see `benchmarks/fuzzing/mutations.py`), a wrong value of
an option, or a bad system around the program; runs the real command on it in a forked process; and counts tracebacks,
hangs over 30 s, more than 2 GiB, outputs written by halves, crashes, failures without a word, characters that a
terminal would obey, and JSON that is none. The same seed gives the same inputs, and each can be run alone.

    python -m benchmarks.fuzz --count 10000 --seed 1
    python -m benchmarks.fuzz --seed 1 --only 4711

prints a table by door and one by mutation, and every fault with its command. Exit code 1: there were faults.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.fuzzing import samples
from benchmarks.fuzzing.doors import HEAVY, Door, Option, Words, doors, options
from benchmarks.fuzzing.mutations import mutate
from benchmarks.fuzzing.running import FAULTS, NOBODY, SURROUNDINGS, Done, load, run
from benchmarks.fuzzing.values import VALUES

FILES, OPTIONS = 0.75, 0.92
"""Shares of inputs: files up to the first, options up to the second, surroundings beyond."""
USED = 0.5
"""The share of spoilt cases that are used where ``check`` passes them."""
EVERY = 250
PATHS = (
    "",
    ".",
    "/",
    "case",
    "case/case.toml",
    "case/line.geojson/a",
    "missing/folder/a",
    "a" * 300,
    "a/" * 2_000 + "a",
    "/dev/full",
    "/dev/full/a",
    "/dev/null",
    "/proc/self/mem",
    "/proc/nothing",
    "../outside",
    "~/a",
    "-",
    "a\udcffb",
    "a\nb",
    "a\x1b]0;t\x07b",
    "con",
    "case/..",
)
ADDRESSES = (
    "tcp://127.0.0.1:9",
    "tcp://",
    "a",
    "http://127.0.0.1:9/",
    "file:///etc/passwd",
    "tls://127.0.0.1:9",
    "\udcff",
    "http://[::1",
)


@dataclass(frozen=True, slots=True)
class Input:
    """One input: what was ``spoilt`` and how, and how its commands ended."""

    number: int
    door: str
    mutation: str
    words: Words
    done: Done


def main() -> None:
    """Draw the inputs, run them and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="begin with this input")
    parser.add_argument("--only", type=int, nargs="*", help="run these inputs alone, and show what they say")
    parser.add_argument("--door", default="", help="only doors in whose name this is found")
    parser.add_argument("--samples", type=Path, help="keep the samples here, or take those kept before")
    parser.add_argument("--keep", type=Path, help="keep the folder of each faulty input here")
    asked = parser.parse_args()
    start = perf_counter()
    load()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        fuzzer = Fuzzer(asked.samples or scratch / "samples", scratch, asked.seed, asked.door, asked.keep)
        numbers = asked.only or range(asked.first, asked.first + asked.count)
        found: list[Input] = []
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # what was found by then is printed
            for done, number in enumerate(numbers, start=1):
                found += fuzzer.input(number)
                if done % EVERY == 0:
                    print(f"{done:,} inputs, {perf_counter() - start:,.0f} s", file=sys.stderr, flush=True)
    print_tables(found, perf_counter() - start)
    for each in found if asked.only else []:
        print(f"#{each.number} {each.mutation}: truceline {' '.join(each.words)[:200]}\n{each.done.said}")
    sys.exit(any(each.done.fault for each in found))


class Fuzzer:
    """Draws and runs inputs."""

    def __init__(self, kept: Path, scratch: Path, seed: int, door: str, keep: Path | None) -> None:
        self.samples, self.scratch, self.seed, self.keep = kept, scratch, seed, keep
        if not kept.exists():
            make_samples(kept)
        self.doors = [each for each in doors(kept) if door in each.name]
        self.options = [each for each in options(kept) if door in each.name]

    def input(self, number: int) -> Iterator[Input]:
        """Draw an input by its number and run its commands, until one does not end with 0."""
        chance = Random(f"{self.seed} {number}")  # noqa: S311  (no secret)
        folder = self.scratch / f"{number}"
        folder.mkdir()
        share = chance.random()
        draw = self.file if share < FILES and self.doors else self.option if share < OPTIONS else self.surroundings
        last = None
        for last in draw(number, chance, folder):
            if last.done.fault:
                _show(last, self.keep, folder)
            yield last
            if last.done.code or last.done.fault:
                break
        for path in (folder, folder.with_name(f"{number}.out")):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def file(self, number: int, chance: Random, folder: Path) -> Iterator[Input]:
        """Spoil the file of a door."""
        door = chance.choice(self.doors)
        self._copy(folder, (*door.needs, door.file))
        mutation = mutate(folder / door.file, chance)
        _give_away(folder)
        uses: Sequence[Words] = (chance.choice(door.uses),) if door.uses and chance.random() < USED else ()
        for words in (*door.commands, *uses):
            yield self._input(number, door, mutation, _json(words, chance), folder)

    def option(self, number: int, chance: Random, folder: Path) -> Iterator[Input]:
        """Give an option or an argument a wrong value."""
        option = chance.choice(self.options)
        self._copy(folder, [path.name for path in self.samples.iterdir() if path.name != "ukraine"])
        _give_away(folder)
        name, words = _spoilt(option, chance)
        done = run(words, folder)
        yield Input(number, f"option {option.command}", name, words, done)

    def surroundings(self, number: int, chance: Random, folder: Path) -> Iterator[Input]:
        """Run a good command where the system is bad."""
        option = chance.choice(self.options)
        around = chance.choice(list(SURROUNDINGS))
        self._copy(folder, [path.name for path in self.samples.iterdir() if path.name != "ukraine"])
        _give_away(folder)
        os.environ["FULL_AFTER"] = str(chance.choice([0, 1, 4_096, chance.randrange(200_000)]))
        words = _json((*option.command.split(), *option.base), chance)
        yield Input(number, f"system {option.command}", around, words, run(words, folder, surroundings=around))

    def _input(self, number: int, door: Door, mutation: str, words: Words, folder: Path) -> Input:
        stdin = folder / "stdin.txt" if door.file == "stdin.txt" else None
        stdin = stdin if stdin is not None and stdin.is_file() else None
        return Input(number, door.name, mutation, words, run(words, folder, stdin=stdin))

    def _copy(self, folder: Path, names: Sequence[str]) -> None:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (self.samples / name).is_dir():
                shutil.copytree(self.samples / name, folder / name, dirs_exist_ok=True)
            else:
                shutil.copyfile(self.samples / name, folder / name)


def make_samples(folder: Path) -> None:
    """Make the samples, those that take threads in a fork."""
    folder.mkdir(parents=True)
    _give_away(folder)

    def command(*words: str) -> None:
        done = run(words, folder)
        if done.code:
            raise SystemExit(f"{words} | the sample cannot be made: {done.said}")
        _give_away(folder)

    samples.make(folder, command)
    if (child := os.fork()) == 0:
        samples.make_binary(folder)
        os._exit(0)
    os.waitpid(child, 0)


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        for where, _, files in os.walk(folder):
            for path in (where, *(f"{where}/{name}" for name in files)):
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def _json(words: Words, chance: Random) -> Words:
    return (*words, "--json") if chance.random() < 0.3 else words


def _spoilt(option: Option, chance: Random) -> tuple[str, Words]:
    start, parameter = (*option.command.split(),), option.option
    if parameter.param_type_name == "argument":
        at = [each.name for each in _arguments(option)].index(parameter.name)
        name, wrong = _wrong(option, chance)
        return name, (*start, *option.base[:at], wrong, *option.base[at + 1 :])
    many = getattr(parameter, "nargs", 1)
    name, wrong = _wrong(option, chance)
    return name, _json((*start, *option.base, parameter.opts[0], *(wrong,) * many), chance)


def _arguments(option: Option) -> list[object]:
    from benchmarks.fuzzing.doors import parameters

    return [each for each in parameters(option.command) if each.param_type_name == "argument"]


def _wrong(option: Option, chance: Random) -> tuple[str, str]:
    kind, name = type(option.option.type).__name__, option.option.name
    if name in {"scheduler", "llm"}:
        return "an address", chance.choice(ADDRESSES)
    if kind == "Path" or name in {"case", "agreement", "template", "folder"}:
        return "a path", chance.choice(PATHS)
    heavy = {"large whole", "underscored", "nearly 64 bits", "digits of Arabic"} if name in HEAVY else set()
    found = {key: text for key, text in VALUES.items() if key not in heavy and key != "nul"}
    what = chance.choice(list(found))
    return f"option: {what}", re.sub("[\ud800-\udfff]", "\udcff", found[what])


def _show(each: Input, keep: Path | None, folder: Path) -> None:
    where = [line for line in each.done.said.splitlines() if " | " in line or "Error" in line][-1:]
    command = " ".join(word if len(word) < 80 else f"{word[:60]}..." for word in each.words)
    print(
        f"#{each.number} {each.done.fault}: {each.door} {each.mutation}: {command!r} {each.done.code} {where}",
        flush=True,
    )
    if keep is not None:
        shutil.copytree(folder, keep / str(each.number), symlinks=True, dirs_exist_ok=True)


def print_tables(found: Sequence[Input], seconds: float) -> None:
    """Print how inputs ended, by door and by mutation."""
    ends = {each.number: each for each in found}  # the last command of each
    for title in ("door", "mutation"):
        rows: dict[str, Counter[str]] = defaultdict(Counter)
        for each in ends.values():
            rows[getattr(each, title)].update([each.done.fault or f"exit {each.done.code}"])
        columns = ["exit 0", "exit 1", "exit 2", *FAULTS]
        print(f"\n{title:44}" + "".join(f"{name:>13}" for name in columns))
        for name, row in [*sorted(rows.items()), ("together", sum(rows.values(), Counter()))]:
            print(f"{name:44}" + "".join(f"{row[column] or '':>13}" for column in columns))
    passed = Counter(each.words[0] for each in ends.values() if each.done.code == 1 and _passed(each, found))
    print(f"\n{len(ends):,} inputs, {len(found):,} commands, {seconds:,.0f} s")
    print(f"refused by a command after check had passed: {dict(passed)}")
    heaviest = max(found, key=lambda each: each.done.megabytes)
    slowest = max(found, key=lambda each: each.done.seconds)
    print(f"most memory {heaviest.done.megabytes:,.0f} MB (#{heaviest.number})")
    print(f"most processor time {slowest.done.seconds:.1f} s (#{slowest.number})")


def _passed(each: Input, found: Sequence[Input]) -> bool:
    return each.words[0] != "check" and any(
        other.number == each.number and other.words[0] == "check" and other.done.code == 0 for other in found
    )


if __name__ == "__main__":
    main()

"""Run a command of the program in a fork of this process, and kill it: at a moment, or at one of its steps.

A *step* is what changes something on the disk and what its durability hangs on: a file is opened to be written, made
durable, renamed, linked or removed, a folder is made or removed, permissions are set, a database commits. A kill at a
step comes just before it. The clock of a command stands still, so that the same command makes the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from truceline.cli import main

SECONDS = 600
"""How long a command may take by the clock: one that waits longer waits for a lock that nobody lets go of. Where others
stop these processes for a minute, as they do for a measurement of their own, the clock goes on."""
STEPS = {"os.rename", "os.remove", "os.link", "os.chmod", "os.chown", "os.mkdir", "os.rmdir", "os.truncate"}
INSTANT = datetime(2031, 3, 22, 9, 0, tzinfo=UTC)

Work = Sequence[str] | Callable[[], None]
"""The words of a command, or what is called in its place."""


@dataclass(frozen=True, slots=True)
class Kill:
    """Kill so many seconds ``after`` a ``step``, of which the first is 1; 0 is the start."""

    step: int
    after: float = 0.0

    def __str__(self) -> str:
        return f"{1000 * self.after:.2f} ms after step {self.step}"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, what it said, and when each of its steps came, in seconds from its start."""

    code: int
    said: str
    steps: tuple[float, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a process writes what it says and when its steps came; it waits until the ``gate``, a pipe, is closed."""

    said: Path
    steps: Path
    gate: tuple[int, int] | None = None
    room: int | None = None


def run(work: Work, folder: Path, kill: Kill | None = None, *, room: int | None = None) -> Ended:
    """Run a command in a folder, in a fork; a kill ends it before it is done, if it comes in time.

    With ``room`` the disk is full for every file that grows beyond so many bytes.
    """
    said, steps = folder.with_name(f"{folder.name}.said"), folder.with_name(f"{folder.name}.steps")
    steps.unlink(missing_ok=True)
    process = start(work, folder, Streams(said, steps, room=room), kill)
    if kill is not None and not kill.step:
        time.sleep(kill.after)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    code = code_of(process)
    came = json.loads(steps.read_text()) if kill is None and steps.exists() else [0.0]
    return Ended(code, said.read_text(errors="replace") if said.exists() else "", tuple(came[:-1]), came[-1])


def start(work: Work, folder: Path, streams: Streams, kill: Kill | None = None) -> int:
    """Start a command in a folder, in a fork; return its number."""
    _must_be_forkable()
    sys.stdout.flush()
    if (process := os.fork()) == 0:
        _child(work, folder, kill, streams)
    return process


def _must_be_forkable() -> None:
    # The threads in which polars works are not in a fork, which would wait for them for ever.
    names = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
    if any(re.fullmatch(r"polars-\d+", name) for name in names):
        raise SystemExit("polars has worked in this process, and would hang in a fork of it: let a fork do that work")


def code_of(process: int) -> int:
    """Wait for a process to end, and return with which code it did."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def at_once(works: Sequence[Work], folder: Path) -> list[tuple[int, str]]:
    """Start all at one moment, each a process of its own, and say how each ended and what it said."""
    gate = os.pipe()
    said = [Streams(folder / f"said-{n}", folder / f"steps-{n}", gate) for n in range(len(works))]
    started = [start(work, folder, each) for work, each in zip(works, said, strict=True)]
    for end in gate:
        os.close(end)  # all of them read its end, and go
    codes = [code_of(process) for process in started]
    return [(code, each.said.read_text(errors="replace")) for code, each in zip(codes, said, strict=True)]


def _child(work: Work, folder: Path, kill: Kill | None, streams: Streams) -> None:
    # Never returns: whatever happens, the fork ends here.
    code, counted = 99, _Steps(kill)
    try:
        signal.alarm(SECONDS)
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        said = os.open(streams.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        for number in (1, 2):
            os.dup2(said, number)
        _stop_the_clock()
        if streams.gate:
            os.close(streams.gate[1])
            os.read(streams.gate[0], 1)
        counted.begin()
        if streams.room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (streams.room, streams.room))
        code = _called(work)
        if streams.room is None:
            counted.end(streams.steps)
    except BaseException:  # noqa: BLE001  (the parent reads it)
        os.write(2, traceback.format_exc().encode(errors="replace"))
    finally:
        os._exit(code)


def _called(work: Work) -> int:
    if callable(work):
        work()
        return 0
    try:
        main.main([*work], prog_name="truceline")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    sys.stdout.flush()
    return code


class _Clock(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain one, as the program's
        return INSTANT.astimezone(tz)


def _stop_the_clock() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("truceline.cli.") and getattr(module, "datetime", None) is datetime:
            module.datetime = _Clock  # type: ignore[attr-defined]  # it imports it


class _Steps:
    """Counts the steps of this process, and kills it at one."""

    def __init__(self, kill: Kill | None) -> None:
        self._kill, self._came, self._start = kill, list[float](), time.perf_counter()
        self._fsync, self._connect = os.fsync, sqlite3.connect

    def begin(self) -> None:
        """Count from now on."""
        sys.addaudithook(self._heard)
        os.fsync = self._flushed
        sqlite3.connect = sqlite3.dbapi2.connect = self._connected

    def end(self, path: Path) -> None:
        """Write down when steps came, and when the end did."""
        came, self._kill = [*self._came, time.perf_counter() - self._start], None
        path.write_text(json.dumps(came))

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
                self._step()
        elif event in STEPS:
            self._step()

    def _connected(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        made = self._connect(*arguments, **options)
        made.set_trace_callback(self._stated)
        return made

    def _stated(self, statement: str) -> None:
        if statement.startswith("COMMIT"):
            self._step()

    def _flushed(self, handle: int) -> None:
        self._step()
        self._fsync(handle)

    def _step(self) -> None:
        self._came.append(time.perf_counter() - self._start)
        kill = self._kill
        if kill is not None and len(self._came) == kill.step:
            if not kill.after:
                os.kill(os.getpid(), signal.SIGKILL)
            threading.Thread(target=_kill_after, args=(kill.after,), daemon=True).start()


def _kill_after(seconds: float) -> None:
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)

"""Run one command of the program on one input, in a process forked for it, and say what went wrong.

The first process only loads the program; every command runs in a fork of it, so that an input costs milliseconds and
can do no harm to the next. A fork may hold 2 GiB more than what is loaded, runs for 30 s at most, and gives root away.
"""

from __future__ import annotations

import encodings
import gc
import hashlib
import importlib.util
import io
import json
import os
import pkgutil
import resource
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import truceline
from truceline.cli import main

SECONDS = 30
MEMORY = 2 * 2**30
NOBODY = 65_534
NOTHING_KEPT = "nothing"
FAULTS = ("traceback", "hang", "memory", "half-written", "crash", "silent", "unprintable", "no document")
LIBRARIES = ["highspy", "lxml.html", "pyogrio", "pyproj", "shapely", "polars", "yaml", "jinja2", "filelock"]
LIBRARIES += ["scipy.optimize", "scipy.sparse.csgraph", "scipy.spatial", "scipy.stats", "click._termui_impl"]
LIBRARIES += ["rasterio.features", "rasterio.warp", "cryptography.hazmat.primitives.asymmetric.ed25519"]
"""What commands import late."""
UNFIT = {"antigravity", "this", "idlelib", "tkinter", "turtle", "turtledemo", "lib2to3", "__main__"}
"""Of the standard library, what does something when it is imported."""


def load() -> None:
    """Import all of the program and its libraries, so that forks need not."""
    names = [each.name for each in pkgutil.walk_packages(truceline.__path__, "truceline.")]
    # A cluster keeps threads, which forks lose; steps of a migration are run by Alembic alone.
    skipped = ("truceline.__main__", "truceline.compute", "truceline.store.migrations.")
    for name in [*(name for name in names if not name.startswith(skipped)), *LIBRARIES, *_standard()]:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as missing:
            print(f"without {name}: {missing}", file=sys.stderr)
    gc.freeze()


def _standard() -> list[str]:
    # The standard library may lie where a fork that gave root away reads nothing.
    if os.geteuid():
        return []
    codecs = (each.name for each in pkgutil.iter_modules(encodings.__path__))
    late = ("multiprocessing.popen_fork", "multiprocessing.synchronize", "concurrent.futures.process", "urllib.request")
    found = {name for name in sys.stdlib_module_names if importlib.util.find_spec(name)} - UNFIT
    return sorted(found) + [f"encodings.{name}" for name in codecs if name not in {"mbcs", "oem"}] + list(late)


# what the program finds around it


def _usual() -> None:
    """Change nothing."""


def _encoded(name: str) -> Callable[[], None]:
    def surround() -> None:
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding=name)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), name, "backslashreplace", line_buffering=True)

    return surround


def _full_output() -> None:
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)


def _closed(stream: int) -> Callable[[], None]:
    def surround() -> None:
        os.close(stream)
        setattr(sys, ("stdin", "stdout", "stderr")[stream], None)  # as Python does when it starts without

    return surround


def _full_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["FULL_AFTER"]),) * 2)


def _read_only() -> None:
    for folder, _, files in os.walk("."):
        for path in (folder, *(os.path.join(folder, name) for name in files)):  # noqa: PTH118
            if not os.path.islink(path):  # noqa: PTH114
                os.chmod(path, 0o555)  # noqa: PTH101, S103


def _no_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))


SURROUNDINGS: Mapping[str, Callable[[], None]] = {
    "as usual": _usual,
    "cp1252": _encoded("cp1252"),
    "ascii": _encoded("ascii"),
    "full stdout": _full_output,
    "closed stdin": _closed(0),
    "closed stdout": _closed(1),
    "closed stderr": _closed(2),
    "full disk": _full_disk,
    "read-only": _read_only,
    "few open files": _no_files,
}
"""What may be wrong around the program, by name."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: ``fault`` is one of `FAULTS` or empty; ``said`` is what stood on stderr."""

    fault: str
    code: int
    said: str
    megabytes: float
    seconds: float


def run(words: Sequence[str], folder: Path, *, surroundings: str = "as usual", stdin: Path | None = None) -> Done:
    """Run a command in a folder, in a fork, and compare the folder before and after."""
    before = contents(folder)
    output, (heard, told) = folder.with_name(f"{folder.name}.out"), os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.dup2(told, 2)
        _child(words, folder, surroundings, (stdin or Path(os.devnull), output))
    os.close(told)
    with os.fdopen(heard, "rb") as listening:
        said = listening.read().decode(errors="replace")
    _, status, used = os.wait4(child, 0)
    out, code = output.read_bytes(), os.waitstatus_to_exitcode(status)
    megabytes, seconds = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    unheard = surroundings in {"full stdout", "closed stdout"}  # what is written by then is whole, and stays
    fault = _fault(code, said, surroundings) or (
        "memory" if megabytes > MEMORY / 2**20 else _left(0 if unheard else code, before, contents(folder))
    )
    return Done(fault or ("" if unheard else _document(words, code, out)), code, said, megabytes, seconds)


def _child(words: Sequence[str], folder: Path, surroundings: str, streams: Sequence[Path]) -> None:
    # Never returns: whatever happens, the fork ends here.
    code = 99
    try:
        os.chdir(folder)
        flags = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number, (path, flag) in enumerate(zip(streams, flags, strict=True)):
            os.dup2(os.open(path, flag, 0o666), number)
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        os.environ["HOME"] = str(folder)
        _limit()
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
        SURROUNDINGS[surroundings]()
        code = _called(words)
    except BaseException:  # noqa: BLE001  (the parent reads it)
        os.write(2, traceback.format_exc().encode(errors="replace"))
    finally:
        os._exit(code)


def _called(words: Sequence[str]) -> int:
    try:
        main.main(list(words), prog_name="truceline")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return code or 120  # as Python does
    return code


def _limit() -> None:
    loaded = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (loaded + MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    signal.alarm(SECONDS)


def _fault(code: int, said: str, surroundings: str) -> str:
    if code == -signal.SIGALRM:
        return "hang"
    if "MemoryError" in said or "memory allocation" in said or "std::bad_alloc" in said:
        return "memory"
    if "Traceback (most recent call last)" in said or " has a fault:\n" in said:
        return "traceback"
    if code not in {0, 1, 2} and not (code == 120 and surroundings == "full stdout"):
        return "crash"
    if any(character in said for character in "\x1b\x00\x07\x9b"):
        return "unprintable"
    return "silent" if code in {1, 2} and not said.strip() and surroundings != "closed stderr" else ""


def _document(words: Sequence[str], code: int, out: bytes) -> str:
    if "--json" not in words or code != 0:
        return ""
    try:
        json.loads(out, parse_constant=_no_number)
    except ValueError:
        return "no document"
    return ""


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


# what is left behind


def contents(folder: Path) -> dict[str, str]:
    """Hash every file below a folder; what is no file is named by its kind."""
    return {str(path.relative_to(folder)): _content(path) for path in _paths(folder)}


def _paths(folder: Path) -> Iterator[Path]:
    return (Path(where) / name for where, folders, files in os.walk(folder) for name in (*folders, *files))


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    if not path.is_file() or path.stat().st_size > 2**28:
        return "folder" if path.is_dir() else "special"
    data = path.read_bytes()
    return _rows(data) if path.suffix == ".sqlite" else hashlib.sha256(data).hexdigest()


def _rows(data: bytes) -> str:
    # A store of which nothing was kept is as good as none.
    if not data:
        return NOTHING_KEPT
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(data[:18] + b"\x01\x01" + data[20:])  # as one without a log beside it
        said = "".join(base.iterdump())
    except (sqlite3.Error, UnicodeError):
        return hashlib.sha256(data).hexdigest()
    finally:
        base.close()
    return hashlib.sha256(said.encode(errors="replace")).hexdigest() if "CREATE" in said else NOTHING_KEPT


def _left(code: int, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    if code in {0, 120}:
        hidden = {name for name in changed if Path(name).name.startswith(".") and name not in before}
        changed = {name for name in hidden if Path(name).name != ".reporters.sqlite"}  # who reported is kept apart
    left = [name for name in changed if not _allowed(name, before, after)]
    return "half-written" if left else ""


def _allowed(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    # Refused rows are listed in any case; a lock holds nothing; a torn end of a log is set aside, and said.
    path = Path(name)
    told = path.name.startswith("refused-") or path.name.endswith(".lock") or ".torn-" in path.name
    store = path.name in {"reports.sqlite-wal", "reports.sqlite-shm", "reporters.sqlite-wal", "reporters.sqlite-shm"}
    nothing = after.get(name) in {"folder", NOTHING_KEPT} and name not in before
    return told or store or nothing

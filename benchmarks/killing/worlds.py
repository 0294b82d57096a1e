"""What a folder holds, worked out with nothing of the program: the world before a command, and the world after it.

Files are known by their SHA-256, databases by their rows, so that it does not matter how a database lies on the disk.
What a case would be read from while a change is under way is read from there, as its marker says.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

DRAWN = re.compile(r"[0-9a-f]{16}")
MARKER = ".change.json"
KEPT_APART = ".reporters.sqlite"
DERIVED = (".index", ".head", ".head.new")
"""Endings of what follows from the log beside it: it may lag behind until the next command."""


@dataclass(frozen=True, slots=True)
class World:
    """What is there by name: ``files`` that count, what is ``derived`` of them, and names that are ``left`` beside."""

    files: Mapping[str, str]
    derived: Mapping[str, str]
    left: frozenset[str]

    def mixed(self, later: World, places: Collection[str]) -> Mapping[str, str]:
        """Return the files of a world in which what lies below some ``places`` is as in a later one."""
        ours = {name: each for name, each in self.files.items() if not _below(name, places)}
        return ours | {name: each for name, each in later.files.items() if _below(name, places)}

    def __str__(self) -> str:
        return ", ".join([*(f"{name} {each[:8]}" for name, each in sorted(self.files.items())), *sorted(self.left)])


def world(folder: Path, unlike: Collection[str] = ()) -> World:
    """Say what a folder holds; files, tables and columns of these names are ``unlike`` in every run."""
    files, derived, left = dict[str, str](), dict[str, str](), set[str]()
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        if path.name.endswith(".lock"):
            continue
        hidden = any(part.startswith(".") for part in Path(name).parts) and path.name != KEPT_APART
        if hidden or path.name.endswith(("-wal", "-shm", "-journal")):
            left.add(name)
        elif said := _said(path, unlike):
            (derived if path.name.endswith(DERIVED) else files)[name] = said
    for marker in [name for name in left if Path(name).name == MARKER]:
        _apply(folder / marker, folder, files)
    return World(files, derived, frozenset(left))


def bytes_of(folder: Path) -> str:
    """Return one hash of every byte below a folder, and of all names but the part of them that is drawn."""
    found = hashlib.sha256()
    for path in _paths(folder):
        if not path.name.endswith(".lock"):
            name = DRAWN.sub("X", str(path.relative_to(folder)))
            said = "" if path.name == MARKER else hashlib.sha256(path.read_bytes()).hexdigest()
            found.update(f"{name}\0{said}\n".encode())
    return found.hexdigest()


def _paths(folder: Path) -> Iterator[Path]:
    found = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return iter(sorted(found))


def _apply(marker: Path, folder: Path, files: dict[str, str]) -> None:
    # Only whoever reads a case knows of the marker; other folders are read as they are.
    if not (marker.parent / "case.toml").exists():
        return
    change = json.loads(marker.read_text())
    for name, sha256 in change["files"].items():
        beside, place = marker.parent / f".{name}.{change['id']}", (marker.parent / name).relative_to(folder).as_posix()
        if beside.exists():
            files[place] = _said(beside, ())
        elif not sha256:
            files.pop(place, None)


def _below(name: str, places: Collection[str]) -> bool:
    return any(fnmatch(name, place) or name.startswith(f"{place}/") for place in places)


def _said(path: Path, unlike: Collection[str]) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    data = path.read_bytes()
    if any(fnmatch(path.name, pattern) for pattern in unlike):
        lines = data.count(b"\n")
        return f"{lines} lines" if data else ""
    if path.suffix in {".sqlite", ".index"} and (not data or data.startswith(b"SQLite format 3\0")):
        return _rows(path, unlike)
    return hashlib.sha256(data).hexdigest()


def _rows(path: Path, unlike: Collection[str]) -> str:
    # Read from a copy: whoever opens a database changes what lies beside it. One without rows is as good as none.
    with tempfile.TemporaryDirectory() as name:
        for ending in ("", "-wal", "-journal"):
            if (beside := path.with_name(path.name + ending)).exists():
                shutil.copyfile(beside, Path(name) / f"a{ending}")
        with closing(sqlite3.connect(Path(name) / "a")) as base:
            named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            tables = [table for (table,) in base.execute(named) if table != "alembic_version"]
            rows = [f"{table} {row}" for table in tables for row in _table(base, table, unlike)]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest() if rows else ""


def _table(base: sqlite3.Connection, table: str, unlike: Collection[str]) -> list[str]:
    found = base.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (a name of the database's own)
    if table in unlike:
        return ["is not empty"] if found.fetchone() else []
    names = [column[0] for column in found.description]
    keep = [name not in unlike for name in names]
    return sorted(repr([cell for cell, kept in zip(row, keep, strict=True) if kept]) for row in found)

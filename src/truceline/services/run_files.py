"""What an earlier run left in a folder: its record lists it, and only that may be replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from truceline.errors import CaseError
from truceline.formats.files import MIB, read_ordinary

RECORD = "run.json"


def replaceable(folder: Path, command: str, names: Collection[str]) -> frozenset[str]:
    """Return the files in a folder that an earlier run of the ``command`` wrote and nobody touched since.

    A run of an earlier version lists none: what it wrote is replaced, and nothing else of it is taken away.

    Raises
    ------
    CaseError
        If the folder is another command's, or holds files of these ``names`` that no run wrote or somebody changed.
    """
    record = _record(folder / RECORD)
    if record and record["command"] != command:
        what = f"holds the results of {record['command']}; give another folder with --out"
        raise CaseError("the results were not written", (f"{folder} | {what}",))
    written = _written(folder, record)
    taken = [name for name in names if (folder / name).exists() and name not in written]
    if taken and (not record or "outputs" in record):
        what = "was not written by a run, or changed since; move it away, or give another folder with --out"
        raise CaseError("the results were not written", tuple(f"{folder / name} | {what}" for name in taken))
    return written


def _written(folder: Path, record: Mapping[str, Any]) -> frozenset[str]:
    outputs = {each["path"]: each["sha256"] for each in record.get("outputs", ())}
    same = {name for name, sha256 in outputs.items() if Path(name).name == name and _sha256(folder / name) == sha256}
    return frozenset({*same, RECORD} if record else same)


def _record(path: Path) -> Mapping[str, Any]:
    # Empty where there is no record of a run.
    try:
        found = json.loads(read_ordinary(path, 16 * MIB))
        sound = {"truceline", "command"} <= found.keys() and all(
            isinstance(each["path"], str) and isinstance(each["sha256"], str) for each in found.get("outputs", ())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return found if sound else {}


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(read_ordinary(path)).hexdigest()
    except OSError:
        return ""

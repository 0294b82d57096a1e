"""A run's folder: its results, and the record of what they were made from."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version as installed
from pathlib import Path

from truceline import __version__
from truceline.formats.files import write_atomic
from truceline.records.provenance import Input

_LIBRARIES = ("highspy", "numpy", "scipy", "shapely", "pyproj")


def run_folder(case_folder: Path, *, bundled: bool, command: str, at: datetime) -> Path:
    """Name the folder of a run: ``runs/TIME-COMMAND`` in the case, or here where the case is bundled."""
    beside = Path.cwd() if bundled else case_folder
    return beside / "runs" / f"{at:%Y-%m-%dT%H%M%SZ}-{command}"


def write_run(folder: Path, results: Mapping[str, str], record: Mapping[str, object]) -> tuple[Path, ...]:
    """Write ``results`` (file name to text) and ``run.json`` into ``folder``, each file whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {**results, "run.json": json.dumps(record, indent=2, ensure_ascii=False) + "\n"}
    for name, text in texts.items():
        write_atomic(folder / name, text.encode())
    return tuple(folder / name for name in texts)


def run_record(
    command: str, parameters: Mapping[str, object], *, at: datetime, seed: int, inputs: Sequence[Input]
) -> dict[str, object]:
    """Say what made a run: software, parameters, seed, inputs and surroundings; ``at`` is the only time stamp."""
    return {
        "truceline": __version__,
        "command": command,
        "at": at.isoformat(timespec="seconds"),
        "parameters": dict(parameters),
        "seed": seed,
        "inputs": [{"path": i.path, "sha256": i.sha256} for i in inputs],
        "environment": {
            "python": platform.python_version(),
            "system": platform.system(),
            **{name: installed(name) for name in _LIBRARIES},
        },
    }

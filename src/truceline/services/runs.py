"""A run's folder: its results, and the record of what they were made from."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as installed
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import CaseFolder
from truceline.errors import CaseError, MisuseError
from truceline.formats.files import write_together
from truceline.formats.json_text import json_text
from truceline.records.provenance import Input

_LIBRARIES = ("highspy", "numpy", "scipy", "shapely", "pyproj")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a ``command`` on a case ``at`` an instant, and the ``folder`` that takes its results."""

    command: str
    at: datetime
    folder: Path

    def write(
        self, results: Mapping[str, str], parameters: Mapping[str, object], *, seed: int, inputs: Sequence[Input]
    ) -> tuple[Path, ...]:
        """Write ``results`` (file name to text) and ``run.json``: all of them, or none.

        Raises
        ------
        CaseError
            If the folder cannot be written.
        """
        record = run_record(self.command, parameters, at=self.at, seed=seed, inputs=inputs)
        texts = {**results, "run.json": json_text(record)}
        return write_files(self.folder, texts)


def run_of(command: str, case_folder: CaseFolder, at: datetime, out: str | Path | None) -> Run:
    """Choose the folder of a run: ``out``, or ``TIME-COMMAND`` among the case's runs, its time in UTC.

    Raises
    ------
    MisuseError
        If ``at`` names no zone: it is then no instant.
    """
    if at.tzinfo is None:
        raise MisuseError(f"{at.isoformat()} names no zone; give an instant, such as datetime.now(UTC)")
    instant = at.astimezone(UTC)
    return Run(command, instant, Path(out) if out else runs_of(case_folder) / f"{instant:%Y-%m-%dT%H%M%SZ}-{command}")


def runs_of(case_folder: CaseFolder) -> Path:
    """Name the folder of a case's runs: ``runs`` in the case, or here where the case is bundled."""
    return (Path.cwd() if case_folder.bundled else case_folder.folder) / "runs"


def write_files(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write texts by file name into ``folder``: all of them, or none.

    Raises
    ------
    CaseError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_together({folder / name: text.encode() for name, text in texts.items()})
    except OSError as error:
        what = f"{folder} | cannot be written ({error.strerror or error}); give another folder with --out"
        raise CaseError("the results were not written", (what,)) from error
    return tuple(folder / name for name in texts)


def written_to(written: Sequence[Path]) -> str:
    """Say which files of one folder were written."""
    return f"written to {written[0].parent}: {', '.join(path.name for path in written)}"


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

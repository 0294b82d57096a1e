"""A run's folder: its results, and the record of what they were made from."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as installed
from itertools import count
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import CaseFolder
from truceline.errors import CaseError, MisuseError
from truceline.formats.files import write_together
from truceline.formats.folders import end_replacing, new_folder, replace_files
from truceline.formats.json_text import json_text
from truceline.records.provenance import Input
from truceline.services.run_files import RECORD, replaceable

LOG = "evidence.jsonl"
"""The evidence log among a case's runs, unless another is given."""

Content = str | bytes
"""What a result file holds."""

_LIBRARIES = ("highspy", "numpy", "scipy", "shapely", "pyproj")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a ``command`` on a case ``at`` an instant, and the ``folder`` for its results, ``asked`` for or not."""

    command: str
    at: datetime
    folder: Path
    asked: bool

    def write(
        self,
        results: Mapping[str, str | bytes],
        parameters: Mapping[str, object],
        *,
        seed: int,
        inputs: Sequence[Input],
    ) -> tuple[Path, ...]:
        """Write ``results`` (by file name) and ``run.json``, which lists them: all of them, or none.

        A folder that was not asked for is always a new one: where its name is taken, it is numbered. In one that was,
        the results of an earlier run of the same command are replaced, and no other file.

        Raises
        ------
        CaseError
            If the folder cannot be written, or holds files of these names that no such run wrote.
        """
        files = {name: it.encode() if isinstance(it, str) else it for name, it in results.items()}
        record = run_record(self.command, parameters, at=self.at, seed=seed, inputs=inputs)
        outputs = [{"path": name, "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()]
        files[RECORD] = json_text({**record, "outputs": outputs}).encode()
        with _writing(self.folder):
            folder = self._write_asked(files) if self.asked else self._write_new(files)
        return tuple(folder / name for name in files)

    def _write_asked(self, files: Mapping[str, bytes]) -> Path:
        if self.folder.is_dir():
            end_replacing(self.folder, files)
            replace_files(self.folder, files, replaceable(self.folder, self.command, files))
        else:
            new_folder(self.folder, files)
        return self.folder

    def _write_new(self, files: Mapping[str, bytes]) -> Path:
        for number in count(1):
            folder = self.folder if number == 1 else self.folder.with_name(f"{self.folder.name}-{number}")
            if not folder.exists():
                with suppress(FileExistsError):  # another run was faster
                    new_folder(folder, files)
                    break
        return folder


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
    usual = runs_of(case_folder) / f"{instant:%Y-%m-%dT%H%M%SZ}-{command}"
    return Run(command, instant, Path(out) if out else usual, asked=bool(out))


def runs_of(case_folder: CaseFolder) -> Path:
    """Name the folder of a case's runs: ``runs`` in the case, or here where the case is bundled or packed."""
    return (Path.cwd() if case_folder.fixed else case_folder.place) / "runs"


def write_files(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write texts by file name into ``folder``: all of them, or none; as one, where it is not there yet.

    Raises
    ------
    CaseError
        If the folder cannot be written.
    """
    with _writing(folder):
        if folder.exists():
            write_together({folder / name: text.encode() for name, text in texts.items()})
        else:
            new_folder(folder, {name: text.encode() for name, text in texts.items()})
    return tuple(folder / name for name in texts)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"{folder} | cannot be written ({error.strerror or error}); give another folder with --out"
        raise CaseError("the results were not written", (what,)) from error


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

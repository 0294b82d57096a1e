"""``verify``: are evidence logs whole, are they what was kept, and are files what was signed in them?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline import __version__
from truceline.documents.log_proof import log_document
from truceline.documents.shapes.log_proof import LogPart
from truceline.errors import MisuseError, SourceError
from truceline.evidence.heads import KeptHead, heads_beside, read_head
from truceline.evidence.keys import named_key
from truceline.evidence.log import Log, check_kept, is_log
from truceline.evidence.log import verify as verify_log
from truceline.evidence.notes import read_note
from truceline.formats.files import read_ordinary
from truceline.formats.folders import sums_text
from truceline.formats.json_text import json_text
from truceline.services.kept_heads import CHECKPOINT, HEAD, kept_heads, log_of
from truceline.services.openings import Openings, read_openings
from truceline.services.outcome import Outcome, lines_text
from truceline.services.run_files import RECORD
from truceline.services.signed_files import SIGNED, FileFinding, SignedFiles, VerifiedLog, findings
from truceline.services.verified_logs import LogQuestion, log_part, named_witness

_SHOWN = 20
_BESIDE = (".index", ".lock")
"""What lies beside a log and proves nothing."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The logs that were verified, and what became of each file."""

    logs: tuple[Log, ...]
    files: tuple[FileFinding, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    # What was given, by what it is.
    logs: Sequence[Path]
    heads: Sequence[Path]
    openings: Sequence[Openings]
    files: Mapping[Path, bytes]


def verify(
    *files: str | Path,
    key: str = "",
    head: str | Path | Iterable[str | Path] = (),
    witness: str | Iterable[str] = (),
    entry: str | Iterable[str] = (),
) -> Outcome[Verified]:
    """Verify evidence logs, and hold files and run folders against them; nothing is written.

    Logs are verified entry by entry. ``key`` is a public key that must have signed them (hexadecimal or a PEM file; a
    log's first unless given), ``head`` are heads that were kept (head.json or checkpoints), which they must extend as
    they must the one beside them and those of run folders there, ``witness`` the verifier keys of those who must have
    cosigned one of these, and ``entry`` names entries to prove. Where no log is given, it is the one that belongs to
    the files' runs. What is sealed in the log of a planning session is opened by ``log.json`` of its page, given among
    the files; a folder that is a case is held against it as a whole.

    Raises
    ------
    SourceError
        If a log is none, is empty or was altered, does not extend a head, holds no such entry, or a file cannot be
        read. Files that are not signed are the outcome's fault.
    MisuseError
        If no file is given.
    """
    if not files:
        raise MisuseError("verify needs a file: an evidence log, a file of a bulletin, or a run's folder")
    given = _sorted([Path(each) for each in files])
    kept = [read_head(path) for path in (*_several(head), *given.heads)]
    signed_by = named_key(key) if key else ""
    alone = len(given.logs) == 1
    logs = [VerifiedLog(path, verify_log(path, key=signed_by, kept=kept if alone else ())) for path in given.logs]
    for each in logs:
        _check_runs(each)
    witnesses = [named_witness(each) for each in _texts(witness)]
    asked = [LogQuestion(kept if alone else _of(each, kept), witnesses, _texts(entry)) for each in logs]
    parts = [log_part(*each) for each in zip(logs, asked, strict=True)]
    signed = [SignedFiles(each, given.openings) for each in logs]
    found = findings(given.files, signed)
    lines = [*(line for part in parts for line in _log_lines(part)), *_opened_lines(given.openings, signed)]
    lines += [f"{each.file}: {each.why}" for each in found]
    document = log_document(parts, [each.part() for each in found], version=__version__)
    if not key:
        lines.append("no --key was given: compare the key with the one that the signer published")
    result = Verified(tuple(each.log for each in logs), tuple(found))
    return Outcome(result, lines_text(lines), json_text(document), fault=_fault(found, kept))


def _check_runs(verified: VerifiedLog) -> None:
    # The heads in run folders beside a log are of it where they bear its name.
    mine = [each for each in kept_heads(verified.path) if each.head.origin == verified.log.origin]
    check_kept(verified.log, verified.path, mine)


def _of(verified: VerifiedLog, kept: Sequence[KeptHead]) -> Sequence[KeptHead]:
    # Of several logs each has the heads that bear its name, and those that bear none.
    mine = [each for each in kept if each.head.origin in ("", verified.log.origin)]
    check_kept(verified.log, verified.path, mine)
    return mine


def _sorted(paths: Sequence[Path]) -> _Given:
    whole = [each for path in paths for each in (_inside(path) if _is_run(path) else (path,))]
    read = {path: _folder(path) if path.is_dir() else _bytes(path) for path in dict.fromkeys(whole)}
    logs = [path for path, data in read.items() if is_log(data) or not data]  # what is empty is told as no log
    heads = [path for path, data in read.items() if path not in logs and _is_head(path, data)]
    rest = {path: data for path, data in read.items() if path not in logs and path not in heads}
    openings = [each for path, data in rest.items() if (each := read_openings(path, data))]
    files = {path: data for path, data in rest.items() if path not in {each.file for each in openings}}
    return _Given(logs or list(dict.fromkeys(_log_for(path) for path in whole)), heads, openings, files)


def _folder(case: Path) -> bytes:
    # As it is sealed: what sha256sum prints of its files.
    from truceline.casefolder.cases import case_files  # most files are of bulletins

    return sums_text({name: hashlib.sha256(data).hexdigest() for name, data in case_files(case).items()})


def _is_run(path: Path) -> bool:
    return path.is_dir() and not (path / "case.toml").exists()


def _inside(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix not in _BESIDE]
    if not found:
        problem = f"{folder} | holds no file to verify; give a run's folder, a log or a file of a bulletin"
        raise SourceError("the file cannot be verified", (problem,))
    return found


def _bytes(path: Path) -> bytes:
    if not path.exists():  # a log of which a head was kept may be missing: that is told of it
        return b""
    try:
        return read_ordinary(path)
    except OSError as error:
        problem = (
            f"{path} | cannot be read ({error.strerror or error}); give a log, a file of a bulletin or a run's folder"
        )
        raise SourceError("the file cannot be verified", (problem,)) from error


def _is_head(path: Path, data: bytes) -> bool:
    if path.name in (HEAD, CHECKPOINT):
        return True
    try:
        if data.startswith(b"{"):
            found = json.loads(data)
            return isinstance(found, dict) and {"size", "root", "signature"} <= found.keys()
        return read_note(data).text.count("\n") >= 3
    except (ValueError, RecursionError):
        return False


def _log_for(path: Path) -> Path:
    name = log_of(path.with_name(RECORD))
    for folder in (path.parent.parent, path.parent, path.parent / "runs"):
        log = folder / name
        if log.exists() or heads_beside(log):
            return log
    what = f"{path} | is no evidence log, and none lies beside it to hold it against; give the log as well"
    raise SourceError("the file is no evidence log", (what,))


def _log_lines(part: LogPart) -> Iterator[str]:
    extends = ", ".join(each["file"] for each in part["extends"])
    told = f", and it extends {extends}" if extends else ""
    yield f"{part['file']}: {part['entries']} entries, none altered{told}"
    signed = f"head {part['head']['root']} signed by {part['head']['key']}"
    yield signed + (f" at {part['head']['time']}" if "time" in part["head"] else "")
    if part["origin"]:
        yield f"log {part['origin']}, verifier key {part['signers'][-1]}"
    for extended in part["extends"]:
        for each in extended["cosigned"]:
            yield f"{extended['file']}: cosigned by {each['witness']} {each['time']}".rstrip()
    for late in part["entered_late"][:_SHOWN]:
        yield f"entered late: {late['id']}, dated {late['at']}, was not there when entry {late['entry']} was signed"
    if (more := len(part["entered_late"]) - _SHOWN) > 0:
        yield f"entered late: {more} more; --json lists all"
    yield from part["remarks"][:_SHOWN]
    for proof in part["inclusion"]:
        yield f"{proof['entry']} is entry {proof['index'] + 1}; its proof:"
        yield from proof["proof"]


def _opened_lines(openings: Sequence[Openings], logs: Sequence[SignedFiles]) -> Iterator[str]:
    for each in openings:
        there = sum(len(parts) for log in logs for name, parts in each.entries.items() if name in log.ids)
        yield f"{each.file}: opens {there} seals, each of what it says"


def _fault(found: Sequence[FileFinding], kept: Sequence[KeptHead]) -> SourceError | None:
    problems = [
        f"{each.file} | {each.why}; get the file from whoever signed it" for each in found if each.outcome != SIGNED
    ]
    problems += _replayed(found, kept)
    return SourceError("not every file is what was signed", tuple(problems)) if problems else None


def _replayed(found: Sequence[FileFinding], kept: Sequence[KeptHead]) -> Iterator[str]:
    # A head within a run's folder is of the log as it was when the files beside it were signed.
    for each in kept:
        if not Path(each.where).with_name(RECORD).exists():
            continue
        there = [file for file in found if file.number and Path(each.where).parent == file.file.parent]
        later = max((file.number or 0 for file in there), default=0)
        if later > each.head.size:
            what = f"is the head of {each.head.size} entries, but the files beside it were signed in entry {later}"
            yield f"{each.where} | {what}: an older head was put in its place; get the one of that run"


def _several(head: str | Path | Iterable[str | Path]) -> list[Path]:
    return [Path(head)] if isinstance(head, str | Path) else [Path(each) for each in head]


def _texts(text: str | Iterable[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)

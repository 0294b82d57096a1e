"""Verify a log, and prove what is asked of it: entries by what people call them, kept heads, witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from truceline.documents.entries import KINDS
from truceline.documents.log_proof import extended_part, inclusion_part, late_parts
from truceline.documents.shapes.log_proof import ExtendedPart, InclusionPart, LogPart
from truceline.errors import SourceError, shown
from truceline.evidence.chain import LogEntry
from truceline.evidence.heads import KeptHead
from truceline.evidence.index import index_fits, index_path
from truceline.evidence.log import Log
from truceline.evidence.merkle import consistent
from truceline.evidence.notes import PLAIN, NoteKey, read_note_key
from truceline.services.late_rows import late_in
from truceline.services.signed_files import VerifiedLog

_MOST = 20


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """What is asked of a log: kept ``heads``, ``witnesses`` that must have cosigned one, ``entries`` to prove."""

    heads: Sequence[KeptHead]
    witnesses: Sequence[NoteKey]
    entries: Sequence[str]


def named_witness(text: str) -> NoteKey:
    """Read the verifier key of a witness.

    Raises
    ------
    SourceError
        If it is none.
    """
    try:
        return read_note_key(text.strip())
    except ValueError as error:
        what = "is no verifier key of Ed25519 (NAME+ID+BASE64); give the one that the witness published"
        raise SourceError("the witness cannot be found", (f"{shown(text)} | {what}",)) from error


def log_part(verified: VerifiedLog, asked: LogQuestion) -> LogPart:
    """Return what is to be said of a verified log.

    Raises
    ------
    SourceError
        If it has no such entry, or a witness did not cosign any head that it extends.
    """
    log, path = verified.log, verified.path
    head = log.heads[-1]
    return {
        "file": str(path),
        "origin": log.origin,
        "entries": log.size,
        "head": head.document(),
        "signers": [_signer(log, key) for key in log.signers()],
        "extends": list(_extended(verified, asked)),
        "inclusion": [part for name in asked.entries for part in _inclusion(verified, name)],
        "entered_late": late_parts(tuple(late_in(log.entries))),
        "remarks": list(_remarks(verified)),
    }


def _signer(log: Log, key: str) -> str:
    return NoteKey(log.origin, PLAIN, bytes.fromhex(key)).text() if log.origin else key


def _extended(verified: VerifiedLog, asked: LogQuestion) -> Iterator[ExtendedPart]:
    found: set[NoteKey] = set()
    for kept in asked.heads:
        cosigned = list(_cosigned(kept, asked.witnesses))
        found.update(witness for witness, _ in cosigned)
        by = [(witness.name, datetime.fromtimestamp(at, UTC).isoformat() if at else "") for witness, at in cosigned]
        yield extended_part(kept.where, kept.head.size, _consistency(verified.log, kept), by)
    lacking = [witness.name for witness in asked.witnesses if witness not in found]
    if lacking:
        what = "cosigned no head given; give its checkpoint with --head"
        raise SourceError("the witness cannot be found", tuple(f"{name} | {what}" for name in lacking))


def _cosigned(kept: KeptHead, witnesses: Sequence[NoteKey]) -> Iterator[tuple[NoteKey, int]]:
    # Those who cosigned a head, and when.
    for witness in witnesses:
        try:
            at = kept.note.signed_at(witness) if kept.note else None
        except ValueError as error:
            what = f"{kept.where} | {error}; ask the witness for its signature"
            raise SourceError("the kept head cannot be read", (what,)) from error
        if at is not None:
            yield witness, at


def _consistency(log: Log, kept: KeptHead) -> tuple[str, ...]:
    # Checked as whoever gets the proof will check it, by the algorithm of RFC 9162.
    proof = log.consistency(kept.head.size)
    parts = [bytes.fromhex(part) for part in proof]
    sizes, roots = (kept.head.size, log.size), (bytes.fromhex(kept.head.root), bytes.fromhex(log.root(log.size)))
    if not consistent(sizes[0], roots[0], sizes[1], roots[1], parts):
        raise SourceError("the evidence log cannot be trusted", (f"{kept.where} | is no head that the log extends",))
    return proof


def _inclusion(verified: VerifiedLog, name: str) -> list[InclusionPart]:
    log = verified.log
    found = [(at, entry) for at, entry in enumerate(log.entries) if name in _names(at, entry)]
    if not found:
        close = ", ".join(entry.id for entry in log.entries[-3:])
        what = f"{verified.path} {shown(name)} | is not in the log; give an id, such as {close}"
        raise SourceError("the entry cannot be proved", (what,))
    if len(found) > _MOST:
        what = (
            f"{verified.path} {shown(name)} | names {len(found)} entries; give the id of one, such as {found[0][1].id}"
        )
        raise SourceError("the entry cannot be proved", (what,))
    return [inclusion_part(entry.id, at, log.inclusion(at)) for at, entry in found]


def _names(at: int, entry: LogEntry) -> set[str]:
    # As people see them: by number, the row's id in its table, kind and id as bulletins write them, what it is about.
    names = {entry.id, str(at + 1)}
    if entry.kind in KINDS:
        row = entry.id.split("/", 2)[-1]
        names |= {row, f"{entry.kind} {row}"}
        content = entry.content if isinstance(entry.content, dict) else {}
        names |= {str(content[key]) for key in ("subject", "incident") if key in content}
    return names


def _remarks(verified: VerifiedLog) -> Iterator[str]:
    log = verified.log
    if not index_fits(verified.path, log):
        yield f"{index_path(verified.path)} does not fit the log: the log is right, and the next append makes it anew"
    seen: set[str] = set()
    for number, entry in enumerate(log.entries, start=1):
        if entry.id in seen:
            yield f"entry {number} has the id of an earlier one: {entry.id}"
        seen.add(entry.id)
    for number, (before, after) in enumerate(zip(log.heads, log.heads[1:], strict=False), start=2):
        if after.time < before.time:
            yield f"entry {number} was signed at {after.time}, before entry {number - 1}: the clock was put back"

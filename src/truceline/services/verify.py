"""``verify``: is an evidence log whole, is it what was kept, and is an entry in it?"""

from __future__ import annotations

from pathlib import Path

from truceline import __version__
from truceline.documents.log_proof import log_document
from truceline.errors import SourceError
from truceline.evidence.log import Log, TreeHead, head_from
from truceline.evidence.log import verify as verify_log
from truceline.formats.files import read_text_file
from truceline.formats.json_text import json_text
from truceline.services.outcome import Outcome, lines_text


def verify(log: str | Path, *, key: str = "", head: str | Path | None = None, entry: str | None = None) -> Outcome[Log]:
    """Verify an evidence log: every entry, head and signature; nothing is written.

    ``key`` is the public key that must have signed (hexadecimal; the log's first unless given), ``head`` a head.json
    that was kept, which the log must extend, and ``entry`` the id of an entry to prove.

    Raises
    ------
    SourceError
        If the log was altered, does not extend the head, holds no such entry, or a file cannot be read.
    """
    path = Path(log)
    found = verify_log(path, key=key, earlier=_kept(Path(head)) if head else None)
    index = None if entry is None else _index(found, path, entry)
    proof = [] if index is None else list(found.inclusion(index))
    lines = [f"{log}: {len(found.entries)} entries, none altered" + (f", and it extends {head}" if head else "")]
    if found.head:
        lines.append(f"head {found.head.root} signed by {found.head.key}")
    if index is not None:
        lines += [f"{entry} is entry {index + 1}; its proof:", *proof]
    document = log_document(
        entries=len(found.entries),
        head=found.head.document() if found.head else None,
        extends=str(head) if head else None,
        inclusion=None if entry is None or index is None else (entry, index, proof),
        version=__version__,
    )
    return Outcome(found, lines_text(lines), json_text(document))


def _index(log: Log, path: Path, entry: str) -> int:
    for index, each in enumerate(log.entries):
        if each.id == entry:
            return index
    raise SourceError("the entry cannot be proved", (f"{path} {entry} | is not in the log; give another id",))


def _kept(path: Path) -> TreeHead:
    return head_from(read_text_file(path, "the kept head cannot be read"), str(path))

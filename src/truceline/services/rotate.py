"""``rotate``: the key of an evidence log hands over to the next."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.documents.entries import rotation_content
from truceline.documents.evidence import head_document
from truceline.errors import MisuseError, SourceError, TrucelineError
from truceline.evidence.appending import Signer, append
from truceline.evidence.chain import ROTATION, LogEntry
from truceline.evidence.heads import TreeHead
from truceline.evidence.index import look
from truceline.evidence.keys import make_key, public_key, read_key
from truceline.formats.json_text import json_text
from truceline.services.kept_heads import kept_heads
from truceline.services.outcome import Outcome, lines_text


def rotate(
    log: str | Path, *, at: datetime, key: str | Path, to: str | Path, new_key: bool = False
) -> Outcome[TreeHead]:
    """Append an entry to an evidence log, signed by its ``key``, that names the key which signs from then on.

    ``to`` is the file of that key, which ``new_key`` makes. The log must extend the heads that lie in run folders
    beside it.

    Raises
    ------
    SourceError
        If a key or the log is at fault; a key that was made for it is then taken away again.
    MisuseError
        If ``at`` names no zone: it is then no instant.
    """
    if at.tzinfo is None:
        raise MisuseError(f"{at.isoformat()} names no zone; give an instant, such as datetime.now(UTC)")
    path, private = Path(log), read_key(Path(key))
    kept = kept_heads(path)
    following = make_key(Path(to)) if new_key else read_key(Path(to))
    try:
        with look(path) as index:
            origin = _origin(path, index.chain.origin)
        public = public_key(following)
        entry = LogEntry(f"{ROTATION}/{at.isoformat()}/{public[:16]}", ROTATION, rotation_content(public, at))
        appended = append(path, [entry], Signer(private, at, origin), kept)
    except TrucelineError:
        if new_key:
            Path(to).unlink()  # nothing names it
        raise
    lines = [f"{log}: {public_key(private)} handed over to {public} in entry {appended.head.size}"]
    document = head_document(appended.head.document(), version=__version__)
    return Outcome(appended.head, lines_text(lines), json_text(document), notes=appended.remarks)


def _origin(path: Path, origin: str) -> str:
    if not origin:
        what = (
            "is no log with a name, so there is no key to hand over; sign into it first: truceline monitor CASE --key"
        )
        raise SourceError("the evidence log cannot be written", (f"{path} | {what}",))
    return origin

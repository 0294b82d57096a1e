"""Sign a bulletin: what people appended, the bulletin and its files go into the evidence log, and the files name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.documents.evidence import head_document
from truceline.errors import TrucelineError
from truceline.evidence.appending import Signer, append
from truceline.evidence.heads import TreeHead, cosignable, new_origin
from truceline.evidence.index import look
from truceline.evidence.keys import make_key, read_key
from truceline.formats.json_text import json_text
from truceline.records.provenance import EntryName, Input
from truceline.render.bulletin_files import written_of
from truceline.render.labels import ENGLISH
from truceline.results.monitoring import Monitored
from truceline.services.evidence_entries import bulletin_entry, files_entry, row_entries, rows_gone, rows_late
from truceline.services.issuing import Where, issued
from truceline.services.kept_heads import CHECKPOINT, HEAD, kept_heads

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Signing:
    """Where and with what to sign: the ``log`` and the file of the ``key``, which is made where it is a ``new_key``.

    ``at`` is the instant; ``origin`` names a log that has no name yet, by case, instant and key where it is empty.
    Page and text are in the ``language``.
    ``earlier`` are documents of bulletins, one of which this one may correct, that lie in no run beside the log.
    """

    log: Path
    key: Path
    new_key: bool
    at: datetime
    origin: str = ""
    language: str = ENGLISH
    earlier: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedBulletin:
    """The files of a signed bulletin, by name, the bulletin as they tell it, and what else is to be told."""

    made: Monitored
    files: Mapping[str, str | bytes]
    notes: tuple[str, ...]


def sign_bulletin(made: Monitored, inputs: Sequence[Input], signing: Signing) -> SignedBulletin:
    """Append a bulletin made of ``inputs`` to the log, with its rows before it and its files behind it.

    Raises
    ------
    SourceError
        If the key or the log is at fault; a key that was made for it is then taken away again.
    """
    signing.log.parent.mkdir(parents=True, exist_ok=True)
    kept = kept_heads(signing.log)
    key = make_key(signing.key) if signing.new_key else read_key(signing.key)
    try:
        with look(signing.log) as index:
            origin = signing.origin or index.chain.origin or new_origin(made.case.id, signing.at, key)
            made = replace(made, late=rows_late(index, made))
            gone = rows_gone(index, made)
            issue = issued(made, inputs, index, Where(signing.log, signing.earlier))
        made = issue.made
        entry = bulletin_entry(made, inputs)
        made = replace(made, entry=EntryName(origin, entry.id))
        files = written_of(made, signing.language)
        entries = [*row_entries(made), entry, files_entry(made, entry, files)]
        appended = append(signing.log, entries, Signer(key, signing.at, origin), kept)
    except TrucelineError:
        if signing.new_key:
            signing.key.unlink()  # nothing was signed with it
        raise
    heads = _heads(appended.head, key, made.version)
    return SignedBulletin(made, {**files, **heads}, (*appended.remarks, *_told(gone), *issue.notes))


def _heads(head: TreeHead, key: Ed25519PrivateKey, version: str) -> Mapping[str, str]:
    return {HEAD: json_text(head_document(head.document(), version=version)), CHECKPOINT: cosignable(head, key)}


def _told(gone: Sequence[str]) -> Iterator[str]:
    if gone:
        shown = ", ".join(gone[:_SHOWN]) + (f" and {len(gone) - _SHOWN} more" if len(gone) > _SHOWN else "")
        yield f"in the log, but no longer in the case: {shown}; put them back, or append rows that replace them"

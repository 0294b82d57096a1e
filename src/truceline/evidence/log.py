"""The evidence log: judgements and bulletins, signed, so that anyone can see that nothing was altered.

One line of JSON for each entry: the entry, and the tree head that it makes, signed. A head covers every entry up to its
own, so that the first line whose head does not follow is the first that was altered. Heads are those of an RFC 6962
Merkle tree over the entries' canonical JSON. A log alone cannot show that its end was cut off: heads that were kept
(``LOG.head`` beside it, ``head.json`` of a run) can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from truceline.errors import SourceError
from truceline.evidence.chain import UNTRUSTED, Chain, LogEntry
from truceline.evidence.heads import KeptHead, TreeHead, heads_beside
from truceline.evidence.merkle import Hash, consistency_proof, inclusion_proof
from truceline.formats.files import read_ordinary

_START = b'{"entry":{"content":'


class Followed(Protocol):
    """A log that was followed to its end, however much of it is held."""

    @property
    def size(self) -> int: ...  # noqa: D102
    def root(self, size: int) -> str: ...  # noqa: D102
    def signer(self, size: int) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Log:
    """A verified log: its entries, the leaf of each, and the head that each made."""

    entries: tuple[LogEntry, ...]
    leaves: tuple[Hash, ...]
    heads: tuple[TreeHead, ...]

    @property
    def head(self) -> TreeHead | None:
        """Return the head of all entries, None where the log is empty."""
        return self.heads[-1] if self.heads else None

    @property
    def origin(self) -> str:
        """Return the log's identity; empty where no head names one."""
        return self.heads[-1].origin if self.heads else ""

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return len(self.entries)

    def root(self, size: int) -> str:
        """Return the root of the first ``size`` entries, 1 or more, in hexadecimal."""
        return self.heads[size - 1].root

    def signer(self, size: int) -> str:
        """Return the key that signed the head of the first ``size`` entries."""
        return self.heads[size - 1].key

    def signers(self) -> tuple[str, ...]:
        """Return the keys that signed, in their order."""
        return tuple(dict.fromkeys(head.key for head in self.heads))

    def inclusion(self, index: int) -> tuple[str, ...]:
        """Prove, in hexadecimal, that the entry at ``index`` (from 0) is under the head."""
        return tuple(part.hex() for part in inclusion_proof(self.leaves, index))

    def consistency(self, size: int) -> tuple[str, ...]:
        """Prove, in hexadecimal, that the log of the first ``size`` entries is where this one began."""
        return tuple(part.hex() for part in consistency_proof(self.leaves, size))


def verify(path: Path, *, key: str = "", kept: Iterable[KeptHead] = ()) -> Log:
    """Check every entry and head of a log, and that it extends the heads that were ``kept``, also beside it.

    ``key`` is a public key (hexadecimal) that must have signed; by default the one in the first head, which shows
    only that nobody without that key changed anything. Time grows linearly with the log.

    Raises
    ------
    SourceError
        If the log cannot be read, is none, is empty, was altered or was cut off; it names the first altered entry.
    """
    try:
        data = read_ordinary(path)
    except FileNotFoundError:
        data = None
    except OSError as error:
        problem = f"{path} | cannot be read ({error.strerror}); give the log's path"
        raise SourceError("the evidence log cannot be read", (problem,)) from error
    known = (*kept, *heads_beside(path))
    if not data and not known:
        what = "cannot be read (No such file or directory)" if data is None else "is empty: there is nothing to verify"
        raise SourceError("the evidence log cannot be read", (f"{path} | {what}; give the log's path",))
    recognise(data or b"", str(path))
    log = read_log(data or b"", str(path), key=key)
    check_kept(log, path, known)
    return log


def is_log(data: bytes) -> bool:
    """Return whether some line of a file, whole or altered, begins as lines of a log do."""
    return data.startswith(_START) or b"\n" + _START in data


def recognise(data: bytes, name: str) -> None:
    """Refuse what nobody could take for a log, whole or altered: no line of it begins as lines of a log do.

    Raises
    ------
    SourceError
        If it is none. An empty file may become one.
    """
    begun = b"\n" not in data and _START.startswith(data)  # a first append that never finished
    if not begun and not is_log(data):
        what = "is no evidence log: no line of it is an entry; it was left as it is: give the path of a log"
        raise SourceError("the file is no evidence log", (f"{name} | {what}",))


def check_kept(log: Followed, path: Path, kept: Iterable[KeptHead]) -> None:
    """Refuse a log that lacks what a kept head shows that it had; the largest such head is named.

    Raises
    ------
    SourceError
        If the log is missing, was cut off or was rewritten, or a head is not signed by the key that signed there.
    """
    lacking = [each for each in kept if not (_extends(log, each) and each.signed_by(log.signer(each.head.size)))]
    if not lacking:
        return
    largest = max(lacking, key=lambda each: each.head.size)
    size = largest.head.size
    if not path.exists():
        what = f"is missing, but {largest.where} is the signed head of {size} entries that it had"
    elif size > log.size:
        what = f"has {log.size} entries, but {largest.where} is the signed head of {size}: entries were cut off its end"
    elif _extends(log, largest):
        what = f"is signed by another key than the head kept of {size} entries, {largest.where}"
    else:
        what = f"does not extend the head kept of {size} entries, {largest.where}: entries were removed or rewritten"
    remedy = "put back a copy that extends this head, or begin another log under another name"
    raise SourceError(UNTRUSTED, (f"{path} | {what}; {remedy}",))


def read_log(data: bytes, name: str, *, key: str = "") -> Log:
    """Check and read the bytes of a log; see ``verify``."""
    chain = Chain(name)
    links = [chain.follow(line) for line in data.splitlines(keepends=True)]
    log = Log(
        tuple(each.entry for each in links), tuple(each.leaf for each in links), tuple(each.head for each in links)
    )
    if key and links and key not in log.signers():
        what = f"is not signed by {key[:16]}..., but by {log.signer(1)[:16]}..."
        problem = (
            f"{name} entry 1 ({log.entries[0].id}) | {what}: give the key that signed this log, or the log of that key"
        )
        raise SourceError(UNTRUSTED, (problem,))
    return log


def _extends(log: Followed, kept: KeptHead) -> bool:
    return 1 <= kept.head.size <= log.size and log.root(kept.head.size) == kept.head.root

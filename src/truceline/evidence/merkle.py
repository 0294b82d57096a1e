"""Merkle trees as in RFC 6962 (Certificate Transparency): heads, and proofs of inclusion and of consistency.

The head of no entries is the hash of nothing; a leaf is hashed with 0x00 before it, a node with 0x01, so that neither
passes for the other; a tree is split at the largest power of two below its size. Hashes are SHA-256. Proofs are checked
by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. Source: RFC 6962, section 2.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Hash = bytes
"""32 bytes."""


def leaf_hash(entry: bytes) -> Hash:
    """Hash an entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """Hash two subtrees as a node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows: holds one hash per complete subtree, so that a head costs the logarithm of its size."""

    def __init__(self, edge: Sequence[tuple[int, Hash]] = ()) -> None:
        self.size = sum(width for width, _ in edge)
        self._peaks = list(edge)

    def append(self, leaf: Hash) -> None:
        """Add a leaf's hash."""
        self.size += 1
        width = 1
        while self._peaks and self._peaks[-1][0] == width:
            leaf = node_hash(self._peaks.pop()[1], leaf)
            width *= 2
        self._peaks.append((width, leaf))

    @property
    def edge(self) -> tuple[tuple[int, Hash], ...]:
        """Return its right edge: the width and hash of each complete subtree, from which it grows on."""
        return tuple(self._peaks)

    def head(self) -> Hash:
        """Return the head of the tree as it stands."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        found = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            found = node_hash(peak, found)
        return found


def head_of(leaves: Sequence[Hash]) -> Hash:
    """Return the head of a tree with these leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.head()


def inclusion_proof(leaves: Sequence[Hash], index: int) -> tuple[Hash, ...]:
    """Prove that the leaf at ``index`` is in the tree of ``leaves``; linear in their number."""
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_proof(leaves[:split], index), head_of(leaves[split:]))
    return (*inclusion_proof(leaves[split:], index - split), head_of(leaves[:split]))


def included(leaf: Hash, index: int, size: int, proof: Sequence[Hash], head: Hash) -> bool:
    """Check a proof that ``leaf`` is the entry at ``index`` of the tree of ``size`` with that ``head``."""
    if not 0 <= index < size:
        return False
    position, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if position % 2 or position == last:
            found = node_hash(part, found)
            while position % 2 == 0 and position:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, part)
        position, last = position >> 1, last >> 1
    return last == 0 and found == head


def consistency_proof(leaves: Sequence[Hash], size: int) -> tuple[Hash, ...]:
    """Prove that the tree of the first ``size`` leaves, 1 or more, is where that of all ``leaves`` began."""
    return _subproof(leaves, size, whole=True)


def consistent(size: int, head: Hash, later_size: int, later_head: Hash, proof: Sequence[Hash]) -> bool:
    """Check a proof that a tree of ``later_size`` only appended to the earlier one of ``size``."""
    if not 1 <= size <= later_size:
        return False
    if size == later_size:
        return not proof and head == later_head
    path = [head, *proof] if size & (size - 1) == 0 else [*proof]
    if not path:
        return False
    position, last = size - 1, later_size - 1
    while position % 2:
        position, last = position >> 1, last >> 1
    first = second = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if position % 2 or position == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while position % 2 == 0 and position:
                position, last = position >> 1, last >> 1
        else:
            second = node_hash(second, part)
        position, last = position >> 1, last >> 1
    return last == 0 and first == head and second == later_head


def _subproof(leaves: Sequence[Hash], size: int, *, whole: bool) -> tuple[Hash, ...]:
    if size == len(leaves):
        return () if whole else (head_of(leaves),)
    split = _split(len(leaves))
    if size <= split:
        return (*_subproof(leaves[:split], size, whole=whole), head_of(leaves[split:]))
    return (*_subproof(leaves[split:], size - split, whole=False), head_of(leaves[:split]))


def _split(size: int) -> int:
    # The largest power of two below the size.
    return 1 << ((size - 1).bit_length() - 1)

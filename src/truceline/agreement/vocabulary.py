"""The words that provisions and incidents share: acts, weapons, targets, circumstances, kinds of evidence.

A term may be of more than one kind, and be more or less exact: ``shelling`` is a kind of ``fire``. A provision about
``fire`` covers shelling; whether one about ``shelling`` covers a ``fire`` of which nobody knows more cannot be told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from truceline.agreement.three_valued_logic import MAYBE, NO, YES, Fits


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A word for an act, a weapon, a target or a circumstance; ``is_a`` names the wider terms it belongs to.

    ``calibre_mm`` is a weapon's calibre in millimetres, None where it has none or differs.
    """

    id: str
    title: str
    is_a: tuple[str, ...] = ()
    calibre_mm: float | None = None


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of evidence for who did it; ``points`` is its weight, 0 where it is never evidence."""

    id: str
    title: str
    points: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms, each in the order of its list."""

    acts: tuple[VocabularyTerm, ...] = ()
    weapons: tuple[VocabularyTerm, ...] = ()
    targets: tuple[VocabularyTerm, ...] = ()
    circumstances: tuple[VocabularyTerm, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()


def wider(terms: Sequence[VocabularyTerm]) -> Mapping[str, frozenset[str]]:
    """List for each term itself and all wider terms it belongs to, at any remove.

    Terms must have no circles; each must come after the terms it belongs to.
    """
    found: dict[str, frozenset[str]] = {}
    for term in terms:
        found[term.id] = frozenset({term.id}).union(*(found[parent] for parent in term.is_a))
    return found


def fit_terms(terms: Sequence[VocabularyTerm], wanted: Collection[str], names: Sequence[str]) -> Fits:
    """Tell for each of ``names``, and last for a name that is not known, whether it is one of the ``wanted`` terms.

    A name fits where it is wanted or belongs to a wanted term; it may fit where a narrower term would, or where it is
    not among the ``terms``. Nothing wanted means that anything fits. Shape (names + 1,), so that code -1 finds "not
    known".
    """
    if not wanted:
        return np.full(len(names) + 1, YES)
    above = wider(terms)
    covered = {name for name, kinds in above.items() if kinds & set(wanted)}
    perhaps = frozenset[str]().union(*(above[name] for name in covered))
    known = [YES if name in covered else MAYBE if name in perhaps or name not in above else NO for name in names]
    return np.array([*known, MAYBE], dtype=np.int8)

"""Classes of weapons, by kind, by calibre and by system, and which weapons are in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.agreement.clauses import Clause
from truceline.agreement.three_valued_logic import MAYBE, NO, YES, Fits, all_of, any_of
from truceline.agreement.vocabulary import VocabularyTerm, fit_terms


@dataclass(frozen=True, slots=True)
class WeaponClass:
    """Weapons that the agreement treats alike.

    In it are the ``kinds`` within the calibres (millimetres; ``calibre_min_mm`` is included, ``calibre_below_mm`` is
    not; None where there is no limit), and the ``systems`` whatever their calibre.
    """

    id: str
    title: str
    kinds: tuple[str, ...]
    calibre_min_mm: float | None
    calibre_below_mm: float | None
    systems: tuple[str, ...]
    clause: Clause


def fit_weapons(weapons: Sequence[VocabularyTerm], classes: Sequence[WeaponClass], names: Sequence[str]) -> Fits:
    """Tell for each of ``names``, and last for an unknown weapon, whether it is in one of the ``classes``.

    A weapon of the right kind whose calibre is not known may be in a class with calibres. No class means any weapon.
    Shape (names + 1,).
    """
    if not classes:
        return np.full(len(names) + 1, YES)
    calibres = {term.id: term.calibre_mm for term in weapons}
    found = [np.full(len(names) + 1, NO)]
    for group in classes:
        sizes = np.array([*(_calibre(group, calibres.get(name)) for name in names), _calibre(group, None)])
        if group.kinds:
            found.append(all_of(fit_terms(weapons, group.kinds, names), sizes))
        if group.systems:
            found.append(fit_terms(weapons, group.systems, names))
    return any_of(*found)


def _calibre(group: WeaponClass, calibre_mm: float | None) -> np.int8:
    if group.calibre_min_mm is None and group.calibre_below_mm is None:
        return YES
    if calibre_mm is None:
        return MAYBE
    low, high = group.calibre_min_mm or 0.0, group.calibre_below_mm or np.inf
    return YES if low <= calibre_mm < high else NO

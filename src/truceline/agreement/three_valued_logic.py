"""Whether something fits a provision, where not everything is known: no, perhaps or yes.

Codes are ordered, so that "and" is the smaller of two and "or" the larger: Kleene's strong logic of three values [1]_.

.. [1] Kleene, S. C. (1952). *Introduction to Metamathematics*, section 64. North-Holland.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NO, MAYBE, YES = np.int8(0), np.int8(1), np.int8(2)
"""It does not fit; it may fit, as something is not known well enough; it fits."""

Fits = NDArray[np.int8]
"""Codes ``NO``, ``MAYBE`` or ``YES``."""


def all_of(*fits: Fits) -> Fits:
    """Return whether all fit: the smallest code, element by element."""
    return np.asarray(np.minimum.reduce(np.broadcast_arrays(*fits)), dtype=np.int8)


def any_of(*fits: Fits) -> Fits:
    """Return whether any fits: the largest code, element by element."""
    return np.asarray(np.maximum.reduce(np.broadcast_arrays(*fits)), dtype=np.int8)

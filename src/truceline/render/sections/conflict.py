"""Which minimum demands cannot be met together, and when."""

from __future__ import annotations

import numpy as np

from truceline.generation.conflicts import Conflict
from truceline.generation.gap_reasons import spell


def conflict_months(conflict: Conflict) -> str:
    """Say in which months the minimums cannot be met together, and in how many at most they can."""
    most = f"in at most {conflict.met} of {conflict.asked} months in one plan"
    if not conflict.never:
        return f"each month could be met, but not all: {most}"
    on = np.zeros(conflict.never[-1] + 1, dtype=bool)
    on[np.array(conflict.never) - 1] = True
    never = f"not {spell(on)}, whatever is done in others"
    return never if conflict.met + len(conflict.never) == conflict.asked else f"{never}; and {most}"

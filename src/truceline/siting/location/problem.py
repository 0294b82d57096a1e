"""What is given to a location model, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.errors import CaseError
from truceline.solvers.milp import Bools, SolveStatus


@dataclass(frozen=True, slots=True)
class Located:
    """The candidates a location model chose, with a proven bound on what any choice could reach.

    ``chosen`` is in ascending order; ``objective`` and ``bound`` are in the model's own unit (weight covered, number of
    sites, weighted distance or distance). A maximum has ``objective <= bound``, a minimum the reverse.
    """

    chosen: Ints
    objective: float
    bound: float
    status: SolveStatus

    @property
    def gap(self) -> float:
        """Distance between objective and bound, as a share of the larger; 0 is proven best."""
        return abs(self.bound - self.objective) / max(abs(self.bound), abs(self.objective), 1e-9)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Where which assets may stand and what they would see there: one row per candidate.

    ``detection`` is (candidates, demands), probabilities. ``site`` (candidates,) is the place a candidate takes
    up: a place holds one asset. ``budget`` (candidates,) is the budget it draws on, an index into ``limits``
    (budgets,), the number of assets each budget holds. ``fixed`` (candidates,) marks those that stand already:
    they count against their budget. A site forbidden to a budget has no candidate in it.

    Raises
    ------
    CaseError
        If shapes differ, a value is no probability, or the fixed candidates break a budget or share a site.
    """

    detection: scipy.sparse.csr_array
    site: Ints
    budget: Ints
    limits: Ints
    fixed: Bools

    def __post_init__(self) -> None:
        if problems := tuple(f"candidates | {text}" for holds, text in self._rules() if not holds):
            raise CaseError("the candidates contradict each other", problems)

    def _rules(self) -> list[tuple[bool, str]]:
        rows = self.detection.shape[0]
        lengths = {len(self.site), len(self.budget), len(self.fixed)}
        if lengths != {rows}:
            return [(False, f"{rows} rows of detection, columns of {sorted(lengths)}; give one each")]
        values = self.detection.data
        used = np.bincount(self.budget[self.fixed], minlength=len(self.limits))
        places = self.site[self.fixed]
        return [
            (
                bool(((values >= 0) & (values <= 1)).all()),
                f"detection from {values.min(initial=0)} to {values.max(initial=0)}; give probabilities",
            ),
            (len(used) <= len(self.limits), f"budget {self.budget.max(initial=0)}; give a limit for it"),
            (
                bool((used[: len(self.limits)] <= self.limits).all()),
                f"fixed per budget {used.tolist()}, limits {self.limits.tolist()}; fix fewer or allow more",
            ),
            (len(np.unique(places)) == len(places), "two fixed assets at one site; fix one of them"),
        ]


def one_kind(
    detection: scipy.sparse.csr_array,
    posts: int,
    *,
    fixed: tuple[int, ...] = (),
    forbidden: tuple[int, ...] = (),
) -> Candidates:
    """Describe ``posts`` assets of one kind that may stand at any row of ``detection`` (sites, demands).

    ``fixed`` sites hold one of them already; ``forbidden`` sites keep their index but can see nothing and so are
    never chosen.
    """
    sites = detection.shape[0]
    open_ = np.ones(sites)
    open_[list(forbidden)] = 0.0
    barred = scipy.sparse.csr_array(detection.multiply(open_[:, None]))
    barred.eliminate_zeros()
    held = np.zeros(sites, dtype=np.bool_)
    held[list(fixed)] = True
    return Candidates(
        detection=barred,
        site=np.arange(sites),
        budget=np.zeros(sites, dtype=np.int64),
        limits=np.array([posts], dtype=np.int64),
        fixed=held,
    )


def detected(detection: scipy.sparse.csr_array, chosen: Ints) -> Floats:
    """Chance (demands,) that at least one chosen candidate sees an event: 1 - prod(1 - p), taken as independent."""
    picked = detection[chosen]
    with np.errstate(divide="ignore"):
        logs = scipy.sparse.csr_array((np.log1p(-picked.data), picked.indices, picked.indptr), shape=picked.shape)
    return np.asarray(0.0 - np.expm1(logs.sum(axis=0)), dtype=np.float64)

"""Time to sign in for a name that is known and one that is not: python -m benchmarks.sign_in [ATTEMPTS].

Attempts with a wrong password alternate between the two, in an order drawn from a seed, each on a store with a hundred
accounts; nobody waits, as every attempt comes from an address and at an hour of its own. Welch's t-test says whether
the means differ: below 4.5 standard errors, as in the testing of side channels (Goodwill et al. 2011, TVLA).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scipy import stats

from truceline.services.session.staff import Caller, Staff
from truceline.store.engine import open_store, writing
from truceline.store.people import add_person

T0 = datetime(2031, 3, 1, tzinfo=UTC)


class Hours:
    """A clock that passes an hour with each attempt."""

    def __init__(self) -> None:
        self.at = T0

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self.at


def main() -> None:
    attempts = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    clock = Hours()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "s.sqlite")
        staff = Staff(store, clock)
        kept = staff._passwords.hashed("seven swans on the mill pond")  # noqa: SLF001  (made once for all)
        with writing(store) as connection:
            for n in range(100):
                add_person(connection, f"person{n}", f"Person {n}", T0, password_hash=kept)
        found = measured(staff, clock, attempts)
        store.close()
    report(found)


def measured(staff: Staff, clock: Hours, attempts: int) -> dict[str, list[float]]:
    """Return the seconds that attempts took, for names that are known and for others."""
    found: dict[str, list[float]] = {"known": [], "unknown": []}
    order = list(found) * attempts
    random.Random(18).shuffle(order)  # noqa: S311  (an order, no secret)
    for n, kind in enumerate(order):
        clock.at += timedelta(hours=1)
        name = f"person{n % 100}" if kind == "known" else f"nobody{n % 100}"
        before = time.perf_counter()
        staff.sign_in(name, "another password of nobody's", Caller(f"192.0.2.{n % 250}"))
        found[kind].append(time.perf_counter() - before)
    return found


def report(found: dict[str, list[float]]) -> None:
    for kind, seconds in found.items():
        low, median, high = (1000 * each for each in stats.mstats.mquantiles(seconds, (0.05, 0.5, 0.95)))
        print(f"{kind:8} median {median:.1f} ms ({low:.1f} to {high:.1f}), {len(seconds)} attempts")
    t, p = stats.ttest_ind(found["known"], found["unknown"], equal_var=False)
    u = stats.mannwhitneyu(found["known"], found["unknown"])
    print(f"Welch's t {t:.2f} (p {p:.2f}), Mann-Whitney p {u.pvalue:.2f}; told apart beyond |t| 4.5")


if __name__ == "__main__":
    main()

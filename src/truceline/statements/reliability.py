"""How far coders agree beyond chance, on values without order: Krippendorff's alpha and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Compute Krippendorff's alpha for nominal values [1]_; ``units`` hold the values that coders gave to each.

    With o(c,k) the coincidences (each ordered pair of values within a unit of m values counts 1 / (m - 1)), n(c) their
    sums by value and n the sum of all: alpha = 1 - (n - 1) (sum of o(c,k), c not k) / (sum of n(c) n(k), c not k).
    Units with fewer than two values count nothing. None where all values are the same: there is nothing to tell apart.
    Cost grows with the number of units.

    .. [1] Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.
    """
    sums: Counter[str] = Counter()
    apart = 0.0
    for values in units:
        if len(values) > 1:
            sums.update(values)
            apart += sum(one != other for one, other in permutations(values, 2)) / (len(values) - 1)
    n = sums.total()
    expected = n * n - sum(number * number for number in sums.values())
    return 1 - (n - 1) * apart / expected if expected else None


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Compute Cohen's kappa of two coders [1]_: (p - e) / (1 - e), of observed agreement p and that by chance e.

    e is the sum over the values of the product of both coders' shares. None where e is 1, or there are no pairs.

    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*
       20, 37-46.
    """
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[value] * second[value] for value in first)
    agreed = sum(one == other for one, other in pairs)
    return (agreed / n - by_chance / n**2) / (1 - by_chance / n**2) if by_chance < n**2 else None

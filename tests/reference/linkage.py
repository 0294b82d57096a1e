"""Linkage the slow and obvious way: every pair by numerical integration, every merge by looking at all pairs."""

from itertools import combinations

import numpy as np
from scipy.integrate import quad
from scipy.stats import multivariate_normal, norm

HOUR = 3600


def place_term(metres, radius_a, radius_b):
    """Log density per square metre of two places ``metres`` apart."""
    variance = radius_a**2 + radius_b**2
    return multivariate_normal([0, 0], variance * np.eye(2)).logpdf([metres, 0])


def time_term(start_a, end_a, start_b, end_b, spread):
    """Log of the integral over the incident's time of both likelihoods, hours."""

    def told(start, end, at):
        if start == end:
            return norm.pdf(start, at, spread)
        return (norm.cdf(end, at, spread) - norm.cdf(start, at, spread)) / (end - start)

    low, high = min(start_a, start_b) - 12 * spread, max(end_a, end_b) + 12 * spread
    edges = sorted({start_a, end_a, start_b, end_b})
    both = quad(lambda at: told(start_a, end_a, at) * told(start_b, end_b, at), low, high, points=edges, limit=500)[0]
    return np.log(both)


def pairs_above(reports, known, total, least):
    """All pairs (a, b), a < b, of different sources whose ``total(a, b)`` reaches ``least``."""
    return {
        (a, b)
        for a, b in combinations(range(len(reports)), 2)
        if reports.source[a] != reports.source[b] and total(a, b) >= least
    }


def elementary(shares, size):
    """Elementary symmetric polynomial by its definition."""
    return sum(np.prod(chosen) for chosen in combinations(shares, size))

"""Slow, obvious versions of the coalition room."""

from itertools import combinations, permutations, product
from math import factorial

from truceline.coalition.pledges import resolve
from truceline.coalition.scenarios import close


def firm_personnel(pledges, facts):
    """Personnel that stands in one world."""
    standing = resolve(pledges, facts).firm
    return sum(p.personnel.likely for p in pledges if p.id in standing)


def worlds(free, fixed, rules=()):
    """Every world with its free facts, as dictionaries."""
    for values in product([False, True], repeat=len(free)):
        chosen = dict(zip(free, values, strict=True))
        yield chosen, close({**fixed, **chosen}, rules)


def mean_personnel(pledges, chances, fixed, rules=()):
    """Expected firm personnel by adding up every world."""
    total = 0.0
    for chosen, facts in worlds(list(chances), fixed, rules):
        weight = 1.0
        for name, value in chosen.items():
            weight *= chances[name] if value else 1 - chances[name]
        total += weight * firm_personnel(pledges, facts)
    return total


def shapley(players, value):
    """Mean gain over all orders of joining."""
    gain = dict.fromkeys(players, 0.0)
    for order in permutations(players):
        for i, player in enumerate(order):
            gain[player] += value(frozenset(order[: i + 1])) - value(frozenset(order[:i]))
    return {player: total / factorial(len(players)) for player, total in gain.items()}


def banzhaf(players, value):
    """Mean gain over all sets of the others."""
    found = {}
    for player in players:
        rest = [p for p in players if p != player]
        sets = [frozenset(c) for n in range(len(rest) + 1) for c in combinations(rest, n)]
        found[player] = sum(value(s | {player}) - value(s) for s in sets) / len(sets)
    return found


def smallest_announcements(pledges, facts):
    """How few contributors must announce, by trying every set of them."""
    from dataclasses import replace

    from truceline.coalition.conditions import every

    goal = resolve(pledges, facts).attainable
    contributors = sorted({p.contributor for p in pledges})
    for n in range(len(contributors) + 1):
        for chosen in combinations(contributors, n):
            told = [
                replace(p, condition=every(), approvals=()) if p.contributor in chosen and p.id in goal else p
                for p in pledges
            ]
            if resolve(told, facts).firm >= goal:
                return n
    return None

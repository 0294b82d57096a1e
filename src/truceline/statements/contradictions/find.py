"""Contradictions between statements, by kind, each with the reason.

The rules look only at how statements are coded: positions (topic, scope, stance), speaker, whom they commit, authority
and measure. ``docs/methods/statements.md`` gives them with what they leave out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, groupby

from truceline.statements.contradictions.contradiction import Contradiction, Kind
from truceline.statements.contradictions.measures import counts_against_refusals, differing_measures
from truceline.statements.contradictions.stances import opposed_stances
from truceline.statements.positions import in_order
from truceline.statements.statement import Statement

__all__ = ["Contradiction", "Kind", "contradictions"]


MOST_MET = 10
"""Against how many earlier statements one is set in each kind: the latest. What is left out is counted."""


def contradictions(statements: Iterable[Statement], as_of: date) -> tuple[Contradiction, ...]:
    """Find the contradictions among the statements made by a date, each pair once.

    They come in the order of the later of the two statements, then of the earlier. A change of position that a
    statement declares openly (``supersedes``) is still shown. Where a pair is opposed in more than one way, what holds
    by a shared scope goes before what is apparent only. A statement meets at most ``MOST_MET`` earlier ones in each
    kind, the latest; the reason of the earliest of them says how many more there are. So the list grows with the
    number of statements; time grows with its square on one question in the worst case, and near n log n in a usual
    ledger.
    """
    ordered = in_order(s for s in statements if s.said_on.known_by(as_of))
    rank = {statement.id: place for place, statement in enumerate(ordered)}
    found: dict[tuple[str, str], Contradiction] = {}
    for each in chain(opposed_stances(ordered), differing_measures(ordered), counts_against_refusals(ordered)):
        known = found.setdefault(each.statements, each)
        if known.kind is Kind.APPARENT_ONLY and each.kind is not Kind.APPARENT_ONLY:
            found[each.statements] = each
    by_time = sorted(found.values(), key=lambda c: (rank[c.statements[1]], rank[c.statements[0]]))
    return tuple(chain.from_iterable(_latest(list(met)) for _, met in groupby(by_time, key=lambda c: c.statements[1])))


def _latest(met: list[Contradiction]) -> Iterator[Contradiction]:
    # Of what one statement meets, the earliest first.
    number = Counter(each.kind for each in met)
    later = number.copy()
    for each in met:
        later[each.kind] -= 1
        more = number[each.kind] - MOST_MET
        if more > 0 and later[each.kind] == MOST_MET - 1:
            yield replace(each, why=f"{each.why} So do {more} earlier statements, not listed.")
        elif later[each.kind] < MOST_MET:
            yield each

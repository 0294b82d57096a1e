"""Claims of the parties, both sides beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.monitoring.claims.beside_observed import ClaimsBesideObserved
from truceline.monitoring.claims.ledger import Total
from truceline.views.text import TextLine, whole


def claims_lines(claimed: ClaimsBesideObserved, versions: Mapping[str, str]) -> Iterator[TextLine]:
    """Say both sides beside each other, then what is not added and why; ``versions`` are titles by id."""
    return map(whole, _words(claimed, versions))


def _words(claimed: ClaimsBesideObserved, versions: Mapping[str, str]) -> Iterator[str]:
    for row in claimed.beside:
        sides = [_side(row.claimed[party]) for party in sorted(row.claimed)]
        yield f"{row.category.replace('_', ' ')}, {row.scope} ({row.truce}): {'; '.join(sides)}"
    for entry in claimed.entries:
        name = entry.main.first.id
        if not entry.counted:
            yield f"{name} not added: {entry.why}"
        yield from (f"{each.first.id} is {name} again: {each.reason}" for each in entry.others)
        yield from (f"{each} is a misreport: {why}" for each, why in entry.misreports)
        for version, lies in claimed.places[name]:
            if lies != "within":
                yield f"{name} {lies} the truce, read: {versions.get(version, 'as all read it')}"


def _side(total: Total) -> str:
    until = f"{total.end:%Y-%m-%d %H:%M}" if total.end else "an open end"
    number = f"{'at least ' if total.at_least else ''}{total.count:,}"
    return (
        f"{total.party} claims {number} of {total.accused}, {total.start:%Y-%m-%d %H:%M} to {until} UTC"
        f" ({', '.join(total.ids)}; outlets: {total.outlets})"
    )

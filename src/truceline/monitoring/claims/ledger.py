"""Claims ledger: who claimed how many of what against whom, in which window, and who carried it.

Claims are never reports: nothing here becomes an incident. The same claim in many outlets counts once; a total that
covers others is not added to them; and what the parties claim stands beside what was observed.

Claims are one and the same where party, accused, category, number, window, scope and the flag of a cumulative total
agree. Three kinds of near-duplicates are taken for variants of one claim as well, each with its reason:

1. *another window*: the same number, of ``TELLING`` or more, in windows that overlap or touch;
2. *another scope or flag*: likewise, of the same number in such windows;
3. *rounded*: a number with two zeros or more that another one rounds down to, in the same window, or in one that
   overlaps where it is given as a lower bound.

Smaller numbers agree by chance, so that two claims of five assaults stay two. The threshold is this project's
assumption. Among variants the one that most outlets carry speaks for the claim, flagged ones last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from truceline.agreement.windows import Window
from truceline.monitoring.claims.fitting import misfit, touches

TELLING = 20
"""The number from which two claims of the same number, otherwise told, are taken for one."""

_ROUND = 100
_MISREPORT = re.compile(r"misreport|unreliable|not the day", re.IGNORECASE)
_FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as one outlet carried it.

    ``start`` and ``end`` are aware UTC instants, ``end`` not included and None where the claim runs on ("so far");
    ``zone`` is the time zone in which they were given. ``at_least`` marks "more than so many", ``cumulative`` a total
    over everything before. ``reported_by`` is the outlet, with what is known of its copy in brackets behind.
    ``received`` is when the monitors had it, an aware UTC instant, None where that is not told.
    """

    id: str
    truce: str
    claimant: str
    accused: str
    start: datetime
    end: datetime | None
    zone: str
    scope: str
    category: str
    count: int
    at_least: bool
    cumulative: bool
    reported_by: str
    url: str
    quote: str
    received: datetime | None = None

    @property
    def known_from(self) -> int:
        """From when it can be known, in seconds since 1970-01-01 UTC: when received, else when its time is over."""
        return int((self.received or self.end or self.start).timestamp())

    @property
    def party(self) -> str:
        """The claimant without the person or office that spoke, which stands in brackets."""
        return _bare(self.claimant)

    @property
    def outlet(self) -> str:
        """The outlet without the remark on its copy."""
        return _bare(self.reported_by)

    @property
    def misreport(self) -> str:
        """Why this copy is flagged as a misreport, in the ledger's words; empty where it is not."""
        remark = self.reported_by.partition("(")[2].removesuffix(")")
        return remark if _MISREPORT.search(remark) else ""


@dataclass(frozen=True, slots=True)
class Variant:
    """The claim as given in the same way by one or more outlets; ``reason`` says how it differs from the main one."""

    claims: tuple[Claim, ...]
    reason: str

    @property
    def first(self) -> Claim:
        """The first of its claims by id, of a sound copy where there is one."""
        return min(self.claims, key=lambda claim: (bool(claim.misreport), claim.id))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it, each once, by name."""
        return tuple(sorted({claim.outlet for claim in self.claims}))


@dataclass(frozen=True, slots=True)
class UniqueClaim:
    """One claim in the ledger, counted once: the ``main`` variant, and the ``others``.

    ``counted`` tells whether it enters the party's total; if not, ``why`` names the claim that covers it.
    """

    main: Variant
    others: tuple[Variant, ...]
    counted: bool = True
    why: str = ""

    @property
    def outlets(self) -> tuple[str, ...]:
        """All outlets that carry it in some variant."""
        return tuple(sorted({outlet for variant in (self.main, *self.others) for outlet in variant.outlets}))

    @property
    def misreports(self) -> tuple[tuple[str, str], ...]:
        """Each flagged copy: its claim id and the reason."""
        found = (claim for variant in (self.main, *self.others) for claim in variant.claims)
        return tuple(sorted((claim.id, claim.misreport) for claim in found if claim.misreport))


@dataclass(frozen=True, slots=True)
class Total:
    """What one party claims of one category in one scope.

    ``count`` adds up windows that do not overlap; ``ids`` are the claims in it. ``at_least`` where one of them is.
    """

    truce: str
    party: str
    accused: str
    category: str
    scope: str
    count: int
    at_least: bool
    start: datetime
    end: datetime | None
    ids: tuple[str, ...]
    outlets: int


def ledger(claims: Iterable[Claim], within: tuple[datetime, datetime] | None = None) -> tuple[UniqueClaim, ...]:
    """Bring claims together: each claim once, with all who carried it, and marked whether it enters a total.

    ``within`` is the period of a bulletin: claims that fit it count first, and those of other times not at all.

    Order: by truce, party, accused, category, scope, start, then the longest window. Cost grows with the square of
    the different claims of one party in one category, which are few.
    """
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        groups[(claim.truce, claim.party, claim.accused, claim.category)].append(claim)
    entries = [entry for key in sorted(groups) for entry in _entries(groups[key])]
    return tuple(sorted(_counted(entries, within), key=_order))


def totals(entries: Sequence[UniqueClaim]) -> tuple[Total, ...]:
    """Add up what may be added: per party, accused, category and scope, windows that do not overlap.

    Categories are never added, as one may be part of another (heavy shelling of shelling, each of all violations),
    and scopes neither.
    """
    groups: dict[tuple[str, ...], list[UniqueClaim]] = defaultdict(list)
    for entry in entries:
        if entry.counted:
            groups[_place(entry.main.first)].append(entry)
    return tuple(_total(groups[key]) for key in sorted(groups))


def placed(claim: Claim, windows: Sequence[Window]) -> tuple[tuple[str, str], ...]:
    """Tell for each version of the agreement's windows how the claim's window lies to them.

    Each pair is a version (empty where every reading agrees) and ``within``, ``partly``, ``outside`` or, where the
    claim has no end, ``begins within``. Where some windows are contested, only those count; of several windows of one
    version the one that the claim fits best.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for window in [each for each in windows if each.version] or windows:
        found[window.version].append(_lies(claim, window))
    return tuple((version, min(words, key=_NEAREST.index)) for version, words in found.items())


_NEAREST = ("within", "begins within", "partly", "outside")


def _lies(claim: Claim, window: Window) -> str:
    if window.start is None:
        return "outside"
    end = window.end or _FOREVER
    if claim.start >= end or (claim.end is not None and claim.end <= window.start):
        return "outside"
    if claim.end is None:
        return "begins within" if claim.start >= window.start else "partly"
    return "within" if claim.start >= window.start and claim.end <= end else "partly"


def _bare(text: str) -> str:
    return text.partition("(")[0].strip() or text.strip()


def _identity(claim: Claim) -> tuple[object, ...]:
    return (claim.scope, claim.start, claim.end, claim.count, claim.at_least, claim.cumulative)


def _entries(claims: Sequence[Claim]) -> list[UniqueClaim]:
    # Claims of one party in one category: variants that are near-duplicates of a heavier one join it.
    same: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        same[_identity(claim)].append(claim)
    variants = sorted((Variant(tuple(group), "") for group in same.values()), key=_weight)
    mains: dict[int, list[Variant]] = {}
    kept: list[Variant] = []
    for variant in variants:
        near = next(((n, why) for n, main in enumerate(kept) if (why := _differs(variant.first, main.first))), None)
        if near is None:
            mains[len(kept)] = []
            kept.append(variant)
        else:
            mains[near[0]].append(Variant(variant.claims, near[1]))
    return [UniqueClaim(main, tuple(mains[n])) for n, main in enumerate(kept)]


def _weight(variant: Variant) -> tuple[object, ...]:
    # Sound copies first, exact numbers before rounded ones, then the most outlets, the shortest window, the first id.
    sound = {claim.outlet for claim in variant.claims if not claim.misreport}
    return (not sound, _is_round(variant.first), -len(sound), _length(variant.first), variant.first.id)


def _is_round(claim: Claim) -> bool:
    return claim.at_least and claim.count % _ROUND == 0


def _differs(claim: Claim, main: Claim) -> str:
    # How a near-duplicate differs; empty where it is a claim of its own.
    told_alike = claim.count >= TELLING or bool(claim.misreport)
    if claim.count == main.count and told_alike and _touch(claim, main):
        return "; ".join(_otherwise(claim, main))
    if claim.scope == main.scope or claim.misreport:
        return _rounding(claim, main)
    return ""


def _otherwise(claim: Claim, main: Claim) -> Iterator[str]:
    if (claim.start, claim.end) != (main.start, main.end):
        yield "window given otherwise"
    if claim.scope != main.scope:
        yield "scope given otherwise"
    if claim.cumulative != main.cumulative:
        yield "called a cumulative total" if claim.cumulative else "not called a cumulative total"
    if claim.at_least != main.at_least:
        yield "given as a lower bound" if claim.at_least else "given as exact"


def _rounding(claim: Claim, main: Claim) -> str:
    if claim.count < _ROUND or claim.count % _ROUND or not _overlap(claim, main):
        return ""
    same_window = (claim.start, claim.end) == (main.start, main.end)
    unit = next(10**n for n in range(9, 1, -1) if claim.count % 10**n == 0)
    rounded = main.count // unit * unit == claim.count and main.count != claim.count
    return f"{main.count:,} rounded down" if rounded and (same_window or claim.at_least) else ""


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < (other.end or _FOREVER) and other.start < (one.end or _FOREVER)


def _touch(one: Claim, other: Claim) -> bool:
    return one.start <= (other.end or _FOREVER) and other.start <= (one.end or _FOREVER)


def _length(claim: Claim) -> float:
    return ((claim.end or _FOREVER) - claim.start).total_seconds()


def _counted(entries: Sequence[UniqueClaim], within: tuple[datetime, datetime] | None) -> list[UniqueClaim]:
    # Those that fit the period, the longest closed windows first, then the largest running counts, and copies that are
    # flagged last; what may overlap one that counts is not added.
    def first(entry: UniqueClaim) -> tuple[object, ...]:
        claim = entry.main.first
        return (
            bool(claim.misreport),
            *(misfit(claim.start, claim.end, within) if within else ()),
            claim.end is None,
            0.0 if claim.end is None else -_length(claim),
            -claim.count,
            claim.id,
        )

    kept: dict[tuple[str, ...], list[UniqueClaim]] = defaultdict(list)
    found = []
    for entry in sorted(entries, key=first):
        peers = kept[_place(entry.main.first)]
        claim = entry.main.first
        why = "its time is not that of the bulletin" if within and not touches(claim.start, claim.end, within) else ""
        why = why or next((why for other in peers if (why := _covered(entry, other))), "")
        if not why:
            peers.append(entry)
        found.append(UniqueClaim(entry.main, entry.others, counted=not why, why=why))
    return found


def _covered(entry: UniqueClaim, by: UniqueClaim) -> str:
    # Why an entry must not be added to another; empty where it may, as no sound copies give them windows that overlap.
    claim, covering = entry.main.first, by.main.first
    if not any(_overlap(one, other) for one in _sound(entry) for other in _sound(by)):
        return ""
    if claim.end is None:
        larger = covering.count >= claim.count and covering.start <= claim.start
        return f"a running count, covered by {covering.id}" if larger else f"has no end, and may overlap {covering.id}"
    if not _overlap(claim, covering):
        return f"may overlap {covering.id}, whose window the outlets give in different ways"
    inside = covering.start <= claim.start and claim.end <= (covering.end or _FOREVER)
    return f"its window lies within that of {covering.id}" if inside else f"its window overlaps that of {covering.id}"


def _sound(entry: UniqueClaim) -> Iterator[Claim]:
    yield entry.main.first
    yield from (variant.first for variant in entry.others if not variant.first.misreport)


def _place(claim: Claim) -> tuple[str, ...]:
    return (claim.truce, claim.category, claim.scope, claim.party, claim.accused)


def _total(entries: Sequence[UniqueClaim]) -> Total:
    claims = [entry.main.first for entry in entries]
    ends = [claim.end for claim in claims]
    first = claims[0]
    return Total(
        truce=first.truce,
        party=first.party,
        accused=first.accused,
        category=first.category,
        scope=first.scope,
        count=sum(claim.count for claim in claims),
        at_least=any(claim.at_least for claim in claims),
        start=min(claim.start for claim in claims),
        end=None if None in ends else max(end for end in ends if end),
        ids=tuple(sorted(claim.id for claim in claims)),
        outlets=len({outlet for entry in entries for outlet in entry.outlets}),
    )


def _order(entry: UniqueClaim) -> tuple[object, ...]:
    claim = entry.main.first
    return (*_place(claim), claim.start, -_length(claim), claim.id)


@dataclass(frozen=True, slots=True)
class Beside:
    """One row of the comparison: a category in a scope, each claimant's total, and what was observed.

    ``observed`` gives for each claimant the incidents observed in the time that its total covers; a claimant whose
    category was not looked for is not in it. ``unwatched`` are the claimants whose total covers time in which nobody
    observed: nothing observed can stand beside it.
    """

    truce: str
    category: str
    scope: str
    claimed: Mapping[str, Total]
    observed: Mapping[str, int]
    unwatched: frozenset[str] = frozenset()


def side_by_side(
    totalled: Sequence[Total],
    observed: Mapping[tuple[str, ...], int],
    unwatched: Collection[tuple[str, ...]] = (),
) -> tuple[Beside, ...]:
    """Put the parties' totals of one category and scope beside each other, and beside what was observed.

    ``observed`` gives the incidents observed by the ``ids`` of the total beside which they stand; ``unwatched`` are the
    ``ids`` of totals over time in which nobody observed. Observers do not know the claimants' scopes: they count
    everywhere.
    """
    rows: dict[tuple[str, str, str], dict[str, Total]] = defaultdict(dict)
    for total in totalled:
        rows[(total.truce, total.category, total.scope)][total.party] = total
    return tuple(
        Beside(
            *key,
            claimed=rows[key],
            observed={party: observed[t.ids] for party, t in rows[key].items() if t.ids in observed},
            unwatched=frozenset(party for party, t in rows[key].items() if t.ids in unwatched),
        )
        for key in sorted(rows)
    )

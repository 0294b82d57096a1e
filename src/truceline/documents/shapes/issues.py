"""The shape of what a document says of the issue of a bulletin."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from truceline.documents.numbers import Number


class CountChangePart(TypedDict):
    """A count that changed."""

    sector: str
    """The sector; empty for ground in none."""
    what: str
    """What is counted: `violations`, `explosions` (observations), `incidents`, `verified` or `attributed` of them."""
    before: int | None
    """In the bulletin replaced; null where it has no such count."""
    now: int | None
    """In this one."""


class MergedPart(TypedDict):
    """An incident that is part of another one now."""

    incident: str
    """The incident that was."""
    into: str
    """The one that it is part of."""


class TollChangePart(TypedDict):
    """How many people are confirmed killed or wounded that changed."""

    what: str
    """`killed` or `wounded`."""
    before: int
    """In the bulletin replaced."""
    now: int
    """In this one."""


class WordChangePart(TypedDict):
    """What is said of one incident that changed."""

    incident: str
    """The incident."""
    before: str
    """In the bulletin replaced."""
    now: str
    """In this one."""


class MovementChangePart(TypedDict):
    """A count of patrols, or post-hours lost, that changed."""

    sector: str
    """The sector; empty outside all."""
    what: str
    """`planned`, `done`, `delayed`, `denied`, `called_off`, `not_known` or `restricted_post_hours`."""
    before: Number
    """In the bulletin replaced."""
    now: Number
    """In this one."""


class ObligationChangePart(TypedDict):
    """An obligation of one actor of which something else is said."""

    obligation: str
    """Its id in the agreement."""
    actor: str
    """Who is bound."""
    before: str
    """Its state in the bulletin replaced; empty where it was not asked for."""
    now: str
    """Its state in this one; empty where it is no longer asked for. Where both are the same, what shows it changed."""


class RowChangesPart(TypedDict):
    """Rows that changed, by id."""

    added: list[str]
    """Not listed before."""
    gone: list[str]
    """No longer listed."""
    otherwise: list[str]
    """Saying something else."""


class PartedPart(TypedDict):
    """Two reports that linkage has in one incident, and that are in two as one of them was merged with others."""

    incident: str
    """The incident of the report that was merged."""
    report: str
    """That report."""
    rulings: str
    """Ids of the rulings that merge it, joined by `; `."""
    other: str
    """The report that is not with it."""
    of_other: str
    """The incident of that."""


class DetailChangePart(TypedDict):
    """Something else that is said otherwise: a row that came or went, or a field of one."""

    section: str
    """The list in this document, as `incidents.reports`; empty for what stands in no list."""
    row: list[str]
    """The keys of the row in it, such as its id; empty for what stands in no list."""
    change: str
    """`added`, `gone`, or `otherwise`."""
    field: str
    """What is said otherwise, as `claimed.Arvel.count`; empty where the row came or went, and where all rows of these
    keys are compared at once, as the links of an incident are."""
    before: str | None
    """In the bulletin replaced, lists joined by `; `; null where nothing was said, and always of words that people
    wrote, which are not said once more."""
    now: str | None
    """In this one, likewise."""


class ChangesPart(TypedDict):
    """What changed since the bulletin that is replaced."""

    counts: list[CountChangePart]
    """Counts by sector."""
    added: list[str]
    """Incidents that were not listed."""
    gone: list[str]
    """Incidents that are no longer listed, and part of no other one."""
    merged: list[MergedPart]
    """Incidents that are part of another one now."""
    verdicts: list[WordChangePart]
    """Verdicts."""
    verification: list[WordChangePart]
    """How far incidents are verified."""
    attribution: list[WordChangePart]
    """By whom."""
    casualties: list[TollChangePart]
    """People confirmed killed and wounded in all; empty also where the bulletin replaced told of none."""
    parted: NotRequired[list[PartedPart]]
    """Reports that rulings part, and did not before; no key where there are none, and likewise the next five."""
    movement: NotRequired[list[MovementChangePart]]
    """Patrols and post-hours lost by sector."""
    patrols: NotRequired[RowChangesPart]
    """Patrols that people denied or delayed."""
    obligations: NotRequired[list[ObligationChangePart]]
    """Obligations."""
    attachments: NotRequired[RowChangesPart]
    """Files behind rows."""
    details: NotRequired[list[DetailChangePart]]
    """Everything else that it states."""


class ReplacesPart(TypedDict):
    """The bulletin that a corrected one replaces."""

    entry: str
    """Id of its entry in the evidence log."""
    number: int
    """Number of that entry, from 1."""


class IssuePart(TypedDict):
    """The state of a bulletin, and what people wrote on it."""

    state: str
    """`draft` (unsigned), `final`, or `corrected`: a later final of the same period."""
    replaces: NotRequired[ReplacesPart]
    """Of a corrected one: what it replaces."""
    changes: NotRequired[ChangesPart]
    """Of a corrected one: what changed."""
    summary: NotRequired[list[str]]
    """Paragraphs that a person wrote; no key where there are none."""
    marking: NotRequired[str]
    """How it may be distributed; no key where nothing is said."""
    signature: NotRequired[list[str]]
    """The lines of its signature block; no key where there is none."""

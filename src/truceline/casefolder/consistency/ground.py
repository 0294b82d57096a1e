"""What is watched: the line that the agreement names or, where it names none, places and roads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema.agreements import AgreementShape, BeltShape
from truceline.casefolder.schema.documents import ConceptShape
from truceline.casefolder.schema.exercises import ExerciseShape
from truceline.casefolder.schema.features import LineProperties, RoadProperties, SiteProperties
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.casefolder.schema.tables import AssumptionRow, CapabilityRow, RequirementRow, assumptions_of
from truceline.formats.faults import FaultPlace, shown
from truceline.generation.sizing import cells_of
from truceline.records.patrols import lacking

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""

_LINE_NAMES = ("line_km", "sector_km")
_HOW = "see docs/howto/mission-without-a-line.md"


def something_is_watched(reading: FolderReading) -> Found:
    """The agreement names a line that is drawn or, where it names none, there are places or roads to watch.

    A case for monitoring only needs a sector, a line or a place to watch.
    """
    if not reading.plans:
        yield from _nothing_to_monitor(reading)
        return
    lines = reading.features.get("line.geojson", [])
    watched = _watch(reading)
    roads = list(reading.of(RoadProperties))
    for agreement in reading.of(AgreementShape):
        line, place = agreement.shape.line, agreement.place(("line",))
        if line:
            what = f"is watched only where the agreement names no line, but it names {shown(line)}"
            yield from ((each, f"{what}; remove it, or the agreement's line") for each in _places(watched, roads))
        elif lines:
            known = ", ".join(each.shape.id for each in reading.of(LineProperties))
            yield place, f"names no line, but line.geojson has some ({known}); name one, or remove the file"
        elif not watched and not roads:
            what = "names no line, and there is no place of kind 'watch' in sites.geojson nor a road in roads.geojson"
            yield place, f"{what}; name a line of line.geojson, or add what is to be watched ({_HOW})"


def _nothing_to_monitor(reading: FolderReading) -> Found:
    known = {"sectors.geojson", "line.geojson", "roads.geojson"}
    if not any(reading.features.get(name) for name in known) and not _watch(reading):
        yield FaultPlace("sectors.geojson"), "holds no sector, and no line is drawn; draw what is monitored"


def _watch(reading: FolderReading) -> list[ReadEntry[SiteProperties]]:
    return [entry for entry in reading.of(SiteProperties) if entry.shape.kind == "watch"]


def _places(
    watched: Sequence[ReadEntry[SiteProperties]], roads: Sequence[ReadEntry[RoadProperties]]
) -> list[FaultPlace]:
    return [*(site.place(("kind",)) for site in watched), *(road.place(()) for road in roads)]


def sites_hold_what_their_kind_holds(reading: FolderReading) -> Found:
    """Only posts and bases have a capacity or use, or are fixed for who pledges; only watched sites have a weight."""
    offers = list(reading.of(PledgeShape))
    known = {entry.shape.id for entry in offers} | {entry.shape.contributor for entry in offers}
    for entry in reading.of(SiteProperties):
        site = entry.shape
        holds = site.kind in ("post", "base")
        if not holds and (site.capacity != 1 or site.fixed):
            yield (
                entry.place(("kind",)),
                f"a site of kind {site.kind!r} holds no post or force; remove capacity and fixed",
            )
        if site.kind != "watch" and site.weight != 1:
            yield entry.place(("weight",)), f"a site of kind {site.kind!r} is not watched; remove its weight"
        if not holds and site.use != "candidate":
            yield entry.place(("use",)), f"a site of kind {site.kind!r} holds no post or force; remove its use"
        if site.fixed and site.use == "forbidden":
            yield entry.place(("use",)), f"nobody may stand there, but {site.fixed} must; remove use, or fixed"
        if site.fixed and known and site.fixed not in known:
            yield entry.place(("fixed",)), f"{shown(site.fixed)} pledges nothing; name a pledge or a contributor"


def patrols_can_drive(reading: FolderReading) -> Found:
    """A capability that patrols says how many patrols it keeps on the road, and the case has what they rest on."""
    known = assumptions_of(entry.shape for entry in reading.of(AssumptionRow))
    rows = list(reading.of(CapabilityRow))
    for entry in rows:
        if (entry.shape.role == "patrol") != bool(entry.shape.patrols):
            what = "patrols go with the role patrol, 1 or more; give both, or neither"
            yield entry.place(("patrols",)), f"{entry.shape.patrols or 0} for the role {entry.shape.role!r}; {what}"
    if any(entry.shape.role == "patrol" for entry in rows):
        for problem in lacking(known):
            yield FaultPlace("assumptions.csv"), f"patrols need {problem.replace(' | ', ', which ', 1)}"


def lineless_cases_name_no_line(reading: FolderReading) -> Found:
    """Without a line there are no belts, no distances from it, no exercise, and no sizing by its length."""
    if any(entry.shape.line for entry in reading.of(AgreementShape)) or not any(reading.of(AgreementShape)):
        return
    for belt in (each for each in reading.of(BeltShape) if not each.shape.line):
        yield (
            belt.place(("id",)),
            f"{shown(belt.shape.id)} is measured from a line, and there is none; give its line, or an area",
        )
    for concept in reading.of(ConceptShape):
        for n, rule in enumerate(concept.shape.stands):
            if rule.least_km is not None or rule.most_km is not None:
                what = "gives a distance from a line, and there is none; name ground by not_in or only_in"
                yield concept.place(("stands", n)), what
    for exercise in reading.of(ExerciseShape):
        yield exercise.place(()), "rehearses violations along a line, and there is none; remove the exercise"
    for row in reading.of(RequirementRow):
        for argument, value in cells_of(row.shape.sizing)[1].items():
            if value.startswith(_LINE_NAMES):
                what = f"{argument}={value} is the length of a line, and there is none; take the kilometres of road"
                yield row.place(("sizing",)), f"{what} or the number of places as an assumption of its own ({_HOW})"

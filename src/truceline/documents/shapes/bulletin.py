"""The shape of a monitoring bulletin."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number
from truceline.documents.shapes.casualties import CasualtiesPart
from truceline.documents.shapes.issues import IssuePart, PartedPart
from truceline.documents.shapes.movement import AttachmentPart, MovementPart, ObligationPart


class IncidentRow(TypedDict):
    """One incident, as it stands in bulletin.json, incidents.csv and incidents.geojson; lists are joined by `; `."""

    id: str
    """`in-` and the id of the report of it that came first; it stays, whatever comes later."""
    sector: str
    """The sector; empty outside all."""
    start: str
    """Not before this instant."""
    end: str
    """Not after this one."""
    lat: Number
    """Latitude in degrees (EPSG:4326)."""
    lon: Number
    """Longitude."""
    radius_m: Number
    """Standard deviation of the place along each axis, in metres."""
    act: str
    """What was done, a term of the vocabulary; empty where it is not known."""
    weapon: str
    """With which weapon."""
    target: str
    """Against what."""
    reports: int
    """How many reports tell of it."""
    report_ids: str
    """Their ids, in the order in which they came. An id `in-X` that was given before and is no more is now this
    incident, where X stands here."""
    links: int
    """How many pairs of them are linked; of more than 200 the likeliest 200 are listed."""
    merged_from: str
    """Incidents that stood apart by what had come until the end of the period, and are no longer there by name."""
    split_from: str
    """Incidents that still stand, of whose reports it holds some that were theirs by what had come until then."""
    split_into: str
    """Incidents that now hold reports which were its own by what had come until then."""
    status: str
    """How far it is verified."""
    verdict: str
    """`violation`, `permitted`, `out-of-scope`, `undetermined`, or `contested` between readings of a provision."""
    provisions: str
    """The provisions violated, with the version where that is contested."""
    missing: str
    """What an undetermined one lacks."""
    zones: str
    """The zones that surely hold the place."""
    actor: str
    """By whom, or `undetermined`."""
    confidence: str
    """How sure that is."""
    evidence: str
    """Evidence for who did it: its kind, whom it points to, who gave it, and the holding behind it, if any."""
    settlement: NotRequired[str]
    """The name of the nearest settlement; absent where the case has no settlements."""
    settlement_id: NotRequired[str]
    """Its id."""
    settlement_distance_m: NotRequired[Number]
    """How far from it, in metres along the geodesic."""
    settlement_bearing: NotRequired[str]
    """In which of eight directions as seen from it, such as `NE`; empty where it is no farther than `radius_m`."""


class ReportRow(TypedDict):
    """One report of an incident, as it stands in bulletin.json and reports.csv."""

    incident: str
    """The id of the incident."""
    report: str
    """The report's own id; a ruling names it."""
    source: str
    """Whose report it is: a position, a source of a feed, or the title that the case gives; empty where not named."""
    start: str
    """Not before this instant."""
    end: str
    """Not after this one."""
    received: str | None
    """When the monitors had it; null where that is not known."""
    lat: Number
    """Latitude in degrees (EPSG:4326)."""
    lon: Number
    """Longitude."""
    radius_m: Number
    """Standard deviation of the place along each axis, in metres."""
    act: str
    """What it says was done."""
    weapon: str
    """With which weapon; empty where it does not say."""
    target: str
    """Against what; empty where it does not say."""
    text: str
    """What it says in words; empty where it says nothing."""


class LinkRow(TypedDict):
    """Why two reports of an incident are linked, as it stands in bulletin.json and links.csv.

    The six reasons are natural logarithms of likelihood ratios, one incident against two, and add up to `log_odds`;
    null where a ruling alone binds the two.
    """

    incident: str
    """The id of the incident."""
    report_a: str
    """One report."""
    report_b: str
    """The other."""
    distance_m: Number
    """How far apart their places are, in metres."""
    lag_min: Number
    """How far apart in time, in minutes; 0 where their times overlap."""
    place: Number
    """How near they are, for how exactly each knows its place: a density per square metre, to be read with `rate`."""
    time: Number
    """How near in time, likewise: a density per hour."""
    act: Number
    """What both say was done."""
    weapon: Number
    """With what both say."""
    rate: Number
    """How little else is reported there, per square metre and hour: where much is, two near reports mean less."""
    prior: Number
    """What was expected before: how many reports an incident has."""
    log_odds: Number
    """The sum of the six."""
    posterior: Number
    """The probability that both tell of one incident, by this pair alone."""
    ruling: str
    """The merge in `rulings.csv` that binds the two; empty where none does."""


class NearContextRow(TypedDict):
    """One context event that lies near an incident, as it stands in bulletin.json and context.csv."""

    incident: str
    """The id of the incident."""
    act: str
    """What it is, such as `other:thermal-anomaly`."""
    start: str
    """When the first observation of it began."""
    end: str
    """When the last one ended."""
    lat: Number
    """Latitude in degrees (EPSG:4326)."""
    lon: Number
    """Longitude."""
    radius_m: Number
    """Standard deviation of its place along each axis, in metres."""
    distance_m: Number
    """How far it is from the incident's place, in metres."""
    observations: int
    """How many observations, such as pixels, it is made of."""
    sources: int
    """By how many sources, such as satellites."""


class ContextPart(TypedDict):
    """Context: what supports incidents, is none, and counts nowhere."""

    events: dict[str, int]
    """How many events of each act began in the period."""
    near: list[NearContextRow]
    """Events near the period's incidents, by incident, the nearest first."""


class TallyPart(TypedDict):
    """What was observed in a period; null where nobody observed."""

    violations: int | None
    """Observations."""
    explosions: int | None
    """Of these, explosions."""
    live_fire_training: int | None
    """Of these, taken for live-fire training."""
    each_incident_once: int | None
    """Each incident once: the most that any one position saw or heard of it."""
    observable_post_hours: Number
    """Hours in which posts could observe; null where no coverage log was kept."""
    violations_per_post_hour: Number
    """Observations per such hour; null where there were none."""


class CountedPart(TypedDict):
    """One sector in the period and in the one before."""

    sector: str
    """The sector; empty for ground in none."""
    posts: int
    """Posts that kept a log."""
    now: TallyPart
    """In the period."""
    previous: TallyPart
    """In the period before, of the same length."""


class TrendPart(TypedDict):
    """Observations of a day."""

    day: str
    """The day, on the case's clock."""
    sectors: dict[str, int]
    """By sector."""


class ObservationsPart(TypedDict):
    """What monitors saw and heard."""

    sectors: list[CountedPart]
    """By sector."""
    all: CountedPart
    """In all of them."""
    trend: list[TrendPart]
    """By day."""


class SectorIncidents(TypedDict):
    """One sector's incidents."""

    sector: str
    """The sector; empty for ground in none."""
    incidents: int
    """How many."""
    previous: int | None
    """In the period before; null where nobody observed and nothing was reported then."""
    verdicts: dict[str, int]
    """By verdict."""
    verified: int
    """Of these, verified."""
    attributed: int
    """Of these, attributed."""


class _Listed(TypedDict):
    list: Annotated[list[IncidentRow], "Each of them."]
    reports: Annotated[list[ReportRow], "Their reports, by incident, in the order in which they came."]
    links: Annotated[list[LinkRow], "Why they are linked, by incident, the likeliest first."]


class IncidentsPart(_Listed):
    """What happened once, however many reports tell of it."""

    sectors: list[SectorIncidents]
    """By sector."""
    parted: NotRequired[list[PartedPart]]
    """What rulings that merge reports keep apart; no key where they part nothing."""


class UnitsPart(TypedDict):
    """The counting units, which are never mixed."""

    observations: str
    """What one observation is."""
    incidents: str
    """What one incident is."""


_WatchPartFrom = TypedDict("_WatchPartFrom", {"from": Annotated[str, "From this instant."]})


class WatchPart(_WatchPartFrom):
    """A time in which a post could not observe."""

    post: str
    """The post."""
    sector: str
    """Its sector."""
    until: str
    """To this one, not included."""
    state: str
    """What kept it from observing."""
    note: str
    """In words."""


class ClockPart(TypedDict):
    """A step of the ladder for one violation."""

    step: str
    """The step."""
    incident: str
    """The incident."""
    counted_from: str
    """From when its clock counts: `occurrence`, `report` or `verification`."""
    due: str | None
    """When it is due; null where its clock has not started."""
    taken: str | None
    """When it was taken; null where it was not by the end of the period."""
    state: str
    """How it stands."""


class PreconditionPart(TypedDict):
    """How far a precondition that asks for silence is met."""

    id: str
    """The precondition."""
    outcome: str
    """Whether it is met."""
    silent_since: str
    """Since when it has been silent."""
    breaking: list[str]
    """Incidents that break the silence."""
    doubtful: list[str]
    """Incidents that perhaps do."""
    reason: str
    """In words."""


class PartyTotal(TypedDict):
    """What one party claims."""

    count: int
    """How many."""
    at_least: bool
    """Whether it claims at least so many."""
    claims: list[str]
    """Its claims."""


class BesidePart(TypedDict):
    """Claims beside what was observed."""

    truce: str
    """The truce that they are about."""
    category: str
    """What is claimed."""
    scope: str
    """On what of it."""
    claimed: dict[str, PartyTotal]
    """By party."""
    observed: dict[str, int]
    """By party, incidents of that act in the time that its claims cover; only where posts observed all that time."""


class LatePart(TypedDict):
    """A row that came later than its date says."""

    id: str
    """Id of its own entry in the evidence log."""
    at: str
    """Its date."""
    entry: int
    """Number of the entry of a bulletin that was signed without it, though it is dated before that bulletin's end."""


class EntryPart(TypedDict):
    """How a file names its entry in an evidence log."""

    log: str
    """The log's origin."""
    entry: str
    """The entry's id."""


_BulletinPartFrom = TypedDict("_BulletinPartFrom", {"from": Annotated[str, "Start of the period."]})


class BulletinPart(_BulletinPartFrom, IssuePart):
    """A bulletin without a head."""

    case: str
    """Id of the case."""
    until: str
    """End of the period, not included."""
    known_at: str
    """What was received, imported or entered after this instant is not counted."""
    received_late: int
    """Reports of the period that were received after its end."""
    received_not_told: int
    """Reports of the period of which nobody says when they were received: they count as known when they happened."""
    units: UnitsPart
    """The counting units."""
    observations: ObservationsPart
    """What monitors saw and heard."""
    incidents: IncidentsPart
    """What happened."""
    restrictions: list[WatchPart]
    """What people did to keep monitors from observing."""
    outages: list[WatchPart]
    """What weather or faults did."""
    clocks: list[ClockPart]
    """Steps of the ladder."""
    preconditions: list[PreconditionPart]
    """Preconditions that ask for silence."""
    not_applied: list[str]
    """What was judged or found of reports that are not known."""
    claims: list[BesidePart]
    """Both sides' claims beside the observed."""
    casualties: NotRequired[CasualtiesPart]
    """Casualties of the period's incidents; no key in bulletins made before there was one."""
    movement: NotRequired[MovementPart]
    """Freedom of movement; likewise."""
    obligations: NotRequired[list[ObligationPart]]
    """The agreement's obligations, for each who is bound, as at the end of the period; likewise."""
    attachments: NotRequired[list[AttachmentPart]]
    """Files behind rows on the period's incidents, by hash; likewise."""
    imports_since: NotRequired[str]
    """Where imported reports that ended earlier are left out: since when they are read; no key where all are."""
    context: NotRequired[ContextPart]
    """What supports incidents and makes none; no key where none was received."""
    entered_late: NotRequired[list[LatePart]]
    """Of a signed bulletin: rows dated before a bulletin in which they were not; no key where there are none."""
    evidence: NotRequired[EntryPart]
    """Of a signed bulletin's document: its entry in the evidence log, which does not hold this key."""


class BulletinDocument(DocumentHead, BulletinPart):
    """A monitoring bulletin."""

"""The tables that monitoring reads beside reports; the text under each column is its documentation."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from truceline.formats.cells import (
    Count,
    Day,
    Declares,
    Flag,
    Id,
    Instant,
    OptionalInstant,
    Positive,
    Refers,
    Text,
    Words,
    Zone,
)
from truceline.formats.faults import shown
from truceline.formats.shape import Shape
from truceline.monitoring.claims.ledger import Claim
from truceline.records.report_limits import LONGEST
from truceline.records.times import possible

NOT_KNOWN = "N/K"
"""What the monitors write where something is not known."""


def _bit(value: object) -> bool:
    if value in ("0", "1"):
        return value == "1"
    raise ValueError(f"{shown(value)} is neither 0 nor 1; write 1 where it holds")


def _local(value: object) -> datetime | None:
    if value == "":
        return None
    try:
        at = datetime.fromisoformat(str(value))
        if at.tzinfo is None and "T" in str(value):
            return at
    except ValueError:
        pass
    raise ValueError(f"{shown(value)} is not a time on a clock; write it as 2025-04-19T18:00, without an offset")


def _span(value: object) -> tuple[time, time]:
    found = re.fullmatch(r"([012]\d:[0-5]\d)(?:-([012]\d:[0-5]\d))?", str(value))
    if found and found[1] < "24" and (found[2] or "0") < "24":
        first = time.fromisoformat(found[1])
        return first, time.fromisoformat(found[2]) if found[2] else first
    raise ValueError(f"{shown(value)} is no time of day; write it as 20:14 or 20:14-20:31")


def _distance(value: object) -> tuple[float, float] | None:
    if value == NOT_KNOWN:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)(?:-(\d{1,3}(?:\.\d+)?))?", str(value))
    if found and float(found[1]) <= float(found[2] or found[1]):
        return float(found[1]), float(found[2] or found[1])
    raise ValueError(f"{shown(value)} is no distance in km; write it as 3, 2-5 or {NOT_KNOWN}")


POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
"""The points of the compass, from north, 22.5 degrees apart."""


def _bearing(value: object) -> float | None:
    if value == NOT_KNOWN:
        return None
    if value in POINTS:
        return POINTS.index(str(value)) * 22.5
    raise ValueError(f"{shown(value)} is no point of the compass; give one of {', '.join(POINTS)} or {NOT_KNOWN}")


Bit = Annotated[bool, BeforeValidator(_bit)]
"""``1`` or ``0``."""
Local = Annotated[datetime | None, BeforeValidator(_local)]
"""A time on a clock, without offset; may be empty."""
PossibleDay = Annotated[Day, AfterValidator(possible)]
"""A day in the years in which something may happen."""
PossibleInstant = Annotated[Instant, AfterValidator(possible)]
ToldInstant = Annotated[OptionalInstant, AfterValidator(lambda at: at and possible(at))]
"""One, or empty."""
"""An instant in those years, with its offset from UTC."""
PossibleLocal = Annotated[Local, AfterValidator(lambda at: None if at is None else possible(at))]
"""A time on a clock in those years, without offset; may be empty."""
Hours = Annotated[tuple[time, time], BeforeValidator(_span)]
"""A time of day, or from one to another."""
Distance = Annotated[tuple[float, float] | None, BeforeValidator(_distance)]
"""A distance in km, a range of them, or ``N/K``."""
Bearing = Annotated[float | None, BeforeValidator(_bearing)]
"""A point of the compass, or ``N/K``."""


class ObservationRow(Shape):
    """A line of the monitors' table of ceasefire violations, in the form that the OSCE SMM published."""

    id: Annotated[Id, Field(max_length=LONGEST["id"]), Declares("observation")]
    """The observation's id."""
    position: Annotated[Words, Refers(("site",))]
    """The monitors' position: a site."""
    distance_km: Distance
    """How far from the position it happened, in km: `3`, `2-5`, or `N/K` where not known."""
    bearing: Bearing
    """In which direction: a point of the compass such as `NNE`, or `N/K`."""
    means: Literal["heard", "saw", "recorded"]
    """How it was observed; `recorded` by a camera."""
    number: Positive
    """How many explosions, bursts, shots or projectiles."""
    observation: Literal["explosion", "burst", "shot", "projectile", "muzzle-flash", "illumination-flare"]
    """What was observed."""
    description: Annotated[Text, Field(max_length=LONGEST["description"])]
    """Outgoing, incoming, impact, airburst or undetermined, and the direction of flight; may be empty."""
    weapon: Words
    """The weapon as the monitors write it: `SAF`, `HMG`, `mortar`, `artillery`, `MLRS`, ... or `N/K`."""
    date: PossibleDay
    """The day, on the case's clock."""
    time: Hours
    """The time of day, on the case's clock: `20:14`, or from when to when: `20:14-20:31`."""
    assessed: Literal["", "live-fire-training"]
    """`live-fire-training` where the monitors took it for that; else empty."""

    def interval(self, zone: ZoneInfo) -> tuple[int, int]:
        """Return first and last second since 1970-01-01 UTC; a span that ends before its start runs past midnight."""
        first, last = self.time
        day = self.date + timedelta(days=1) if last < first else self.date
        return _seconds(self.date, first, zone), _seconds(day, last, zone)


def _seconds(day: date, at: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, at, zone).timestamp())


class ReportingRow(Shape):
    """A source of reports: how it is named, and whether it repeats itself. A source without a row does not."""

    source: Annotated[Words, Field(max_length=LONGEST["source"]), Declares("reporting")]
    """The source, as its reports name it: in report files the column `source`, else a position or a feed's source."""
    title: Text
    """How pages and tables name it. While this is empty, the source of a report file is not named in any output;
    positions and sources of feeds are named as they are. Name an office, an outlet or a sensor, never a person."""
    repeats: Flag
    """`yes` where it may tell of one incident more than once, as an agency's updates do; its reports are then linked
    with one another too."""


class CoverageRow(Shape):
    """A time in which a post could observe, or could not, and why."""

    id: Annotated[Id, Declares("coverage")]
    """The entry's id."""
    post: Annotated[Words, Refers(("site",))]
    """The site of the post, camera or patrol base."""
    start: PossibleInstant
    """From when, with its offset, such as `2031-03-19T06:00:00Z`."""
    end: PossibleInstant
    """Until when, not included."""
    state: Literal["observing", "weather", "technical", "access-denied", "jamming", "threat"]
    """`observing`, or what kept it from observing; `access-denied`, `jamming`, `threat` are restrictions by people."""
    note: Text
    """What happened, in a few words, without names."""

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"end {shown(self.end)} does not come after start; exchange the two")
        return self


class ClaimRow(Shape):
    """What one party claims of the other, as one outlet carried it; never a report of an incident."""

    claim_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$"), Declares("claim")]
    """The claim's id."""
    truce: Words
    """The truce that it is about."""
    claimant: Words
    """Who claims it: the party, and in brackets who spoke for it."""
    accused: Words
    """Of whom."""
    window_start_local: PossibleLocal
    """From when, on the clock of `window_tz`."""
    window_end_local: PossibleLocal
    """Until when, not included; empty where the count runs on."""
    window_tz: Zone
    """The time zone of the two."""
    scope: Words
    """Where: `frontline`, a region, ..."""
    category: Words
    """What is counted, such as `shelling`."""
    count: Count
    """How many."""
    at_least: Bit
    """1 where it is a lower bound (`more than 900`)."""
    cumulative_total: Bit
    """1 where it is a total over everything until then."""
    reported_by: Words
    """The outlet; in brackets what is known of its copy, such as `(MISREPORTS the window)`."""
    url: Text
    """Where to find it."""
    quote: Annotated[str, Field(max_length=2000)]
    """The words, verbatim."""
    received: ToldInstant = None
    """When you had it, such as `2031-03-25T09:00:00Z`; a claim that does not tell is known when its window ends."""

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.window_start_local is None:
            raise ValueError("window_start_local is empty; say from when the claim counts")
        if self.window_end_local is not None and self.window_end_local <= self.window_start_local:
            raise ValueError("window_end_local does not come after window_start_local; exchange the two")
        if self.received and self.received < _utc(self.window_start_local, self.window_tz):
            raise ValueError(f"received {shown(self.received)} comes before the window begins; correct one of them")
        return self

    def record(self) -> Claim:
        """Build the record, its window in UTC."""
        given = dict(self)
        start, end, zone = (given.pop(name) for name in ("window_start_local", "window_end_local", "window_tz"))
        return Claim(
            id=given.pop("claim_id"),
            start=_utc(start, zone),
            end=None if end is None else _utc(end, zone),
            zone=zone,
            cumulative=given.pop("cumulative_total"),
            **given,
        )


def _utc(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

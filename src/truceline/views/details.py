"""What a corrected bulletin says of the changes that have no list of their own: row by row, in a language's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from truceline.results.issues import DetailChange
from truceline.views.incidents import VERDICT_WORDS, clock

SECTIONS = {
    "": "bulletin",
    "observations.sectors": "observations",
    "observations.trend": "observations of a day",
    "incidents.sectors": "incidents",
    "incidents.list": "incident",
    "incidents.reports": "report",
    "incidents.links": "why reports are linked",
    "incidents.parted": "reports that a ruling parts",
    "casualties.confirmed": "casualties, confirmed",
    "casualties.list": "casualties",
    "movement.sectors": "patrols",
    "restrictions": "access restriction",
    "outages": "outage",
    "clocks": "clock",
    "preconditions": "precondition",
    "claims": "Claims of the parties",
    "context.near": "context near",
    "entered_late": "entered late",
}
"""What a row of each list is."""
FIELDS = {
    "case": "case",
    "from": "from",
    "until": "until",
    "known_at": "known until",
    "received_late": "reports received after the period",
    "received_not_told": "reports with no word of when they came",
    "observations": "observations",
    "incidents": "incidents",
    "imports_since": "imported reports read since",
    "not_applied": "not applied",
    "summary": "paragraphs at its head",
    "marking": "marking",
    "signature": "signature",
    "sector": "sector",
    "posts": "posts with a log",
    "violations": "violations",
    "explosions": "explosions",
    "live_fire_training": "live-fire training",
    "each_incident_once": "each incident once",
    "observable_post_hours": "observable post-hours",
    "violations_per_post_hour": "violations per post-hour",
    "previous": "number in the period before",
    "start": "earliest time",
    "end": "latest time",
    "lat": "latitude",
    "lon": "longitude",
    "radius_m": "uncertainty of the place in metres",
    "act": "what was done",
    "weapon": "weapon",
    "target": "target",
    "reports": "number of reports",
    "links": "number of links",
    "merged_from": "merged from",
    "split_from": "split from",
    "split_into": "split into",
    "provisions": "provisions",
    "missing": "what is missing",
    "zones": "zones",
    "confidence": "confidence",
    "evidence": "evidence",
    "settlement": "nearest settlement",
    "settlement_id": "id of the nearest settlement",
    "settlement_distance_m": "metres from the nearest settlement",
    "settlement_bearing": "direction from the nearest settlement",
    "incident": "incident",
    "source": "source",
    "received": "received",
    "text": "text",
    "rulings": "rulings",
    "of_other": "incident of the other report",
    "killed": "killed",
    "wounded": "wounded",
    "state": "state",
    "note": "note",
    "counted_from": "counted from",
    "due": "due on",
    "taken": "taken",
    "outcome": "outcome",
    "silent_since": "silent since",
    "breaking": "broken by",
    "doubtful": "perhaps broken by",
    "reason": "reason",
    "count": "count",
    "at_least": "at least so many",
    "claims": "ids",
    "at": "date",
    "entry": "entry",
    "distance_m": "distance in metres",
    "sources": "sources",
}
"""What each field is, by the last key of its path."""
PARTS = {
    "previous": "{what} in the period before",
    "all": "{what} in all sectors",
    "units": "counting unit of {what}",
}
"""What a field of a part is, by the key of the part."""
NAMED = {
    "claimed": "{name} claims: {what}",
    "observed": "observed beside the claims of {name}",
    "sectors": "observations, {name}",
    "events": "context of the kind {name}",
}
"""What a field of a part is whose keys are names, by the key of the part; ``{name}`` is that name."""
_WHOLE = {"added": "{kind}, added: {ids}", "gone": "{kind}, gone: {ids}", "otherwise": "{kind}, told otherwise: {ids}"}
_LONG = 60
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class DetailWords:
    """The words of a language: of texts, of written numbers, the names of sectors by id, and the zone of clocks."""

    label: Callable[[str], str]
    number: Callable[[str], str]
    sectors: Mapping[str, str]
    zone: ZoneInfo

    def of(self, changes: Sequence[DetailChange]) -> Iterator[str]:
        """Say what changed: rows that came, went or are only named by their list, then each row with its fields."""
        parts: dict[tuple[str, str], list[DetailChange]] = {}
        for each in changes:
            parts.setdefault((each.section, "" if each.field else each.change), []).append(each)
        for (section, change), rows in parts.items():
            kind = self.label(SECTIONS[section])
            if change:
                ids = ", ".join(dict.fromkeys(map(self._row, rows)))
                yield self.label(_WHOLE[change]).format(kind=kind, ids=ids)
                continue
            for row, fields in groupby(rows, self._row):
                yield f"{kind}{row and ' '}{row}: {'; '.join(map(self._field, fields))}"

    def _row(self, change: DetailChange) -> str:
        of_sectors = change.section.endswith("sectors")
        first, *others = [self.sectors.get(key, key) if of_sectors else self._value(key) for key in change.row] or [""]
        among = ", ".join(other for key, other in zip(change.row[1:], others, strict=True) if key)
        return f"{first} ({among})" if among else first

    def _field(self, change: DetailChange) -> str:
        what, pair = self.what(*change.field.split(".")), (change.now, change.before)
        if pair == (None, None) or max(len(each or "") for each in pair) > _LONG:
            return self.label("{what} told otherwise").format(what=what)
        now, before = map(self._value, pair)
        return self.label("{what} {now}, before {before}").format(what=what, now=now, before=before)

    def what(self, *path: str) -> str:
        """Return what a field is, by its path."""
        key, *inner = path
        if key == "verdicts":
            return self.label(VERDICT_WORDS.get(inner[0], inner[0]))
        if key in NAMED:
            return self._named(NAMED[key], inner)
        if not inner:
            return self.label(FIELDS[key])
        what = self.what(*inner)
        return self.label(PARTS[key]).format(what=what) if key in PARTS else what

    def _named(self, words: str, inner: Sequence[str]) -> str:
        # A name may hold a dot, and is empty for ground in no sector.
        last = inner[-1:] if "{what}" in words else ()
        name = ".".join(inner[: len(inner) - len(last)])
        what = self.what(*last) if last else ""
        return self.label(words).format(what=what, name=self.sectors.get(name, name))

    def _value(self, value: str | None) -> str:
        if not value:
            return self.label("nothing")
        if _INSTANT.fullmatch(value):
            return clock(datetime.fromisoformat(value), self.zone)
        return self.number(value) if _NUMBER.fullmatch(value) else self.label(value)

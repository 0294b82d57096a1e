"""How everything that a bulletin states is compared with the bulletin that it replaces; what is not, and why.

All of it is: what these tables do not name is compared with both its values, also where a bulletin comes to state more.
A path goes through the keys of a document by dots; ``*`` stands for anything, as in a shell, and the first row that
matches holds. That a row of a list came or went is told under ``path:added`` and ``path:gone``.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple


class Treatment(NamedTuple):
    """How a path is treated, and why."""

    path: str
    how: str
    why: str


NEVER, ELSEWHERE, NAMED, BOTH = "never compared", "told in a list of its own", "named, not repeated", "compared"

TREATMENTS = (
    Treatment("truceline", NEVER, "the version of the program"),
    Treatment("document", NEVER, "the kind of document"),
    Treatment("format", NEVER, "the form of the document"),
    Treatment("state", NEVER, "which issue it is: it says so itself"),
    Treatment("replaces*", NEVER, "which issue it is: it says so itself"),
    Treatment("changes*", NEVER, "the list of changes itself"),
    Treatment("evidence*", NEVER, "where it stands in the log"),
    Treatment("incidents.list.report_ids", NEVER, "the ids of incidents.reports, which are compared"),
    Treatment("observations.sectors.now.violations", ELSEWHERE, "counts"),
    Treatment("observations.sectors.now.explosions", ELSEWHERE, "counts"),
    Treatment("incidents.sectors.incidents", ELSEWHERE, "counts"),
    Treatment("incidents.sectors.verified", ELSEWHERE, "counts"),
    Treatment("incidents.sectors.attributed", ELSEWHERE, "counts"),
    Treatment("incidents.list:added", ELSEWHERE, "added"),
    Treatment("incidents.list:gone", ELSEWHERE, "gone, merged"),
    Treatment("incidents.list.verdict", ELSEWHERE, "verdicts"),
    Treatment("incidents.list.status", ELSEWHERE, "verification"),
    Treatment("incidents.list.actor", ELSEWHERE, "attribution"),
    Treatment("incidents.parted:added", ELSEWHERE, "parted"),
    Treatment("casualties.killed", ELSEWHERE, "casualties"),
    Treatment("casualties.wounded", ELSEWHERE, "casualties"),
    Treatment("movement.sectors.*", ELSEWHERE, "movement"),
    Treatment("movement.hindered[:.]*", ELSEWHERE, "patrols"),
    Treatment("obligations[:.]*", ELSEWHERE, "obligations"),
    Treatment("attachments[:.]*", ELSEWHERE, "attachments"),
    Treatment("incidents.reports.source", NAMED, "people wrote it: what was taken back is not said once more"),
    Treatment("incidents.reports.text", NAMED, "likewise"),
    Treatment("restrictions.note", NAMED, "likewise"),
    Treatment("outages.note", NAMED, "likewise"),
    Treatment("summary", NAMED, "likewise"),
    Treatment("marking", NAMED, "likewise"),
    Treatment("signature", NAMED, "likewise"),
)

ROWS = {
    "observations.sectors": ("sector",),
    "observations.trend": ("day",),
    "incidents.sectors": ("sector",),
    "incidents.list": ("id",),
    "incidents.reports": ("report",),
    "incidents.links": ("incident",),
    "incidents.parted": ("report", "other"),
    "casualties.confirmed": ("group", "sex", "age"),
    "casualties.list": ("incident", "status", "given_by", "group", "sex", "age"),
    "movement.sectors": ("sector",),
    "movement.hindered": ("id",),
    "obligations": ("obligation", "actor"),
    "attachments": ("id",),
    "restrictions": ("post", "from"),
    "outages": ("post", "from"),
    "clocks": ("incident", "step"),
    "preconditions": ("id",),
    "claims": ("truce", "category", "scope"),
    "context.near": ("incident", "act", "start"),
    "entered_late": ("id",),
}
"""By which keys a row of each list is known; rows of the same keys are compared all at once, and only named."""

TOGETHER = frozenset({"incidents.links"})
"""Lists of which rows are compared so also where there is one of the keys."""

OF_AN_INCIDENT = frozenset({"incidents.reports", "incidents.links", "context.near", "clocks"})
"""Lists of which the rows of an incident are told with it where the incident itself came or went."""

SINCE = (
    *("known_at", "received_late", "received_not_told", "casualties", "movement", "obligations", "attachments"),
    *("incidents.reports", "incidents.links", "incidents.list.links"),
    *(f"incidents.list.{key}" for key in ("merged_from", "split_from", "split_into")),
)
"""What bulletins did not state from the beginning: one that does not is compared in nothing of it."""


@cache
def treatment(path: str) -> str:
    """Return how a path is treated."""
    return next((each.how for each in TREATMENTS if fnmatchcase(path, each.path)), BOTH)

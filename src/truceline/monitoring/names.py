"""What became of incidents' names: which merged, and which were split, since less was known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.monitoring.incidents import Incidents


@dataclass(frozen=True, slots=True)
class Renamed:
    """What became of names, each by the id of an incident of now, in the order of names.

    ``merged_from`` are the earlier incidents that are no longer there by name, of which it holds the report that came
    first; ``split_from`` earlier ones that are still there, of which it holds other reports; ``split_into`` is the same
    seen from those.
    """

    merged_from: Mapping[str, tuple[str, ...]]
    split_from: Mapping[str, tuple[str, ...]]
    split_into: Mapping[str, tuple[str, ...]]


NOTHING_RENAMED = Renamed({}, {}, {})


def renamed(before: Incidents, now: Incidents) -> Renamed:
    """Tell what became of the incidents of ``before`` in those of ``now``.

    Every earlier id is still there, or in ``merged_from``, unless all its reports were taken back. Cost grows with
    reports.
    """
    of = {report: str(now.id[row]) for row, report in zip(now.report_of.tolist(), now.report.tolist(), strict=True)}
    merged: dict[str, set[str]] = defaultdict(set)
    split: dict[str, set[str]] = defaultdict(set)
    there = {str(name) for name in now.id}
    for name, reports in _reports(before):
        holders = [of[report] for report in reports if report in of]
        if name in there:
            for holder in {*holders} - {name}:
                split[holder].add(name)
        elif holders:
            merged[holders[0]].add(name)
    into: dict[str, set[str]] = defaultdict(set)
    for holder, names in split.items():
        for name in names:
            into[name].add(holder)
    return Renamed(_sorted(merged), _sorted(split), _sorted(into))


def _reports(incidents: Incidents) -> Iterable[tuple[str, list[str]]]:
    # The reports of each incident, in the order in which they came.
    found: dict[str, list[str]] = {str(name): [] for name in incidents.id}
    for row, report in zip(incidents.report_of.tolist(), incidents.report.tolist(), strict=True):
        found[str(incidents.id[row])].append(report)
    return found.items()


def _sorted(names: Mapping[str, set[str]]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(sorted(each)) for name, each in names.items()}

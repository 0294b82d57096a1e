"""The tables of ``truceline rehearse``: replications, replayed incidents, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from truceline.documents.numbers import degrees, minutes, share
from truceline.documents.tables.table import Cell, Table
from truceline.exercise.injects import Decision

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal
    from truceline.exercise.replay import Replay

_SUMS = ("violations", "grave", "seen", "verified", "attributed", "called", "answered", "in_time")


def replications_table(rehearsal: Rehearsal) -> Table:
    """List every replication of every scenario: ``response_minutes`` are summed over the calls answered."""
    head = ("scenario", "replication", "held_days", "collapse", "steps", "facts_fallen")
    return Table((*head, *_SUMS, "response_minutes"), tuple(_replications(rehearsal)))


def _replications(rehearsal: Rehearsal) -> Iterator[Sequence[Cell]]:
    ends = [collapse.id for collapse in rehearsal.trial.exercise.collapses]
    for name, each in rehearsal.outcomes.items():
        tally, times = each.tally.sum(axis=1), each.minutes.sum(axis=1)
        for n in range(len(each)):
            end = ends[int(each.collapse[n])] if each.collapse[n] >= 0 else ""
            counted = (each.number[n], each.held_days[n], each.steps[n], each.fallen[n])
            replication, held, steps, fallen = map(int, counted)
            yield name, replication, held, end, steps, fallen, *map(int, tally[n].tolist()), minutes(float(times[n]))


def replay_table(found: Mapping[str, Replay]) -> Table:
    """List every past incident against every scenario's force, named by its best placed report."""
    head = ("scenario", "incident", "reports", "lon", "lat", "night_share", "sector")
    return Table((*head, "chance_seen", "chance_attributable", "response_minutes"), tuple(_replayed(found)))


def _replayed(found: Mapping[str, Replay]) -> Iterator[Sequence[Cell]]:
    for name, each in found.items():
        past = each.past
        for n in range(len(past)):
            yield (
                name,
                str(past.id[n]),
                int(past.reports[n]),
                degrees(float(past.lon[n])),
                degrees(float(past.lat[n])),
                share(float(past.night[n])),
                past.sectors[int(past.sector[n])],
                share(float(each.chance[n])),
                share(float(each.traced[1, n])),
                minutes(float(each.minutes[n])),
            )


def decisions_table(decisions: Iterable[Decision]) -> Table:
    """List decisions in the order in which they were taken: a table that is read back."""
    return Table(("inject", "option", "note"), tuple((d.inject, d.option, d.note) for d in decisions))

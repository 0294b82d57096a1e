"""Verdicts in words: one record for each incident and reading, with its reasons, its clause, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from truceline.agreement.agreement import Agreement
from truceline.agreement.clauses import Clause
from truceline.agreement.readings import ProvisionReading
from truceline.agreement.three_valued_logic import MAYBE, NO, YES
from truceline.agreement.windows import Window
from truceline.monitoring.attribution import CONFIDENCES
from truceline.monitoring.incidents import Incidents
from truceline.monitoring.violations import INPUTS, UNDETERMINED, VERDICTS, Verdicts, missing
from truceline.records.times import instant

_WORDS = {int(NO): "no", int(MAYBE): "not known", int(YES): "yes"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one incident is under one reading of a provision.

    ``verdict`` is one of ``VERDICTS``; ``missing`` names the inputs that an undetermined one lacks. ``reasons`` tell
    of each input what was found. ``actor`` is who did it, empty where undetermined, with the ``confidence`` in words.
    """

    incident: str
    provision: str
    title: str
    version: str
    verdict: str
    missing: tuple[str, ...]
    reasons: tuple[str, ...]
    actor: str
    confidence: str
    clause: Clause


def explain(verdicts: Verdicts, incidents: Incidents, agreement: Agreement, row: int) -> tuple[Verdict, ...]:
    """Put the verdicts on one incident into words: one record for each reading, in the agreement's order."""
    return tuple(_verdict(verdicts, incidents, agreement, row, column) for column in range(len(verdicts.readings)))


def _verdict(verdicts: Verdicts, incidents: Incidents, agreement: Agreement, row: int, column: int) -> Verdict:
    reading = verdicts.readings[column]
    who = verdicts.attributed
    return Verdict(
        incident=str(incidents.id[row]),
        provision=reading.provision.id,
        title=reading.provision.title,
        version=reading.version,
        verdict=VERDICTS[verdicts.verdict[row, column]],
        missing=missing(verdicts, incidents, row, column),
        reasons=tuple(_reasons(verdicts, incidents, agreement, row, column)),
        actor=who.name(row),
        confidence=CONFIDENCES[who.confidence[row]],
        clause=reading.provision.clause,
    )


def _reasons(verdicts: Verdicts, incidents: Incidents, agreement: Agreement, row: int, column: int) -> Iterator[str]:
    # Only what rules it out where something does, else all that was looked at.
    reading = verdicts.readings[column]
    fits = {name: int(fit) for name, fit in zip(INPUTS, verdicts.fits[:, row, column], strict=True)}
    ruled_out = NO in fits.values()
    for name, fit in fits.items():
        if (fit == NO or not ruled_out) and (
            words := _words(name, reading, verdicts, incidents, row=row, column=column)
        ):
            yield f"{name}: {words} ({_FOUND[fit]})"
    if not ruled_out and reading.exemptions:
        yield from _exemptions(verdicts, reading, row, column)
    if verdicts.verdict[row, column] == UNDETERMINED and (missed := _lines(verdicts, agreement, reading, row, column)):
        yield missed


_FOUND = {int(NO): "does not fit", int(MAYBE): "cannot be told", int(YES): "fits"}


def _words(
    name: str, reading: ProvisionReading, verdicts: Verdicts, incidents: Incidents, *, row: int, column: int
) -> str:
    provision = reading.provision
    match name:
        case "time":
            return f"{_span(incidents, row)} against {'; '.join(_window(window) for window in reading.windows)}"
        case "place":
            return _place(reading, verdicts, row, column)
        case "actor":
            actor = verdicts.attributed.name(row) or "undetermined"
            return f"{actor} against {', '.join(provision.actors) or 'anybody'}"
        case "circumstances":
            return ", ".join(provision.circumstances)
    wanted = {"act": provision.acts, "weapon": provision.weapons, "target": provision.targets}[name]
    return f"{incidents.name(name, row) or 'not known'} against {', '.join(wanted)}" if wanted else ""


def _place(reading: ProvisionReading, verdicts: Verdicts, row: int, column: int) -> str:
    if not reading.zones:
        return ""
    zones = ", ".join(dict.fromkeys(zone.id for zone in reading.zones))
    chance = verdicts.inside[row, column]
    if np.isnan(chance):
        return f"place or line not known, against {zones}"
    return f"chance {chance:.2f} to lie in {zones}; inside from {verdicts.sure:g}, outside up to {1 - verdicts.sure:g}"


def _span(incidents: Incidents, row: int) -> str:
    start, end = (instant(column[row]) for column in (incidents.start, incidents.end))
    return _stamp(start) if start == end else f"{_stamp(start)} to {_stamp(end)}"


def _window(window: Window) -> str:
    start = _stamp(window.start) if window.start else "no start agreed"
    return f"{window.id}, {start} to {_stamp(window.end) if window.end else 'open end'}"


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC".replace(":00 UTC", " UTC")


def _exemptions(verdicts: Verdicts, reading: ProvisionReading, row: int, column: int) -> Iterator[str]:
    fit = int(verdicts.exempt[row, column])
    titles = ", ".join(each.title for each in reading.exemptions)
    yield f"exempt: {titles} ({_WORDS[fit]})"


def _lines(verdicts: Verdicts, agreement: Agreement, reading: ProvisionReading, row: int, column: int) -> str:
    if not reading.zones or not np.isnan(verdicts.inside[row, column]):
        return ""
    named = {getattr(zone, "line", "") or agreement.line for zone in reading.zones if hasattr(zone, "line")}
    return f"place: measured from {', '.join(sorted(named))}" if named else ""

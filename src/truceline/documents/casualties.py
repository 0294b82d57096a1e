"""The casualties in a bulletin as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.documents.shapes.casualties import CasualtiesPart, CasualtyListRow, TollRow
from truceline.monitoring.casualties import CONFIRMED, Casualties, Toll


def casualties_part(found: Casualties) -> CasualtiesPart:
    """Write the casualties of a period."""
    return {
        "killed": found.killed(),
        "wounded": found.wounded(),
        "previous": {
            "killed": sum(toll.killed for toll in found.previous),
            "wounded": sum(toll.wounded for toll in found.previous),
        },
        "confirmed": [_toll(toll) for toll in found.confirmed],
        "list": list(casualty_rows(found)),
    }


def casualty_rows(found: Casualties) -> Iterator[CasualtyListRow]:
    """Write what was confirmed or claimed of each incident; the rows of ``casualties.csv``."""
    for each in (*found.by_incident, *found.claimed):
        for toll in each.tolls:
            yield {
                "incident": each.incident,
                "status": "claimed" if each.given_by else CONFIRMED,
                "given_by": each.given_by,
                "group": toll.group,
                "sex": toll.sex,
                "age": toll.age,
                "killed": toll.killed,
                "wounded": toll.wounded,
            }


def _toll(toll: Toll) -> TollRow:
    return {
        "group": toll.group,
        "sex": toll.sex,
        "age": toll.age,
        "killed": toll.killed,
        "wounded": toll.wounded,
    }

"""Who counts by a definition: what each state said last on each scope, those of one day by who binds most."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.audit import raw


def actors(folder: Path, definition: dict, day: date) -> list[str] | None:
    """Name the states that count, sorted; None where nothing on the record speaks of what the definition asks."""
    states = {row["id"] for row in raw.table(folder, "actors.csv") if row["kind"] == "state" and row["party"] != "yes"}
    last: dict[tuple[str, str], str] = {}
    said = [row for row in raw.statements(folder, day) if row["authority"] in definition["authorities"]]
    superseded = {name.strip() for row in said for name in row["supersedes"].split(";")}
    recorded = False
    for row in said:
        bound = [row["speaks_for"]] + (row["names"].split(";") if row["authority"] == "document" else [])
        for topic, scope, stance in raw.positions_of(row):
            if topic != definition["topic"] or scope not in definition["scopes"]:
                continue
            recorded = True
            if stance == "none" or row["id"] in superseded or row["authority"] == "opposition":
                continue
            for actor in bound:
                last[actor.strip(), scope] = stance
    counted = {actor for (actor, _), stance in last.items() if stance in definition["stances"] and actor in states}
    return sorted(counted) if recorded else None

"""A case folder as it lies: tables, YAML and GeoJSON as plain values, as they were known on a day."""

from __future__ import annotations

import calendar
import csv
import json
from datetime import date
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

AUTHORITIES = [
    "document",
    "parliament",
    "leader",
    "minister",
    "envoy",
    "spokesperson",
    "military",
    "opposition",
    "unnamed official",
    "report",
]
"""From the most to the least binding, as the methods page lists them."""


@cache
def table(folder: Path, name: str) -> tuple[dict[str, str], ...]:
    """Read a CSV table; () where the case has none."""
    path = folder / name
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def document(folder: Path, name: str):
    """Read a YAML document."""
    return YAML(typ="safe", pure=True).load((folder / name).read_text(encoding="utf-8"))


@cache
def features(folder: Path, name: str) -> tuple[dict, ...]:
    """Read the features of a GeoJSON file."""
    return tuple(json.loads((folder / name).read_text(encoding="utf-8"))["features"])


def last_day(text: str) -> date:
    """Give the last day of a day, a month or a span of days."""
    text = text.split("/")[-1]
    if len(text) == len("2025-03"):
        year, month = map(int, text.split("-"))
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(text)


def first_day(text: str) -> date:
    """Give the first day of a day, a month or a span of days."""
    text = text.split("/")[0]
    return date.fromisoformat(f"{text}-01" if len(text) == len("2025-03") else text)


def statements(folder: Path, day: date) -> list[dict]:
    """List the statements made by ``day``, the oldest first, of one day the least binding first."""
    rows = [row for row in table(folder, "statements.csv") if last_day(row["said_on"]) <= day]
    return sorted(
        rows,
        key=lambda r: (
            last_day(r["said_on"]),
            -AUTHORITIES.index(r["authority"]),
            first_day(r["said_on"]),
            r["id"],
        ),
    )


def positions_of(row: dict) -> list[tuple[str, str, str]]:
    """List what a row takes positions on: (topic, scope, stance), several of them parted by semicolons."""
    stances, scopes, topics = (row[name].split(";") for name in ("stance", "scope", "topic"))
    topics = topics * len(stances) if len(topics) == 1 else topics
    return [(t.strip(), c.strip(), s.strip()) for t, c, s in zip(topics, scopes, stances, strict=True)]


def assumptions(folder: Path, day: date) -> dict[str, float]:
    """Give the likely value of every assumption; of several rows of one id the latest known on the day."""
    rows = [
        r
        for r in table(folder, "assumptions.csv")
        if not r.get("known_from") or date.fromisoformat(r["known_from"]) <= day
    ]
    rows.sort(key=lambda r: r.get("known_from") or "")
    return {row["id"]: float(row["likely"]) for row in rows}


def capabilities(folder: Path) -> dict[str, dict]:
    """Give the capabilities by id."""
    return {row["id"]: row for row in table(folder, "capabilities.csv")}


def yes(part: dict, day: date) -> bool:
    """Tell whether a dated part of a record was known on the day."""
    return date.fromisoformat(str(part["known_from"])) <= day if part.get("known_from") else True

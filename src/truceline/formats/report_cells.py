"""Whether report files are surely sound, told without what reads them as columns, which takes longer to load.

What is sound here is sound for `report_files`, whose rules are the wider ones and whose faults are told; what is not
surely sound is to be read there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from truceline.formats.files import MIB, UnfitFileError, read_limited
from truceline.records.report_limits import LONGEST, RADIUS_M
from truceline.records.times import FIRST_YEAR, LAST_YEAR

SMALL = 2 * MIB
"""The largest file that is looked at, in bytes: a larger one is faster read as columns."""

_NEEDED = {"id", "source", "time", "lat", "lon", "radius_m", "act"}
_NUMBER = re.compile(r"-?\d{1,8}(\.\d{1,12})?")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z")
_PLAIN = re.compile(r"[^\x00-\x1f\x7f\"]*")


def surely_sound(paths: Iterable[Path]) -> bool:
    """Return whether all of these files together are surely sound; False says only that they must be looked at."""
    ids: set[str] = set()
    return all(_file_sound(path, ids) for path in paths)


def words_in(paths: Iterable[Path], columns: Collection[str]) -> Mapping[str, frozenset[str]]:
    """List what stands in some columns of small files that are surely sound, by column."""
    found: dict[str, set[str]] = {column: set() for column in columns}
    for path in paths:
        for row in csv.DictReader(io.StringIO(read_limited(path, SMALL).decode(), newline="")):
            for column in columns:
                found[column].add(row.get(column, "").strip())
    return {column: frozenset(words) for column, words in found.items()}


def undated_in(paths: Iterable[Path]) -> int:
    """Count the reports of small files that are surely sound of which nobody says when they were received."""
    return sum(
        not (row.get("received") or "").strip()
        for path in paths
        for row in csv.DictReader(io.StringIO(read_limited(path, SMALL).decode(), newline=""))
    )


def _file_sound(path: Path, ids: set[str]) -> bool:
    try:
        text = read_limited(path, SMALL).decode() if path.suffix == ".csv" else ""
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnfitFileError, UnicodeDecodeError, csv.Error):
        return False
    if len(rows) < 2 or not text.endswith("\n"):
        return False
    header = rows[0]
    if not set(header) >= _NEEDED or len(set(header)) != len(header):
        return False
    return all(len(row) == len(header) and _row_sound(dict(zip(header, row, strict=True)), ids) for row in rows[1:])


def _row_sound(row: Mapping[str, str], ids: set[str]) -> bool:
    if row["id"] in ids or not all(map(_PLAIN.fullmatch, row.values())):
        return False
    ids.add(row["id"])
    texts = all(row[name].strip() for name in ("id", "source", "act"))
    short = all(len(row.get(name, "")) <= most for name, most in LONGEST.items())
    return texts and short and row["id"] == row["id"].strip() and _place_sound(row) and _times_sound(row)


def _place_sound(row: Mapping[str, str]) -> bool:
    lat, lon, radius = (row[name] for name in ("lat", "lon", "radius_m"))
    if not all(map(_NUMBER.fullmatch, (lat, lon, radius))):
        return False
    return abs(float(lat)) <= 90 and abs(float(lon)) <= 180 and 0 < float(radius) <= RADIUS_M


def _times_sound(row: Mapping[str, str]) -> bool:
    first, *others = (row["time"], *filter(None, (row.get("time_end", ""), row.get("received", ""))))
    if row.get("date_only", "") not in ("", "0", "1") or not all(map(_TIME.fullmatch, (first, *others))):
        return False
    try:
        start, *later = map(datetime.fromisoformat, (first, *others))
    except ValueError:
        return False
    return all(FIRST_YEAR <= each.year <= LAST_YEAR and each >= start for each in (start, *later))

"""Report files: CSV or Parquet in, incidents and links out as CSV.

A file has the columns `id, source, time, lat, lon, radius_m, act` and may have `date_only` and
`time_end`; others are ignored. It is read whole or refused whole: one bad row and nothing of it enters.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from truceline.adapters.files import write_atomic
from truceline.errors import SourceError
from truceline.monitoring.linkage import Linked
from truceline.monitoring.reports import Reports

_REQUIRED = ("id", "source", "time", "lat", "lon", "radius_m", "act")
_OPTIONAL = ("date_only", "time_end")
_LIMITS = (("lat", -90.0, 90.0, "degrees"), ("lon", -180.0, 180.0, "degrees"), ("radius_m", 0.0, 1e7, "metres"))
_SHOWN = 20
_DAY = 86_400
_TIME = r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.]\d+)?)?(?:Z|([+-])([01]\d):?([0-5]\d))$"
_PARTS = ("date", "minute", "second", "sign", "hours", "minutes")
_ZONELESS = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.]\d+)?)?)?$"
_FLAGS = {"": False, "0": False, "false": False, "no": False, "1": True, "true": True, "yes": True}

Fault = tuple[int, str, str]
"""Row (1 is the first after the header), column, what is wrong and what to do."""


def read_reports(*paths: Path) -> Reports:
    """Read report files, CSV or Parquet by their suffix, as one set of reports in the files' order.

    Times carry a zone (``Z`` or an offset such as ``+02:00``). A ``date_only`` report spans the day of its time, in
    the time's own zone; one with ``time_end`` the time between. About two seconds for 1,000,000 rows.

    Raises
    ------
    SourceError
        If a file cannot be read, lacks columns or has bad rows: the first 20 faults by row and column, and their count.
    """
    frames: list[pl.DataFrame] = []
    problems: list[str] = []
    for path in paths:
        frame = _texts(path)
        frame, faults = _checked(frame)
        problems += _listed(path, faults)
        frames.append(frame)
    if problems:
        raise SourceError("the reports cannot be read", tuple(problems))
    frame = pl.concat(frames)
    if again := _repeated(frames, paths):
        raise SourceError("the reports cannot be read", again)
    return _reports(frame)


def _texts(path: Path) -> pl.DataFrame:
    """Read the known columns as texts, with the same texts from either kind of file."""
    parquet = path.suffix.lower() == ".parquet"
    try:
        frame = pl.read_parquet(path) if parquet else pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as fault:
        reason = f"{path} | {str(fault).splitlines()[0]}; give a UTF-8 CSV or a Parquet file"
        raise SourceError("the reports cannot be read", (reason,)) from fault
    known = (*_REQUIRED, *_OPTIONAL)
    problems = [
        f"{path} | has no column {name}; its columns are {', '.join(frame.columns)}"
        for name in _REQUIRED
        if name not in frame.columns
    ]
    problems += [f"{path} | has column {n} twice; leave one" for n in known if f"{n}_duplicated_0" in frame.columns]
    if problems:
        raise SourceError("the reports cannot be read", tuple(problems))
    return frame.select(_as_text(frame[name]).str.strip_chars() for name in known if name in frame.columns)


def _as_text(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.Datetime):
        zone = "Z" if column.dtype.time_zone else ""
        utc = column.dt.convert_time_zone("UTC") if zone else column
        return utc.dt.strftime("%Y-%m-%dT%H:%M:%S" + zone).fill_null("")
    return column.cast(pl.String).fill_null("")


def _checked(texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Turn texts into typed columns, with every fault found."""
    typed = {name: texts[name] for name in ("id", "source", "act")}
    faults = [fault for column in typed.values() for fault in _at(column == "", column, "is empty; give a value")]
    for name, low, high, unit in _LIMITS:
        typed[name], found = _numbers(texts[name], low, high, unit)
        faults += found
    again = texts["id"].is_duplicated() & ~texts["id"].is_first_distinct() & (texts["id"] != "")
    faults += _at(again, texts["id"], "is given before; every report needs its own id")
    when, found = _intervals(texts)
    return pl.DataFrame(typed).with_columns(when), sorted(faults + found)


def _intervals(texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Start and end in seconds since 1970 in UTC: a date spans its day, in the zone that the time is given in."""
    nothing = pl.Series([""]).new_from_index(0, len(texts))
    flags, ends = (texts[n] if n in texts.columns else nothing.alias(n) for n in _OPTIONAL)
    day = flags.str.to_lowercase().replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)
    faults = _at(day.is_null(), flags, "is neither 0 nor 1; write 1 where only the date is known")
    start, local, bad_start = _instants(texts["time"], required=True)
    end, local_end, bad_end = _instants(ends, required=False)
    faults += bad_start + bad_end
    faults += _at((end < start).fill_null(value=False), ends, "comes before time; exchange the two")
    known = pl.DataFrame({"day": day, "start": start, "local": local, "end": end, "local_end": local_end})
    since_midnight = pl.col("local") % _DAY
    to_midnight = _DAY - pl.coalesce("local_end", "local") % _DAY
    last = pl.coalesce("end", "start")
    when = known.select(
        start=pl.when("day").then(pl.col("start") - since_midnight).otherwise("start"),
        end=pl.when("day").then(last + to_midnight).otherwise(last),
    )
    return when, faults


def _numbers(texts: pl.Series, low: float, high: float, unit: str) -> tuple[pl.Series, list[Fault]]:
    numbers = texts.cast(pl.Float64, strict=False)
    faults = _at(numbers.is_null() | ~numbers.is_finite(), texts, "is not a number; write digits with a decimal point")
    above = numbers > low if unit == "metres" else numbers >= low
    outside = (numbers.is_finite() & ~(above & (numbers <= high))).fill_null(value=False)
    limits = f"above {low:g} and to" if unit == "metres" else f"from {low:g} to"
    return numbers, faults + _at(outside, texts, f"is out of range; give {unit} {limits} {high:g}")


def _instants(texts: pl.Series, *, required: bool) -> tuple[pl.Series, pl.Series, list[Fault]]:
    """Seconds since 1970 in UTC, and the same clock reading taken as UTC; null where the text is bad or empty."""
    parts = texts.str.extract_groups(_TIME).struct.rename_fields(_PARTS).struct.unnest()
    second = pl.col("second").fill_null("00")
    ahead = pl.col("hours").cast(pl.Int64) * 3600 + pl.col("minutes").cast(pl.Int64) * 60
    read = parts.select(
        local=(pl.col("date") + pl.col("minute") + second)
        .str.to_datetime("%Y-%m-%d%H:%M%S", strict=False)
        .dt.epoch("s"),
        offset=pl.when(pl.col("sign") == "-").then(-ahead).otherwise(ahead).fill_null(0),
    )
    local, offset = read["local"], read["offset"]
    some = texts != "" if not required else pl.Series([True]).new_from_index(0, len(texts))
    zoneless = texts.str.contains(_ZONELESS)
    faults = _at(zoneless, texts, "has no time zone; end it with Z or an offset such as +02:00")
    faults += _at(some & ~zoneless & local.is_null(), texts, "is not a time; write it as 2031-01-31T23:59:00Z")
    return local - offset, local, faults


def _at(bad: pl.Series, texts: pl.Series, what: str) -> list[Fault]:
    rows = bad.arg_true()
    return [(row + 1, texts.name, f"{text!r} {what}") for row, text in zip(rows, texts.gather(rows), strict=True)]


def _listed(path: Path, faults: list[Fault]) -> Iterator[str]:
    for row, column, what in faults[:_SHOWN]:
        yield f"{path} row {row} {column} | {what}"
    if len(faults) > _SHOWN:
        yield f"{path} | has {len(faults) - _SHOWN} more faults, {len(faults)} in all; correct them and read it again"


def _repeated(frames: list[pl.DataFrame], paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Find ids that an earlier file has too."""
    seen: set[str] = set()
    problems: list[str] = []
    for path, frame in zip(paths, frames, strict=True):
        ids = frame["id"].to_list()
        faults = (
            [
                (row, "id", f"{name!r} is in an earlier file; every report needs its own id")
                for row, name in enumerate(ids, start=1)
                if name in seen
            ]
            if seen
            else []
        )
        problems += _listed(path, faults)
        if len(paths) > 1:
            seen.update(ids)
    return tuple(problems)


def _reports(frame: pl.DataFrame) -> Reports:
    source, sources = _coded(frame["source"])
    act, acts = _coded(frame["act"])
    return Reports(
        id=np.array(frame["id"].to_list(), dtype=str),
        source=source,
        start=frame["start"].to_numpy(),
        end=frame["end"].to_numpy(),
        lat=frame["lat"].to_numpy(),
        lon=frame["lon"].to_numpy(),
        radius_m=frame["radius_m"].to_numpy(),
        act=act,
        sources=sources,
        acts=acts,
    )


def _coded(texts: pl.Series) -> tuple[Any, tuple[str, ...]]:
    names = texts.unique().sort()
    codes = texts.cast(pl.Enum(names)).to_physical().cast(pl.Int64)
    return codes.to_numpy(), tuple(names.to_list())


def write_incidents(path: Path, reports: Reports, incidents: Linked) -> None:
    """Write ``id, incident`` for every report, in the reports' order, whole or not at all.

    Raises
    ------
    SourceError
        If the file cannot be written; an earlier one of that name then stays.
    """
    _write(path, pl.DataFrame({"id": reports.id, "incident": incidents.incident}))


def write_links(path: Path, reports: Reports, incidents: Linked) -> None:
    """Write why reports are linked: a row per candidate pair within an incident, whole or not at all.

    ``report_a, report_b, incident``, the five log likelihood ratios ``place, time, act, rate, prior``, their sum
    ``log_odds`` and the ``posterior``: the probability by this pair alone.

    Raises
    ------
    SourceError
        If the file cannot be written; an earlier one of that name then stays.
    """
    links = incidents.links
    reasons = {
        name: getattr(links, name) for name in ("place", "time", "act", "rate", "prior", "log_odds", "posterior")
    }
    ends = {"report_a": reports.id[links.a], "report_b": reports.id[links.b], "incident": incidents.incident[links.a]}
    _write(path, pl.DataFrame(ends | reasons))


def _write(path: Path, frame: pl.DataFrame) -> None:
    try:
        write_atomic(path, frame.write_csv(float_precision=4).encode())
    except OSError as fault:
        reason = f"{path} | {fault.strerror or fault}; give a folder that can be written"
        raise SourceError("the result cannot be written", (reason,)) from fault

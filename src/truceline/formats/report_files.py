"""Report files: CSV or Parquet in, incidents and links out as CSV.

A file has the columns `id, source, time, lat, lon, radius_m, act` and may have `date_only`, `time_end`
and `weapon`, and a `text`; monitoring also reads `target` and `received`. Others are ignored. It is read whole or
refused whole: one bad row and nothing of it enters.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from truceline.errors import SourceError
from truceline.formats.files import read_ordinary, write_together
from truceline.formats.report_columns import OPTIONAL, REQUIRED, TEXT, TOLD, Fault, checked, coded, with_text, with_told
from truceline.monitoring.linkage.link_reports import Linked
from truceline.monitoring.received import NEVER, ReceivedReports, appended_by
from truceline.monitoring.reports import Bools, Integers, Reports

_SHOWN = 20
MOST_ROWS = 10_000_000
"""The most rows of one report file."""


def read_received_files(*paths: Path) -> tuple[ReceivedReports, tuple[str, ...]]:
    """Read report files as `read_reports` does, with target, text and the time at which each was received.

    With them comes the sha256 of each file: of the very bytes that were parsed.

    Raises
    ------
    SourceError
        As `read_reports`; and where a report was received before the time that it tells of.
    """
    frames, hashes = _frames(paths, TOLD)
    frame = pl.concat(frames)
    arrived = [appended_by(each["end"].to_numpy(), _received(each)) for each in frames]
    target, targets = coded(frame["target"])
    received = ReceivedReports(
        reports=_reports(frame),
        target=target,
        targets=targets,
        received=_received(frame),
        context=np.zeros(len(frame), dtype=bool),
        arrived=np.concatenate(arrived),
        texts=_said(frame),
    )
    return received, hashes


def read_told_reports(*paths: Path) -> tuple[Reports, Mapping[str, str]]:
    """Read report files as `read_reports` does, with what each report says in words, by its id, where it does."""
    frame = pl.concat(_frames(paths)[0])
    return _reports(frame), _said(frame)


def read_reports(*paths: Path) -> Reports:
    """Read report files, CSV or Parquet by their suffix, as one set of reports in the files' order.

    Times carry a zone (``Z`` or an offset such as ``+02:00``). A ``date_only`` report spans the day of its time, in
    the time's own zone; one with ``time_end`` the time between. About two seconds for 1,000,000 rows.

    Raises
    ------
    SourceError
        If a file cannot be read, lacks columns or has bad rows: the first 20 faults by row and column, and their count.
    """
    return _reports(pl.concat(_frames(paths)[0]))


def _received(frame: pl.DataFrame) -> Integers:
    return frame["received"].fill_null(NEVER).to_numpy()


def _said(frame: pl.DataFrame) -> Mapping[str, str]:
    some = frame.filter(pl.col(TEXT) != "")
    return dict(zip(some["id"].to_list(), some[TEXT].to_list(), strict=True))


def _frames(paths: tuple[Path, ...], told: tuple[str, ...] = ()) -> tuple[list[pl.DataFrame], tuple[str, ...]]:
    """Read each file as a table, with what is ``told`` besides where it has it, and hash it."""
    hashes: list[str] = []
    frames: list[pl.DataFrame] = []
    problems: list[str] = []
    for path in paths:
        texts, sha256 = _texts(path, (*REQUIRED, *OPTIONAL, TEXT, *told))
        hashes.append(sha256)
        frame, faults = checked(texts)
        for add in (with_text, with_told) if told else (with_text,):
            frame, found = add(frame, texts)
            faults = sorted(faults + found)
        problems += _listed(path, faults)
        frames.append(frame)
    if problems:
        raise SourceError("the reports cannot be read", tuple(problems))
    if again := _repeated(frames, paths):
        raise SourceError("the reports cannot be read", again)
    return frames, tuple(hashes)


def _texts(path: Path, known: tuple[str, ...]) -> tuple[pl.DataFrame, str]:
    """Read the ``known`` columns as texts, the same from either kind of file, and hash the bytes that were parsed."""
    parquet = path.suffix.lower() == ".parquet"
    try:
        data = read_ordinary(path)
        frame = _parquet(data) if parquet else pl.read_csv(data, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as fault:
        what = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault).splitlines()[0]
        reason = f"{path} | {what}; give a UTF-8 CSV or a Parquet file"
        raise SourceError("the reports cannot be read", (reason,)) from fault
    problems = [
        f"{path} | has no column {name}; its columns are {', '.join(frame.columns)}"
        for name in REQUIRED
        if name not in frame.columns
    ]
    problems += [f"{path} | has column {n} twice; leave one" for n in known if f"{n}_duplicated_0" in frame.columns]
    if not parquet and not data.endswith((b"\n", b"\r")):
        what = "does not end with a line break, as if it were cut off; check its last row, and end it with one"
        problems.append(f"{path} | {what}")
    if problems:
        raise SourceError("the reports cannot be read", tuple(problems))
    texts = frame.select(_as_text(frame[name]).str.strip_chars() for name in known if name in frame.columns)
    return texts, hashlib.sha256(data).hexdigest()


def _parquet(data: bytes) -> pl.DataFrame:
    # A few bytes of Parquet may say that they are any number of rows.
    rows = pl.scan_parquet(data).select(pl.len()).collect().item()
    if rows > MOST_ROWS:
        raise OSError(errno.EINVAL, f"has {rows:,} rows, more than the {MOST_ROWS:,} allowed")
    return pl.read_parquet(data)


def _as_text(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.Datetime):
        zone = "Z" if column.dtype.time_zone else ""
        utc = column.dt.convert_time_zone("UTC") if zone else column
        return utc.dt.strftime("%Y-%m-%dT%H:%M:%S" + zone).fill_null("")
    return column.cast(pl.String).fill_null("")


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
    (source, sources), (act, acts), (weapon, weapons) = (coded(frame[name]) for name in ("source", "act", "weapon"))
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
        weapon=weapon,
        weapons=weapons,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """All that was read: ``reports``, which of them, (reports,), are ``context``, and what they say, by their ids."""

    reports: Reports
    context: Bools
    texts: Mapping[str, str]


def write_linkage(incidents: Path, links: Path, read: Read, linkage: Linked) -> None:
    """Write which report tells of which incident, and why reports are linked: both files, or neither.

    Context was not linked. ``incidents`` has ``id, incident, text`` for every row, in their order, without an incident
    for context; ``links`` a row for each candidate pair
    within an incident: ``report_a, report_b, incident``, the six log likelihood ratios ``place, time, act, weapon,
    rate, prior``, their sum ``log_odds`` and the ``posterior``: the probability by this pair alone.

    Raises
    ------
    SourceError
        If one cannot be written; earlier ones of these names then stay.
    """
    everything, context = read.reports, read.context
    number = np.full(len(everything), -1)
    number[~context] = linkage.incident
    names = everything.id.tolist() if read.texts else ()
    said = pl.Series("text", [read.texts.get(name) for name in names] or [None] * len(number), dtype=pl.String)
    told = pl.DataFrame({"id": everything.id, "incident": number}).with_columns(
        pl.when(pl.col("incident") >= 0).then("incident").alias("incident"),
        said,
    )
    tables = {incidents: told, links: _reasons(everything.select(~context), linkage)}
    try:
        write_together({path: table.write_csv(float_precision=4).encode() for path, table in tables.items()})
    except OSError as fault:
        reason = f"{incidents} | {fault.strerror or fault}; give a folder that can be written"
        raise SourceError("the result cannot be written", (reason,)) from fault


def _reasons(reports: Reports, linkage: Linked) -> pl.DataFrame:
    links = linkage.links
    reasons = {
        name: getattr(links, name)
        for name in ("place", "time", "act", "weapon", "rate", "prior", "log_odds", "posterior")
    }
    ends = {"report_a": reports.id[links.a], "report_b": reports.id[links.b], "incident": linkage.incident[links.a]}
    return pl.DataFrame(ends | reasons)

"""Import a feed's file into a case: good rows into the store, refused ones listed with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import polars as pl

from truceline import __version__
from truceline.casefolder.cases import read_case
from truceline.casefolder.changing import changing
from truceline.casefolder.consistency.reported_words import words_astray
from truceline.documents.imports import import_document
from truceline.errors import SourceError
from truceline.feeds.catalogue import context_acts, feed_of
from truceline.feeds.feed import Feed
from truceline.feeds.mapping import read_mapping
from truceline.feeds.reading import read_feed
from truceline.feeds.setting import ImportSetting, setting_of
from truceline.formats.geometry import FAR_M
from truceline.formats.hashed_file import HashedFile, watched
from truceline.formats.json_text import json_text
from truceline.formats.table_form import FormWords, TableForm, check_form
from truceline.render.terminal import laid_out
from truceline.results.imports import Imported
from truceline.services.opening import own_folder
from truceline.services.outcome import Outcome
from truceline.store.adding import Adding
from truceline.store.refusals import Refusals, refusals
from truceline.store.report_tables import ReportTables
from truceline.store.reporters import PARTS, Reporters, reporters_of
from truceline.store.sqlite import reading, store_path, writing
from truceline.store.withdrawal import withdraw_import as take_back
from truceline.store.words import stored_words
from truceline.views.imports import import_lines

BAD_SHARE = 0.05
"""The share of a file's rows that may be refused, or of a feed's known rows that a full export may lack, unasked."""

SHOWN = 8
"""The lines of so many doubtful rows are told."""

COUNTED = ("rows", "new", "altered", "unchanged", "repeated", "withdrawn", "refused")


@dataclass(frozen=True, slots=True)
class Choices:
    """How to import.

    ``full``: the file is the whole feed, so rows that it lacks are withdrawn. ``accept_rest``: import what is good even
    where more than `BAD_SHARE` is refused or withdrawn. ``progress`` is told, chunk by chunk, the rows read so far.
    """

    full: bool = False
    accept_rest: bool = False
    progress: Callable[[int], None] | None = None


_USUAL = Choices()


def import_reports(
    feed: str,
    file: str | Path,
    case: str | Path,
    *,
    at: datetime,
    mapping: str | Path | None = None,
    full: bool = False,
    accept_rest: bool = False,
    progress: Callable[[int], None] | None = None,
    **form: Unpack[FormWords],
) -> Outcome[Imported]:
    """Import a file of a ``feed`` (its name) into a case, at an instant.

    ``mapping`` is a YAML file that names the columns, for feeds that have no publisher; ``form`` says how a table is
    written, before the mapping does: ``encoding``, ``delimiter``, ``decimal``, ``dates``, ``sheet``, as in `TableForm`;
    the rest as in `Choices`.

    Raises
    ------
    CaseError, SourceError
        If the case, the mapping or the file is at fault, there is no such feed, or too much is refused; then nothing
        is imported.
    MisuseError
        If the case is a bundled one.
    """
    folder = own_folder(case)
    asked = TableForm(**form)
    check_form(asked)
    chosen = feed_of(feed, read_mapping(Path(mapping)) if mapping else None)
    chosen = replace(chosen, columns=replace(chosen.columns, form=asked.or_else(chosen.columns.form)))
    with changing(folder) as change:
        read = read_case(change.found)
        done = import_file(folder, chosen, Path(file), setting_of(read, at), Choices(full, accept_rest, progress))
    with reading(folder) as stored:
        astray = words_astray(stored_words(stored), read.agreement, context_acts())
    document = import_document(done, version=__version__)
    return Outcome(done, laid_out(import_lines(done)), json_text(document), notes=(*done.notes, *astray))


def withdraw_import(number: int, case: str | Path, *, at: datetime) -> Outcome[Imported]:
    """Take import ``number`` of a case back, at an instant: its rows say again what they said without it.

    Raises
    ------
    CaseError, SourceError
        If there is no such case or import, it was taken back before, or the store cannot be written.
    MisuseError
        If the case is a bundled one.
    """
    folder = own_folder(case)
    store = writing(folder) if store_path(folder).exists() else nullcontext()
    noted_at = int(at.timestamp())
    with changing(folder), store as stored:
        back = take_back(stored, folder, number, noted_at)
    counts = dict.fromkeys(COUNTED, 0) | {"altered": back.restored, "withdrawn": back.withdrawn}
    note = f"import {number} is taken back: its rows say again what they said without it"
    notes = (note, *_clock(back.latest, noted_at))
    done = Imported(back.feed, back.file, back.sha256, back.number, counts, {}, (), "", notes)
    document = import_document(done, version=__version__)
    return Outcome(done, laid_out(import_lines(done)), json_text(document), notes=done.notes)


def import_file(
    case_folder: Path,
    feed: Feed,
    path: Path,
    setting: ImportSetting,
    choices: Choices = _USUAL,
    *,
    into: AbstractContextManager[ReportTables] | None = None,
) -> Imported:
    """Import a file of a feed into a case: into its own store, or ``into`` the tables that are opened by it.

    Refused rows, and what is kept apart of rows, lie in the case folder.

    A row whose id is known becomes a new version if it differs, and is left alone if not: a file imported twice changes
    nothing. Whatever happens, the store holds all of an import or nothing of it. Refused rows are written to
    ``reports/refused-FEED-SHA256.csv`` in either case. Rows pass in chunks, so memory does not grow with the file.

    Raises
    ------
    SourceError
        If the file or the store cannot be used, the file changes while it is read, or a larger share than `BAD_SHARE`
        is refused or would be withdrawn; then nothing is imported.
    """
    with ExitStack() as stack:
        source = stack.enter_context(watched(path))
        refused = stack.enter_context(refusals(case_folder, feed.name))
        tables = stack.enter_context(into or writing(case_folder))
        adding = Adding(tables, feed.name, feed.kind)
        apart = stack.enter_context(reporters_of(case_folder))
        apart.bind(tables, case_folder)
        apart.forget(adding.number)  # what one that was cut short kept apart, of rows that no import brought
        reading = _Reading(feed, setting, choices)
        reading.take(source, adding, refused, apart)
        refused.keep(source.sha256)
        if choices.full:
            _withdraw(adding, choices)
        _must_be_good(adding, refused, choices)
        adding.finish(path.name, source.sha256, setting.at)
        reading.notes.extend(_clock(adding.latest, setting.at))
        apart.commit()
    return Imported(
        feed=feed.name,
        file=path.name,
        sha256=source.sha256,
        number=adding.number,
        counts={name: adding.counts[name] for name in COUNTED},
        reasons=dict(refused.reasons.most_common()),
        first=tuple(refused.first),
        refused_file=str(refused.file) if refused.file else "",
        notes=tuple(reading.notes),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How rows are read: of which feed, in which setting; ``notes`` are what there is to say of the file."""

    feed: Feed
    setting: ImportSetting
    choices: Choices
    notes: list[str] = field(default_factory=list)

    def take(self, source: HashedFile, adding: Adding, refused: Refusals, apart: Reporters) -> None:
        """Read the file, chunk by chunk, into the store."""
        doubtful: list[int] = []
        of_text, far = False, 0
        for batch in read_feed(self.feed, source.stream, self.setting):
            own = [apart.own_id(self.feed.name, native_id) for native_id in batch.frame["native_id"]]
            frame = batch.frame.with_columns(id=pl.Series(own, dtype=pl.String))
            bad = [*batch.refused, *adding.add(frame)]
            refused.add(sorted(bad, key=lambda each: each.line))
            self.notes.extend(batch.notes)
            of_text = batch.of_text
            far += batch.far
            doubtful += batch.doubtful
            adding.counts["rows"] += batch.rows
            adding.counts["refused"] += len(bad)
            good = frame.filter(pl.Series(adding.taken, dtype=pl.Boolean))
            apart.keep(good.select("id", *PARTS).iter_rows(), adding.number, adding.changed)
            if self.choices.progress is not None:
                self.choices.progress(adding.counts["rows"])
        source.must_be_unchanged()
        if far:
            what = f"{far:,} of {adding.counts['rows']:,} rows lie more than {FAR_M / 1000:g} km outside the case"
            self.notes.append(f"{what} | check that the file is for this case")
        if doubtful:
            self.notes.append(_doubt(doubtful))
        if of_text and not source.ends_with_line_break:
            self.notes.append("the file does not end with a line break | check that its last row is whole")


def _doubt(lines: list[int]) -> str:
    # Near the case both places may be right, so that only a person can tell.
    first = ", ".join(map(str, lines[:SHOWN])) + (", ..." if len(lines) > SHOWN else "")
    one = len(lines) == 1
    rows, them = ("1 row lies", f"line {first}") if one else (f"{len(lines):,} rows lie", f"lines {first}")
    what = f"{rows} in no sector, and would in one with latitude and longitude exchanged ({them})"
    return f"{what} | look at {'it' if one else 'them'}; exchange the two where they are, and import the file again"


def _clock(latest: int, at: int) -> Iterator[str]:
    if at < latest:
        said, before = (datetime.fromtimestamp(each, UTC).isoformat() for each in (at, latest))
        what = f"the clock says {said}, but an import before was noted at {before}"
        yield f"{what} | correct the clock: what was known between the two cannot be told"


def _withdraw(adding: Adding, choices: Choices) -> None:
    known = adding.known() - adding.counts["new"]
    adding.withdraw()
    gone = adding.counts["withdrawn"]
    if gone > BAD_SHARE * known and not choices.accept_rest:
        what = f"--full | would withdraw {gone} of {known} known rows, more than {BAD_SHARE:.0%}; "
        remedy = "check that the file is whole, or add --accept-rest"
        raise SourceError("nothing was imported", (what + remedy,))


def _must_be_good(adding: Adding, refused: Refusals, choices: Choices) -> None:
    """Check that enough of the file is good."""
    rows, bad = adding.counts["rows"], adding.counts["refused"]
    if rows and bad == rows:
        remedy = "check that the file is of this feed"
    elif bad > BAD_SHARE * rows and not choices.accept_rest:
        remedy = f"mend them (all are in {refused.file}), or add --accept-rest to import the other {rows - bad}"
    else:
        return
    reasons = "; ".join(f"{count} x {reason}" for reason, count in refused.reasons.most_common())
    share = f"{bad} of {rows} rows are refused ({reasons}), more than {BAD_SHARE:.0%}; {remedy}"
    raise SourceError("nothing was imported", (f"{adding.feed} | {share}", *refused.first))

"""Which issue of a bulletin this is: the first final of its period, the same once more, or one that corrects another.

A bulletin that says what the last one of its period said is that one again: made of the same inputs it is the same
entry, byte for byte, and nothing is entered. One that says otherwise corrects the last one, and lists what changed; the
document of that one is looked for in the log, in the runs beside it, or is given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from truceline.documents.bulletin import bulletin_part
from truceline.documents.entries import BULLETIN
from truceline.documents.issues import changed, read_changes
from truceline.errors import SourceError
from truceline.evidence.chain import canonical
from truceline.evidence.index import Entered, LogIndex
from truceline.formats.files import UnfitFileError, read_ordinary
from truceline.records.provenance import Input
from truceline.results.issues import CORRECTED, FINAL, Issue, Replaced
from truceline.results.monitoring import Monitored
from truceline.services.evidence_entries import inputs_sha256, said_sha256


@dataclass(frozen=True, slots=True)
class Issued:
    """A bulletin as the issue that it is, and what is to be told of it."""

    made: Monitored
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Where documents of earlier bulletins are looked for: the log, runs beside it, and files that were ``given``."""

    log: Path
    given: tuple[Path, ...]


def issued(made: Monitored, inputs: Sequence[Input], index: LogIndex, where: Where) -> Issued:
    """Tell which issue of its period's bulletin this is.

    Raises
    ------
    SourceError
        If it would correct one that knew more, or one of which the document is not found.
    """
    earlier = list(_of_period(made, index, where.log))
    if not earlier:
        return Issued(_as(made, FINAL, None), ())
    again = _again(made, inputs, earlier)
    if again is None:
        last = earlier[-1]
        _must_know_more(made, last)
        told = f"corrects entry {last.number} ({last.entry.id}): page, text and bulletin.json list what changed"
        return Issued(_as(made, CORRECTED, _replaced(made, last, where)), (told,))
    of = next((each for each in earlier if each.entry.id == again.entry.content["replaces"]), None)
    state = str(again.entry.content["state"])
    told = f"says what entry {again.number} says ({again.entry.id})"
    if again is not earlier[-1]:
        told += f", which was corrected by entry {earlier[-1].number} ({earlier[-1].entry.id})"
    return Issued(_as(made, state, _replaced(made, of, where, again) if of else None), (told,))


def _as(made: Monitored, state: str, replaced: Replaced | None) -> Monitored:
    return replace(made, issue=Issue(state, replaced, made.issue.summary))


def _of_period(made: Monitored, index: LogIndex, log: Path) -> Iterator[Entered]:
    # The entries of bulletins of the same case and period, in their order; other periods may end with it.
    period = made.bulletin.period
    named = index.begun_with(f"{BULLETIN}/{made.case.id}/{period.end.isoformat()}/")
    for each in index.entered(log, [known.number for known in named]):
        if each.entry.kind == BULLETIN and each.entry.content.get("from") == period.start.isoformat():
            yield each


def _again(made: Monitored, inputs: Sequence[Input], earlier: Sequence[Entered]) -> Entered | None:
    # The entry that says the same: the last one, or an earlier one that was made of the same inputs.
    said, read = said_sha256(made), inputs_sha256(inputs)
    for each in reversed(earlier):
        content = each.entry.content
        if content.get("said") == said and (each is earlier[-1] or content["inputs"]["sha256"] == read):
            return each
    return None


def _must_know_more(made: Monitored, last: Entered) -> None:
    known = str(last.entry.content.get("known_at", last.entry.content["until"]))
    if made.known.at < datetime.fromisoformat(known):
        what = f"{made.known.at.isoformat()} comes before {known}, that of entry {last.number} ({last.entry.id})"
        remedy = "give that or a later instant to correct it, or leave out --key for a draft"
        raise SourceError("the bulletin was not signed", (f"--known-at | {what}; {remedy}",))


def _replaced(made: Monitored, replaced: Entered, where: Where, again: Entered | None = None) -> Replaced:
    # What changed is what the bulletin that is made ``again`` said, else it is worked out.
    said = _document(again, where) if again else None
    if said is not None:
        return Replaced(replaced.entry.id, replaced.number, read_changes(said["changes"]))
    document = _document(replaced, where)
    if document is None:
        what = (
            f"{where.log} entry {replaced.number} ({replaced.entry.id}) | is to be corrected, but its bulletin.json is"
            " in no run folder beside the log; give it with --replaces FILE, so that what changed can be listed"
        )
        raise SourceError("the bulletin was not signed", (what,))
    return Replaced(replaced.entry.id, replaced.number, changed(document, bulletin_part(made), made.moved))


def _document(replaced: Entered, where: Where) -> Mapping[str, Any] | None:
    content: Mapping[str, Any] = replaced.entry.content
    if "incidents" in content:  # up to format 2 an entry held the whole bulletin
        return content
    bound = content["document"]["sha256"]
    folders = (where.log.parent, where.log.parent / "runs")
    beside = (path for folder in folders for path in sorted(folder.glob("*/bulletin.json")))
    for path in (*where.given, *beside):
        found = _signed_part(path)
        if found is not None and hashlib.sha256(canonical(found)).hexdigest() == bound:
            return found
    return None


def _signed_part(path: Path) -> Mapping[str, Any] | None:
    try:
        found = json.loads(read_ordinary(path))
    except (OSError, UnfitFileError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {key: value for key, value in found.items() if key not in ("truceline", "evidence")}

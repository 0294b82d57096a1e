"""What goes into the evidence log: every judgement and finding known by the end of a bulletin's period, then it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from truceline.evidence.log import Entry
from truceline.monitoring.annotations import Finding, Given, Ruling, Taken
from truceline.monitoring.append_only import known_by
from truceline.records.provenance import Judgement
from truceline.render.bulletin_files import bulletin_document
from truceline.results.monitoring import Monitored

_APART = {"id", "by"}
"""Fields that are no part of an entry's content: its id says the first, and who decided does not leave."""
_Appended = Judgement | Ruling | Finding | Given | Taken


def entries_of(made: Monitored) -> Iterator[Entry]:
    """List the entries of a bulletin: what people appended by instant and id, then the bulletin by its content's hash.

    A bulletin made again from the same inputs is the same entry; one of the same period that came out otherwise
    is another.
    """
    rows: list[_Appended] = [*made.case.judgements, *made.found_out.rulings, *made.found_out.about_incidents]
    for row in known_by(rows, made.bulletin.period.end):
        yield Entry(f"{row.kind}/{made.case.id}/{row.id}", row.kind, _content(row))
    document = bulletin_document(made)
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    yield Entry(f"bulletin/{made.case.id}/{document['until']}/{digest[:16]}", "bulletin", document)


def _content(row: _Appended) -> Mapping[str, Any]:
    given = asdict(row) | {"at": row.at.isoformat()}
    if isinstance(row, Given):
        given["evidence"] = {name: None if value != value else value for name, value in asdict(row.evidence).items()}
    return {name: value for name, value in given.items() if name not in _APART}

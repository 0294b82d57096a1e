"""What goes into the evidence log: every judgement known by the end of a bulletin's period, then the bulletin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from truceline.adapters.evidence import Entry
from truceline.adapters.render.bulletin_files import bulletin_document
from truceline.results import Monitored


def entries_of(made: Monitored) -> Iterator[Entry]:
    """List the entries of a bulletin: judgements by instant and id, then the bulletin by the hash of its content.

    A bulletin made again from the same inputs is the same entry; one of the same period that came out otherwise
    is another.
    """
    known = [judgement for judgement in made.case.judgements if judgement.at <= made.bulletin.period.end]
    for judgement in sorted(known, key=lambda judgement: (judgement.at, judgement.id)):
        content = {
            "subject": judgement.subject,
            "verdict": judgement.verdict,
            "at": judgement.at.isoformat(),
            "evidence": judgement.evidence,
            "replaces": judgement.replaces,
        }
        yield Entry(f"judgement/{made.case.id}/{judgement.id}", "judgement", content)
    document = bulletin_document(made)
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    yield Entry(f"bulletin/{made.case.id}/{document['until']}/{digest[:16]}", "bulletin", document)

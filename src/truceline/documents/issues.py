"""What a document says of the issue of a bulletin, and what changed since the one that it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from truceline.documents.changed_sections import (
    attachments,
    counts,
    hindered_patrols,
    movement_counts,
    obligations,
    toll,
)
from truceline.documents.details import details
from truceline.documents.shapes.issues import (
    ChangesPart,
    DetailChangePart,
    IssuePart,
    PartedPart,
    RowChangesPart,
    WordChangePart,
)
from truceline.monitoring.membership import Parted
from truceline.results.issues import (
    NO_ROWS,
    Changes,
    CountChange,
    DetailChange,
    Merged,
    MovementChange,
    ObligationChange,
    RowChanges,
    TollChange,
    WordChange,
)
from truceline.results.monitoring import Monitored

OF_ISSUE = ("state", "replaces", "changes")
"""The keys that tell one issue from another that says the same."""


def tell_issue(part: IssuePart, made: Monitored) -> None:
    """Write into a document what its bulletin replaces, and what people wrote on it."""
    issue, case = made.issue, made.case
    if issue.replaced is not None:
        part["replaces"] = {"entry": issue.replaced.entry, "number": issue.replaced.number}
        part["changes"] = changes_part(issue.replaced.changes)
    if issue.summary:
        part["summary"] = list(issue.summary)
    if case.marking:
        part["marking"] = case.marking
    if case.signature:
        part["signature"] = list(case.signature)


def changes_part(changes: Changes) -> ChangesPart:
    """Write what changed."""
    part: ChangesPart = {
        "counts": [
            {"sector": row.sector, "what": row.what, "before": row.before, "now": row.now} for row in changes.counts
        ],
        "added": list(changes.added),
        "gone": list(changes.gone),
        "merged": [{"incident": row.incident, "into": row.into} for row in changes.merged],
        "verdicts": [_word(row) for row in changes.verdicts],
        "verification": [_word(row) for row in changes.verification],
        "attribution": [_word(row) for row in changes.attribution],
        "casualties": [{"what": row.what, "before": row.before, "now": row.now} for row in changes.casualties],
    }
    _tell_sections(part, changes)
    return part


def _tell_sections(part: ChangesPart, changes: Changes) -> None:
    if changes.parted:
        part["parted"] = [parted_part(each) for each in changes.parted]
    if changes.movement:
        part["movement"] = [
            {"sector": row.sector, "what": row.what, "before": row.before, "now": row.now} for row in changes.movement
        ]
    if any(changes.patrols):
        part["patrols"] = _rows(changes.patrols)
    if changes.obligations:
        part["obligations"] = [
            {"obligation": row.obligation, "actor": row.actor, "before": row.before, "now": row.now}
            for row in changes.obligations
        ]
    if any(changes.attachments):
        part["attachments"] = _rows(changes.attachments)
    if changes.details:
        part["details"] = [_detail(row) for row in changes.details]


def _detail(row: DetailChange) -> DetailChangePart:
    return {
        "section": row.section,
        "row": list(row.row),
        "change": row.change,
        "field": row.field,
        "before": row.before,
        "now": row.now,
    }


def parted_part(found: Parted) -> PartedPart:
    """Write which reports a merge keeps apart."""
    return {
        "incident": found.incident,
        "report": found.report,
        "rulings": "; ".join(found.rulings),
        "other": found.other,
        "of_other": found.of_other,
    }


def _parted(part: PartedPart) -> Parted:
    rulings = tuple(part["rulings"].split("; "))
    return Parted(part["incident"], part["report"], rulings, part["other"], part["of_other"])


def _rows(changes: RowChanges) -> RowChangesPart:
    return {"added": list(changes.added), "gone": list(changes.gone), "otherwise": list(changes.otherwise)}


def read_changes(part: ChangesPart) -> Changes:
    """Read what changed back from a document."""
    return Changes(
        counts=tuple(CountChange(**row) for row in part["counts"]),
        added=tuple(part["added"]),
        gone=tuple(part["gone"]),
        merged=tuple(Merged(**row) for row in part["merged"]),
        verdicts=tuple(WordChange(**row) for row in part["verdicts"]),
        verification=tuple(WordChange(**row) for row in part["verification"]),
        attribution=tuple(WordChange(**row) for row in part["attribution"]),
        casualties=tuple(TollChange(**row) for row in part["casualties"]),
        parted=tuple(_parted(row) for row in part.get("parted", ())),
        movement=tuple(MovementChange(**row) for row in part.get("movement", ())),
        patrols=_read_rows(part.get("patrols")),
        obligations=tuple(ObligationChange(**row) for row in part.get("obligations", ())),
        attachments=_read_rows(part.get("attachments")),
        details=tuple(_read_detail(row) for row in part.get("details", ())),
    )


def _read_rows(part: RowChangesPart | None) -> RowChanges:
    return RowChanges(*(tuple(part[what]) for what in ("added", "gone", "otherwise"))) if part else NO_ROWS


def _read_detail(row: DetailChangePart) -> DetailChange:
    said = row["field"], row["before"], row["now"]
    return DetailChange(row["section"], tuple(row["row"]), row["change"], *said)


def _word(row: WordChange) -> WordChangePart:
    return {"incident": row.incident, "before": row.before, "now": row.now}


def changed(before: Mapping[str, Any], now: Mapping[str, Any], moved: Mapping[str, str]) -> Changes:
    """Compare two bulletins of one period, as their documents say them, whatever the format of the earlier one.

    ``moved`` gives the incident that holds a report now, by ``in-`` and the report's id.

    Raises
    ------
    KeyError, TypeError, AttributeError
        If the earlier one is no such document.
    """
    old, new = ({row["id"]: row for row in each["incidents"]["list"]} for each in (before, now))
    lost = [incident for incident in old if incident not in new]
    merged = [Merged(incident, moved[incident]) for incident in lost if moved.get(incident, incident) in new]
    parts = {row.incident for row in merged}
    both = [(old[incident], new[incident]) for incident in new if incident in old]
    return Changes(
        counts=tuple(counts(before, now)),
        added=tuple(incident for incident in new if incident not in old),
        gone=tuple(incident for incident in lost if incident not in parts),
        merged=tuple(merged),
        verdicts=tuple(_otherwise(both, "verdict")),
        verification=tuple(_otherwise(both, "status")),
        attribution=tuple(_otherwise(both, "actor")),
        casualties=tuple(toll(before, now)),
        parted=tuple(_parted(row) for row in _parted_rows(now) if row not in _parted_rows(before)),
        movement=tuple(movement_counts(before, now)),
        patrols=hindered_patrols(before, now),
        obligations=tuple(obligations(before, now)),
        attachments=attachments(before, now),
        details=tuple(details(before, now)),
    )


def _parted_rows(document: Mapping[str, Any]) -> Sequence[PartedPart]:
    rows: Sequence[PartedPart] = document["incidents"].get("parted", ())
    return rows


def _otherwise(both: list[tuple[Mapping[str, Any], Mapping[str, Any]]], key: str) -> Iterator[WordChange]:
    for old, new in both:
        if old[key] != new[key]:
            yield WordChange(new["id"], str(old[key]), str(new[key]))

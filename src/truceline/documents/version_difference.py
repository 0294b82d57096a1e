"""What differs between two versions of a session's case, as a document and as a table."""

from __future__ import annotations

from truceline.documents.comparison import comparison_document
from truceline.documents.envelope import head
from truceline.documents.session import version_part
from truceline.documents.shapes.session import DifferenceDocument, RecordChangePart
from truceline.documents.tables.table import Table
from truceline.generation.comparison import Comparison
from truceline.results.version_difference import RecordChange, VersionDifference
from truceline.sessions.versions import Version

FORMAT = 1

_COLUMNS = ("file", "key", "kind", "change", "field", "before", "after")


def difference_document(
    session: str, versions: tuple[Version, Version], found: VersionDifference, plans: Comparison, *, version: str
) -> DifferenceDocument:
    """Write what differs between two versions, the earlier first, and between their plans."""
    return {
        **head("version-difference", FORMAT, version=version),
        "session": session,
        "before": version_part(versions[0]),
        "after": version_part(versions[1]),
        "records": [_record(each) for each in found.records],
        "files": list(found.files),
        "plans": comparison_document(plans, version=version),
    }


def changes_table(found: VersionDifference) -> Table:
    """List the records that differ, with a row for each field."""
    rows = []
    for each in found.records:
        start = (each.record.file, each.record.key, each.kind, each.how)
        rows += [(*start, field.field, field.before, field.after) for field in each.fields] or [(*start, "", "", "")]
    return Table(_COLUMNS, tuple(rows))


def _record(each: RecordChange) -> RecordChangePart:
    return {
        "file": each.record.file,
        "key": each.record.key,
        "kind": each.kind,
        "change": each.how,
        "fields": [{"field": f.field, "before": f.before, "after": f.after} for f in each.fields],
    }

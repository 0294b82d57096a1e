"""What differs between two versions as a member sees them: record by record and field by field, and in their plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.accounts.releasability import Release, sees
from truceline.accounts.roles import Member
from truceline.casefolder.record_differences import difference_of
from truceline.casefolder.records import kind_of, split_file
from truceline.documents.plan import plan_document
from truceline.documents.recorded_plan import recorded_plans
from truceline.generation.comparison import Comparison, compare
from truceline.results.plan import Plan
from truceline.results.version_difference import FieldChange, RecordChange, VersionDifference
from truceline.services.session.opened import OpenCase
from truceline.sessions.versions import Change, difference
from truceline.store.engine import Store, reading
from truceline.store.versions import files


def version_difference(store: Store, member: Member, before: OpenCase, after: OpenCase) -> VersionDifference:
    """Compare two versions of one session, as a member sees them. Cost grows with the files of both."""
    session = after.session.number
    with reading(store) as connection:
        both = [files(connection, session, member, each.version.number) for each in (before, after)]
    found = difference(before.version, after.version)
    return VersionDifference(tuple(_changes(member, found.records, *both)), found.files)


def plan_comparison(before: Plan, after: Plan) -> Comparison:
    """Compare the plans of two versions, as `diff` compares those of two runs."""
    return compare(*recorded_plans(plan_document(before), plan_document(after)))


def _changes(
    member: Member, changes: tuple[Change, ...], old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[RecordChange]:
    for name in dict.fromkeys(change.record.file for change in changes):
        parts = [split_file(name, files.get(name, b"")) for files in (old, new)]
        was, now = ({part.key: part.body for part in each} for each in parts)
        for change in (each for each in changes if each.record.file == name):
            key = change.record.key
            bodies = (was.get(key) if change.before else None, now.get(key) if change.after else None)
            how = "new" if change.before is None else "gone" if change.after is None else "changed"
            fields = difference_of(change.record, *bodies, parts[1] or parts[0])
            told = tuple(FieldChange(each.field, each.before, each.after) for each in fields)
            yield RecordChange(change.record, kind_of(change.record), how, told, _may_be_hidden(member, change))


def _may_be_hidden(member: Member, change: Change) -> bool:
    # Whether the member would read the same, were it not taken out but told the chair in confidence: one wording for
    # both, so that neither is told.
    return change.before is not None and change.after is None and not sees(member, Release.CHAIR, change.before.owner)

"""A row is late where a bulletin that reaches its date was signed before it came."""

from datetime import UTC, datetime

import pytest

from truceline.evidence.chain import LogEntry
from truceline.records.provenance import LateRow
from truceline.services.late_rows import late_in


def bulletin(until, case="c"):
    return LogEntry(f"bulletin/{case}/{until}/0123456789abcdef", "bulletin", {"format": 3})


def row(at, case="c", name="j-1"):
    return LogEntry(f"judgement/{case}/{name}", "judgement", {"at": at})


FIRST, SECOND = bulletin("2031-03-20T00:00:00+00:00"), bulletin("2031-03-21T00:00:00+00:00")
NOON = "2031-03-20T12:00:00+00:00"
CASES = {
    "before any bulletin": ([row(NOON), SECOND], None),
    "behind one that ends before it": ([FIRST, row(NOON), SECOND], None),
    "behind one that it belongs in": ([FIRST, SECOND, row(NOON)], 2),
    "at the very end of one": ([SECOND, row("2031-03-21T00:00:00+00:00")], 1),
    "a second after it": ([SECOND, row("2031-03-21T00:00:01+00:00")], None),
    "behind an older one made again": ([SECOND, FIRST, row(NOON)], 1),
    "behind one of another case": ([bulletin("2031-03-21T00:00:00+00:00", "d"), row(NOON)], None),
    "in another zone": ([SECOND, row("2031-03-21T01:30:00+02:00")], 1),
    "without a date": ([SECOND, LogEntry("judgement/c/j-1", "judgement", {})], None),
}


@pytest.mark.parametrize("how", CASES)
def test_whether_a_row_came_late(how):
    entries, missed = CASES[how]

    found = list(late_in(entries))

    assert [each.entry for each in found] == ([] if missed is None else [missed])
    assert all(each.id == "judgement/c/j-1" for each in found)


def test_a_late_row_is_told_with_its_date_and_the_bulletin_that_it_was_not_in():
    assert list(late_in([FIRST, SECOND, row(NOON)])) == [
        LateRow("judgement/c/j-1", datetime(2031, 3, 20, 12, tzinfo=UTC), 2)
    ]

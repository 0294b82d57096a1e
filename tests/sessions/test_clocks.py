"""Which deadlines stand for whom at an instant, nearest first."""

from tests.sessions.building import ASH, BIRCH, CHAIR, READER, at, decided, pledge, proposal, revision
from truceline.accounts.releasability import Release
from truceline.sessions.clocks import Clock, ClockKind, clocks

OPEN = proposal(revision(pledge("ash-posts"), 2, 1, b"three posts", owner="ash"), owner="ash")
HIDDEN = proposal(
    revision(pledge("ash-posts"), 2, 1, b"x", owner="ash", release=Release.CHAIR), name="p-2", owner="ash"
)
SILENT = (decided("submitted", 1), decided("silence", 2, deadline=10))
TOUR = Clock(ClockKind.TOUR, "ash-posts", "Ash's posts come home", at(5), Release.CHAIR, "ash")
OBLIGATION = Clock(ClockKind.OBLIGATION, "ob-1", "withdrawal of heavy weapons", at(20))


def listed(member, hour):
    found = clocks(member, [(OPEN, SILENT), (HIDDEN, SILENT)], [OBLIGATION, TOUR], at(hour))
    return [(each.clock.id, each.waits, each.overdue) for each in found]


def test_a_member_sees_the_clocks_that_are_released_nearest_first_and_which_wait():
    assert listed(ASH, 3) == [
        ("ash-posts", True, False),
        ("p-1", True, False),
        ("p-2", True, False),
        ("ob-1", False, False),
    ]
    assert listed(BIRCH, 3) == [("p-1", True, False), ("ob-1", False, False)]
    assert listed(CHAIR, 3) == [
        ("ash-posts", False, False),
        ("p-1", False, False),
        ("p-2", False, False),
        ("ob-1", False, False),
    ]
    assert listed(READER, 3) == [("p-1", False, False), ("ob-1", False, False)]
    assert listed(None, 3) == []


def test_silence_is_over_at_its_deadline_and_other_clocks_are_overdue_then():
    assert [each[0] for each in listed(BIRCH, 1)] == ["ob-1"]
    assert [each[0] for each in listed(BIRCH, 9.99)] == ["p-1", "ob-1"]
    assert listed(BIRCH, 10) == [("ob-1", False, False)]
    assert listed(ASH, 20) == [("ash-posts", True, True), ("ob-1", False, True)]

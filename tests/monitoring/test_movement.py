"""Patrols are counted by what became of them, in the period in which they were to start."""

from datetime import UTC, datetime, timedelta

from truceline.monitoring.coverage_log import CoverageEntry, Period
from truceline.monitoring.movement import PatrolEntry, movement

DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))


def at(hour):
    return DAY.start + timedelta(hours=hour)


def patrol(name, hour, state, sector="east", by=""):
    return PatrolEntry(name, "camp", sector, at(hour), at(hour + 2), "to the ford", state, by, "")


def restricted(name, post, start, end, state="access-denied", sector="east"):
    return CoverageEntry(name, post, sector, at(start), at(end), state, "")


def test_a_patrol_counts_once_in_the_period_in_which_it_was_to_start():
    patrols = [patrol("a", -1, "done"), patrol("b", 0, "denied"), patrol("c", 23, "done"), patrol("d", 24, "denied")]

    found = movement(patrols, [], ["east"], DAY)

    assert (found.planned, found.count("done"), found.count("denied")) == (2, 1, 1)
    assert [each.id for each in found.hindered] == ["b"]


def test_sectors_come_in_their_order_and_those_without_patrols_not_at_all():
    patrols = [patrol("a", 2, "done", ""), patrol("b", 1, "delayed", "west", "north"), patrol("c", 1, "called-off")]

    found = movement(patrols, [], ["west", "middle", "east"], DAY)

    assert [(each.sector, each.planned) for each in found.sectors] == [("west", 1), ("east", 1), ("", 1)]
    assert [each.hindered_by for each in found.hindered] == ["north"]


def test_hours_lost_are_those_that_people_took_within_the_period_each_once():
    log = [
        restricted("a", "mill", -5, 3),  # 3 hours within the day
        restricted("b", "mill", 2, 4, "threat"),  # one more: an hour is told twice
        restricted("c", "quay", 10, 10.5, "jamming"),
        restricted("d", "quay", 11, 20, "weather"),
        restricted("e", "quay", 11, 20, sector="west"),
    ]

    [east] = movement([patrol("a", 1, "done")], log, ["east"], DAY).sectors

    assert east.restricted_hours == 4.5

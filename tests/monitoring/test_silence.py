"""Seven days of silence count where monitors watched and nothing verified broke it."""

from datetime import timedelta

import numpy as np

from tests.agreement.building import CLAUSE, LINE, agreement, at, belt
from tests.monitoring.happened import incident
from truceline.agreement.obligations import Precondition
from truceline.monitoring.incidents import columns
from truceline.monitoring.silence import WatchedIncidents, silence
from truceline.monitoring.verification import STATUSES

SEVEN = Precondition("seven", "", 7.0, ("fire",), ("near",), "friends", "withdrawal", CLAUSE)
START = at(0)
ALWAYS = ((START, at(0, 20)),)


def seconds(*pairs):
    return np.array([[int(t.timestamp()) for t in pair] for pair in pairs], dtype=np.int64).reshape(-1, 2)


def asked(happened, words, at_day=8.0, watched=ALWAYS, terms=None):
    status = np.array([STATUSES.index(word) for word in words], dtype=np.int8)
    seen = WatchedIncidents(columns(happened), status, seconds(*watched))
    return silence(SEVEN, seen, terms or agreement(), (LINE,), START + timedelta(days=at_day))


def test_seven_watched_days_without_an_incident_are_enough_and_six_are_not():
    assert asked([], [], at_day=7.0).outcome == "met"
    assert asked([], [], at_day=6.9).outcome == "not-met"
    assert asked([], [], at_day=7.0).since == START


def test_a_verified_shot_starts_the_count_anew():
    shot = incident(start=at(0, 3))

    assert asked([shot], ["verified"], at_day=8.0).outcome == "not-met"
    assert asked([shot], ["verified"], at_day=8.0).breaking == ("in-1",)
    assert asked([shot], ["verified"], at_day=9.0).outcome == "met"


def test_a_shot_that_is_not_judged_yet_leaves_it_undetermined():
    shot = incident(start=at(0, 3))

    for word in ("reported", "unverifiable", "disputed"):
        found = asked([shot], [word])
        assert (found.outcome, found.doubtful) == ("undetermined", ("in-1",))
    assert asked([shot], ["not-verified"]).outcome == "met"


def test_a_shot_at_the_very_moment_counts_and_one_a_second_later_is_not_known():
    now = START + timedelta(days=8)

    assert asked([incident(start=now)], ["verified"]).breaking == ("in-1",)
    assert asked([incident(start=now + timedelta(seconds=1))], ["verified"]).breaking == ()


def test_a_shot_elsewhere_breaks_nothing_and_one_at_the_edge_may():
    assert asked([incident(start=at(0, 3), metres=20_000.0)], ["verified"]).outcome == "met"
    edge = incident(start=at(0, 3), metres=10_000.0, radius_m=1_000.0)
    assert asked([edge], ["verified"]).outcome == "undetermined"


def test_an_act_of_another_kind_breaks_nothing():
    assert asked([incident(act="jamming", start=at(0, 3))], ["verified"]).outcome == "met"


def test_time_that_nobody_watched_is_not_silence():
    gap = ((START, at(0, 3)), (at(6, 3), at(0, 20)))
    joined = ((START, at(0, 3)), (at(0, 3), at(0, 20)))

    assert asked([], [], watched=gap).outcome == "not-met"
    assert asked([], [], watched=gap).since == at(6, 3)
    assert asked([], [], watched=joined).outcome == "met"
    assert asked([], [], watched=()).outcome == "not-met"


def test_what_has_not_happened_yet_breaks_nothing():
    assert asked([incident(start=at(0, 15))], ["verified"]).outcome == "met"


def test_ground_on_which_versions_differ_counts_as_that_of_all_of_them():
    belts = (belt(to_m=3_000.0, version="ash"), belt(to_m=8_000.0, version="elm"))
    shot = incident(start=at(0, 3), metres=5_000.0)

    assert asked([shot], ["verified"], terms=agreement(belts=belts)).outcome == "not-met"
    assert asked([incident(start=at(0, 3))], ["verified"], terms=agreement(belts=belts[:1])).outcome == "met"

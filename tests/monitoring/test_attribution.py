"""Nobody is named without evidence that counts; labels by machines and words of the other party never do."""

from datetime import date
from math import nan

import pytest

from tests.agreement.building import LINE, agreement, use, version
from tests.monitoring.happened import east, incident
from truceline.agreement.agreement import LineUse
from truceline.monitoring.attribution import CONFIDENCES, attributions
from truceline.monitoring.incidents import Evidence, columns


def who(*evidence, terms=None, **given):
    rows = columns([incident(evidence=evidence, **given)])
    found = attributions(rows, terms or agreement(), (LINE,))
    return found.name(0), CONFIDENCES[found.confidence[0]]


def points(kind, to, by=""):
    return Evidence(kind, points_to=to, given_by=by)


def origin(metres, radius=100.0):
    return Evidence("direction", lon=east(metres), lat=48.0, radius_m=radius)


def test_without_evidence_it_is_undetermined():
    assert who() == ("", "none")


@pytest.mark.parametrize("kind", ["machine-label", "accusation"])
def test_labels_by_machines_and_accusations_never_count_whatever_their_points(kind):
    assert who(points(kind, "ash")) == ("", "none")
    assert who(points(kind, "elm"), points("direction", "ash")) == ("ash", "moderate")


def test_evidence_adds_up_by_kind_and_each_kind_counts_once():
    assert who(points("holdings", "ash")) == ("", "low")
    assert who(points("holdings", "ash"), points("holdings", "ash")) == ("", "low")
    assert who(points("direction", "ash")) == ("ash", "moderate")
    assert who(points("direction", "ash"), points("holdings", "ash")) == ("ash", "moderate")
    assert who(points("direction", "ash"), points("origin-side", "ash")) == ("ash", "high")


def test_evidence_that_points_both_ways_leaves_it_undetermined():
    assert who(points("direction", "ash"), points("holdings", "elm"))[0] == ""


def test_what_a_party_says_of_the_other_is_a_claim_and_no_evidence():
    assert who(points("direction", "ash", by="elm")) == ("", "none")
    assert who(points("direction", "ash", by="friends")) == ("ash", "moderate")


def test_an_admission_counts_only_from_who_did_it():
    assert who(points("admission", "ash", by="ash")) == ("ash", "high")
    assert who(points("admission", "ash", by="elm")) == ("", "none")
    assert who(points("admission", "ash")) == ("", "none")


def test_a_third_actor_or_nobody_may_have_done_it():
    assert who(points("direction", "other"))[0] == "other"
    assert who(points("direction", "none"))[0] == "none"


def test_a_kind_or_actor_that_is_not_known_counts_for_nothing():
    assert who(points("rumour", "ash")) == ("", "none")
    assert who(points("direction", "oak")) == ("", "none")


def test_a_side_where_it_was_seen_to_start_is_evidence_and_where_it_landed_is_none():
    assert who(origin_side="elm") == ("elm", "moderate")
    assert who(impact_side="elm") == ("", "none")


def test_a_place_of_origin_counts_for_who_holds_that_side_where_the_side_is_sure():
    assert who(origin(5_000.0)) == ("ash", "moderate")  # east, left as the line runs south
    assert who(origin(-5_000.0)) == ("elm", "moderate")
    assert who(origin(500.0, radius=1_000.0)) == ("", "none")


def test_the_line_of_that_day_decides_whose_side_it_was():
    before, since = date(2031, 3, 1), date(2031, 3, 1)
    earlier = LineUse("line", "elm", "ash", (), None, before, "", use().clause)
    terms = agreement(lines=(earlier, use(start=since)))

    assert who(origin(5_000.0), terms=terms)[0] == "ash"
    assert who(origin(5_000.0), terms=agreement(lines=(earlier,)))[0] == ""


def test_readings_that_disagree_whose_side_it_was_leave_it_undetermined():
    contested = (use(version="ash"), use(left="elm", right="ash", version="elm"))
    terms = agreement(lines=contested, versions=(version("ash", "ash"), version("elm", "elm")))

    assert who(origin(5_000.0), terms=terms) == ("", "none")


def test_a_side_that_no_party_holds_names_nobody_and_contradicts_nobody():
    lines = (use(), use(left="friends", right="friends"))

    assert who(origin(5_000.0), terms=agreement(lines=lines))[0] == "ash"
    assert who(origin(5_000.0), terms=agreement(lines=lines[1:]))[0] == ""


def test_a_line_without_geometry_tells_nothing():
    terms = agreement(lines=(use(), use(line="elsewhere")))

    assert who(origin(5_000.0), terms=terms) == ("", "none")


def test_a_place_of_origin_without_coordinates_tells_nothing():
    assert who(Evidence("direction", lon=nan, lat=nan)) == ("", "none")

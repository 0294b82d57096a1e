"""Incidents keep honest bounds, in records and in columns."""

from dataclasses import replace

import numpy as np
import pytest

from tests.agreement.building import at
from tests.monitoring.building import HOUR, START, few, reports
from tests.monitoring.happened import incident
from truceline.agreement.three_valued_logic import MAYBE, NO, YES
from truceline.errors import CaseError
from truceline.monitoring.fusion import gather
from truceline.monitoring.incidents import Evidence, columns


def test_columns_hold_what_the_records_say_and_minus_one_for_what_they_do_not():
    rows = columns(
        [
            incident("a", weapon="gun", circumstances=(("ordered", True),), reports=("r1", "r2")),
            incident("b", act="", origin_side="elm", circumstances=(("ordered", False), ("answers", True))),
        ]
    )

    assert rows.circumstances == ("answers", "ordered")
    assert rows.circumstance.tolist() == [[MAYBE, YES], [YES, NO]]
    assert [rows.name("act", 0), rows.name("act", 1)] == ["shelling", ""]
    assert [rows.name("weapon", 0), rows.name("weapon", 1), rows.name("origin_side", 1)] == ["gun", "", "elm"]
    assert rows.reports_of(0) == ("r1", "r2")
    assert rows.start[0] == int(at(6).timestamp())


def test_selected_incidents_keep_their_reports_and_evidence():
    rows = columns(
        [
            incident("a", reports=("r1",), evidence=(Evidence("direction", "ash"),)),
            incident("b", reports=("r2", "r3"), evidence=(Evidence("direction", "elm"),)),
        ]
    )
    chosen = rows.select(np.array([False, True]))

    assert chosen.id.tolist() == ["b"]
    assert chosen.reports_of(0) == ("r2", "r3")
    assert (chosen.evidence.incident.tolist(), chosen.evidence.points_to.tolist()) == ([0], ["elm"])
    assert rows.select(np.array([1, 0])).evidence.incident.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"lat": 95.0}, "place | is outside WGS84; give degrees, or NaN for both where it is not known"),
        ({"lon": float("nan")}, "place | is outside WGS84; give degrees, or NaN for both where it is not known"),
        ({"radius_m": -1.0}, "radius_m | is no number of metres; give the standard deviation of the place"),
        ({"end": at(1)}, "end | comes before start; exchange the two"),
        ({"id": "b"}, "id | is given more than once; rename it"),
    ],
)
def test_what_cannot_be_is_refused_with_the_incidents_id(wrong, message):
    with pytest.raises(CaseError) as caught:
        columns([incident("b"), replace(incident("a"), **wrong)])

    name = wrong.get("id", "a")
    assert caught.value.problems == (f"{message} (1 of 2 incidents: {name})",)


def test_reports_of_one_incident_meet_in_their_common_interval_and_the_more_exact_place():
    given = few(("post", 0, 0, 100.0, "shelling"), ("drone", 1, 300, 200.0, "shelling"))
    given = replace(given, end=given.end + 2 * HOUR)

    rows = gather(given, np.array([0, 0]))

    assert rows.id.tolist() == ["in-r0"]
    assert (rows.start[0], rows.end[0]) == (START + HOUR, START + 2 * HOUR)
    assert rows.radius_m[0] == 100.0
    assert (rows.lat[0] - 48.0) * 111_195 == pytest.approx(60.0, rel=1e-3)  # 300 m at a quarter of the weight
    assert rows.reports_of(0) == ("r0", "r1")


def test_reports_whose_intervals_do_not_meet_span_them_all():
    rows = gather(few(("post", 0, 0, 100.0, "shelling"), ("drone", 3, 0, 100.0, "shelling")), np.array([0, 0]))

    assert (rows.start[0], rows.end[0]) == (START, START + 3 * HOUR)


def test_the_act_is_what_most_reports_say():
    told = [("post", 0, 0, 100.0, act) for act in ("shelling", "small arms", "small arms")]

    assert gather(few(*told), np.array([0, 0, 0])).name("act", 0) == "small arms"


def test_of_equally_many_acts_the_more_exact_one_is_told_and_no_exactness_outvotes_a_report():
    given = few(*(("post", 0, 0, 100.0, act) for act in ("shelling", "small arms", "shelling", "small arms")))
    exactness = np.array([3 if name == "small arms" else 1 for name in given.acts])

    assert gather(given, np.zeros(4, dtype=np.int64), exactness).name("act", 0) == "small arms"
    assert gather(given, np.array([0, 0, 0, 1]), exactness).name("act", 0) == "shelling"


def test_gathering_keeps_one_incident_for_each_number_and_every_report_once():
    given, told = reports(500)
    rows = gather(given, told)

    assert len(rows) == len(set(told.tolist()))
    assert sorted(rows.report.tolist()) == sorted(given.id.tolist())
    order = np.lexsort((given.id, given.start))
    first = {told[row]: f"in-{given.id[row]}" for row in order[::-1]}
    assert set(rows.id.tolist()) == set(first.values())
    assert (rows.start <= rows.end).all()


def test_reports_that_share_a_single_instant_meet_there():
    given = few(("post", 0, 0, 100.0, "shelling"), ("drone", 2, 0, 100.0, "shelling"))
    rows = gather(replace(given, end=np.array([START + 2 * HOUR, START + 2 * HOUR])), np.array([0, 0]))

    assert (rows.start[0], rows.end[0]) == (START + 2 * HOUR, START + 2 * HOUR)

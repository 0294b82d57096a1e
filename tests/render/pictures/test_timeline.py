"""The timeline puts every statement on its day."""

import re
from datetime import date, timedelta

from truceline.render.pictures.timeline import Flag, Mark, timeline

START = date(2025, 2, 1)


def mark(day, lane="A", stance="open"):
    return Mark(lane, day, day, stance, f"said on {day}", f"#{lane}-{day}")


def rings(svg):
    return [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="5.5" class="ring"', svg)
    ]


def test_later_statements_stand_further_right_in_step_with_time():
    days = [START + timedelta(days=n) for n in (10, 30, 50)]
    xs = [x for x, _ in rings(timeline(["A"], [mark(d) for d in days], [], START + timedelta(days=60), "t"))][:3]

    assert xs[1] - xs[0] > 0
    assert abs((xs[2] - xs[1]) - (xs[1] - xs[0])) < 0.1


def test_statements_of_one_day_stand_above_each_other_on_that_day():
    same = [Mark("A", START, START, "open", "x", f"#{n}") for n in range(3)]
    found = rings(timeline(["A"], same, [], START + timedelta(days=300), "t"))[:3]

    assert len({x for x, _ in found}) == 1
    assert len({y for _, y in found}) == 3


def test_a_few_statements_long_before_the_rest_do_not_squeeze_it():
    days = [date(2016, 9, 21), *(START + timedelta(days=n) for n in range(0, 60, 5))]
    xs = sorted(
        x for x, _ in rings(timeline(["A"], [mark(d) for d in days], [], START + timedelta(days=60), "t"))[: len(days)]
    )

    assert xs[-1] - xs[1] > 600
    assert ">earlier<" in timeline(["A"], [mark(d) for d in days], [], START + timedelta(days=60), "t")


def test_meetings_lead_to_their_entry():
    svg = timeline(["A"], [mark(START)], [Flag(7, START, "Summit", "#meeting-m7")], START, "t")

    assert 'href="#meeting-m7"' in svg
    assert "<title>Summit</title>" in svg

"""The order of battle lists who serves where in one month."""

from tests.generation.building import line, unit
from truceline.generation.generate import generate
from truceline.generation.orbat import order_of_battle


def test_the_force_is_listed_by_sector_line_and_unit_with_its_people():
    lines = [line("ward", "hospital"), line("front", sector="east", months=(3, 12)), line("rear", sector="east")]
    units = [unit("ash-1#1", personnel=300.0), unit("ash-1#2", personnel=200.0), unit("birch-1#1", "hospital")]
    plan = generate(lines, units, months=12)

    def listed(month):
        return [(e.depth, e.id, e.superior, e.personnel) for e in order_of_battle(plan, lines, units, month=month)]

    first = [row for row in listed(1) if row[0] < 3]
    assert first[0] == (0, "force", "", sum(row[3] for row in first if row[0] == 1))
    assert [row[1:3] for row in first[1:]] == [
        ("sector:anywhere", "force"),
        ("line:ward", "sector:anywhere"),
        ("sector:east", "force"),
        ("line:rear", "sector:east"),
    ]
    assert listed(6)[0][3] == 1000.0
    assert {row[1] for row in listed(6) if row[0] == 3} == {"ash-1#1", "ash-1#2", "birch-1#1"}
    assert ("line:front", "sector:east") in {row[1:3] for row in listed(6)}


def test_a_month_in_which_nobody_serves_has_a_force_of_none():
    lines = [line("front", months=(3, 6))]
    units = [unit("ash-1#1")]
    (top,) = order_of_battle(generate(lines, units, months=6), lines, units, month=1)
    assert (top.kind, top.personnel) == ("force", 0)

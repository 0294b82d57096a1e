"""Small random cases: the exact plan is the best there is; the decomposed one is sound and its bounds hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generation.building import line, unit
from tests.reference.generation import best, faults
from truceline.generation import generate as module
from truceline.generation.generate import generate
from truceline.generation.units import PartUnit
from truceline.records.capabilities import Caveat, Unit
from truceline.solvers.milp import SolveStatus

MONTHS = 3
CAPABILITIES = ("battalion", "hospital")
TASKS = ("patrol", "observe")


@st.composite
def drawn_lines(draw):
    lines = []
    for number in range(draw(st.integers(1, 2))):
        first = draw(st.integers(1, MONTHS))
        capability = draw(st.sampled_from(CAPABILITIES))
        other = [c for c in CAPABILITIES if c != capability]
        lines.append(
            line(
                f"line-{number}",
                capability,
                quantity := draw(st.integers(1, 2)),
                (first, draw(st.integers(first, MONTHS + 1))),
                critical=draw(st.booleans()),
                tasks=tuple(draw(st.lists(st.sampled_from(TASKS), max_size=1))),
                sector=draw(st.sampled_from(("", "east"))),
                substitutes=draw(st.sampled_from(((), ((other[0], 0.5),)))),
                minimum=draw(st.integers(0, quantity)),
            )
        )
    return lines


caveats = st.builds(
    Caveat,
    st.sampled_from(("prohibition", "limitation")),
    st.sampled_from(("", *TASKS)),
    st.sampled_from(("", "east")),
    st.sampled_from((0, 30)),
    st.just(""),
)


@st.composite
def drawn_units(draw):
    units = []
    for pledge in range(draw(st.integers(1, 2))):
        first = unit(
            f"ash-{pledge}#1",
            draw(st.sampled_from(CAPABILITIES)),
            tour=draw(st.integers(1, 2)),
            rest=draw(st.integers(0, 1)),
            tours=draw(st.integers(1, 2)),
            ready=draw(st.sampled_from((0, 10, 20, 40))),
            location=draw(st.sampled_from(("in-country",) * 4 + ("adjacent",))),
            caveats=tuple(draw(st.lists(caveats, max_size=1))),
            needs=tuple(draw(st.lists(st.sampled_from((*CAPABILITIES, "airlift")), max_size=1))),
        )
        units.append(first)
        if draw(st.booleans()):
            fields = {name: getattr(first, name) for name in Unit.__slots__} | {"id": f"ash-{pledge}#2"}
            units.append(PartUnit(**fields, share=0.5) if draw(st.booleans()) else Unit(**fields))
    return units[:3]


@settings(max_examples=60, deadline=None)
@given(drawn_lines(), drawn_units())
def test_the_exact_plan_keeps_every_rule_and_no_combination_of_schedules_is_better(lines, units):
    plan = generate(lines, units, months=MONTHS)

    assert list(faults(plan, lines, units, MONTHS)) == []
    values = {stage.name: stage.value for stage in plan.stages}
    reached = values["critical"], values["fill"], values.get("viable", 0), -values["tours"]
    assert best(lines, units, MONTHS) == reached
    assert plan.status is SolveStatus.OPTIMAL


@settings(max_examples=60, deadline=None)
@given(drawn_lines(), drawn_units())
def test_the_decomposed_plan_keeps_every_rule_and_its_bounds_hold(lines, units):
    small, module.EXACT = module.EXACT, 0
    try:
        plan = generate(lines, units, months=MONTHS)
    finally:
        module.EXACT = small

    assert list(faults(plan, lines, units, MONTHS)) == []
    critical, total, _viable, _tours = best(lines, units, MONTHS)
    stages = {stage.name: stage for stage in plan.stages}
    assert stages["critical"].value <= critical + 1e-6 <= stages["critical"].bound + 2e-6
    if stages["critical"].value == critical:
        assert stages["fill"].value <= total + 1e-6 <= stages["fill"].bound + 2e-6
    assert plan.objective <= plan.bound + 1e-6
    assert 9 * critical + total <= plan.bound + 1e-6 or stages["critical"].value < critical

"""What one scenario's contributors are asked, and what the pictures of their units show."""

import pytest

from truceline.results.names import names_of
from truceline.views.contributors import askings, gantt_blocks
from truceline.workflow.generate import generate_force


@pytest.fixture(scope="module")
def view(case):
    return generate_force(case, version="0.0.0", scenario="council-mandate")


def test_what_is_asked_in_a_capital_or_a_parliament_is_listed_with_its_days(view, case):
    found = {(a.contributor, a.days) for a in askings(view, names_of(case))}
    assert ("Dale", 30) in found


def test_each_unit_that_serves_has_one_row_with_all_its_tours(view, case):
    blocks = gantt_blocks(view, names_of(case))
    bars = [len(row.bars) for block in blocks for row in block.rows]

    assert len(bars) == len({t.unit for t in view.plan.assignments})
    assert sum(bars) == len(view.plan.assignments)

"""The plans of a session are begun anew where they were lost, and not where they would fail again."""

import sys
from concurrent.futures import BrokenExecutor

import pytest

from truceline.services.session.planning import load, planning
from truceline.services.session.plans import PlanJob

PLANNING = ("truceline.workflow.plan", "highspy", "scipy.sparse", "scipy.spatial")
"""What only planning needs, and takes long to load."""


@pytest.mark.parametrize(
    ("first", "whole", "failed"),
    [
        (None, None, False),
        ("a plan", None, False),
        ("a plan", "with ranges", False),
        ("a plan", ValueError("no ranges of these"), False),  # which would come again
        ("a plan", BrokenExecutor("killed"), True),
        (ValueError("no plan of this"), None, True),
        (BrokenExecutor("killed"), None, True),
    ],
)
def test_a_plan_is_begun_anew_where_there_is_none_or_its_ranges_were_lost(first, whole, failed):
    job = PlanJob("key")
    for future, came in ((job.first, first), (job.whole, whole)):
        if isinstance(came, Exception):
            future.set_exception(came)
        elif came is not None:
            future.set_result(came)

    assert job.failed is failed


def loaded(told):
    load(told)
    return [name for name in PLANNING if name in sys.modules]


def test_a_process_that_plans_loads_what_planning_needs_before_it_is_asked_to():
    with planning() as queue:
        assert queue.submit("", loaded).result(timeout=120) == list(PLANNING)

"""The plans of a session are begun anew where they were lost, and not where they would fail again."""

import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest
from tests.store.sessions import T0

from truceline.services.session.planning import Planners, load, planning
from truceline.services.session.plans import PlanJob, Plans
from truceline.services.session.serving import open_workspace

PLANNING = ("truceline.workflow.plan", "highspy", "scipy.sparse", "scipy.spatial")
"""What only planning needs, and takes long to load."""


def held(_told, until):
    while not Path(until).exists():
        time.sleep(0.02)


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
    with planning() as planners:
        assert planners.plans.submit("", loaded).result(timeout=120) == list(PLANNING)


def test_a_plan_does_not_wait_for_the_ranges_of_others(tmp_path):
    workspace = open_workspace(["two-rivers"], tmp_path / "s.sqlite", at=T0, say=print)
    planners = Planners()
    plans = Plans(planners)
    try:
        planners.draws.submit("ranges of others", held, str(tmp_path / "end"))
        asked = workspace.asked("two-rivers", {})
        job = plans.job(asked.opened, asked.day)

        assert job.first.result(60).drawn is None
        assert not job.whole.done()

        (tmp_path / "end").touch()
        assert job.whole.result(60).drawn is not None
    finally:
        plans.close()
        workspace.close()

"""The plans of a session are begun anew where they were lost, and not where they would fail again."""

from concurrent.futures import BrokenExecutor

import pytest

from truceline.services.session.plans import PlanJob


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

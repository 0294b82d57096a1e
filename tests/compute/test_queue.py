"""Work waits for one of a few processes; one that is ended from outside takes its work with it, and no more."""

import os
import signal
from concurrent.futures import BrokenExecutor

import pytest

from truceline.compute.queue import WorkQueue


def twice(told, number):
    told(1, 2)
    return 2 * number


def killed(_told):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="no process is killed so there")
def test_after_a_process_was_killed_others_do_the_work_that_comes_then():
    queue = WorkQueue(1)
    try:
        assert queue.submit("first", twice, 20).result(60) == 40
        with pytest.raises(BrokenExecutor):
            queue.submit("killed", killed).result(60)
        assert queue.submit("then", twice, 21).result(60) == 42
        assert queue.progress("first") == queue.progress("then") == (1, 2)
        assert queue.progress("killed") is None
    finally:
        queue.close()

"""Work waits for one of a few processes; one that is ended from outside takes its work with it, and no more."""

import os
import signal
import time
from concurrent.futures import BrokenExecutor
from itertools import count
from threading import Thread

import pytest

from truceline.compute.queue import WorkQueue


def twice(told, number):
    told(1, 2)
    return 2 * number


def chatter(told):
    for number in count():
        told(number, number + 1)


def killed(_told):
    os.kill(os.getpid(), signal.SIGKILL)


def progress_of(queue, name):
    """Return what was told of a piece of work, which may come after its result."""
    end = time.monotonic() + 60
    while (found := queue.progress(name)) is None and time.monotonic() < end:
        time.sleep(0.01)
    return found


@pytest.mark.skipif(os.name == "nt", reason="no process is killed so there")
def test_after_a_process_was_killed_others_do_the_work_that_comes_then():
    queue = WorkQueue(1)
    try:
        assert queue.submit("first", twice, 20).result(60) == 40
        with pytest.raises(BrokenExecutor):
            queue.submit("killed", killed).result(60)
        assert queue.submit("then", twice, 21).result(60) == 42
        assert progress_of(queue, "first") == progress_of(queue, "then") == (1, 2)
        assert queue.progress("killed") is None
    finally:
        queue.close()


def test_a_queue_is_closed_while_its_processes_tell():
    queue = WorkQueue(2)
    for name in ("one", "other"):
        queue.submit(name, chatter)
    assert progress_of(queue, "one")
    assert progress_of(queue, "other")

    closing = Thread(target=queue.close, daemon=True)
    closing.start()
    closing.join(20)

    assert not closing.is_alive()

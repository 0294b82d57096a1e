"""One process, two processes and a dask cluster give the same bytes; what was done is kept."""

import warnings
from dataclasses import fields

import pytest
from tests.exercise.building import exercise, ground, step

from truceline.compute.cluster import over
from truceline.errors import SourceError
from truceline.exercise.montecarlo import ReplicationBlock, Trial, run_block
from truceline.exercise.replication import Outcomes

TRIAL = Trial(
    exercise(days=40, ladder=(step(2, 7),), branching_ratio=0.5), {"one": ground(), "two": ground(0.3, 0.1)}, 7
)
PIECES = tuple(ReplicationBlock(name, first, end) for first, end in ((0, 20), (20, 30)) for name in ("one", "two"))


def flat(done):
    return [(f.name, getattr(part, f.name).tobytes()) for part in done.results for f in fields(Outcomes)]


def run(**how):
    told = []
    done = over(run_block, TRIAL, PIECES, progress=lambda number, of: told.append((number, of)), **how)
    assert told == [(n, 4) for n in (1, 2, 3, 4)]
    assert not done.interrupted
    return flat(done)


@pytest.fixture(scope="module")
def here():
    return run()


def test_two_processes_give_the_same_bytes_as_one(here):
    assert run(workers=2) == here


def test_a_dask_cluster_gives_the_same_bytes_as_one_process(here):
    distributed = pytest.importorskip("distributed", reason="distributed is not installed (the extra `cluster`)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dask's own
        cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
        with cluster:
            assert run(scheduler=cluster.scheduler_address) == here


def test_a_scheduler_that_is_not_there_is_told():
    pytest.importorskip("distributed", reason="distributed is not installed (the extra `cluster`)")
    with pytest.raises(SourceError, match="no-such-scheme"):
        over(run_block, TRIAL, PIECES, scheduler="no-such-scheme://here", progress=print)


@pytest.mark.parametrize("workers", [1, 2])
def test_on_ctrl_c_the_pieces_done_are_kept_in_order(workers):
    def stop(number, of):
        if number == 2:
            raise KeyboardInterrupt

    done = over(run_block, TRIAL, PIECES, workers=workers, progress=stop)
    assert done.interrupted
    assert [len(part) for part in done.results] == [20, 20]
    assert flat(done) == flat(over(run_block, TRIAL, PIECES[:2], progress=lambda *_: None))


def test_an_error_in_a_worker_comes_home():
    with pytest.raises(ValueError, match="expected non-negative integer"):
        over(run_block, TRIAL, (ReplicationBlock("one", -1, 1), *PIECES), workers=2, progress=print)

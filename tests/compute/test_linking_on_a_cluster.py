"""Linkage on a dask cluster of two processes, in partitions and in one piece give the same incidents and reasons."""

import operator
import os
import warnings
from functools import partial

import numpy as np
import pytest
from click.testing import CliRunner
from tests.monitoring.building import reports

from truceline.cli import main
from truceline.compute.cluster import tasks_on
from truceline.monitoring.linkage.link_reports import Rulings, link
from truceline.monitoring.linkage.partitions import link_partitions

NAMES = ("a", "b", "place", "time", "act", "weapon", "rate", "prior")


@pytest.fixture(scope="module")
def scheduler():
    distributed = pytest.importorskip("distributed", reason="distributed is not installed (the extra `cluster`)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dask's own
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster:
            yield cluster.scheduler_address


def test_a_cluster_gives_the_same_incidents_and_reasons_as_one_process(scheduler):
    some, _ = reports(3_000, 5, days=60)
    bound = {
        "rulings": Rulings(merge=[("r00001", "r01200")], split=[("r00002", "r00003")]),
        "repeats": frozenset({"outlet"}),
    }
    run = partial(tasks_on, scheduler)
    whole, spread = link(some, **bound), link_partitions(some, 5, **bound, run=run, run_clusters=run)
    assert len(whole.links) > 300
    np.testing.assert_array_equal(whole.incident, spread.incident)
    for name in NAMES:
        np.testing.assert_array_equal(getattr(whole.links, name), getattr(spread.links, name))


def test_the_command_writes_the_same_bytes_however_it_runs(scheduler, tmp_path):
    some, _ = reports(400, 6, span_km=15.0)
    file = tmp_path / "reports.csv"
    at = np.datetime_as_string(some.start.astype("datetime64[s]"))
    columns = (some.id, np.array(some.sources)[some.source], at, some.lat, some.lon, np.array(some.acts)[some.act])
    rows = [
        f"{i},{source},{time}Z,{lat},{lon},500,{act}" for i, source, time, lat, lon, act in zip(*columns, strict=True)
    ]
    file.write_text("\n".join(["id,source,time,lat,lon,radius_m,act", *rows, ""]), encoding="utf-8")
    written = []
    for how in ((), ("--partitions", "3"), ("--scheduler", scheduler), ("--scheduler", scheduler, "--partitions", "2")):
        out = tmp_path / "incidents.csv"
        ran = CliRunner().invoke(main, ["link", str(file), "--out", str(out), *how], catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        written.append((out.read_bytes(), (tmp_path / "incidents-links.csv").read_bytes()))
        out.unlink()
    assert written[0][1].count(b"\n") > 30
    assert written[1:] == written[:1] * 3


def test_tasks_run_in_other_processes_and_their_results_keep_their_order(scheduler):
    assert tasks_on(scheduler, [partial(operator.mul, n, 2) for n in range(20)]) == list(range(0, 40, 2))
    assert os.getpid() not in tasks_on(scheduler, [os.getpid])
    assert tasks_on(scheduler, []) == []


def test_an_error_of_a_task_comes_home(scheduler):
    with pytest.raises(ZeroDivisionError):
        tasks_on(scheduler, [partial(operator.truediv, 1, 2), partial(operator.truediv, 1, 0)])

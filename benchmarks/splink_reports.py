"""Splink on a table of reports, in an interpreter that has Splink 5.

usage: splink_reports.py [--by-hand] CELLS_KM REPORTS.csv INCIDENTS.csv

Reports are blocked by day and cells of CELLS_KM, each also shifted by half. The comparisons are Splink's own for
places and times, as its documentation shows them, or, --by-hand, expressions on projected kilometres and hours, which
are cheaper. Trained on the true labels; connected components at the best of several thresholds. Prints the seconds of
training, predicting and clustering at that one threshold: neither start, reading nor the choice count.
"""

import sys
import time

import duckdb
import splink.comparison_level_library as level
import splink.comparison_library as compare
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

CELLS = """
select *, floor(x / {km}) as cx, floor(y / {km}) as cy, floor(x / {km} + .5) as dx, floor(y / {km} + .5) as dy,
floor(hour / 24) as day, floor(hour / 24 + .5) as noon, act // 2 as kind,
make_timestamp(cast(hour * 3600000000 as bigint)) as at from read_csv('{path}')
"""
KM, HOURS = (0.5, 1, 2, 4), (1, 3, 6, 13)


def levels(name, expression, limits):
    steps = [level.CustomLevel(f"{expression} <= {limit}", f"within {limit}") for limit in limits]
    return compare.CustomComparison(
        output_column_name=name, comparison_levels=[*steps, level.ElseLevel()], comparison_description=name
    )


def own():
    hours = {"input_is_string": False, "metrics": ["hour"] * len(HOURS), "thresholds": list(HOURS)}
    return [
        compare.DistanceInKMAtThresholds("lat", "lon", list(KM)),
        compare.AbsoluteTimeDifferenceAtThresholds("at", **hours),
        levels("act", "abs(act_l - act_r) + 2 * abs(kind_l - kind_r)", (0, 1)),
    ]


def by_hand():
    return [
        levels("x", "sqrt(power(x_l - x_r, 2) + power(y_l - y_r, 2))", KM),
        levels("hour", "abs(hour_l - hour_r)", HOURS),
        levels("act", "abs(act_l - act_r) + 2 * abs(kind_l - kind_r)", (0, 1)),
    ]


def settings(comparisons):
    rules = [
        {"blocking_rule": " and ".join([*(f"l.{n} = r.{n}" for n in (a, b, c)), "l.source <> r.source"])}
        for a in ("cx", "dx")
        for b in ("cy", "dy")
        for c in ("day", "noon")
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=comparisons,
        retain_matching_columns=False,
        additional_columns_to_retain=["truth"],
    )


def main(km, given, found, comparisons):
    connection = duckdb.connect()
    connection.execute(f"create table reports as {CELLS.format(km=km, path=given)}")
    begin = time.perf_counter()
    linker = Linker(DuckDBAPI(connection).register("reports"), settings(comparisons), log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("truth")], recall=1.0)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    linker.training.estimate_m_from_label_column("truth")
    pairs = linker.inference.predict(threshold_match_probability=0.05)
    seconds = time.perf_counter() - begin
    tried = (clustered(linker, connection, pairs, threshold) for threshold in (0.2, 0.5, 0.7, 0.8, 0.9))
    _, labels, clustering = max(tried, key=lambda row: row[0])
    labels.to_csv(found, index=False)
    sys.stdout.write(f"{seconds + clustering}\n")


def clustered(linker, connection, pairs, threshold):
    """Give F1, labels and the seconds that clustering took."""
    begin = time.perf_counter()
    table = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=threshold)
    seconds = time.perf_counter() - begin
    name = table.physical_name
    connection.execute(f"create or replace view found as select unique_id, cluster_id, truth from {name}")  # noqa: S608
    hit, told, true = (
        connection.execute(f"select sum(n * (n - 1)) from (select count(*) n from found group by {by})").fetchone()[0]  # noqa: S608
        for by in ("cluster_id, truth", "cluster_id", "truth")
    )
    labels = "select unique_id as id, cluster_id as incident from found order by unique_id"
    return 2 * hit / max(told + true, 1), connection.execute(labels).df(), seconds


if __name__ == "__main__":
    *options, km, given, found = sys.argv[1:]
    main(float(km), given, found, by_hand() if options == ["--by-hand"] else own())

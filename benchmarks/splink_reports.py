"""Splink on a table of reports, in an interpreter that has Splink 5.

usage: splink_reports.py REPORTS.csv INCIDENTS.csv

Blocking, comparisons and training in the way its documentation shows; connected components at the best of several
thresholds.
"""

import sys

import duckdb
import splink.comparison_level_library as level
import splink.comparison_library as compare
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

CELLS = """
select *, floor(x / 4) as cx, floor(y / 4) as cy, floor(x / 4 + .5) as dx, floor(y / 4 + .5) as dy,
floor(hour / 24) as day, floor(hour / 24 + .5) as noon, act // 2 as kind from read_csv('{path}')
"""
KM = "sqrt(power(x_l - x_r, 2) + power(y_l - y_r, 2))"


def levels(name, expression, limits):
    steps = [level.CustomLevel(f"{expression} <= {limit}", f"within {limit}") for limit in limits]
    return compare.CustomComparison(
        output_column_name=name, comparison_levels=[*steps, level.ElseLevel()], comparison_description=name
    )


def settings():
    rules = [
        {"blocking_rule": " and ".join([*(f"l.{n} = r.{n}" for n in (a, b, c)), "l.source <> r.source"])}
        for a in ("cx", "dx")
        for b in ("cy", "dy")
        for c in ("day", "noon")
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            levels("x", KM, (0.5, 1, 2, 4)),
            levels("hour", "abs(hour_l - hour_r)", (1, 3, 6, 13)),
            levels("act", "abs(act_l - act_r) + 2 * abs(kind_l - kind_r)", (0, 1)),
        ],
        retain_matching_columns=False,
        additional_columns_to_retain=["truth"],
    )


def main(given, found):
    connection = duckdb.connect()
    connection.execute(f"create table reports as {CELLS.format(path=given)}")
    linker = Linker(DuckDBAPI(connection).register("reports"), settings(), log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("truth")], recall=1.0)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    linker.training.estimate_m_from_label_column("truth")
    pairs = linker.inference.predict(threshold_match_probability=0.05)
    best = max((clustered(linker, connection, pairs, t) for t in (0.2, 0.5, 0.7, 0.8, 0.9)), key=lambda row: row[0])
    best[1].to_csv(found, index=False)


def clustered(linker, connection, pairs, threshold):
    table = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=threshold)
    name = table.physical_name
    connection.execute(f"create or replace view found as select unique_id, cluster_id, truth from {name}")  # noqa: S608
    hit, told, true = (
        connection.execute(f"select sum(n * (n - 1)) from (select count(*) n from found group by {by})").fetchone()[0]  # noqa: S608
        for by in ("cluster_id, truth", "cluster_id", "truth")
    )
    labels = "select unique_id as id, cluster_id as incident from found order by unique_id"
    return 2 * hit / max(told + true, 1), connection.execute(labels).df()


if __name__ == "__main__":
    main(*sys.argv[1:])

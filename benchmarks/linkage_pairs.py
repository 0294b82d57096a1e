"""Precision and recall of linkage on pairs of entries that cite the same post.

    python benchmarks/linkage_pairs.py [DATA]

Imports Eyes on Russia 2022 and Bellingcat's civilian harm map from DATA (default ../shared/data) into a copy of the
case ukraine, links all reports at once, and compares with the pairs in DATA/links. Eyes on Russia may repeat itself.
A pair counts as linked where both entries end in one incident; a pair with an entry that was not imported is missed.
Within Eyes on Russia, pairs over 300 m or 1 day apart are hard negatives: one post may show several places.

Two precisions are printed. *Of labels*: of the labelled pairs that are linked, the share that is near. *Of links*: of
all linked pairs of which both entries occur in the file, the share that the file holds as near. The second is too low
by as much as two entries tell of one incident without citing the same post.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import truceline
from truceline.casefolder.cases import read_case
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import setting_of
from truceline.monitoring.linkage.link_reports import link
from truceline.services.import_reports import import_file
from truceline.store.received import read_reports
from truceline.store.reporters import FILE
from truceline.store.tables import FOLDER

FEEDS = {
    "eyes-on-russia": "reports/eyes_on_russia_2022.csv",
    "bellingcat": "reports/bellingcat_civilian_harm_2022-2023.json",
}
FILES = {  # the columns of the two entries, and the feeds that they are of
    "links/civharm_eor_same_post_dev.csv": {"civharm_id": "bellingcat", "eor_entry": "eyes-on-russia"},
    "links/eor_same_post_dev.csv": {"eor_a": "eyes-on-russia", "eor_b": "eyes-on-russia"},
}
NEAR_KM, NEAR_DAYS = 0.3, 1

Pair = frozenset[str]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    data = asked.parse_args().data
    absent = [name for name in (*FEEDS.values(), *FILES) if not (data / name).exists()]
    if absent:
        print(f"skipped: {data} has no {', '.join(absent)}")
        return
    incident = linked(data)
    for name, columns in FILES.items():
        compare(name, labelled(data / name, columns), incident)


def linked(data: Path) -> dict[str, int]:
    """Import and link; give each report's incident by its feed and its publisher's id."""
    with tempfile.TemporaryDirectory() as name:
        case = Path(name) / "ukraine"
        shutil.copytree(Path(truceline.__file__).parent / "cases" / "ukraine", case)
        setting = setting_of(read_case(case), datetime.now(UTC))
        for feed, file in FEEDS.items():
            done = import_file(case, feed_of(feed), data / file, setting)
            print(f"{feed}: { ({what: count for what, count in done.counts.items() if count}) }")
        reports = read_reports(case)
        published = native_ids(case)
    found = link(reports, repeats=frozenset({"eyes-on-russia"}))
    print(f"{len(reports)} reports, {found.incident.max() + 1} incidents")
    names = (
        f"{reports.sources[source]}:{published[own]}" for own, source in zip(reports.id, reports.source, strict=True)
    )
    return dict(zip(names, found.incident.tolist(), strict=True))


def native_ids(case: Path) -> dict[str, str]:
    """Read the publisher's id of each report, by our own, from what a case keeps apart."""
    with closing(sqlite3.connect(case / FOLDER / FILE)) as apart:
        return dict(apart.execute("SELECT id, text FROM apart WHERE part = 'native_id'").fetchall())


def labelled(path: Path, columns: dict[str, str]) -> dict[Pair, bool]:
    """Read the pairs of a file, each once, and whether they are near; an entry beside itself is no pair."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = {}
    for row in rows:
        pair = frozenset(f"{feed}:{row[column]}" for column, feed in columns.items())
        if len(pair) == 2:
            pairs[pair] = float(row["km"]) <= NEAR_KM and abs(float(row["days"])) <= NEAR_DAYS
    return pairs


def compare(name: str, pairs: dict[Pair, bool], incident: dict[str, int]) -> None:
    """Print how the linked pairs agree with a file's."""
    feeds = {frozenset(entry.partition(":")[0] for entry in pair) for pair in pairs}
    together = {pair for pair in linked_pairs(pairs, incident) if frozenset(e.partition(":")[0] for e in pair) in feeds}
    near = {pair for pair, is_near in pairs.items() if is_near}
    far = set(pairs) - near
    lost = sum(not pair <= incident.keys() for pair in pairs)
    print(f"\n{name}: {len(pairs)} pairs, {len(near)} near, {len(far)} farther; {lost} with an entry not imported")
    share("recall, all pairs", len(together & set(pairs)), len(pairs))
    share("recall, near pairs", len(together & near), len(near))
    share("farther pairs kept apart", len(far - together), len(far))
    share("precision of labels", len(together & near), len(together & set(pairs)))
    share("precision of links", len(together & near), len(together))


def linked_pairs(pairs: dict[Pair, bool], incident: dict[str, int]) -> set[Pair]:
    """Give all pairs of a file's entries that are in one incident."""
    members = defaultdict(set)
    for entry in set().union(*pairs) & incident.keys():
        members[incident[entry]].add(entry)
    return {frozenset(pair) for group in members.values() for pair in combinations(group, 2)}


def share(what: str, part: int, whole: int) -> None:
    print(f"  {what:26} {part:4} of {whole:4}  {part / whole if whole else float('nan'):.3f}")


if __name__ == "__main__":
    main()

"""Each publisher's feed reads its small invented sample value by value, broken rows included.

A sample is ``samples/NAME.csv`` (or another ending) beside ``samples/NAME.expected.yaml``: the ``rows`` that come out,
without what is empty, and the ``refused``. A new feed brings its two, and needs no test of its own.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from truceline.feeds.catalogue import list_feeds

SAMPLES = Path(__file__).parent / "samples"
PUBLISHED = [feed.name for feed in list_feeds() if not feed.mapped]


def sample(feed):
    (path,) = (path for path in SAMPLES.glob(f"{feed}.*") if path.name != f"{feed}.expected.yaml")
    return path.read_bytes()


def filled(row):
    """Give what a row says, its times in ISO 8601, without its line and what is empty."""
    told = row | {part: {k: text for k, text in json.loads(row[part]).items() if text} for part in ("detail", "apart")}
    if told["issued"] is not None:
        told["issued"] = f"{datetime.fromtimestamp(told['issued'] / 1000, UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    for side in ("start", "end"):
        if told[side] is not None:
            told[side] = f"{datetime.fromtimestamp(told[side], UTC):%Y-%m-%dT%H:%M:%SZ}"
    return {
        key: value
        for key, value in told.items()
        if key != "line" and value is not False and value not in (None, "", {})
    }


@pytest.mark.parametrize("feed", PUBLISHED)
def test_the_sample_of_a_feed_is_read_value_by_value(taken, feed):
    expected = YAML(typ="safe", pure=True).load((SAMPLES / f"{feed}.expected.yaml").read_text(encoding="utf-8"))
    rows, refused = taken(feed, sample(feed))

    assert len(rows) == len(expected["rows"])
    for row, wanted in zip(map(filled, rows), expected["rows"], strict=True):
        radius = {"radius_m": pytest.approx(wanted["radius_m"], abs=0.001)} if "radius_m" in wanted else {}
        assert row == wanted | radius
    assert refused == expected["refused"]


@pytest.mark.parametrize("feed", PUBLISHED)
def test_a_sample_has_rows_that_are_taken_and_rows_that_are_refused(taken, feed):
    rows, refused = taken(feed, sample(feed))

    assert rows
    assert refused


def test_every_sample_is_of_a_feed():
    assert {path.name.partition(".")[0] for path in SAMPLES.iterdir()} == set(PUBLISHED)

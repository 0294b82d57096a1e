"""Real files of every publisher import; this reads ../shared/data, which is no part of the project."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from tests.places import ROOT
from tests.stored import read_received, read_rows

from truceline.casefolder.cases import find_case, read_case
from truceline.feeds.catalogue import feed_of
from truceline.feeds.mapping import read_mapping
from truceline.feeds.setting import setting_of
from truceline.services.import_reports import import_file

DATA = ROOT.parent / "shared" / "data"
HERE = Path(__file__).parent
CLAIMED = "energy-incidents"
FILES = {
    "reports/acled_ukraine_sample.csv": ("acled", 1_000, {}),
    "reports/ucdp_ged_ukraine_2014-2022.csv": ("ucdp", 3_077, {}),
    "reports/viina_strikes_2022.csv": ("viina", 2_060, {}),
    "reports/viina_strikes_2023.csv": ("viina", 650, {}),
    "reports/viina_strikes_2024.csv": ("viina", 543, {}),
    "reports/viina_strikes_2025.csv": ("viina", 325, {}),
    "reports/eyes_on_russia_2022.csv": (
        "eyes-on-russia",
        6_634,
        {"id is given before, with other content": 7, "entry is empty": 4, "date is empty": 4},
    ),
    "reports/bellingcat_civilian_harm_2022-2023.json": (
        "bellingcat",
        1_166,
        {"id is given before, with other content": 1},
    ),
    "reports/firms_ukraine_2021.csv": ("firms", 57_595, {}),
    "reports/firms_ukraine_2022.csv": ("firms", 133_979, {}),
    "reports/air_raid_alerts_to_2024-04.csv": ("alerts", 43_030, {"oblast is no known oblast": 1}),
    "osce/smm_daily_summary_dev.csv": ("osce", 56, {}),
    "truces/truce_claims_dev.csv": ("claims", 63, {}),
    "truces/energy_incidents_claimed_by_ru_mod.csv": (CLAIMED, 23, {}),
}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here; it is no part of the project")


@pytest.fixture(scope="module")
def setting():
    return setting_of(read_case(find_case("ukraine").folder), datetime(2026, 11, 1, tzinfo=UTC))


def take(folder, name, setting):
    feed = FILES[name][0]
    found = feed_of("csv", read_mapping(HERE / f"{CLAIMED}.yaml")) if feed == CLAIMED else feed_of(feed)
    return import_file(folder, found, DATA / name, setting)


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_imports_with_known_counts_and_reasons(tmp_path, setting, name):
    _, new, reasons = FILES[name]
    done = take(tmp_path, name, setting)

    assert (done.counts["new"], done.reasons) == (new, reasons)
    assert done.counts["rows"] == new + done.counts["repeated"] + sum(reasons.values())
    kind = {"osce": "aggregate", "claims": "claim", CLAIMED: "claim"}.get(done.feed, "report")
    found = read_received(tmp_path).reports if kind == "report" else read_rows(tmp_path, kind)
    assert len(found) == new


def test_the_years_of_a_feed_do_not_overwrite_one_another(tmp_path, setting):
    names = [name for name in FILES if "viina" in name]
    done = [take(tmp_path, name, setting) for name in names]

    assert [each.counts["altered"] for each in done] == [0] * 4
    assert len(read_received(tmp_path).reports) == sum(FILES[name][1] for name in names)


def test_linked_pairs_of_two_sources_lie_as_close_as_their_radii_say():
    km = pl.read_csv(DATA / "links" / "civharm_eor_same_post_dev.csv")["km"]
    of_each = 1000 * km.median() / 1.1774 / 2**0.5  # Rayleigh: median = 1.1774 sigma; two errors of one size

    assert 30 < of_each < 50

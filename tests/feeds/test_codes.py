"""Code tables: every number has a standing and a reason, every word is one of the house's."""

import os
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.places import ROOT

from truceline.cli.importing import import_group
from truceline.feeds import catalogue, mapped
from truceline.feeds.alerts import regions
from truceline.feeds.catalogue import feed_of, list_feeds
from truceline.feeds.codes import STANDINGS, codes_of
from truceline.feeds.feed import KINDS

VOCABULARY = YAML(typ="safe", pure=True).load(
    (resources.files("truceline") / "agreements" / "vocabulary.yaml").read_text("utf-8")
)
PUBLISHED = [feed.name for feed in list_feeds() if not feed.mapped]


@pytest.mark.parametrize("feed", PUBLISHED)
def test_every_number_of_a_table_has_a_standing_and_a_reason(feed):
    codes = codes_of(feed)

    assert codes.kind in KINDS
    for entry in (*codes.radius.values(), *codes.days.values()):
        assert entry.standing in STANDINGS
        assert len(entry.why) > 10
    assert all(radius.metres > 0 for radius in codes.radius.values())
    assert all(min(span.before, span.after) >= 0 for span in codes.days.values())


@pytest.mark.parametrize("feed", PUBLISHED)
@pytest.mark.parametrize("part", ["act", "weapon", "target"])
def test_every_word_of_a_table_is_in_the_vocabulary_of_agreements(feed, part):
    known = {term["id"] for term in VOCABULARY[f"{part}s"]} | {""}
    codes = codes_of(feed)
    used = {getattr(word, part) for word in (*codes.words.values(), *codes.targets.values())}

    assert used <= known


def test_derived_radii_follow_from_their_arithmetic():
    ucdp = codes_of("ucdp").metres()
    country_km2, half_disc = 603_628, lambda km2: 500 * (km2 / 3.14159) ** 0.5

    assert ucdp["2"] == 25_000 / 2
    assert ucdp["3"] == pytest.approx(half_disc(country_km2 / 490), rel=0.02)
    assert ucdp["4"] == pytest.approx(half_disc(country_km2 / 27), rel=0.02)
    assert ucdp["6"] == pytest.approx(half_disc(country_km2), rel=0.02)
    assert codes_of("firms").metres()["VIIRS"] == pytest.approx(750 / 12**0.5, abs=1)


def test_the_regions_of_alerts_cover_the_country_and_lie_in_it():
    areas = [(2 * radius / 1000) ** 2 * 3.14159 for _, _, radius in regions().values()]

    assert len(regions()) == 27
    assert sum(areas) == pytest.approx(603_628, rel=0.01)
    assert all(44 < lat < 53 and 22 < lon < 41 for lat, lon, _ in regions().values())


@pytest.mark.parametrize("feed", [feed for feed in list_feeds() if not feed.mapped], ids=lambda feed: feed.name)
def test_a_feed_bears_the_name_and_title_of_its_table(feed):
    assert feed_of(feed.name).name == feed.name
    assert codes_of(feed.name).title == feed.title


def test_every_module_that_declares_a_feed_has_a_table_of_its_name():
    modules = Path(catalogue.__file__).parent.glob("*.py")
    declaring = {path.stem for path in modules if re.search(r"^FEED\b", path.read_text("utf-8"), re.MULTILINE)}

    assert declaring == {feed.replace("-", "_") for feed in PUBLISHED}


def test_feeds_are_listed_by_name_with_the_formats_of_mappings_last():
    names = [feed.name for feed in list_feeds()]

    assert names == [*sorted(PUBLISHED), *mapped.FORMATS]


def test_the_command_line_knows_every_feed():
    assert {feed.name for feed in list_feeds()} <= set(import_group.commands)


def test_listing_the_feeds_loads_nothing_that_reads_them():
    code = "import sys; from truceline.feeds.catalogue import list_feeds; list_feeds(); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    loaded = done.stdout.split()

    assert "truceline.feeds.catalogue" in loaded
    assert {"polars", "pydantic", "ruamel.yaml", "truceline.feeds.acled"}.isdisjoint(loaded)

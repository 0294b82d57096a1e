"""Code tables: every number has a standing and a reason, every word is one of the house's."""

from importlib import resources

import pytest
from ruamel.yaml import YAML
from tests.places import DOCS

from truceline.cli.feeds import FEEDS
from truceline.feeds.alerts import regions
from truceline.feeds.catalogue import MAPPED, TABLED
from truceline.feeds.codes import STANDINGS, codes_of
from truceline.feeds.feed import KINDS
from truceline.feeds.page import page

VOCABULARY = YAML(typ="safe").load((resources.files("truceline") / "agreements" / "vocabulary.yaml").read_text("utf-8"))


@pytest.mark.parametrize("feed", TABLED)
def test_every_number_of_a_table_has_a_standing_and_a_reason(feed):
    codes = codes_of(feed)

    assert codes.kind in KINDS
    for entry in (*codes.radius.values(), *codes.days.values()):
        assert entry.standing in STANDINGS
        assert len(entry.why) > 10
    assert all(radius.metres > 0 for radius in codes.radius.values())
    assert all(min(span.before, span.after) >= 0 for span in codes.days.values())


@pytest.mark.parametrize("feed", TABLED)
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


def test_the_command_line_knows_every_feed():
    assert set(FEEDS) == {*TABLED, *MAPPED}


def test_the_reference_page_is_up_to_date():
    reference = DOCS / "reference" / "feeds.md"

    assert reference.read_text(encoding="utf-8") == page(), "run: python docs/make_feeds.py"

"""Reports become incidents: exact, bound by rulings, and the same in any order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.monitoring.building import few, reports

from truceline.errors import CaseError
from truceline.monitoring.linkage.batches import cluster_in_batches
from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.likelihood import evidence
from truceline.monitoring.linkage.link_reports import Rulings, link
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.pair_scores import score, score_apart
from truceline.monitoring.linkage.partitions import in_turn, link_partitions

TERMS = ("place", "time", "act", "weapon", "rate", "prior")


def pairs(labels):
    count = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return (count * (count - 1) // 2).sum()


def f1(truth, found):
    hit = pairs(truth * (found.max() + 1) + found)
    return 2 * hit / (pairs(truth) + pairs(found))


def test_what_two_sources_tell_of_one_incident_is_mostly_found():
    some, told = reports(4_000, 1, days=60, span_km=150.0)
    assert f1(told, link(some).incident) > 0.85


def test_close_reports_link_and_distant_ones_do_not():
    rows = [("post", 100 * i, 3_000 * i, 300, "shelling") for i in range(12)]
    some = few(*rows, ("patrol", 0.2, 150, 300, "shelling"), ("patrol", 400, 150, 300, "shelling"))
    found = link(some).incident
    assert found[12] == found[0]
    assert (found == found[13]).sum() == 1


def test_a_source_tells_of_an_incident_once_unless_it_repeats_itself():
    some = few(("post", 0, 0, 300, "shelling"), ("post", 0.1, 10, 300, "shelling"), ("drone", 90, 9e4, 300, "shelling"))
    assert len(set(link(some).incident)) == 3
    again = link(some, repeats=frozenset({"post"})).incident
    assert again[0] == again[1] != again[2]


def test_no_incident_holds_two_reports_of_one_source():
    some, _ = reports(3_000, 2, span_km=5.0, days=5)
    found = link(some).incident
    key = found * len(some.sources) + some.source
    assert len(np.unique(key)) == len(key)


def test_a_busy_sector_needs_closer_agreement_than_a_quiet_one():
    pair = [("post", 0, 0, 300, "shelling"), ("patrol", 4.0, 900, 300, "shelling")]
    rng = np.random.default_rng(0)
    quiet = [("drone", h, 50_000 + n, 300, "shelling") for h, n in rng.uniform(0, 400, (60, 2)) * (1, 100)]
    busy = [("drone", h, n, 300, "shelling") for h, n in rng.uniform(-20, 20, (900, 2)) * (1, 100)]
    calm, crowd = (link(few(*pair, *others)) for others in (quiet, busy))
    assert calm.incident[0] == calm.incident[1]
    assert crowd.incident[0] != crowd.incident[1]


def test_a_chain_of_near_neighbours_is_not_one_incident():
    chain = [(("post", "patrol", "drone", "outlet")[i % 4], 0.05 * i, 900 * i, 250, "shelling") for i in range(24)]
    far = [("post", 50 * i, 90_000 + 4_000 * i, 250, "shelling") for i in range(1, 20)]
    some = few(*chain, *far)
    found = link(some).incident
    spread = [np.ptp(some.lat[found == number]) * 111_195 for number in set(found)]
    assert max(spread) < 4 * 900


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_reports_does_not_matter(seed):
    some, _ = reports(300, seed, span_km=10.0, dated=0.6)
    mixed = np.random.default_rng(seed).permutation(300)
    one, other = link(some), link(some.select(mixed))
    np.testing.assert_array_equal(one.incident[mixed], other.incident)
    assert len(one.links) == len(other.links)


def test_reports_that_tie_in_all_but_their_id_do_not_depend_on_order_either():
    some = few(*[(s, 0, 0, 300, "shelling") for s in ("post", "post", "patrol", "patrol", "drone") * 3])
    backwards = np.arange(len(some))[::-1]
    one, other = link(some).incident, link(some.select(backwards)).incident
    np.testing.assert_array_equal(one[backwards], other)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 7))
def test_partitions_give_the_same_incidents_and_reasons(seed, count):
    some, _ = reports(400, seed, span_km=15.0, days=30)
    rulings = Rulings(merge=[("r00001", "r00200")], split=[("r00002", "r00003")])
    whole, parts = link(some, rulings=rulings), link_partitions(some, count, rulings=rulings)
    np.testing.assert_array_equal(whole.incident, parts.incident)
    for name in ("a", "b", *TERMS):
        np.testing.assert_array_equal(getattr(whole.links, name), getattr(parts.links, name))


def test_links_keep_their_reasons_and_stay_within_incidents():
    some, _ = reports(500, 3)
    found = link(some)
    links = found.links
    assert len(links) > 50
    np.testing.assert_array_equal(found.incident[links.a], found.incident[links.b])
    np.testing.assert_allclose(sum(getattr(links, name) for name in TERMS), links.log_odds)


def test_posteriors_are_calibrated():
    some, told = reports(6_000, 4, days=60)
    some_in_order = linking_order(some)
    some, told = some.select(some_in_order), told[some_in_order]
    links = score(some, learn(some))
    same, sure = told[links.a] == told[links.b], links.posterior
    for low in (0.1, 0.5, 0.8):
        band = (sure >= low) & (sure < low + 0.3)
        assert same[band].mean() == pytest.approx(sure[band].mean(), abs=0.12)


def test_a_merge_binds_whatever_the_likelihood():
    some, _ = reports(200, 5)
    found = link(some, rulings=Rulings(merge=[("r00000", "r00001"), ("r00001", "r00002")])).incident
    assert found[0] == found[1] == found[2]


def test_a_split_binds_whatever_the_likelihood():
    some, _ = reports(200, 5)
    before = link(some)
    a, b = before.links.a[0], before.links.b[0]
    after = link(some, rulings=Rulings(split=[(some.id[a], some.id[b])])).incident
    assert before.incident[a] == before.incident[b]
    assert after[a] != after[b]


THREE = [("post", 0, 0, 300, "shelling"), ("patrol", 0.1, 100, 300, "shelling"), ("drone", 0, 9_000, 300, "shelling")]


def test_a_third_report_that_a_merge_parts_is_told():
    some = few(*THREE, ("outlet", 90, 9e4, 300, "shelling"))
    free, ruled = link(some), link(some, rulings=Rulings(merge=[("r0", "r2")]))

    assert free.incident[0] == free.incident[1] != free.incident[2]
    assert ruled.incident[0] == ruled.incident[2] != ruled.incident[1]
    assert ruled.parted.tolist() == [[0, 1]]
    assert link_partitions(some, 3, rulings=Rulings(merge=[("r0", "r2")])).parted.tolist() == [[0, 1]]


def test_nothing_is_parted_without_a_merge_or_where_all_fit_or_by_a_split():
    some = few(*THREE)
    assert link(some).parted.shape == (0, 2)
    assert link(some, rulings=Rulings(merge=[("r0", "r1")])).parted.shape == (0, 2)
    assert link(some, rulings=Rulings(merge=[("r0", "r1"), ("r0", "r2")])).parted.shape == (0, 2)
    assert link(some, rulings=Rulings(merge=[("r0", "r2")], split=[("r0", "r1")])).parted.shape == (0, 2)


def test_rulings_that_contradict_or_name_nobody_are_refused():
    some, _ = reports(20, 5)
    chain = Rulings(merge=[("r00000", "r00001"), ("r00001", "r00002")], split=[("r00000", "r00002")])
    with pytest.raises(CaseError, match="split of r00000 and r00002 divides reports that merges bind; withdraw one"):
        link(some, rulings=chain)
    with pytest.raises(CaseError, match="report nobody is not among the reports; correct the id"):
        link(some, rulings=Rulings(merge=[("nobody", "r00001")]))


def test_nothing_and_an_unknown_source_cannot_be_linked():
    some, _ = reports(20, 5)
    with pytest.raises(CaseError, match="there are none; give at least one"):
        link(some.select(np.arange(0)))
    with pytest.raises(CaseError, match="'postt' is no source of these reports; name one of post, patrol"):
        link(some, repeats=frozenset({"postt"}))


def test_one_report_is_one_incident():
    found = link(few(("post", 0, 0, 300, "shelling")))
    assert found.incident.tolist() == [0]
    assert len(found.links) == 0


def test_more_sources_than_bits_in_a_word_still_tell_once():
    some, told = reports(600, 7, days=5)
    names = tuple(f"outlet {i}" for i in range(150))
    source = np.where(np.arange(600) < 400, 5, 5 + 64)
    object.__setattr__(some, "source", source)
    object.__setattr__(some, "sources", names)
    found = link(some).incident
    key = found * 150 + source
    assert len(np.unique(key)) == 600
    assert f1(told, found) > 0.6


def test_groups_without_links_between_them_can_be_clustered_apart():
    some, _ = reports(400, 8)
    some = some.select(linking_order(some))
    parameters = learn(some)
    known, links = evidence(some, parameters), score_apart(some, parameters)
    whole, apart = (cluster_in_batches(some, known, parameters, links, count, run=in_turn) for count in (1, 40))
    assert len(np.unique(whole)) < 300
    np.testing.assert_array_equal(apart, whole)

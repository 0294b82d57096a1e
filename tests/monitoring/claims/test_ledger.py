"""The ledger counts each claim once, adds up only what may be added, and keeps both sides beside each other."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places import SHARED

from truceline.agreement.clauses import Clause
from truceline.agreement.windows import Window
from truceline.casefolder.claims_file import read_claims
from truceline.errors import CaseError
from truceline.monitoring.claims.ledger import Claim, ledger, placed, side_by_side, totals
from truceline.records.quantities import Reliance

NOON = datetime(2031, 3, 19, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
THAW = Path(__file__).with_name("claims-of-a-thaw.csv")  # invented
EASTER = SHARED / "data/truces/truce_claims_dev.csv"


def claim(number, count=40, start=0, end=6, **other):
    given = {
        "truce": "truce",
        "claimant": "Arvel (Minister)",
        "accused": "Brask",
        "zone": "Etc/UTC",
        "scope": "frontline",
        "category": "shelling",
        "at_least": False,
        "cumulative": False,
        "reported_by": f"outlet-{number}",
        "url": "",
        "quote": "",
    }
    return Claim(
        id=f"c{number}",
        start=NOON + start * HOUR,
        end=None if end is None else NOON + end * HOUR,
        count=count,
        **(given | other),
    )


def test_the_same_claim_in_many_outlets_is_one():
    (entry,) = ledger([claim(1), claim(2), claim(3, claimant="Arvel (Chief of staff)")])
    assert entry.outlets == ("outlet-1", "outlet-2", "outlet-3")
    assert [total.count for total in totals([entry])] == [40]


def test_small_numbers_that_agree_in_different_windows_are_different_claims():
    entries = ledger([claim(1, 5, 0, 6), claim(2, 5, 6, 12)])
    assert [total.count for total in totals(entries)] == [10]


@pytest.mark.parametrize(("number", "entries"), [(19, 2), (20, 1), (21, 1)])
def test_the_same_number_in_windows_that_touch_is_one_claim_from_twenty_on(number, entries):
    assert len(ledger([claim(1, number, 0, 6), claim(2, number, 6, 12)])) == entries
    assert len(ledger([claim(1, number, 0, 6), claim(2, number, 6, 12, cumulative=True)])) == entries


def test_a_telling_number_in_another_window_is_the_same_claim_and_says_so():
    (entry,) = ledger([claim(1, 387, 0, 6), claim(2, 387, 0, 6), claim(3, 387, 6, 24)])
    assert entry.main.first.id == "c1"
    assert [(v.first.id, v.reason) for v in entry.others] == [("c3", "window given otherwise")]


def test_a_flagged_copy_never_speaks_for_the_claim():
    copies = [claim(n, 387, 6, 24, reported_by=f"o{n} (MISREPORTS the window)") for n in (1, 2, 3)]
    (entry,) = ledger([*copies, claim(4, 387, 0, 6)])
    assert entry.main.first.id == "c4"
    assert entry.misreports == tuple((f"c{n}", "MISREPORTS the window") for n in (1, 2, 3))


def test_a_flagged_number_is_not_added_where_a_sound_one_was_given():
    entries = ledger([claim(1, 2935, reported_by="o (UNRELIABLE copy)"), claim(2, 2900, at_least=True)])
    assert [(total.count, total.ids) for total in totals(entries)] == [(2900, ("c2",))]


def test_a_number_rounded_down_is_the_same_claim():
    entries = ledger([claim(1, 2935, 0, 24), claim(2, 2900, 0, 30, at_least=True), claim(3, 2700, 0, 24)])
    assert [(e.main.first.count, [v.reason for v in e.others]) for e in entries] == [
        (2935, ["2,935 rounded down"]),
        (2700, []),
    ]


def test_a_total_is_not_added_to_the_windows_that_it_covers():
    entries = ledger([claim(1, 19, 0, 6), claim(2, 26, 6, 18), claim(3, 96, 0, 30), claim(4, 46, 6, None)])
    assert {e.main.first.id: (e.counted, e.why) for e in entries} == {
        "c3": (True, ""),
        "c1": (False, "its window lies within that of c3"),
        "c2": (False, "its window lies within that of c3"),
        "c4": (False, "a running count, covered by c3"),
    }
    assert [(t.count, t.ids) for t in totals(entries)] == [(96, ("c3",))]


def counted(*claims):
    return {entry.main.first.id: entry.why for entry in ledger(claims)}


def test_a_closed_window_counts_before_a_running_count_however_large():
    assert counted(claim(1, 900, 0, None), claim(2, 41, 0, 6), claim(3, 17, 6, 24)) == {
        "c2": "",
        "c3": "",
        "c1": "has no end, and may overlap c3",
    }


def test_the_longest_of_overlapping_windows_counts_whatever_its_number():
    assert counted(claim(1, 900, 0, 6), claim(2, 41, 3, 24)) == {"c2": "", "c1": "its window overlaps that of c2"}


def test_the_largest_of_running_counts_counts():
    assert counted(claim(1, 46, 0, None), claim(2, 71, 2, None), claim(3, 58, 4, None)) == {
        "c2": "",
        "c1": "has no end, and may overlap c2",
        "c3": "a running count, covered by c2",
    }


def test_a_flagged_copy_counts_after_any_sound_one_that_it_may_overlap():
    flagged = claim(1, 900, 0, 48, reported_by="o (UNRELIABLE copy)")
    assert counted(flagged, claim(2, 17, 0, 6)) == {"c2": "", "c1": "its window overlaps that of c2"}
    assert counted(flagged, claim(2, 17, 0, None)) == {
        "c2": "",
        "c1": "its window lies within that of c2",
    }


def test_windows_that_touch_do_not_overlap():
    assert [total.count for total in totals(ledger([claim(1, 17, 0, 6), claim(2, 41, 6, None)]))] == [58]


def test_windows_that_outlets_give_in_different_ways_are_not_added_where_one_way_overlaps():
    entries = ledger([claim(1, 387, 0, 6), claim(2, 1882, 6, 30), claim(3, 1882, 0, 30)])
    assert sum(total.count for total in totals(entries)) == 1882


def test_neither_categories_nor_scopes_nor_parties_are_added_up():
    entries = ledger(
        [
            claim(1, 100),
            claim(2, 60, category="shelling_heavy"),
            claim(3, 30, scope="border"),
            claim(4, 70, claimant="Brask", accused="Arvel"),
        ]
    )
    rows = side_by_side(totals(entries), {("c1",): 9, ("c4",): 0})
    assert [(row.category, row.scope, {p: t.count for p, t in row.claimed.items()}, row.observed) for row in rows] == [
        ("shelling", "border", {"Arvel": 30}, {}),
        ("shelling", "frontline", {"Arvel": 100, "Brask": 70}, {"Arvel": 9, "Brask": 0}),
        ("shelling_heavy", "frontline", {"Arvel": 60}, {}),
    ]


def test_a_window_is_placed_under_each_version_of_a_contested_truce():
    clause = Clause("1", "", Reliance.ASSUMED, "")
    windows = [
        Window("truce", "", NOON, NOON + 30 * HOUR, "Europe/Moscow", "early", clause),
        Window("truce", "", NOON + HOUR, NOON + 31 * HOUR, "Europe/Kyiv", "late", clause),
    ]
    assert placed(claim(1, start=0, end=6), windows) == (("early", "within"), ("late", "partly"))
    assert placed(claim(1, start=2, end=None), windows) == (("early", "begins within"), ("late", "begins within"))
    assert placed(claim(1, start=30, end=31), windows) == (("early", "outside"), ("late", "within"))


claims = st.builds(
    claim,
    st.integers(0, 10**6),
    st.sampled_from([1, 5, 19, 20, 40, 100, 387]),
    st.integers(0, 10),
    st.one_of(st.none(), st.integers(11, 20)),
    category=st.sampled_from(["shelling", "assault"]),
    claimant=st.sampled_from(["Arvel (a)", "Arvel (b)", "Brask"]),
)


@given(st.lists(claims, max_size=12, unique_by=lambda c: c.id))
def test_every_claim_is_in_exactly_one_entry_and_order_does_not_matter(found):
    entries = ledger(found)
    ids = [c.id for e in entries for v in (e.main, *e.others) for c in v.claims]
    assert sorted(ids) == sorted(c.id for c in found)
    assert ledger(reversed(found)) == entries


@given(st.lists(claims, max_size=12, unique_by=lambda c: c.id))
def test_no_instant_is_counted_twice_in_a_total(found):
    by_id = {c.id: c for c in found}
    for total in totals(ledger(found)):
        parts = sorted((by_id[i] for i in total.ids), key=lambda c: c.start)
        for one, other in pairwise(parts):
            assert one.end is not None
            assert one.end <= other.start


def test_faults_of_a_claims_file_are_all_listed(tmp_path):
    (tmp_path / "claims.csv").write_text(
        "claim_id,truce,claimant,accused,window_start_local,window_end_local,window_tz,scope,category,count,at_least,"
        "cumulative_total,reported_by,url,quote\n"
        "a,t,A,B,2031-03-19T12:00,2031-03-19T11:00,Etc/UTC,all,shelling,4,0,0,o,,\n"
        "a,t,A,B,2031-03-19,,Etc/UTC,all,shelling,4,0,2,o,,\n"
    )
    with pytest.raises(CaseError) as caught:
        read_claims(tmp_path / "claims.csv")
    text = "\n".join(caught.value.problems)
    assert "claims.csv:2" in text
    assert "window_end_local does not come after" in text
    assert "claims.csv:3 claim_id | the id 'a' is given twice" in text
    assert "claims.csv:3 window_start_local | '2031-03-19' is not a time on a clock" in text
    assert "claims.csv:3 cumulative_total | '2' is neither 0 nor 1" in text


def test_a_file_of_claims_counts_no_claim_twice_and_keeps_both_sides_beside_each_other():
    found = [c for c in read_claims(THAW) if c.truce == "thaw_2031"]
    entries = ledger(found)
    assert sorted(c.id for e in entries for v in (e.main, *e.others) for c in v.claims) == sorted(c.id for c in found)

    rows = {
        (r.category, r.scope): {p: t.count for p, t in r.claimed.items()} for r in side_by_side(totals(entries), {})
    }
    assert rows == {
        ("all_violations", "frontline"): {"Arvel": 1735, "Brask": 2404},
        ("assault", "frontline"): {"Arvel": 61},
        ("drone_use", "frontline"): {"Arvel": 300 + 410},
        ("shelling", "border"): {"Brask": 31},
        ("shelling", "frontline"): {"Arvel": 212 + 640, "Brask": 96},
    }
    misreported = dict(pair for e in entries for pair in e.misreports)
    assert misreported == {
        "TH03": "MISREPORTS the window: between midnight and 6 pm",
        "TH14": "UNRELIABLE copy",
    }


def test_thirty_hours_are_the_same_on_two_clocks_that_agree():
    by_id = {c.id: c for c in read_claims(THAW)}
    moscow, athens = by_id["TH12"], by_id["TH08"]
    assert (moscow.zone, athens.zone) == ("Europe/Moscow", "Europe/Athens")
    assert (moscow.start, moscow.end) == (athens.start, athens.end)
    assert moscow.start == datetime(2031, 4, 12, 15, tzinfo=UTC)
    assert moscow.end - moscow.start == 30 * HOUR
    assert by_id["TH11"].end is None
    assert by_id["TH17"].start == datetime(2030, 12, 24, 15, tzinfo=UTC)


@pytest.mark.skipif(not EASTER.exists(), reason="the claims of Easter 2025 lie beside the project, and are not here")
def test_easter_2025_counts_no_claim_twice_and_keeps_both_sides_beside_each_other():
    found = [c for c in read_claims(EASTER) if c.truce == "easter_2025"]
    entries = ledger(found)
    assert sorted(c.id for e in entries for v in (e.main, *e.others) for c in v.claims) == sorted(c.id for c in found)

    rows = {
        (r.category, r.scope): {p: t.count for p, t in r.claimed.items()} for r in side_by_side(totals(entries), {})
    }
    assert rows["all_violations", "frontline"] == {"Russia": 4900, "Ukraine": 2935}
    assert rows["shelling", "frontline"] == {"Russia": 1404, "Ukraine": 1882}
    assert rows["assault", "frontline"] == {"Ukraine": 96}
    assert rows["fpv_drone", "frontline"] == {"Russia": 3316, "Ukraine": 950}

    misreported = dict(pair for e in entries for pair in e.misreports)
    assert {"TC014", "TC015", "TC026", "TC056", "TC057", "TC058", "TC059"} <= set(misreported)
    assert "midnight and 6 pm" in misreported["TC014"]


@pytest.mark.skipif(not EASTER.exists(), reason="the claims of Easter 2025 lie beside the project, and are not here")
def test_easter_2025_is_the_same_thirty_hours_on_both_clocks():
    by_id = {c.id: c for c in read_claims(EASTER)}
    moscow, kyiv = by_id["TC047"], by_id["TC026"]
    assert (moscow.zone, kyiv.zone) == ("Europe/Moscow", "Europe/Kyiv")
    assert (moscow.start, moscow.end) == (kyiv.start, kyiv.end)
    assert moscow.end - moscow.start == 30 * HOUR

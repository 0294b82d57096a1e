"""The bundled agreements give the worked incidents their expected verdicts, each with its clause."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from truceline.casefolder.agreement_files import bundled_agreements, differences, find_terms, read_incidents
from truceline.monitoring.attribution import attributions
from truceline.monitoring.incidents import columns
from truceline.monitoring.reasons import explain
from truceline.monitoring.violations import VERDICTS, verdicts

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.yaml"))


def judged(name):
    terms = find_terms(name)
    file = read_incidents(HERE / f"{name}.yaml", terms)
    rows, lines = columns(file.incidents), (*terms.lines, *file.lines)
    found = verdicts(rows, terms.agreement, lines, attributions(rows, terms.agreement, lines))
    told = {str(rows.id[row]): explain(found, rows, terms.agreement, row) for row in range(len(rows))}
    return terms, file, told


def test_every_bundled_agreement_has_worked_incidents():
    assert set(NAMES) == {*bundled_agreements(), "two-rivers"}
    assert len(bundled_agreements()) == 7


@pytest.mark.parametrize("name", NAMES)
def test_worked_incidents_get_their_expected_verdicts(name):
    _, file, told = judged(name)

    assert differences(file, told) == ()
    assert len(file.expected) == len(file.incidents) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_worked_incidents_show_every_kind_of_verdict_that_the_agreement_knows(name):
    terms, _, told = judged(name)
    shown = {verdict.verdict for each in told.values() for verdict in each}
    exempt = any(p.exemptions or p.return_fire for p in terms.agreement.provisions)
    release = terms.agreement.reciprocity is not None and terms.agreement.reciprocity.release != "none"

    assert shown == set(VERDICTS) - (set() if exempt or release else {"permitted"})


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_within_scope_names_a_clause_in_a_known_source(name):
    terms, _, told = judged(name)
    sources = {source.id for source in terms.sources}

    for verdict in (verdict for each in told.values() for verdict in each):
        assert verdict.clause.ref
        assert verdict.clause.source in sources
        assert verdict.reasons


@pytest.mark.parametrize("name", NAMES)
def test_an_expectation_that_does_not_hold_is_told(name):
    _, file, told = judged(name)
    first = next(each for each in file.expected if each.verdicts)
    wrong = replace(first, verdicts=dict.fromkeys(first.verdicts, ("permitted", ("luck",))))
    unknown = replace(first, verdicts=dict(first.verdicts) | {("no-such", ""): ("violation", ())})

    assert f"{first.incident} " in differences(replace(file, expected=(wrong,)), told)[0]
    assert "expected permitted for want of luck" in differences(replace(file, expected=(wrong,)), told)[0]
    assert differences(replace(file, expected=(unknown,)), told) == (
        f"{first.incident} no-such | is expected, but no provision is read so; correct the id",
    )


def windows(name):
    return {(w.id, w.version): (w.start, w.end) for w in find_terms(name).agreement.windows}


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_the_clocks_of_moscow_and_kyiv_gave_the_easter_truce_the_same_thirty_hours():
    found = windows("easter-truce-2025")
    thirty_hours = (utc(2025, 4, 19, 15), utc(2025, 4, 20, 21))

    assert found == {("truce", "moscow-time"): thirty_hours, ("truce", "kyiv-time"): thirty_hours}


def test_each_side_counts_the_energy_moratorium_from_its_own_day_and_clock():
    assert windows("energy-moratorium-2025") == {
        ("moratorium", "russia"): (utc(2025, 3, 17, 21), utc(2025, 4, 16, 21)),
        ("moratorium", "ukraine"): (utc(2025, 3, 24, 22), utc(2025, 4, 23, 21)),  # summer time began in between
    }


def test_winter_and_summer_time_of_kyiv_are_told_apart():
    assert windows("minsk-2015")[("ceasefire", "")] == (utc(2015, 2, 14, 22), None)
    assert windows("ceasefire-measures-2020")[("measures", "")] == (utc(2020, 7, 26, 21, 1), None)


def test_the_bundled_agreements_hold_the_published_distances():
    minsk, undof = find_terms("minsk-2015").agreement, find_terms("undof-1974").agreement

    assert [belt.to_m for belt in minsk.belts] == [25e3, 25e3, 35e3, 35e3, 70e3, 70e3, 15e3]
    assert {belt.line for belt in minsk.belts if belt.side == "left"} == {"contact-2014-09-19"}
    assert [(b.from_m, b.to_m) for b in undof.belts[2:5]] == [(0, 10e3), (10e3, 20e3), (20e3, 25e3)]


def test_whatever_is_not_published_says_why():
    for name in NAMES:
        terms = find_terms(name).agreement
        for part in (*terms.provisions, *terms.windows, *terms.weapon_classes, *terms.obligations, *terms.ladder):
            assert part.clause.standing == "published" or part.clause.note, (name, part.id)


def test_labels_by_machines_and_accusations_have_no_points():
    points = {kind.id: kind.points for kind in find_terms("minsk-2015").agreement.vocabulary.evidence}

    assert (points["machine-label"], points["accusation"]) == (0, 0)
    assert all(count > 0 for kind, count in points.items() if kind not in ("machine-label", "accusation"))


UNLIKE = {
    "gaza-2025": "the steps bind one side's forces to a line, and the other side to release hostages: an obligation"
}
"""Agreements whose text binds the parties to unlike things, and to which."""


def test_both_parties_of_every_conflict_are_bound_alike():
    for name in bundled_agreements():
        terms = find_terms(name).agreement
        assert all(set(p.actors) <= set(terms.parties) for p in terms.provisions)
        alone = [actor for actor, _ in {(p.actors[0], p.id) for p in terms.provisions if len(p.actors) == 1}]
        duties = [actor for o in terms.obligations if len(o.actors) == 1 for actor in o.actors]
        assert name in UNLIKE or len({alone.count(party) for party in terms.parties}) == 1, name
        assert all(party in alone or party in duties for party in terms.parties) or not (alone or duties), name


def test_each_side_reads_the_contested_clauses_for_both_sides():
    for name in ("israel-lebanon-2024", "gaza-2025"):
        terms = find_terms(name).agreement
        assert {party for version in terms.versions for party in version.held_by} == set(terms.parties)
        for provision in terms.provisions:
            versions = {p.version for p in terms.provisions if p.id == provision.id}
            assert versions in ({""}, {version.id for version in terms.versions}), (name, provision.id)


def test_the_cessation_in_lebanon_began_at_four_and_the_ceasefire_in_gaza_by_each_clock():
    assert windows("israel-lebanon-2024") == {
        ("cessation", ""): (utc(2024, 11, 27, 2), None),
        ("withdrawn", ""): (utc(2025, 2, 18, 22), None),
    }
    gaza = windows("gaza-2025")
    assert gaza[("ceasefire", "israel")] == (utc(2025, 10, 10, 9), None)  # 0900 GMT, as the Israeli military gave it
    assert gaza[("ceasefire", "hamas")][0] < gaza[("ceasefire", "israel")][0]

"""Symbols for every capability, in digits and in letters that say the same."""

import csv
from importlib.resources import files

import pytest

from truceline.casefolder.bundled import bundled_cases
from truceline.casefolder.cases import find_case, read_case
from truceline.render.symbols import symbol_of, symbols
from truceline.results.names import names_of


@pytest.fixture(scope="module")
def names():
    return names_of(read_case(find_case("two-rivers").folder))


@pytest.mark.parametrize("name", bundled_cases())
def test_every_capability_of_the_bundled_cases_has_a_symbol_of_its_own(name):
    case = read_case(find_case(name).folder)
    assert {c.id for c in case.capabilities} <= set(symbols())
    assert {c.component for c in case.capabilities} <= set(symbols())


def test_every_symbol_has_20_digits_and_15_letters():
    for capability, symbol in symbols().items():
        assert len(symbol.sidc) == 20, capability
        assert symbol.sidc.isdigit()
        assert len(symbol.letter_code) == 15, capability


def test_a_planned_friendly_infantry_battalion_has_its_published_code():
    # 10: APP-6D; 0 reality, 3 friend; 10 land unit; 1 planned; 0 no headquarters; 16 battalion; 121100 infantry.
    assert symbols()["infantry-battalion"].sidc == "10031010161211000000"
    assert symbols()["infantry-battalion"].letter_code == "S-G-UCI----F---"
    assert symbols()["headquarters"].letter_code == "S-G-UH----A----"


def test_a_fighter_and_a_transport_aircraft_are_not_drawn_alike():
    assert symbols()["fighter-squadron"].sidc != symbols()["airlift-squadron"].sidc
    assert symbols()["fighter-squadron"].letter_code[2:10] == "A-MFF---"
    assert symbols()["airlift-squadron"].letter_code[2:10] == "A-MFC---"


def test_the_letters_of_every_meaning_are_the_same_or_said_to_be_wider():
    text = (files("truceline") / "symbols" / "entities.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    drawn = {(s.symbol_set, s.entity, s.modifier) for s in symbols().values()}

    assert {(r["symbol_set"], r["entity"], r["modifier"]) for r in rows} == drawn
    assert all(r["letters_mean"] == "the same" or r["letters_mean"].startswith("wider: ") for r in rows)
    same = [r["letters"] for r in rows if r["letters_mean"] == "the same"]
    assert len(same) == len(set(same)), "two meanings share the letters of one"


def test_a_capability_without_a_symbol_takes_its_components(names):
    assert symbol_of("drone-orbit", names) == symbols()["drone-orbit"]
    names.capabilities["novel"] = names.capabilities["drone-orbit"]
    assert symbol_of("novel", names) == symbols()["air"]
    assert symbol_of("", names) == symbols()["command"]
    del names.capabilities["novel"]

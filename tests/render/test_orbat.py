"""Symbols for every capability, and an order of battle that other software can read."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from truceline.casefolder.cases import bundled_cases, find_case, read_case
from truceline.generation.orbat import Element
from truceline.render.orbat import MSDL, orbat_csv, orbat_msdl, symbol_of, symbols
from truceline.results.names import names_of

ELEMENTS = (
    Element("force", "force", "", "", 0, "", "", 120.0),
    Element("sector:west", "sector", "west", "force", 1, "", "", 120.0),
    Element("line:r-reaction-west", "line", "r-reaction-west", "sector:west", 2, "reaction-company", "", 120.0),
    Element("dale-1#1", "unit", "dale-1#1", "line:r-reaction-west", 3, "reaction-company", "dale", 120.0),
)


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
    assert symbols()["infantry-battalion"].letter_code == "SFGAUCI----F---"
    assert symbols()["headquarters"].letter_code == "SFGAUH----A----"


def test_a_capability_without_a_symbol_takes_its_components(names):
    unknown = Element("x", "unit", "x", "force", 1, "drone-orbit", "elm", 1.0)
    assert symbol_of(unknown, names) == symbols()["drone-orbit"]
    names.capabilities["novel"] = names.capabilities["drone-orbit"]
    assert symbol_of(Element("x", "unit", "x", "force", 1, "novel", "elm", 1.0), names) == symbols()["air"]
    del names.capabilities["novel"]


def test_the_table_has_a_row_per_element_below_its_superior(names):
    rows = orbat_csv(ELEMENTS, names).splitlines()
    assert rows[0] == "id,superior,kind,title,contributor,capability,personnel,sidc"
    assert rows[-1].startswith("dale-1#1,line:r-reaction-west,unit,")
    assert rows[-1].endswith(",dale,reaction-company,120,10031010151211040000")


def test_msdl_names_one_side_and_relates_every_unit_to_its_superior(names):
    text = orbat_msdl(ELEMENTS, names, title="Truce & <test>", as_of=date(2031, 3, 20))
    root = ET.fromstring(text)  # noqa: S314  (our own file)
    q = f"{{{MSDL}}}"

    assert [child.tag.split("}")[1] for child in root] == [
        "ScenarioID",
        "Options",
        "Environment",
        "ForceSides",
        "Organizations",
        "Overlays",
        "Installations",
        "TacticalGraphics",
        "MOOTWGraphics",
    ]
    (side,) = root.iter(f"{q}ForceSide")
    units = list(root.iter(f"{q}Unit"))
    handles = {unit.find(f"{q}ObjectHandle").text: unit.find(f"{q}Name").text for unit in units}
    superiors = [handles.get(e.text) for e in root.iter(f"{q}CommandingSuperiorHandle")]
    assert superiors == ["West: the hills", "Reaction force, west"]
    (under,) = root.iter(f"{q}ForceSideHandle")
    assert under.text == side.find(f"{q}ObjectHandle").text
    assert side.find(f"{q}ForceSideName").text == "Truce & <test>"
    assert text == orbat_msdl(ELEMENTS, names, title="Truce & <test>", as_of=date(2031, 3, 20))

"""Forces in MSDL, held against the schema that SISO published."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from truceline.casefolder.cases import find_case, read_case
from truceline.generation.orbat import Element
from truceline.render.deployment import deployment_msdl
from truceline.render.msdl import MSDL
from truceline.render.orbat import orbat_msdl
from truceline.results.names import names_of
from truceline.views.orbat import orbat_at_peak
from truceline.workflow.generate import generate_force
from truceline.workflow.site import site_force

SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "schemas" / "msdl" / "MilitaryScenario_1.0.0.xsd"
Q = f"{{{MSDL}}}"

ELEMENTS = (
    Element("force", "force", "", "", 0, "", "", 120.0),
    Element("sector:west", "sector", "west", "force", 1, "", "", 120.0),
    Element("line:r-reaction-west", "line", "r-reaction-west", "sector:west", 2, "reaction-company", "", 120.0),
    Element("dale-1#1", "unit", "dale-1#1", "line:r-reaction-west", 3, "reaction-company", "dale", 120.0),
)


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="module")
def sited(case):
    return site_force(case, "all-together")


def written(title="Truce & <test>", elements=ELEMENTS, case=None):
    return orbat_msdl(elements, names_of(case), title=title, as_of=date(2031, 3, 20))


@pytest.mark.skipif(not SCHEMA.exists(), reason="the published schemas do not lie beside the project")
@pytest.mark.parametrize("title", ["Two Rivers: as stated", "1 & <2>", "Пограничье", ""])
def test_whatever_is_written_is_valid_against_the_published_schema(case, sited, title):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    force = generate_force(case, version="0", scenario="all-together")
    texts = [
        deployment_msdl(sited),
        written(title, case=case),
        written(title, ELEMENTS[:1], case),
        written(title, orbat_at_peak(force), case),
    ]

    for text in texts:
        assert schema.validate(etree.fromstring(text.encode())), schema.error_log


def test_one_side_is_named_and_every_unit_related_to_its_superior(case):
    root = ET.fromstring(written(case=case))  # noqa: S314  (our own file)
    (side,) = root.iter(f"{Q}ForceSide")
    units = list(root.iter(f"{Q}Unit"))
    handles = {unit.find(f"{Q}ObjectHandle").text: unit.find(f"{Q}Name").text for unit in units}
    superiors = [handles.get(e.text) for e in root.iter(f"{Q}CommandingSuperiorHandle")]
    (under,) = root.iter(f"{Q}ForceSideHandle")

    assert superiors == ["West: the hills", "Reaction force, west"]
    assert under.text == side.find(f"{Q}ObjectHandle").text
    assert side.find(f"{Q}ForceSideName").text == "Truce & <test>"
    assert [e.text for e in root.iter(f"{Q}Echelon")] == ["NONE", "COMPANY", "COMPANY"]
    assert [e.text for e in root.iter(f"{Q}AdditionalInfo")] == ["Dale"]
    assert written(case=case) == written(case=case)


def test_a_name_that_cannot_be_written_in_plain_latin_letters_is_given_by_its_id(case):
    names = names_of(case)
    names.sectors["west"] = "Захід"
    west = orbat_msdl(ELEMENTS[:2], names, title="Trêve {1}", as_of=date(2031, 3, 20))
    names.sectors["west"] = "Düne"
    dune = orbat_msdl(ELEMENTS[:2], names, title="Trêve", as_of=date(2031, 3, 20))

    assert "<Name>sector:west</Name>" in west
    assert "<ForceSideName>Force</ForceSideName>" in west
    assert "<Name>Dune</Name>" in dune
    assert "<ForceSideName>Treve</ForceSideName>" in dune


def test_every_post_and_base_stands_at_its_site_under_its_unit(case, sited):
    root = ET.fromstring(deployment_msdl(sited))  # noqa: S314  (our own file)
    sites = {site.name: site.geometry for site in case.sites}
    placed = [*sited.siting.posts, *sited.siting.bases]
    located = [unit for unit in root.iter(f"{Q}Unit") if unit.find(f"{Q}Disposition") is not None]

    assert placed
    assert len(located) == len(placed)
    for unit in located:
        point = unit.find(f".//{Q}GDC")
        at = sites[unit.find(f"{Q}Name").text]
        assert float(point.find(f"{Q}Longitude").text) == pytest.approx(at.x, abs=1e-6)
        assert float(point.find(f"{Q}Latitude").text) == pytest.approx(at.y, abs=1e-6)
        assert unit.find(f".//{Q}CommandingSuperiorHandle") is not None
    over = [unit for unit in root.iter(f"{Q}Unit") if unit.find(f"{Q}Disposition") is None]
    assert len(over) == len({asset.unit_id for asset in placed})

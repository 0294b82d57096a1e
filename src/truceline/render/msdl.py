"""Forces in the Military Scenario Definition Language (MSDL, SISO-STD-007-2008), for simulations and planning tools."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from truceline.formats.xml_text import held_by_xml
from truceline.render.symbols import Symbol

MSDL = "urn:sisostds:scenario:military:data:draft:msdl:1"
"""The namespace of MSDL."""

_MODEL = "http://www.sisostds.org/schemas/modelID"
_SIDE = "force-side"
_DESIGNATION, _INFORMATION = 21, 20  # the longest texts that the format takes there


@dataclass(frozen=True, slots=True)
class ScenarioUnit:
    """A unit of a scenario, below ``superior`` (another's id, empty for the force itself).

    ``nation`` is who contributes it; ``place`` its longitude and latitude in degrees (EPSG:4326), None where unknown.
    """

    id: str
    name: str
    designation: str
    superior: str
    nation: str
    symbol: Symbol
    place: tuple[float, float] | None = None


def msdl_text(units: Sequence[ScenarioUnit], *, title: str, as_of: date) -> str:
    """Write an MSDL scenario, valid against the published schema: one force side, and the units related to it.

    Only what a plan holds: no equipment, overlays or environment. The format takes names in plain Latin letters only:
    one that cannot be written so is given by its id. Handles are made from title and ids, so the same force gives the
    same bytes.
    """
    for prefix, uri in (("", MSDL), ("modelID", _MODEL)):
        ET.register_namespace(prefix, uri)

    def handle(id_: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"truceline:{title}:{id_}"))

    root = ET.Element(f"{{{MSDL}}}MilitaryScenario")
    _scenario_id(root, title, as_of)
    _tag(_tag(root, "Options"), "MSDLVersion", "MSDL Standard Nov 2008")
    _tag(root, "Environment")
    side = _tag(_tag(root, "ForceSides"), "ForceSide")
    for name, value in (
        ("ObjectHandle", handle(_SIDE)),
        ("ForceSideName", _latin(title, "Force")),
        ("AllegianceHandle", handle(_SIDE)),
    ):
        _tag(side, name, value)
    if units:
        listed = _tag(_tag(root, "Organizations"), "Units")
        for unit in units:
            _unit(listed, unit, handle)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _scenario_id(root: ET.Element, title: str, as_of: date) -> None:
    scenario = _tag(root, "ScenarioID")
    for name, value in _identity(title, as_of):
        ET.SubElement(scenario, f"{{{_MODEL}}}{name}").text = held_by_xml(value)
    contact = ET.SubElement(scenario, f"{{{_MODEL}}}poc")
    for name, value in (("pocType", "POC"), ("pocOrg", "Truceline"), ("pocEmail", "not stated")):
        ET.SubElement(contact, f"{{{_MODEL}}}{name}").text = value


def _identity(title: str, as_of: date) -> Iterator[tuple[str, str]]:
    yield "name", re.sub(r"[^\w.-]+", "-", f"scenario-{title}", flags=re.ASCII).strip("-")
    yield "type", "SCENARIO"
    yield "version", "1"
    yield "modificationDate", as_of.isoformat()
    yield "securityClassification", "Unclassified"
    yield "description", f"{title}. A planned force, made from public statements: a plan that nobody has carried out."


def _unit(listed: ET.Element, unit: ScenarioUnit, handle: Callable[[str], str]) -> None:
    made = _tag(listed, "Unit")
    _tag(made, "ObjectHandle", handle(unit.id))
    _tag(made, "SymbolIdentifier", unit.symbol.letter_code)
    _tag(made, "Name", _latin(unit.name, unit.id))
    modifiers = _tag(made, "UnitSymbolModifiers")
    _tag(modifiers, "Echelon", unit.symbol.echelon_name)
    if unit.nation:
        _tag(modifiers, "AdditionalInfo", _latin(unit.nation, "")[:_INFORMATION])
    _tag(modifiers, "UniqueDesignation", _latin(unit.designation, "")[:_DESIGNATION])
    if unit.place is not None:
        _position(made, *unit.place)
    _relation(made, unit, handle)
    model = _tag(made, "Model")
    _tag(model, "Resolution", "STANDARD")
    _tag(model, "AggregateBased", "true")


def _position(made: ET.Element, lon: float, lat: float) -> None:
    location = _tag(_tag(made, "Disposition"), "Location")
    _tag(location, "CoordinateChoice", "GDC")
    point = _tag(_tag(location, "CoordinateData"), "GDC")
    for name, value in (("Latitude", f"{lat:.6f}"), ("Longitude", f"{lon:.6f}"), ("ElevationAGL", "0")):
        _tag(point, name, value)


def _relation(made: ET.Element, unit: ScenarioUnit, handle: Callable[[str], str]) -> None:
    relation = _tag(_tag(made, "Relations"), "ForceRelation")
    if not unit.superior:
        _tag(relation, "ForceRelationChoice", "FORCE_SIDE")
        _tag(_tag(relation, "ForceRelationData"), "ForceSideHandle", handle(_SIDE))
        return
    _tag(relation, "ForceRelationChoice", "UNIT")
    command = _tag(_tag(relation, "ForceRelationData"), "CommandRelation")
    _tag(command, "CommandingSuperiorHandle", handle(unit.superior))
    _tag(command, "CommandRelationshipType", "ATTACHED")


def _latin(text: str, otherwise: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain if re.fullmatch(r"[ -z]*", plain) else otherwise


def _tag(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    made = ET.SubElement(parent, f"{{{MSDL}}}{name}")
    made.text = None if text is None else held_by_xml(text)
    return made

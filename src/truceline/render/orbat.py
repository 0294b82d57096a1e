"""The order of battle as CSV with APP-6 symbols, and as MSDL."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from truceline.documents.tables.generation import orbat_table
from truceline.formats.csv_table import csv_text
from truceline.formats.xml_text import held_by_xml
from truceline.generation.orbat import FORCE, Element
from truceline.results.names import Names
from truceline.views.orbat import title_of

MSDL = "urn:sisostds:scenario:military:data:draft:msdl:1"
"""The namespace of the Military Scenario Definition Language (SISO-STD-007-2008)."""

_MODEL = "http://www.sisostds.org/schemas/modelID"
_PLANNED, _FRIEND = "1", "3"


@dataclass(frozen=True, slots=True)
class Symbol:
    """How a capability is drawn: digits of APP-6D, and the letters of the older code that MSDL asks for.

    ``symbol_set`` 10 is land units, 01 air, 30 sea surface; ``entity`` has six digits, ``modifier`` (sector 1) and
    ``echelon`` two, ``headquarters`` one. ``letters`` are the battle dimension and the function of the letter code.
    """

    symbol_set: str
    entity: str
    modifier: str
    echelon: str
    headquarters: str
    letters: str

    @property
    def sidc(self) -> str:
        """The symbol's 20 digits in APP-6D: friend, planned."""
        head = f"10{0}{_FRIEND}{self.symbol_set}{_PLANNED}{self.headquarters}{self.echelon}"
        return f"{head}{self.entity}{self.modifier}00"

    @property
    def letter_code(self) -> str:
        """The symbol's 15 letters in APP-6A: friend, anticipated; echelon and headquarters as its modifiers."""
        echelon = {"11": "A", "12": "B", "13": "C", "14": "D", "15": "E", "16": "F", "17": "G"}.get(self.echelon, "-")
        return f"SF{self.letters[0]}A{self.letters[1:]}{'A' if self.headquarters == '2' else '-'}{echelon}---"


@cache
def symbols() -> Mapping[str, Symbol]:
    """Read the bundled table of symbols by capability; components stand for capabilities that it does not name."""
    text = (files("truceline") / "symbols" / "app6.csv").read_text(encoding="utf-8")
    return {row.pop("capability"): Symbol(**row) for row in csv.DictReader(io.StringIO(text))}


def symbol_of(element: Element, names: Names) -> Symbol:
    """Return an element's symbol: that of its capability, else of its component; a headquarters for the force."""
    if element.kind in ("force", "sector"):
        return symbols()["command"]
    known = symbols()
    return known.get(element.capability) or known[names.capabilities[element.capability].component]


def orbat_csv(elements: Sequence[Element], names: Names) -> str:
    """Write a CSV table: id, superior, kind, title, contributor, capability, personnel, and the 20-digit symbol."""
    return csv_text(orbat_table((e, title_of(e, names), symbol_of(e, names).sidc) for e in elements))


def orbat_msdl(elements: Sequence[Element], names: Names, *, title: str, as_of: date) -> str:
    """Write an MSDL scenario: one force side, and a unit for every element below it, related to its superior.

    Only what an order of battle holds: no positions, equipment, overlays or environment. Handles are made from the
    ids, so the same force gives the same bytes.
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
    for name, value in (("ObjectHandle", handle(FORCE)), ("ForceSideName", title), ("AllegianceHandle", handle(FORCE))):
        _tag(side, name, value)
    organizations = _tag(root, "Organizations")
    units = _tag(organizations, "Units")
    for element in elements[1:]:
        _unit(units, element, names, handle)
    _tag(organizations, "Equipment")
    for name in ("Overlays", "Installations", "TacticalGraphics", "MOOTWGraphics"):
        _tag(root, name)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _scenario_id(root: ET.Element, title: str, as_of: date) -> None:
    scenario = _tag(root, "ScenarioID")
    for name, value in _identity(title, as_of):
        ET.SubElement(scenario, f"{{{_MODEL}}}{name}").text = held_by_xml(value)
    contact = ET.SubElement(scenario, f"{{{_MODEL}}}poc")
    ET.SubElement(contact, f"{{{_MODEL}}}pocType").text = "organization"


def _identity(title: str, as_of: date) -> Iterator[tuple[str, str]]:
    yield "name", title
    yield "type", "SCENARIO"
    yield "version", "1"
    yield "modificationDate", as_of.isoformat()
    yield "securityClassification", "Unclassified"
    yield "description", "Order of battle of a planned force, made from public statements; a plan, not a disposition."


def _unit(units: ET.Element, element: Element, names: Names, handle: Callable[[str], str]) -> None:
    unit = _tag(units, "Unit")
    _tag(unit, "ObjectHandle", handle(element.id))
    _tag(unit, "SymbolIdentifier", symbol_of(element, names).letter_code)
    _tag(unit, "Name", title_of(element, names))
    relation = _tag(_tag(unit, "Relations"), "ForceRelation")
    if element.superior == FORCE:
        _tag(relation, "ForceRelationChoice", "FORCE_SIDE")
        _tag(_tag(relation, "ForceRelationData"), "ForceSideHandle", handle(FORCE))
    else:
        _tag(relation, "ForceRelationChoice", "UNIT")
        command = _tag(_tag(relation, "ForceRelationData"), "CommandRelation")
        _tag(command, "CommandingSuperiorHandle", handle(element.superior))
        _tag(command, "CommandRelationshipType", "ATTACHED")
    model = _tag(unit, "Model")
    _tag(model, "Resolution", "STANDARD")
    _tag(model, "AggregateBased", "true")


def _tag(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    made = ET.SubElement(parent, f"{{{MSDL}}}{name}")
    made.text = None if text is None else held_by_xml(text)
    return made

"""Networks as GraphML and CSV, and coded references as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from truceline.formats.cells import Day, Text, Words
from truceline.formats.csv_table import read_rows
from truceline.formats.faults import Faults, Place
from truceline.formats.files import read_text
from truceline.formats.shape import Shape, fit
from truceline.formats.yaml_tree import Path as Keys
from truceline.formats.yaml_tree import written
from truceline.statements.discourse.network import Network, Reference

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEYS = (("name", "node", "string"), ("mode", "node", "string"), ("group", "node", "int"), ("weight", "edge", "double"))


class ReferenceRow(Shape):
    """One coded reference of an actor to a concept."""

    actor: Words
    """Who."""
    concept: Words
    """What."""
    agreement: int
    """1 agrees, 0 disagrees; or any whole number on a scale."""
    on: Day
    """When."""
    document: Text
    """Where it stands."""


def graphml(network: Network, groups: Mapping[str, int] | None = None) -> str:
    """Write a network as GraphML: undirected, without edges of weight 0; a one-mode edge once.

    Nodes have a ``name``, a ``mode`` (actor or concept) and, where given, the number of their ``group``; edges a
    ``weight``. Characters that XML cannot hold are left out.
    """
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for name, kind, form in _KEYS:
        ET.SubElement(root, "key", {"id": name, "for": kind, "attr.name": name, "attr.type": form})
    graph = ET.SubElement(root, "graph", edgedefault="undirected")
    for n, name in enumerate(network.rows):
        _node(graph, f"r{n}", {"name": name, "mode": "actor", "group": (groups or {}).get(name)})
    for n, name in enumerate(network.columns if network.two_mode else ()):
        _node(graph, f"c{n}", {"name": name, "mode": "concept", "group": None})
    for i in range(len(network.rows)):
        for j in range(0 if network.two_mode else i + 1, len(network.columns)):
            if weight := float(network.weights[i, j]):
                ends = {"source": f"r{i}", "target": f"{'c' if network.two_mode else 'r'}{j}"}
                _data(ET.SubElement(graph, "edge", ends), "weight", repr(weight))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def matrix_csv(network: Network) -> str:
    """Write a network as a CSV matrix: a header of columns, then one row for each actor."""
    lines = [["", *network.columns]]
    lines += [[name, *(f"{w:.10g}" for w in row)] for name, row in zip(network.rows, network.weights, strict=True)]
    return _table(lines)


def references_csv(references: Iterable[Reference]) -> str:
    """Write coded references as CSV, as ``read_references`` reads them."""
    rows = ([r.actor, r.concept, str(r.value), r.on.isoformat(), r.document] for r in references)
    return _table([list(ReferenceRow.written_keys()), *rows])


def read_references(path: Path) -> tuple[Reference, ...]:
    """Read coded references from a CSV table with the columns of ``ReferenceRow``.

    Raises
    ------
    CaseError
        If the file or any of its rows is at fault; all faults are listed.
    """
    faults = Faults()
    found = []
    read = read_text(path.parent, path.name, faults)
    columns = ReferenceRow.written_keys()
    for row in read_rows(read[0], path.name, columns, faults) if read else ():
        shape = fit(ReferenceRow, row.cells, partial(_in_row, path.name, row.line), faults)
        if shape is not None:
            found.append(Reference(shape.actor, shape.concept, shape.agreement, shape.on, shape.document))
    faults.raise_if_any(str(path))
    return tuple(found)


def _in_row(file: str, line: int, path: Keys) -> Place:
    return Place(file, line, written(path[:1]))


def _table(lines: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def _node(graph: ET.Element, name: str, data: Mapping[str, object]) -> None:
    node = ET.SubElement(graph, "node", id=name)
    for key, value in data.items():
        if value is not None:
            _data(node, key, str(value))


def _data(parent: ET.Element, key: str, value: str) -> None:
    ET.SubElement(parent, "data", key=key).text = _UNFIT.sub("", value)

"""Discourse networks as GraphML and CSV, and coded references as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from truceline.documents.network import counts_table
from truceline.formats.csv_table import csv_lines, csv_text, exact_csv_lines
from truceline.formats.xml_text import held_by_xml
from truceline.results.network import DatedNetwork
from truceline.statements.discourse.network import Network
from truceline.statements.discourse.reference import Reference

REFERENCE_COLUMNS = ("actor", "concept", "agreement", "on", "document")
"""The columns of a table of coded references."""

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (("name", "node", "string"), ("mode", "node", "string"), ("group", "node", "int"), ("weight", "edge", "double"))


def network_files(networks: Sequence[DatedNetwork], *, raw: bool = False) -> dict[str, str]:
    """Return each network as GraphML and CSV by file name; of several, the name says the first day.

    With ``raw`` its counts by actor, concept and value come with it.
    """
    files: dict[str, str] = {}
    for dated in networks:
        name = "network" if len(networks) == 1 else f"network-{dated.first}"
        number = {name: n for n, group in enumerate(dated.groups.members if dated.groups else ()) for name in group}
        files[f"{name}.graphml"] = graphml(dated.network, number)
        files[f"{name}.csv"] = matrix_csv(dated.network)
        if raw:
            files[f"{name}-counts.csv"] = csv_text(counts_table(dated))
    return files


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
    return csv_lines(lines)


def references_csv(references: Iterable[Reference]) -> str:
    """Write coded references as CSV, as ``read_references`` reads them."""
    rows = ([r.actor, r.concept, str(r.value), r.on.isoformat(), r.document] for r in references)
    return exact_csv_lines([list(REFERENCE_COLUMNS), *rows])


def _node(graph: ET.Element, name: str, data: Mapping[str, object]) -> None:
    node = ET.SubElement(graph, "node", id=name)
    for key, value in data.items():
        if value is not None:
            _data(node, key, str(value))


def _data(parent: ET.Element, key: str, value: str) -> None:
    ET.SubElement(parent, "data", key=key).text = held_by_xml(value)

"""Networks leave as GraphML and CSV, references come back from CSV."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from truceline.errors import CaseError
from truceline.render.network_files import graphml, matrix_csv, references_csv
from truceline.sources.references import read_references
from truceline.statements.discourse.network import one_mode, two_mode
from truceline.statements.discourse.reference import Reference

DAY = date(2031, 5, 1)
GIVEN = (
    Reference("ash & co", "<troops>", 1, DAY, "herald"),
    Reference('"birch"', "<troops>", 0, DAY, ""),
    Reference("\x0bcedar, the", "drones", 1, DAY, "x"),
)
NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def parsed(text):
    root = ET.fromstring(text)  # noqa: S314  (our own)
    nodes = {
        n.get("id"): {d.get("key"): d.text for d in n.findall("g:data", NS)} for n in root.iter(f"{{{NS['g']}}}node")
    }
    edges = [
        (nodes[e.get("source")]["name"], nodes[e.get("target")]["name"], float(e.find("g:data", NS).text))
        for e in root.iter(f"{{{NS['g']}}}edge")
    ]
    return root, nodes, edges


def test_graphml_holds_names_modes_groups_and_weights():
    _, nodes, edges = parsed(graphml(one_mode(GIVEN), {"ash & co": 0, '"birch"': 1}))

    assert edges == [('"birch"', "ash & co", -1.0)]
    assert [n for n in nodes.values() if n["name"] == "ash & co"] == [
        {"name": "ash & co", "mode": "actor", "group": "0"}
    ]


def test_graphml_of_two_modes_joins_actors_with_concepts():
    root, nodes, edges = parsed(graphml(two_mode(GIVEN)))

    assert {n["mode"] for n in nodes.values()} == {"actor", "concept"}
    assert ("ash & co", "<troops>", 1.0) in edges
    assert len(edges) == 3
    assert {k.get("id") for k in root.findall("g:key", NS)} == {"name", "mode", "group", "weight"}


def test_a_matrix_has_a_header_and_a_row_for_each_actor():
    assert matrix_csv(two_mode(GIVEN[:2])) == ',<troops>\n"""birch""",-1\nash & co,1\n'


def test_references_come_back_as_they_left(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text(references_csv(GIVEN[:2]), encoding="utf-8")

    assert read_references(path) == GIVEN[:2]


def test_all_faults_of_a_table_are_told(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text(
        "actor,concept,agreement,on,document\n,troops,1,2031-05-01,\nash,troops,often,soon,\n", encoding="utf-8"
    )

    with pytest.raises(CaseError) as caught:
        read_references(path)

    assert [problem.split(" | ")[0] for problem in caught.value.problems] == [
        "coded.csv:2 actor",
        "coded.csv:3 agreement",
        "coded.csv:3 on",
    ]

"""The bundled cases' statements, read once for all tests of this room."""

import csv
from importlib.resources import files

import pytest
from ruamel.yaml import YAML

from truceline.formats.cells import read_bounds, read_span
from truceline.records.actors import Actor
from truceline.statements.statement import (
    Authority,
    CountDefinition,
    Measure,
    Stance,
    Statement,
    TopicStance,
)


def _rows(name):
    text = files("truceline").joinpath("cases", "ukraine", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _listed(cell):
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _measure(row):
    if not row["what"]:
        return None
    return Measure(row["what"], row["value"], row["unit"], row["definition"], *read_bounds(row["value"]))


def _positions(row):
    topics, stances, scopes = (_listed(row[column]) for column in ("topic", "stance", "scope"))
    topics = topics * len(stances) if len(topics) == 1 else topics
    return tuple(TopicStance(t, s, Stance(stance)) for t, s, stance in zip(topics, scopes, stances, strict=True))


def _statement(row):
    return Statement(
        id=row["id"],
        said_on=read_span(row["said_on"]),
        speaker=row["speaker"],
        speaks_for=row["speaks_for"],
        authority=Authority(row["authority"]),
        positions=_positions(row),
        quote=row["quote"],
        summary=row["summary"],
        conditions=_listed(row["conditions"]),
        names=_listed(row["names"]),
        measure=_measure(row),
        source=row["source"],
        credibility=int(row["credibility"]),
        supersedes=_listed(row["supersedes"]),
    )


@pytest.fixture(scope="session")
def ledger():
    return tuple(_statement(row) for row in _rows("statements.csv"))


@pytest.fixture(scope="session")
def actors():
    return tuple(
        Actor(row["id"], row["name"], row["kind"], row["party"] == "yes", row["iso"]) for row in _rows("actors.csv")
    )


@pytest.fixture(scope="session")
def topics():
    return YAML(typ="safe", pure=True).load(
        files("truceline").joinpath("cases", "ukraine", "topics.yaml").read_text("utf-8")
    )


@pytest.fixture(scope="session")
def definitions(topics):
    return {
        each["id"]: CountDefinition(
            id=each["id"],
            title=each["title"],
            topic=each["topic"],
            scopes=frozenset(each["scopes"]),
            stances=frozenset(map(Stance, each["stances"])),
            authorities=frozenset(map(Authority, each["authorities"])),
            claims=tuple(each["claims"]),
        )
        for each in topics["counts"]
    }

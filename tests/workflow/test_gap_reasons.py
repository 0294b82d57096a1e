"""Who a gap says offers its capability, read again from pledges.yaml, requirement.csv and scenarios.yaml alone."""

import csv
import re

import pytest
import yaml

from truceline.casefolder.cases import find_case, read_case
from truceline.workflow.plan import plan

RUNGS = ("withdrawn", "floated", "offered", "conditional", "firm", "approved", "activated")


@pytest.fixture(scope="module", params=["two-rivers", "ukraine"])
def found(request):
    folder = find_case(request.param).folder
    return folder, plan(read_case(folder), version="test", draws=0)


def table(folder, name):
    return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))


def records(folder, name):
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)[name]  # noqa: S506  (it makes nothing but text: "on" is no truth)


def on_record(folder, day):
    """What each pledge offers on a day and how far it has come: (capability, rung) by id."""
    read = {}
    for pledge in records(folder, "pledges"):
        steps = [(step["on"], step["status"]) for step in pledge["history"] if step["on"] <= day]
        gone = pledge.get("until") and pledge["until"] <= day
        if steps and not gone and (rung := max(steps, key=lambda s: s[0])[1]) != "withdrawn":
            read[pledge["id"]] = pledge["capability"], rung
    return read


def wanted(row):
    return {row["capability"], *(part.split(":")[0] for part in row["substitutes"].split(";") if part)}


def gaps(found):
    """Each line with a gap: who offers what it asks for, who serves, and the rung from which its scenario counts."""
    folder, made = found
    rows = {row["id"]: row for row in table(folder, "requirement.csv")}
    least = {each["id"]: each.get("least", "offered") for each in records(folder, "scenarios")}
    pledged = on_record(folder, made.as_of.isoformat())
    for scenario in made.scenarios:
        for concept in scenario.concepts.values():
            serving = {(tour.line, tour.unit.partition("#")[0]) for tour in concept.generation.assignments}
            for fill in concept.generation.lines:
                if fill.reasons:
                    offers = {p: rung for p, (what, rung) in pledged.items() if what in wanted(rows[fill.line])}
                    serve = {pledge for line, pledge in serving if line == fill.line}
                    yield rows[fill.line], fill.reasons, offers, serve, least[scenario.scenario.id]


def test_nobody_is_said_to_offer_only_where_nobody_does(found):
    told = {bool(offers): set() for _row, _reasons, offers, *_ in gaps(found)}
    for _row, reasons, offers, *_ in gaps(found):
        told[bool(offers)].add(any(reason.startswith("nobody offers") for reason in reasons))

    assert told == {True: {False}, False: {True}}


def test_everybody_who_offers_serves_or_is_named_with_a_reason(found):
    for row, reasons, offers, serve, _least in gaps(found):
        named = {item.split(" ")[0] for reason in reasons for item in reason.rpartition(": ")[2].split(", ")}
        assert set(offers) <= named | serve, row["id"]


def test_a_pledge_below_the_rung_that_counts_is_told_so_with_both_rungs(found):
    below = 0
    for row, reasons, offers, _serve, least in gaps(found):
        low = {p for p, rung in offers.items() if RUNGS.index(rung) < RUNGS.index(least)}
        said = f"on the record, but only floated (this scenario counts from {least}): "
        told = [reason.removeprefix(said) for reason in reasons if reason.startswith(said)]
        assert {item.split(" ")[0] for items in told for item in items.split(", ")} == low, row["id"]
        below += len(low)

    assert below or found[1].case.id == "two-rivers"


def test_a_reason_calls_capabilities_and_lines_by_their_titles(found):
    folder, _made = found
    titles = {row["id"]: row["title"] for row in table(folder, "capabilities.csv")}
    lines = {row["title"] for row in table(folder, "requirement.csv")}
    for row, reasons, *_ in gaps(found):
        for reason in reasons:
            if who := re.fullmatch(r"nobody (?:else )?offers (.*)", reason):
                assert set(who[1].split(" or ")) == {f"“{titles[each]}”" for each in wanted(row)}
            if other := re.match(r"used on (?:the more critical )?“(.*?)”", reason):
                assert other[1] in lines


def test_a_floated_offer_is_told_of_until_it_is_withdrawn():
    folder = find_case("ukraine").folder
    assert on_record(folder, "2025-03-25")["ca-training"] == ("training-team", "floated")

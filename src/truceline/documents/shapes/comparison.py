"""The shape of a comparison of two planning runs."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number


class ChangePart(TypedDict):
    """Something that is not as it was."""

    what: str
    """What it is."""
    before: str
    """What it was, in words; empty where it is new."""
    after: str
    """What it is now; empty where it is gone."""
    why: list[str]
    """Why."""


class LineChangePart(TypedDict):
    """A requirement line that is not asked for or filled as before."""

    line: str
    """The line."""
    required: list[Number]
    """Units asked for, before and after."""
    filled: list[Number]
    """Units filled, before and after."""
    why: list[str]
    """Why."""


class ValueChange(TypedDict):
    """A value that differs."""

    path: list[str]
    """Where it stands in plan.json."""
    before: str
    """What it was, in words; empty where it is new."""
    after: str
    """What it is now; empty where it is gone."""


class ScenarioChangePart(TypedDict):
    """What changed in one scenario."""

    scenario: str
    """The scenario."""
    title: str
    """Its title."""
    facts: list[ChangePart]
    """Facts that flipped."""
    totals: list[list[str | float | None]]
    """Each total: its name, before and after."""
    joined: list[ChangePart]
    """Who joined the force."""
    left: list[ChangePart]
    """Who left it."""
    lines: list[LineChangePart]
    """Requirement lines that changed."""
    values: list[ValueChange]
    """Whatever else differs."""
    ranges: list[list[str | list[float | None]]]
    """Ranges that differ: the headline, before and after."""


class ComparisonDocument(DocumentHead):
    """What changed between two planning runs; of every pair, the earlier comes first."""

    cases: list[str]
    """Ids of both cases."""
    as_of: list[str]
    """The dates of both."""
    new_statements: list[list[str]]
    """Statements that came: id, and what each says."""
    gone_statements: list[list[str]]
    """Statements that went."""
    pledges: list[ChangePart]
    """Pledges that are new, gone or changed."""
    scenarios: list[ScenarioChangePart]
    """Scenarios of both."""
    new_scenarios: list[str]
    """Scenarios that only the later has."""
    gone_scenarios: list[str]
    """Scenarios that only the earlier has."""
    values: list[ValueChange]
    """Whatever else differs."""

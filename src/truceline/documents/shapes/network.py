"""The shape of documents on discourse networks."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number


class ReferenceCountPart(TypedDict):
    """How often an actor refers to a concept in one way."""

    actor: str
    """The actor."""
    concept: str
    """The concept."""
    value: int
    """1 agrees, 0 disagrees, or a number on a scale."""
    references: int
    """How often."""


class NetworkPart(TypedDict):
    """Who agrees with whom on what, in one time."""

    first: str | None
    """Its first day; null for all of the past."""
    last: str | None
    """Its last day."""
    references: int
    """How many references there are."""
    counted: int
    """How many of them count: repetitions are dropped as asked for."""
    counts: list[ReferenceCountPart]
    """The raw counts, by actor, concept and value."""
    rows: list[str]
    """Names of the rows."""
    columns: list[str]
    """Names of the columns."""
    weights: list[list[Number]]
    """Weight of every row with every column."""
    groups: list[list[str]] | None
    """Groups of rows; null where none were sought."""
    modularity: Number
    """How well the groups part."""


class NetworksDocument(DocumentHead):
    """Discourse networks, one for each time."""

    networks: list[NetworkPart]
    """The networks."""


class ReferencesDocument(DocumentHead):
    """References that were imported."""

    written: str
    """The file that holds them."""
    references: int
    """How many there are."""
    counted: int
    """How many were written: repetitions are dropped as asked for."""
    actors: int
    """Of how many actors."""
    concepts: int
    """To how many concepts."""

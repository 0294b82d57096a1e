"""Injects of a staff exercise: the master events list, the options that each leaves open, and decisions taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """What an inject or a decision does: violations that may happen are multiplied by ``factor`` for ``days`` days.

    ``sector`` is a sector's id, or empty for the whole line.
    """

    sector: str
    factor: float
    days: int


@dataclass(frozen=True, slots=True)
class Option:
    """One of the decisions that staff may take on an inject."""

    id: str
    title: str
    text: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Inject:
    """An entry of the master events list: what staff are told on ``day`` (from 1) and what they may decide."""

    id: str
    day: int
    title: str
    text: str
    effect: Effect
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff decided on an inject, and why in their own words."""

    inject: str
    option: str
    note: str

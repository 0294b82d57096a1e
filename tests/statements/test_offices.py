"""Holders of offices: their names, and the days on which they hold them."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import Authority

_TORVIK = OfficeHolder(
    "Hanne Torvik", ("Hanne Thorvik", "Hanne Torvik"), "prime minister", "sollen", Authority.LEADER,
    date(2031, 5, 6), date(2032, 3, 1), "so-1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "held"),
    [("2031-05-05", False), ("2031-05-06", True), ("2032-03-01", True), ("2032-03-02", False)],
)
def test_an_office_is_held_from_its_first_day_to_its_last_both_included(day: str, *, held: bool) -> None:
    assert _TORVIK.holds_on(date.fromisoformat(day)) is held


def test_a_holder_is_named_by_the_full_name_and_every_other_spelling_once() -> None:
    assert _TORVIK.names == ("Hanne Torvik", "Hanne Thorvik")

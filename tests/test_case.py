"""A case is a value: nothing in it can be replaced."""

from dataclasses import FrozenInstanceError, fields

import pytest

from truceline.case import Case
from truceline.casefolder.cases import find_case, read_case
from truceline.records.provenance import Input


def test_a_case_and_its_parts_are_frozen_and_two_readings_are_equal():
    folder = find_case("two-rivers").folder
    case, again = read_case(folder), read_case(folder)

    assert case == again
    with pytest.raises(FrozenInstanceError):
        case.months = 1
    assert Input("case.toml", case.inputs[0].sha256) == case.inputs[0]


def test_what_a_case_holds_in_number_is_a_tuple_or_a_mapping_by_id():
    case = read_case(find_case("two-rivers").folder)

    assert {type(getattr(case, field.name)).__name__ for field in fields(Case)} == {
        "str", "DatedText", "date", "int", "bool", "float", "tuple", "dict", "Agreement",
    }  # fmt: skip
    assert all(key == assumption.id for key, assumption in case.assumptions.items())

"""Faults are collected with their places, told in one wording, and never flood the reader."""

import pickle

import pytest

from truceline.errors import CaseError
from truceline.formats.faults import SHOWN, FaultPlace, Faults, shown, suggestion


def test_a_place_names_what_is_known_of_it():
    assert str(FaultPlace("a.csv")) == "a.csv"
    assert str(FaultPlace("a.csv", 3)) == "a.csv:3"
    assert str(FaultPlace("a.csv", 3, "title")) == "a.csv:3 title"
    assert str(FaultPlace("a.csv", 0, "title")) == "a.csv title"


def test_faults_are_listed_by_file_as_opened_then_by_line():
    faults = Faults()
    faults.open("b.csv")
    faults.add(FaultPlace("a.csv", 2), "late")
    faults.add(FaultPlace("b.csv", 9), "ninth")
    faults.add(FaultPlace("b.csv", 2), "second")

    assert faults.problems() == ("b.csv:2 | second", "b.csv:9 | ninth", "a.csv:2 | late")


def test_a_fault_that_is_found_twice_is_told_once():
    faults = Faults()
    faults.add(FaultPlace("a.csv", 2), "wrong")
    faults.add(FaultPlace("a.csv", 2), "wrong")

    assert (faults.count, faults.problems()) == (1, ("a.csv:2 | wrong",))


@pytest.mark.parametrize("many", [SHOWN + 1, 5_000])
def test_beyond_a_limit_faults_are_only_counted(many):
    faults = Faults()
    for line in range(many):
        faults.add(FaultPlace("a.csv", line + 1), "wrong")

    assert len(faults.problems()) == SHOWN + 1
    assert faults.problems()[-1] == f"and {many - SHOWN} more | not listed; mend these first"


def test_raised_faults_pickle_and_no_faults_raise_nothing():
    faults = Faults()
    faults.raise_if_any("ford")
    faults.add(FaultPlace("a.csv", 1), "wrong")
    with pytest.raises(CaseError) as caught:
        faults.raise_if_any("ford")

    assert pickle.loads(pickle.dumps(caught.value)).problems == ("a.csv:1 | wrong",)  # noqa: S301


def test_a_wrong_value_is_quoted_short_and_on_one_line():
    assert shown("a\nb") == r"'a\nb'"
    assert shown("x" * 1_000) == f"'{'x' * 57}...'"
    assert shown(None) == "'None'"


def test_a_close_name_is_suggested():
    assert suggestion("ceasfire", ["truce", "ceasefire"], "declare it") == "did you mean 'ceasefire'?"
    assert suggestion("xyz", ["truce", "ceasefire"], "declare it") == "declare it"


@pytest.mark.parametrize("name", ["st-01, st-02", "st-01,st-02", "st-01 and st-02", "st-01 | st-02", "st-01\nst-02"])
def test_several_names_in_one_are_told_how_to_be_parted(name):
    told = suggestion(name, ["st-01", "st-03"], "declare it")

    assert told == "where several may stand, part them by ; (st-01; st-02), or in a list give each its own item"


@pytest.mark.parametrize("name", ["st-04", "st-04, st-05", "sandbank", "st-04 st-01"])
def test_what_holds_no_known_name_is_one_name(name):
    assert "part them" not in suggestion(name, ["st-01", "harbour"], "declare it")

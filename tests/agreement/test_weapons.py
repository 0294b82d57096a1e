"""Weapons belong to classes by kind, calibre and system; what is not known may belong."""

import pytest

from tests.agreement.building import VOCABULARY, heavy
from truceline.agreement.three_valued_logic import MAYBE, NO, YES
from truceline.agreement.vocabulary import fit_terms, wider
from truceline.agreement.weapons import fit_weapons

WEAPONS = ("gun", "mortar", "howitzer-152", "mortar-82", "rocket", "long-rocket", "slingshot")


def fits(*classes):
    *named, unknown = fit_weapons(VOCABULARY.weapons, classes, WEAPONS)
    return dict(zip(WEAPONS, named, strict=True)) | {"": unknown}


def test_a_calibre_that_is_not_known_leaves_it_open():
    found = fits(heavy())

    assert found == {
        "gun": MAYBE,
        "mortar": MAYBE,
        "howitzer-152": YES,
        "mortar-82": NO,
        "rocket": NO,
        "long-rocket": NO,
        "slingshot": MAYBE,
        "": MAYBE,
    }


def test_calibres_below_a_limit_leave_the_limit_out():
    assert fits(heavy(low=None, high=82.0))["mortar-82"] == NO
    assert fits(heavy(low=82.0, high=152.0))["mortar-82"] == YES
    assert fits(heavy(low=None, high=152.0))["howitzer-152"] == NO


def test_a_system_belongs_whatever_its_calibre_and_a_wider_kind_may():
    found = fits(heavy(kinds=(), low=None, systems=("long-rocket",)))

    assert (found["long-rocket"], found["rocket"], found["gun"]) == (YES, MAYBE, NO)


def test_one_of_several_classes_is_enough_and_no_class_is_any_weapon():
    assert fits(heavy(), heavy(kinds=(), low=None, systems=("long-rocket",)))["long-rocket"] == YES
    assert set(fits().values()) == {YES}


@pytest.mark.parametrize(
    ("wanted", "name", "expected"),
    [
        (("fire",), "shelling", YES),
        (("shelling",), "fire", MAYBE),
        (("fire",), "bang", MAYBE),
        (("shot",), "bang", NO),
        (("fire",), "jamming", NO),
        (("activity",), "shot", YES),
        (("fire",), "other: riot", MAYBE),
        ((), "jamming", YES),
    ],
)
def test_a_term_fits_what_it_is_a_kind_of(wanted, name, expected):
    assert fit_terms(VOCABULARY.acts, wanted, (name,))[0] == expected


def test_a_code_of_minus_one_finds_the_unknown():
    assert fit_terms(VOCABULARY.acts, ("fire",), ("shot", "jamming"))[-1] == MAYBE


def test_wider_terms_are_followed_at_any_remove():
    assert wider(VOCABULARY.acts)["shelling"] == {"shelling", "fire", "bang", "activity"}

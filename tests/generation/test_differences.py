"""Two documents side by side, value by value."""

import pytest

from truceline.generation.differences import DocumentDifference, differences, pruned, tree


def differing(before, after):
    return [(d.path, d.before, d.after) for d in differences(tree(before), tree(after))]


def test_a_document_does_not_differ_from_itself_however_its_parts_are_ordered():
    one = {"assumptions": [{"id": "a", "low": 1}, {"id": "b", "low": 2}], "names": ["x", "y"]}
    other = {"names": ["y", "x"], "assumptions": [{"id": "b", "low": 2}, {"id": "a", "low": 1}]}

    assert differing(one, other) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 2}, (("a",), "1", "2")),
        ({"a": None}, {"a": 0}, (("a",), "no value", "0")),
        ({"a": True}, {"a": 1}, (("a",), "true", "1")),
        ({}, {"a": "x"}, (("a",), "", "x")),
        ({"a": ["x"]}, {"a": []}, (("a", "x"), "listed", "")),
        ({"months": [0, 0, 3]}, {"months": [0, 3, 3]}, (("months",), "0 x2, 3", "0, 3 x2")),
        ({"lines": [{"line": "n", "gap": 1}]}, {"lines": [{"line": "n", "gap": 2}]}, (("lines", "n", "gap"), "1", "2")),
        ({"lines": [{"line": "n", "gap": 1}]}, {"lines": []}, (("lines", "n"), "line n, gap 1", "")),
    ],
)
def test_every_kind_of_value_is_compared(before, after, found):
    assert differing(before, after) == [found]


def test_which_of_several_like_units_stands_where_makes_no_difference_and_how_many_does():
    two = {"posts": [{"site": "hill", "unit": "ash#1"}, {"site": "hill", "unit": "ash#2"}]}
    same = {"posts": [{"site": "hill", "unit": "ash#7"}, {"site": "hill", "unit": "ash#1"}]}

    assert differing(two, same) == []
    assert differing(two, {"posts": two["posts"][:1]}) == [(("posts", "hill ash (2)"), "site hill, unit ash", "")]


def test_what_stands_elsewhere_is_left_out():
    assert pruned(tree({"a": {"x": 1, "y": 2}, "b": {"x": 3}}), [("*", "x")]) == {"a": {"y": 2}, "b": {}}
    assert list(differences({"a": {}}, {"a": {}})) == []
    assert DocumentDifference(("a",), "1", "2").path == ("a",)

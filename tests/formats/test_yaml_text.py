"""Values written as YAML are read back as they were, and stand as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from truceline.formats.faults import Faults
from truceline.formats.yaml_text import yaml_item
from truceline.formats.yaml_tree import Quoted, read_yaml

texts = st.text(st.sampled_from("aB 1-:#{}[]>|'\"\n,&*!%@`?~é\u2028\\.\t_"), max_size=30) | st.sampled_from(
    [
        "",
        "null",
        "~",
        "no",
        "2031-03-01",
        "1e5",
        "0x1",
        "- a",
        "a: b",
        " a",
        "a ",
        "x" * 200,
        "word " * 60,
        "one\ntwo\n",
        "\n",
    ]
)
values = st.dictionaries(
    st.sampled_from(["id", "note", "n"]),
    st.recursive(
        texts | texts.map(Quoted) | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts.filter(bool), inner, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
)


def read(text):
    faults = Faults()
    document = read_yaml(text, "d.yaml", faults)
    assert not faults.count, faults.problems()
    return document.data


@given(values, st.sampled_from([0, 2, 4]))
def test_whatever_is_written_is_read_back_and_written_the_same_again(said, indent):
    text = yaml_item(said, indent)

    (found,) = read(text)
    assert found == said
    assert yaml_item(found, indent) == text
    assert read("l:\n" + " " * indent + "- id: first\n" + text)["l"] == [{"id": "first"}, said]


@given(st.dictionaries(st.sampled_from(["id", "note"]), texts.map(Quoted) | st.lists(texts.map(Quoted)), min_size=1))
def test_what_is_text_is_text_to_another_library_too(said):
    assert YAML(typ="safe", pure=True).load(yaml_item(said, 2)) == [said]


def test_an_item_stands_as_people_write_it():
    said = {
        "id": "ash-posts",
        "quantity": {"low": 1, "likely": 2.5, "high": 4},
        "conditions": [{"fact": "truce"}, {"joined": {"who": "birch", "location": "in-country"}}],
        "needs": [],
        "history": [{"on": "2031-01-12", "statements": ["st-02", "st-03"]}],
        "title": "Posts: four",
        "approved": True,
        "until": None,
        "note": "Four is the Chancellor's number; days and tours are assumed, as usual for Ash's army."
        + " More words." * 8,
    }

    assert yaml_item(said, 2) == (
        "  - id: ash-posts\n"
        "    quantity: {low: 1, likely: 2.5, high: 4}\n"
        "    conditions:\n"
        "      - {fact: truce}\n"
        "      - {joined: {who: birch, location: in-country}}\n"
        "    needs: []\n"
        "    history:\n"
        "      - {on: 2031-01-12, statements: [st-02, st-03]}\n"
        "    title: 'Posts: four'\n"
        "    approved: true\n"
        "    until: null\n"
        "    note: >-\n"
        "      Four is the Chancellor's number; days and tours are assumed, as usual for Ash's army. "
        "More words. More words. More words. More words. More words. More\n"
        "      words. More words. More words.\n"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2031-03-01", "2031-03-01"), (Quoted("2031-03-01"), "'2031-03-01'"), ("24", "24"), (Quoted("24"), "'24'"),
        ("", "''"), ("null", "'null'"), (Quoted("null"), "'null'"), ("no", "no"), (Quoted("no"), "'no'"),
        (Quoted("word"), "word"),
        ("a: b", "'a: b'"), ("#a", "'#a'"), ("it's", "it's"), (3.0, "3.0"), (7, "7"), (False, "false"), ([], "[]"),
        ({}, "{}"),
    ],
)  # fmt: skip
def test_quotes_stand_where_they_are_needed(value, text):
    assert yaml_item({"a": value}, 0) == f"- a: {text}\n"


def test_what_is_no_value_of_a_case_is_refused():
    with pytest.raises(ValueError, match="object is nothing that YAML text of a case holds"):
        yaml_item({"a": object()}, 0)

"""A file taken apart is the file again when its parts are joined, and each part is one record as others read it."""

import csv
import io
import json
import random
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from yaml import SafeLoader

from truceline.formats import yaml_items
from truceline.formats.parts import Part, join, split_csv, split_geojson, split_yaml

CASES = sorted(path for path in resources.files("truceline").joinpath("cases").rglob("*") if path.is_file())
KEYS = dict.fromkeys(("pledges", "facts", "rules", "concepts", "scenarios", "topics", "counts", "belts", "l"), ("id",))
SPLITS = {".csv": split_csv, ".geojson": split_geojson, ".yaml": lambda data: split_yaml(data, KEYS)}

texts = st.text(st.sampled_from("a#-:|>\"'{}[], \n\r\t\ufeff\u2028x1"), max_size=60)
pieces = st.lists(
    st.sampled_from(
        ["l:\n", "- id: a\n", "  - id: b\n", "    n: |\n", "      # no\n", "  # c\n", "\n", "# c\n", "---\n", "...\n",
         "  \n", "    k: |+\n", "- {id: c}\n", "- - id: d\n", "facts:\n", "x: [1,\n  2]\n", "-\n", "  id: e\n", "\r\n",
         "- id: f", "\ufeff"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def keys(parts):
    return [part.key for part in parts if part.key]


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
@given(data=st.one_of(st.binary(), texts.map(str.encode), pieces.map(str.encode)))
def test_any_bytes_are_their_parts_joined_and_no_key_stands_twice(split, data):
    parts = split(data)

    assert join(parts) == data
    assert len(keys(parts)) == len(set(keys(parts)))
    assert all(part.body for part in parts) or not data
    assert parts == split(data)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_file_of_the_bundled_cases_is_its_parts_joined_whatever_happens_to_it(path):
    data, chance = path.read_bytes(), random.Random(7)  # noqa: S311  (no secret)
    for split in SPLITS.values():
        assert join(split(data)) == data
        for _ in range(20):
            at, length = chance.randrange(len(data)), chance.randrange(12)
            other = data[:at] + chance.randbytes(chance.randrange(4)) + data[at + length :]
            assert join(split(other)) == other


@pytest.mark.parametrize("path", [p for p in CASES if p.suffix == ".yaml"], ids=lambda p: f"{p.parent.name}-{p.name}")
@pytest.mark.parametrize("parser", ["the faster one", "the one in Python"])
def test_each_item_is_what_another_yaml_library_reads_at_its_place(path, parser, monkeypatch):
    if parser == "the one in Python":  # what runs where PyYAML was built without libyaml
        monkeypatch.setattr(yaml_items, "PARSER", SafeLoader)
    whole = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    parts = split_yaml(path.read_bytes(), KEYS)

    lists = {name: items for name, items in whole.items() if name in KEYS and items}
    for name, items in lists.items():
        own = [part for part in parts if part.key.startswith(f"{name}/")]
        assert [YAML(typ="safe", pure=True).load(part.body) for part in own] == [[item] for item in items]


@pytest.mark.parametrize("path", [p for p in CASES if p.suffix == ".csv"], ids=lambda p: f"{p.parent.name}-{p.name}")
def test_each_row_is_a_part_known_by_its_id(path):
    text = path.read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    parts = split_csv(path.read_bytes())

    assert keys(parts) == [row.get("id") or f"#{n}" for n, row in enumerate(rows, start=1)]
    assert b"".join(part.body for part in parts if part.key) == path.read_bytes().partition(b"\n")[2]


@pytest.mark.parametrize("path", [p for p in CASES if p.suffix == ".geojson"], ids=lambda p: p.parent.name + p.name)
def test_each_feature_is_a_part_known_by_its_id(path):
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    own = [part for part in split_geojson(path.read_bytes()) if part.key]

    assert [json.loads(part.body) for part in own] == features
    assert keys(own) == [feature["properties"]["id"] for feature in features]


def test_a_row_goes_over_several_lines_and_blank_lines_are_text():
    data = b'\xef\xbb\xbfid,note\r\n\r\na,"one\r\ntwo"\r\n\r\nb,x'

    assert split_csv(data) == (
        Part("", b"\xef\xbb\xbfid,note\r\n\r\n"),
        Part("a", b'a,"one\r\ntwo"\r\n'),
        Part("", b"\r\n"),
        Part("b", b"b,x"),
    )


def test_comments_directly_above_an_item_are_its_own_and_others_are_text():
    first = b"  # of a\n  - id: a\n    note: |\n      words\n      # more words\n    # still of a\n"
    data = b"# head\nl:\n" + first + b"  # of b\n  - id: b\n\n  # apart\n\nother: 1\n"

    assert split_yaml(data, KEYS) == (
        Part("", b"# head\nl:\n"),
        Part("l/a", first),
        Part("l/b", b"  # of b\n  - id: b\n"),
        Part("", b"\n  # apart\n\nother: 1\n"),
    )


def test_blank_lines_that_a_text_keeps_are_its_own():
    data = b"l:\n- id: a\n  note: |+\n    words\n\n\n- id: b\n"

    assert split_yaml(data, KEYS)[1] == Part("l/a", b"- id: a\n  note: |+\n    words\n\n\n")


@pytest.mark.parametrize(
    "data",
    [
        b"l: [{id: a}, {id: b}]\n", b"l:\n- a\n- id: b\n", b"{l: [{id: a}]}\n", b"- id: a\n", b"l:\n- - id: a\n",
        b"l:\n-\n  id: a\n", b"other:\n- id: a\n", b"l:\n- id: a\n---\nl:\n- id: b\n", b"l:\n- id: a\n: : [\n",
        b"l:\n- id: \xff\n", b"? [l]\n: - id: a\n",
    ],
)  # fmt: skip
def test_what_is_no_list_of_mappings_in_lines_of_its_own_stays_text(data):
    assert split_yaml(data, KEYS) == (Part("", data),)


def test_records_without_a_usable_key_are_known_by_their_place():
    long, rows = "x" * 201, "a,1\na,2\n,3\n\u200b,4\n" + "{},5\na#2,6\na,7\n"
    found = split_csv(("id,n\n" + rows.format(long)).encode())

    assert keys(found) == ["a", "a#2", "#1", "#2", "#3", "a#2#2", "a#3"]
    assert keys(split_yaml(b"l:\n- n: 1\n- id: a\n- id:\n- id: a\n", KEYS)) == ["l/#1", "l/a", "l/#2", "l/a#2"]
    assert keys(split_yaml(b"l:\n- then: c\n  when: [a, b]\n", {"l": ("when", "then")})) == ["l/a+b/c"]
    assert keys(split_csv(b"who,when,n\np,2031,1\np,2032,2\n", ("who", "when"))) == ["p/2031", "p/2032"]
    assert keys(split_geojson(b'{"features": [{"id": "o", "properties": {}}, 5, {"properties": {"id": "p"}}]}')) == [
        "o", "#1", "p",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"features": {}}', b'{"features": [1 2]}', b'{"features": []} x', b"{" * 9999]
)
def test_what_is_no_collection_is_one_part(data):
    assert split_geojson(data) == (Part("", data),)


def test_many_rows_of_one_key_take_no_longer_than_others():
    parts = split_csv(b"id\n" + b"a\n" * 50_000)

    assert keys(parts)[-1] == "a#50000"

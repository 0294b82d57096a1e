"""YAML and TOML documents keep their text as written and know the line of every value."""

import re
from importlib import resources

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode
from yaml import SafeLoader

from truceline.errors import CaseError
from truceline.formats import yaml_tree
from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.yaml_tree import Quoted, bundled_yaml, read_toml, read_yaml, written

BUNDLED = sorted(path for path in resources.files("truceline").rglob("*.yaml"))


def yaml(text):
    faults = Faults()
    return read_yaml(text, "d.yaml", faults), list(faults.problems())


def test_scalars_stay_the_text_that_was_written_and_nothing_is_none():
    document, faults = yaml("a: no\nb: 2025-03-02\nc: 012\nd: null\ne:\nf: 'null'\ng: ~\nh: |\n  two\n  lines\n")

    assert faults == []
    assert document.data == {
        "a": "no", "b": "2025-03-02", "c": "012", "d": None, "e": None, "f": "null", "g": None, "h": "two\nlines\n",
    }  # fmt: skip


def test_every_value_knows_its_line_and_other_places_the_nearest_one():
    document, _ = yaml("# head\nlist:\n  - {x: 1,\n     y: [2, 3]}\n  - z\nlast: end\n")

    assert document.data == {"list": [{"x": "1", "y": ["2", "3"]}, "z"], "last": "end"}
    assert document.place(("list", 0, "y", 1)) == FaultPlace("d.yaml", 4, "list[0].y[1]")
    assert document.place(("list", 1)) == FaultPlace("d.yaml", 5, "list[1]")
    assert document.place(("list", 0, "q", "r")) == FaultPlace("d.yaml", 3, "list[0].q.r")
    assert document.place(("last",)) == FaultPlace("d.yaml", 6, "last")


def test_a_key_given_twice_is_told_with_both_lines():
    _, faults = yaml("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")

    assert faults == [
        "d.yaml:4 b | the key 'c' is given twice (line 3); keep one",
        "d.yaml:5 | the key 'a' is given twice (line 1); keep one",
    ]


def nodes(node, path=()):
    """Every value of a document by its path, as another library reads it: its line and its text, if it is text."""
    yield path, (node.start_mark.line + 1, None if isinstance(node, MappingNode | SequenceNode) else node.value)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from nodes(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from nodes(value, (*path, index))


def at(data, path):
    return at(data[path[0]], path[1:]) if path else data


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
@pytest.mark.parametrize("parser", ["the faster one", "the one in Python"])
def test_every_bundled_file_has_the_values_and_lines_that_another_library_reads(path, parser, monkeypatch):
    if parser == "the one in Python":  # what runs where PyYAML was built without libyaml
        monkeypatch.setattr(yaml_tree, "PARSER", SafeLoader)
    text = path.read_text(encoding="utf-8")
    document, faults = yaml(text)

    assert faults == []
    expected = dict(nodes(YAML(typ="safe", pure=True).compose(text)))
    assert document.lines == {where: line for where, (line, _) in expected.items()}
    for where, (_, value) in expected.items():
        if value is not None:
            assert at(document.data, where) == (
                None if value in {"", "null"} and not_quoted(document, where) else value
            )


def not_quoted(document, where):
    return not isinstance(at(document.data, where), Quoted)


def test_a_bundled_file_is_read_as_text_and_one_that_is_none_is_refused(tmp_path, monkeypatch):
    assert bundled_yaml("truceline.feeds", "tables", "ucdp.yaml")["radius"]["1"]["metres"] == "2000"

    (tmp_path / "broken_tables").mkdir()
    (tmp_path / "broken_tables" / "a.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(CaseError) as raised:
        bundled_yaml("broken_tables", "a.yaml")
    assert raised.value.problems == ("a.yaml:2 | the key 'a' is given twice (line 1); keep one",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [1, 2\nb: 3\n", "d.yaml:2 | is not YAML (did not find expected ',' or ']'); mend the text near this line"),
        ("a: 'open\n", "d.yaml:2 | is not YAML (found unexpected end of stream); mend the text near this line"),
        ("a: 1\n---\nb: 2\n", "d.yaml:2 | a second document starts; keep one per file"),
        ("a: &x [1]\nb: *x\n", "d.yaml:1 | anchors and aliases are not read; write the value out"),
        ("[a]: 1\n", "d.yaml:1 | a key is a list or mapping; give a name"),
        ("a: " + "[" * 60 + "]" * 60, "d.yaml:1 a" + "[0]" * 38 + " | is nested deeper than 40 levels; flatten it"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, fault):
    document, faults = yaml(text)

    assert document is None
    assert faults == [fault]


def test_what_stands_in_quotes_is_told_from_what_does_not():
    document, _ = yaml("a: 24\nb: '24'\nc: \"24\"\nd: |\n  24\n")
    toml = read_toml('a = 24\nb = ["24", {c = "24"}]\n', "c.toml", Faults())

    assert [type(value) for value in document.data.values()] == [str, Quoted, Quoted, Quoted]
    assert type(toml.data["a"]) is int
    assert [type(toml.data["b"][0]), type(toml.data["b"][1]["c"])] == [Quoted, Quoted]


def test_toml_keys_know_their_line_and_bad_toml_its_own():
    faults = Faults()
    document = read_toml('# head\nid = "x"\n"seed" = 1\n', "c.toml", faults)

    assert document.data == {"id": "x", "seed": 1}
    assert document.place(("seed",)) == FaultPlace("c.toml", 3, "seed")
    assert read_toml("id = 1\nid = 2\n", "c.toml", faults) is None
    assert read_toml("x = " + "[" * 50_000, "c.toml", faults) is None
    assert [problem.partition(" (")[0] for problem in faults.problems()] == [
        "c.toml | is not TOML",  # nested too deeply: no line is known
        "c.toml:2 | is not TOML",
    ]


def test_paths_are_written_the_way_people_do():
    assert written(("pledges", 3, "quantity", "low")) == "pledges[3].quantity.low"
    assert written(()) == ""


def test_a_text_nested_without_end_is_refused_with_its_line():
    faults = Faults()

    assert read_yaml("a: " + "[" * 5_000, "d.yaml", faults) is None
    (said,) = faults.problems()
    assert re.fullmatch(r"d.yaml:1.* \| .*(nested deeper than 40 levels|maximum nesting depth).*", said)

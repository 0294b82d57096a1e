"""A list of changes is complete by construction: every field of a bulletin is compared, or not for a reason."""

import json
from random import Random
from zoneinfo import ZoneInfo

import pytest
from benchmarks.corrections import Corrections

from tests.places import DOCS
from tests.render.test_labels import rows as label_rows
from truceline.documents import compared
from truceline.documents.compared import ELSEWHERE, NEVER, ROWS, SINCE, TREATMENTS, treatment
from truceline.documents.issues import changed, changes_part, read_changes
from truceline.render.labels import labels
from truceline.views import details as words

SCHEMA = json.loads((DOCS / "reference" / "schemas" / "bulletin.json").read_text(encoding="utf-8"))
TOLD = {path: each.why for each in TREATMENTS if each.how == ELSEWHERE for path in [each.path]}


def shape(part):
    while "$ref" in part:
        part = SCHEMA["$defs"][part["$ref"].rpartition("/")[2]]
    return part


def filled(part, number=1):
    """A value as a schema has it: every key is there, every list has a row, every mapping one name with a dot in it."""
    part = shape(part)
    kinds = part.get("type", ())
    if "object" in kinds:
        names = {"St. Ann": part["additionalProperties"]} if "additionalProperties" in part else part["properties"]
        return {key: filled(inner, number) for key, inner in names.items()}
    if "array" in kinds:
        return [filled(part["items"], number)]
    return f"word {number}" if "string" in kinds else number % 2 == 0 if "boolean" in kinds else number


def fields(value, path=()):
    """Every way to a value that is neither an object nor a list of objects."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [way for key, each in inner for way in fields(each, (*path, key))]
    return found or [path]


def put(document, way, value):
    *outer, last = way
    for key in outer:
        document = document[key]
    document[last] = value


def get(document, way):
    for key in way:
        document = document[key]
    return document


WHOLE = filled(SCHEMA)
WAYS = fields(WHOLE)


def dotted(way):
    return ".".join(key for key in way if isinstance(key, str))


def section(path):
    return max((each for each in ROWS if path.startswith(f"{each}.")), key=len, default="")


def is_key(path):
    return bool(section(path)) and path.removeprefix(f"{section(path)}.") in ROWS[section(path)]


def names(changes, path):
    """Whether a list of changes names what stands at a path."""
    for row in changes.pop("details", ()):
        if path in (f"{row['section']}.{row['field']}".strip("."), row["section"]) or (
            row["section"] == section(path) and (row["change"] != "otherwise" or not row["field"])
        ):
            return True
    named = {"movement.hindered": "patrols", "movement.sectors": "movement", "incidents.list": "merged added gone"}
    named |= {"obligations": "obligations", "attachments": "attachments", "incidents.parted": "parted"}
    wanted = TOLD.get(path) or named.get(section(path)) or ""
    return any(bool(rows) and kind in wanted for kind, rows in changes.items())


def differing(way):
    """A document in which one value is another one."""
    before = json.loads(json.dumps(WHOLE))
    kind = {str: "string", bool: "boolean", int: "integer"}[type(get(before, way))]
    put(before, way, filled({"type": kind}, 2))
    return before


def test_every_field_that_says_something_else_is_named_or_is_never_compared_for_a_reason():
    for way in WAYS:
        changes = json.loads(json.dumps(changes_part(changed(differing(way), WHOLE, {}))))
        if treatment(dotted(way)) == NEVER:
            assert not any(changes.values()), way
        else:
            assert names(changes, dotted(way)), way
    assert len(WAYS) > 150


def test_what_is_said_only_now_is_named_unless_bulletins_did_not_say_it_from_the_beginning():
    for way in WAYS:
        path = dotted(way)
        if isinstance(way[-1], int) or is_key(path) or treatment(path) != compared.BOTH:
            continue  # a row is known by its keys, and the rest has lists of its own
        before = json.loads(json.dumps(WHOLE))
        *outer, last = way
        del get(before, outer)[last]
        assert names(changes_part(changed(before, WHOLE, {})), path) == (path not in SINCE), way


def test_every_list_of_rows_has_keys_and_no_row_of_the_tables_is_of_something_that_is_not_there():
    paths = {dotted(way) for way in WAYS}
    lists = {dotted(way[:n]) for way in WAYS for n, key in enumerate(way) if key == 0 and len(way) > n + 1}

    of_issue = ("replaces", "changes", "evidence")
    assert {path for path in lists if not path.startswith(of_issue)} == set(ROWS)
    for path, keys in ROWS.items():
        assert {f"{path}.{key}" for key in keys} <= paths
    for path in SINCE:
        assert any(each == path or each.startswith(f"{path}.") for each in paths), path
    known = [*paths, *(f"{path}:{change}" for path in ROWS for change in ("added", "gone"))]
    first = {
        next((n for n, row in enumerate(TREATMENTS) if compared.fnmatchcase(path, row.path)), None) for path in known
    }
    assert set(range(len(TREATMENTS))) <= first  # no row is dead, and none stands behind a wider one
    assert all(row.why for row in TREATMENTS)


def test_the_page_of_methods_says_what_is_never_compared_and_what_is_not_repeated():
    page = (DOCS / "methods" / "bulletin.md").read_text(encoding="utf-8")

    for row in TREATMENTS:
        if row.how != ELSEWHERE:
            assert f"`{row.path.rstrip('*')}`" in page, row.path


@pytest.mark.parametrize("language", ["en", "uk", "ru", "fr"])
def test_every_field_that_is_compared_has_words_in_every_language(language):
    written = labels(language)
    said = words.DetailWords(written.label, written.number, {}, ZoneInfo("Etc/UTC"))
    for way in WAYS:
        path = dotted(way)
        if treatment(path) in (NEVER, ELSEWHERE) or is_key(path) or section(path) in compared.TOGETHER:
            continue
        assert said.what(*path.removeprefix(section(path)).strip(".").split("."))
        assert section(path) in words.SECTIONS
    known = {row["en"] for row in label_rows()}
    for table in (words.SECTIONS, words.FIELDS, words.PARTS, words.NAMED):
        assert set(table.values()) <= known


def test_words_that_people_wrote_are_named_and_not_said_once_more():
    now = json.loads(json.dumps(WHOLE))
    put(now, ("incidents", "reports", 0, "text"), "the house of somebody")

    for before, after in ((WHOLE, now), (now, WHOLE)):
        [row] = changes_part(changed(before, after, {}))["details"]
        assert (row["section"], row["row"], row["field"]) == ("incidents.reports", ["word 1"], "text")
        assert (row["before"], row["now"]) == (None, None)


def test_details_are_read_back_as_they_were_written():
    now = filled(SCHEMA, 2)
    changes = changed(WHOLE, now, {})

    assert len(changes.details) > 20
    assert read_changes(json.loads(json.dumps(changes_part(changes)))) == changes


def test_whatever_row_of_a_case_is_changed_the_list_names_all_that_the_bulletin_says_otherwise(tmp_path):
    """The long sweep is benchmarks/corrections.py, which compares documents by itself."""
    corrections = Corrections(tmp_path)
    drawn = [corrections.drawn(Random(f"4/{n}")) for n in range(12)]  # noqa: S311  (no secret)

    assert [(what, missing) for what, _, missing in drawn if missing] == []
    assert [outcome for _, outcome, _ in drawn].count("named") >= 4

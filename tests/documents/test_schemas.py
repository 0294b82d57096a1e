"""Every document that a command prints or writes is what its published schema says, and holds no key besides."""

import json
import re

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from tests.places import DOCS, TESTS
from tests.test_generated_pages import load
from truceline.casefolder.cases import find_case
from truceline.cli import main
from truceline.documents.plan import plan_document
from truceline.documents.rehearsal import rehearsal_part
from truceline.formats.json_text import json_text

MAKER = load("make_schemas")
OLD_LOG = TESTS / "golden" / "documents" / "0a55e05" / "log.jsonl"
SCHEMAS = sorted(DOCS.glob("reference/schemas/*.json"))
FEW = ("--replications", 4, "--drivers", 0, "--days", 30, "--workers", 1)
OF_EVERY_CASE = {
    "plan": ("plan", "--draws", 20),
    "generation": ("generate",),
    "siting": ("site",),
    "bulletin": ("monitor",),
    "coalition": ("coalition",),
    "rehearsal": ("rehearse", *FEW),
    "lines": ("line",),
}
OF_TWO_RIVERS = {
    "replay": ("rehearse", "--replay"),
    "exercise": ("rehearse", "--step", "--scenario", "council-mandate"),
    "line-change": ("line", "--from", "brask", "--to", "working"),
}
CASES = [
    *((kind, case, asked) for kind, asked in OF_EVERY_CASE.items() for case in ("two-rivers", "ukraine")),
    *((kind, "two-rivers", asked) for kind, asked in OF_TWO_RIVERS.items()),
]
WITHOUT_FILES = ("coalition", "line")


def run(*arguments):
    done = CliRunner().invoke(main, [str(a) for a in arguments], input="")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def faults(document, kind):
    schema = MAKER.schema(kind, closed=True)
    found = Draft202012Validator(schema).iter_errors(document)
    return [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message[:200]}" for fault in found]


@pytest.mark.parametrize(("kind", "case", "asked"), CASES, ids=[f"{kind}-{case}" for kind, case, _ in CASES])
def test_what_a_command_prints_is_what_its_schema_says(kind, case, asked, tmp_path):
    command, *options = asked
    out = () if command in WITHOUT_FILES else ("--out", tmp_path)
    document = run(command, case, *options, *out, "--json")

    assert document["document"] == kind
    assert faults(document, kind) == []
    for file in tmp_path.glob("*.json"):
        written = json.loads(file.read_text(encoding="utf-8"))
        assert file.name == "run.json" or faults(written, written["document"]) == []


def test_a_plan_that_holds_an_exercise_is_what_its_schema_says(plan, rehearsed):
    document = plan_document(plan, rehearsal_part(rehearsed, plan.case, ["a finding"]))

    assert faults(json.loads(json_text(document)), "plan") == []


def test_a_comparison_and_a_signed_head_are_what_their_schemas_say(tmp_path):
    for day in ("2031-03-20", "2031-04-15"):
        run("plan", "two-rivers", "--scenario", "as-stated", "--as-of", day, "--out", tmp_path / day, "--json")
    signing = (
        "--key",
        tmp_path / "key.pem",
        "--new-key",
        "--log",
        tmp_path / "log.jsonl",
        "--out",
        tmp_path / "signed",
    )
    run("monitor", "two-rivers", *signing, "--json")

    compared = run("diff", tmp_path / "2031-03-20", tmp_path / "2031-04-15", "--json")
    head = json.loads((tmp_path / "signed" / "head.json").read_text(encoding="utf-8"))

    assert compared["scenarios"][0]["ranges"]
    assert faults(compared, "comparison") == []
    assert faults(head, "head") == []


def test_an_imported_line_is_what_its_schema_says(tmp_path):
    CliRunner().invoke(main, ["new", str(tmp_path / "mine")])
    line = json.loads((find_case("two-rivers").folder / "line.geojson").read_text(encoding="utf-8"))
    working = next(f for f in line["features"] if f["properties"]["id"] == "working")
    file = tmp_path / "line-2031-04-01.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [working | {"properties": {}}]}))

    document = run("import", "line", file, tmp_path / "mine", "--owner", "friends", "--source", "own", "--json")

    assert faults(document, "imported-lines") == []


def test_what_is_told_of_sessions_is_what_its_schemas_say(tmp_path):
    store = ("--store", tmp_path / "store.sqlite", "--json")
    asked = {
        "imported-version": ("import", "two-rivers", "rivers"),
        "sessions": ("list",),
        "versions": ("versions", "rivers"),
        "exported-version": ("export", "rivers", "1", tmp_path / "out"),
    }

    for kind, command in asked.items():
        assert faults(run("session", *command, *store), kind) == []
    assert faults(run("backup", tmp_path / "store.sqlite", tmp_path / "a.backup", "--json"), "backup") == []


REPORTS = "id,source,time,lat,lon,radius_m,act\n" + "".join(
    f"r{n},s{n},2025-01-02T03:04:05Z,0.5,1.5,100,shelling\n" for n in range(3)
)
ARTICLE = 'On 16 March 2031 the President of Arvel said: "We want observers on the line, all of it, and soon."\n'


@pytest.fixture
def given(tmp_path):
    """What the small commands are given: a case of one's own, reports, an article."""
    CliRunner().invoke(main, ["new", str(tmp_path / "mine"), "--from", "two-rivers"])
    CliRunner().invoke(main, ["new", str(tmp_path / "broken"), "--from", "two-rivers"])
    (tmp_path / "broken" / "actors.csv").write_text("id,name\n", encoding="utf-8")
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


SMALL = {
    "cases": ("cases",),
    "new": ("new", "GIVEN/made"),
    "check": ("check", "two-rivers"),
    "claims": ("claims", "GIVEN/mine/claims.csv", "--agreement", "two-rivers"),
    "drift": ("drift", "two-rivers"),
    "networks": ("network", "two-rivers"),
    "drafts": ("read", "GIVEN/article.txt", "--case", "two-rivers"),
    "import": ("import", "csv", "GIVEN/reports.csv", "GIVEN/mine"),
    "link": ("link", "GIVEN/reports.csv", "--out", "GIVEN/linked.csv"),
    "verdicts": ("judge", "minsk-2015", str(TESTS / "agreement" / "worked" / "minsk-2015.yaml")),
    "evidence-log": ("verify", str(OLD_LOG), "--entry", "ruling/two-rivers/r-01"),
}


@pytest.mark.parametrize("kind", SMALL)
def test_what_a_small_command_prints_is_what_its_schema_says(kind, given):
    document = run(*(str(each).replace("GIVEN", str(given)) for each in SMALL[kind]), "--json")

    assert document["document"] == kind
    assert faults(document, kind) == []


def test_faults_of_a_case_are_a_document_too(given):
    done = CliRunner().invoke(main, ["check", str(given / "broken"), "--json"])

    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert document["faults"]
    assert faults(document, "check") == []


def test_what_becomes_of_drafts_is_a_document(given):
    run("read", given / "article.txt", "--case", given / "mine", "--out", given / "drafts.yaml", "--json")

    assert (
        faults(run("accept", given / "drafts.yaml", given / "mine", "--by", "Ines Orel", "--json"), "acceptance") == []
    )


@pytest.mark.parametrize("path", SCHEMAS, ids=[path.stem for path in SCHEMAS])
def test_a_schema_is_one_and_says_what_every_key_holds(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    whole = [schema, *schema["$defs"].values()]

    assert {"truceline", "document", "format"} <= set(schema["required"])
    assert [key for part in whole for key, value in part["properties"].items() if not value.get("description")] == []
    assert all(part["description"] for part in whole)


KEYS = TESTS / "golden" / "documents" / "keys.json"


def ways(part, defs, way=""):
    """Every way through a schema to a key, lists as [] and names as *."""
    for each in (part, *part.get("anyOf", ())):
        if "$ref" in each:
            yield from ways(defs[each["$ref"].rpartition("/")[2]], defs, way)
        if "items" in each:
            yield from ways(each["items"], defs, f"{way}[]")
        if isinstance(each.get("additionalProperties"), dict):
            yield from ways(each["additionalProperties"], defs, f"{way}.*")
        for key, value in each.get("properties", {}).items():
            yield f"{way}.{key}".lstrip(".")
            yield from ways(value, defs, f"{way}.{key}")


def published():
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS}
    return {
        kind: {"format": schema["properties"]["format"]["const"], "keys": sorted(set(ways(schema, schema["$defs"])))}
        for kind, schema in schemas.items()
    }


def test_no_key_goes_without_a_new_format_number():
    now, before = published(), json.loads(KEYS.read_text(encoding="utf-8"))
    gone = {
        kind: sorted(set(was["keys"]) - set(now[kind]["keys"]))
        for kind, was in before.items()
        if now[kind]["format"] == was["format"]
    }

    assert set(before) <= set(now)
    assert {kind: keys for kind, keys in gone.items() if keys} == {}, f"give the kind a new format, then renew {KEYS}"


def test_every_shape_with_a_head_has_a_schema():
    shapes = DOCS.parent / "src" / "truceline" / "documents" / "shapes"
    declared = re.findall(
        r"^class (\w+)\(DocumentHead\b", "\n".join(p.read_text() for p in shapes.glob("*.py")), re.MULTILINE
    )

    assert set(declared) - {"PlanParts"} == {name for _, name, *_ in MAKER.KINDS.values()} - {"PlanDocument"}


def test_a_key_that_is_not_in_the_schema_is_found():
    head = {"truceline": "0", "document": "head", "format": 3, "key": "", "root": "", "signature": "", "size": 1}

    assert faults(head, "head") == []
    assert faults(head | {"extra": 1}, "head")
    assert faults({**head, "size": "1"}, "head")

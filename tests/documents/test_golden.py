"""What earlier versions wrote is still verified, appended to, proved and compared."""

import hashlib
import hmac
import json
import re
import shutil

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jsonschema import Draft202012Validator

from tests.places import TESTS
from tests.test_generated_pages import load
from truceline.casefolder.cases import find_case
from truceline.cli import main

GOLDEN = TESTS / "golden" / "documents"
OLD = GOLDEN / "0a55e05"
PUBLIC = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
SINCE = (*("offices.csv", "settlements.csv", "patrols.csv", "casualties.csv", "compliance.csv", "attachments.csv"),)
"""Files that the case has had only since."""
LATER = {"casualty", "compliance", "attachment"}
"""Kinds of rows that the case has had only since."""
LAST = "bulletin/two-rivers/2031-03-21T00:00:00+00:00/87d82074113a07e3"


def run(*arguments, code=0):
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def signed(tmp_path):
    """The old log beside the key that signed it."""
    shutil.copy(OLD / "log.jsonl", tmp_path)
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (tmp_path / "key.pem").write_bytes(private.private_bytes(*pem))
    return tmp_path


def entries(log):
    return [json.loads(line)["entry"] for line in log.read_text(encoding="utf-8").splitlines()]


def sign(folder, until, *, code=0, case="two-rivers"):
    asked = ("--until", until, "--key", folder / "key.pem", "--log", folder / "log.jsonl", "--out", folder / "out")
    return run("monitor", case, *asked, code=code)


def test_an_old_log_verifies_and_extends_an_old_head():
    found = json.loads(run("verify", OLD / "log.jsonl", "--head", OLD / "head.json", "--json").stdout)

    assert (found["logs"][0]["entries"], found["logs"][0]["extends"][0]["size"]) == (22, 2)


@pytest.mark.parametrize("commit", ["0a55e05", "53668ca", "ef88118"])
def test_a_log_of_every_format_verifies_with_its_head_and_the_bulletin_that_was_handed_out(commit):
    folder = GOLDEN / commit
    given = [folder / "log.jsonl", folder / "head.json", folder / "bulletin.json"]

    found = json.loads(run("verify", *given, "--key", PUBLIC, "--json").stdout)

    assert [each["outcome"] for each in found["files"]] == ["signed"]
    assert found["files"][0]["number"] == {"0a55e05": 22, "53668ca": 22, "ef88118": 24}[commit]


def test_a_checkpoint_and_a_table_of_format_3_verify_with_their_log():
    folder = GOLDEN / "ef88118"

    found = json.loads(run("verify", folder, "--json").stdout)

    assert {each["outcome"] for each in found["files"]} == {"signed"}
    assert {each["time"] for each in found["files"]} == {"2031-04-02T06:30:00+00:00"}
    assert len(found["logs"][0]["extends"]) == 2


def test_the_log_of_a_session_verifies_with_what_opens_it_and_what_was_handed_out():
    found = json.loads(run("verify", GOLDEN / "71e6e53", "--key", PUBLIC, "--json").stdout)

    assert [(each["file"][-18:], each["outcome"], each["number"]) for each in found["files"]] == [
        ("ford-version-2.zip", "signed", 9)
    ]
    assert found["logs"][0]["entries"] == 9


def test_the_entries_of_a_session_are_what_their_schemas_say_and_seal_what_is_opened():
    made = load("make_schemas")
    opened = {
        each["id"]: each["opened"] for each in json.loads((GOLDEN / "71e6e53" / "log.json").read_text())["entries"]
    }
    for entry in entries(GOLDEN / "71e6e53" / "log.jsonl"):
        assert list(Draft202012Validator(made.entry_schema(entry["kind"])).iter_errors(entry)) == []
        for part, opening in opened[entry["id"]].items():
            says = json.dumps(opening["says"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            seal = hmac.new(bytes.fromhex(opening["salt"]), says.encode(), hashlib.sha256).hexdigest()
            assert entry["content"]["seals"][part] == seal


@pytest.mark.parametrize("commit", ["0a55e05", "53668ca", "ef88118"])
def test_a_log_of_every_format_takes_new_entries_and_no_row_twice(signed, commit):
    shutil.copy(GOLDEN / commit / "log.jsonl", signed)
    before = (signed / "log.jsonl").read_bytes()

    sign(signed, "2031-03-22T00:00")

    text = (signed / "log.jsonl").read_bytes()
    ids = [entry["id"] for entry in entries(signed / "log.jsonl")]
    assert text.startswith(before)
    assert len(ids) == len(set(ids)) > before.count(b"\n")
    run("verify", signed / "log.jsonl", "--head", GOLDEN / commit / "head.json")


def test_an_old_log_is_appended_to_and_what_it_holds_stays_as_it_was(signed):
    before = (OLD / "log.jsonl").read_bytes()
    sign(signed, "2031-03-21T00:00")
    after = (signed / "log.jsonl").read_bytes()

    assert after.startswith(before)
    new = entries(signed / "log.jsonl")[22:]  # the rows are in the log; the bulletin in its new form is not
    assert {(each["kind"] == "bulletin", each["content"]["format"]) for each in new} == {(True, 4), (False, 3)}
    assert [each["kind"] for each in new if each["kind"] not in LATER] == ["bulletin", "files"]
    run("verify", signed / "log.jsonl", "--head", OLD / "head.json")


def test_a_row_that_came_later_is_appended_in_the_new_format_behind_old_ones(signed):
    sign(signed, "2031-03-22T00:00")

    formats = {(e["kind"], e["content"].get("format")) for e in entries(signed / "log.jsonl")[22:]}
    assert formats >= {("bulletin", 4), ("files", 3)}
    assert {form for kind, form in formats if kind != "bulletin"} == {3}


def test_signing_once_more_appends_nothing(signed):
    sign(signed, "2031-03-21T00:00")
    once = (signed / "log.jsonl").read_bytes()
    sign(signed, "2031-03-21T00:00")

    assert (signed / "log.jsonl").read_bytes() == once
    run("verify", signed / "log.jsonl", "--head", signed / "out" / "head.json")


def test_a_row_altered_since_it_was_logged_in_the_old_format_is_refused(signed):
    case = signed / "case"
    shutil.copytree(find_case("two-rivers").folder, case)
    table = case / "judgements.csv"
    text = table.read_text(encoding="utf-8")
    assert "verified" in text
    table.write_text(text.replace("verified", "unverifiable", 1), encoding="utf-8")

    refused = sign(signed, "2031-03-21T00:00", code=1, case=case)

    assert "is in the log with other content" in refused.stderr


def test_inclusion_is_proved_of_an_entry_in_the_old_format(signed):
    found = json.loads(run("verify", OLD / "log.jsonl", "--entry", LAST, "--json").stdout)
    lines = (OLD / "log.jsonl").read_bytes().splitlines()
    leaves = [line[len(b'{"entry":') : line.rindex(b',"head":')] for line in lines]

    [proved] = found["logs"][0]["inclusion"]
    assert proved["index"] == 21
    assert root(leaves[21], 21, 22, proved["proof"]) == found["logs"][0]["head"]["root"]


def root(leaf, index, size, proof):
    """Work the head out from a leaf and its proof, as RFC 9162, 2.1.3.2, says."""
    at, last, found = index, size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    for part in map(bytes.fromhex, proof):
        if at & 1 or at == last:
            found = hashlib.sha256(b"\x01" + part + found).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + part).digest()
        at, last = at >> 1, last >> 1
    return found.hex()


def test_an_old_bulletin_says_what_a_new_one_says(signed):
    sign(signed, "2031-03-21T00:00")
    old = json.loads((OLD / "bulletin.json").read_text(encoding="utf-8"))
    new = json.loads((signed / "out" / "bulletin.json").read_text(encoding="utf-8"))

    assert (new.pop("document"), new.pop("format")) == ("bulletin", 3)
    assert [len(new["incidents"].pop(key)) for key in ("reports", "links")] == [29, 5]  # these came since
    for line in new["incidents"]["list"]:
        assert len(line.pop("report_ids").split("; ")) == line["reports"]
        line.pop("links")
        assert [line.pop(key) for key in ("merged_from", "split_from", "split_into")] == ["", "", ""]
    assert new.pop("evidence")["entry"].startswith("bulletin/two-rivers/2031-03-21T00:00:00+00:00/")
    # the claim of the day, where the total since 1 March stood, and no incident of a time that nobody observed
    assert old["claims"][0]["claimed"].pop("Brask") == {"at_least": False, "claims": ["k-08"], "count": 420}
    assert new["claims"][0]["claimed"].pop("Brask") == {"at_least": False, "claims": ["k-09"], "count": 37}
    assert (old["claims"][0]["observed"].pop("Brask"), new["claims"][0]["observed"].pop("Brask")) == (24, 17)
    assert _told_then(new, old) == old
    assert (new["state"], new["replaces"]) == ("corrected", {"entry": LAST, "number": 22})
    details = new["changes"].pop("details")
    assert set(map(len, new["changes"].values())) == {0}  # the same again, in another form
    assert {(row["section"], row["field"].partition("_")[0]) for row in details} == {
        ("incidents.list", "settlement"),  # of the case's settlements, which came since
        ("claims", "claimed.Brask.count"),
        ("claims", "claimed.Brask.claims"),
        ("claims", "observed.Brask"),
        ("entered_late", ""),  # rows of the days before, which no bulletin had
    }


HANDED_OUT = (
    *("bulletin.json", "bulletin.html", "bulletin.md", "sectors.csv", "observations.csv", "incidents.csv"),
    *("incidents.geojson", "incidents.kml", "links.csv", "reports.csv", "casualties.csv", "bulletin.gpkg"),
)


def sha256(value):
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def test_the_entry_of_a_bulletin_binds_what_was_read_and_what_was_handed_out(signed):
    sign(signed, "2031-03-21T00:00")
    handed_out = json.loads((signed / "out" / "bulletin.json").read_text(encoding="utf-8"))
    inputs = json.loads((signed / "out" / "run.json").read_text(encoding="utf-8"))["inputs"]
    bulletin, files = entries(signed / "log.jsonl")[-2:]
    content = bulletin["content"]

    assert handed_out.pop("truceline")
    assert handed_out.pop("evidence")["entry"] == bulletin["id"]
    assert content["document"] == {"format": 3, "sha256": sha256(handed_out)}
    assert content["inputs"] == {"count": len(inputs), "sha256": sha256(inputs)}
    assert bulletin["id"].endswith(sha256(content)[:16])
    assert len(json.dumps(bulletin)) < 1000 < len(json.dumps(handed_out))  # whatever the bulletin holds
    assert files["content"]["bulletin"] == bulletin["id"]
    written = {each["path"]: each["sha256"] for each in files["content"]["files"]}
    assert written == {name: hashlib.sha256((signed / "out" / name).read_bytes()).hexdigest() for name in HANDED_OUT}


@pytest.mark.parametrize("commit", ["0a55e05", "6930bd2"])
def test_a_plan_in_the_old_format_is_compared_with_itself(commit):
    said = run("diff", GOLDEN / commit / "plan.json", GOLDEN / commit / "plan.json").stdout

    assert "Nothing changed." in said


def test_a_plan_in_the_old_format_differs_from_one_in_the_new_in_its_form_and_files_that_came_since(tmp_path):
    run("plan", "two-rivers", "--scenario", "as-stated", "--draws", 20, "--out", tmp_path)

    said = run("diff", GOLDEN / "6930bd2" / "plan.json", tmp_path).stdout
    found = json.loads(run("diff", GOLDEN / "6930bd2" / "plan.json", tmp_path, "--json").stdout)
    scenario = found["scenarios"][0]

    assert scenario["lines"] == scenario["joined"] == scenario["left"] == []
    told = {value["path"][value["path"].index("lines") + 2] for value in scenario["values"]}
    assert told == {"reasons", "minimum", "minimum_met"}  # titles for ids, and what came since
    reworded = re.compile(r"^  assumptions.csv, sha256:\n +[0-9a-f]{64} ->\n +[0-9a-f]{64}\n", re.MULTILINE)
    assert len(reworded.findall(said)) == 1  # what an orbit sees is told otherwise
    assert reworded.sub("", said[said.index("Other sizes") :]).splitlines() == [
        "Other sizes of force: 1 value new, gone or changed",
        "  tried, 250, covered, day: 0.9342 -> 0.9337",  # two posts of two kinds had stood at one site
        "Draws: 2 values new, gone or changed",  # units at home fill in where a draw brings less
        *("  error, personnel in country: 368.0 -> 78.0", "  error, fill: 0.035 -> 0.001"),
        f"Input files: {len(SINCE) + 1} values new, gone or changed",
        *(f"  {name} is new" for name in SINCE),
    ]


def test_what_changed_since_a_much_earlier_plan_is_told(tmp_path):
    document = json.loads(run("diff", OLD / "plan.json", GOLDEN / "6930bd2", "--json").stdout)
    totals = {name: (before, after) for name, before, after in document["scenarios"][0]["totals"]}
    plans = [json.loads((folder / "plan.json").read_text(encoding="utf-8")) for folder in (OLD, GOLDEN / "6930bd2")]

    for name, part, keys in (
        ("fill", "generation", ("fill",)),
        ("covered_day", "siting", ("covered", "day")),
        ("response_median_minutes", "siting", ("response_minutes", "median")),
    ):
        found = [plan["scenarios"]["as-stated"][part] for plan in plans]
        for key in keys:
            found = [each[key] for each in found]
        assert totals[name] == tuple(found)


def _told_then(new, old):
    # The new document without the keys that there were not yet.
    if isinstance(old, dict):
        return {key: _told_then(new[key], value) for key, value in old.items()}
    if isinstance(old, list) and len(old) == len(new):
        return [_told_then(*pair) for pair in zip(new, old, strict=True)]
    return new

"""``truceline judge``, run as a newcomer would."""

import json

from click.testing import CliRunner
from tests.places import TESTS

from truceline.cli import main

WORKED = TESTS / "agreement" / "worked"


def run(*args):
    return CliRunner().invoke(main, ["judge", *(str(a) for a in args)])


def test_verdicts_come_with_reasons_and_clauses():
    found = run("minsk-2015", WORKED / "minsk-2015.yaml")

    assert found.exit_code == 0
    assert "m-02: by undetermined; out of scope of all 9 provisions\n" in found.stdout
    assert (
        "  violation: No fire (package, point 1, moscow-times)\n    act: shelling against fire (fits)" in found.stdout
    )
    assert "  undetermined for want of actor: Ukraine: no artillery" in found.stdout


def test_contested_readings_stand_side_by_side():
    found = run("two-rivers", WORKED / "two-rivers.yaml").stdout

    assert "as read: Arvel's copy" in found
    assert "as read: Brask's copy" in found


def test_json_holds_every_verdict():
    document = json.loads(run("undof-1974", WORKED / "undof-1974.yaml", "--json").stdout)
    first = document["incidents"][0]

    assert (document["agreement"], first["actor"], first["confidence"]) == ("undof-1974", "israel", "high")
    assert len(first["verdicts"]) == 7
    assert first["verdicts"][1]["clause"] == {
        "ref": "agreement, B.1", "source": "text", "standing": "published", "note": "",
    }  # fmt: skip


def test_a_verdict_that_is_not_as_expected_is_a_fault(tmp_path):
    text = (WORKED / "easter-truce-2025.yaml").read_text(encoding="utf-8")
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace("verdict: violation", "verdict: permitted", 1), encoding="utf-8")

    found = run("easter-truce-2025", path)

    assert found.exit_code == 1
    assert found.stderr == (
        "verdicts are not as expected:\n"
        "  - p-01 military-activity (moscow-time) | is violation, expected permitted; correct one of them\n"
    )


def test_an_unknown_agreement_or_file_is_refused():
    assert run("no-such", WORKED / "minsk-2015.yaml").exit_code == 1
    missing = run("minsk-2015", WORKED / "no-such.yaml")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "no-such.yaml | " in missing.stderr


def test_a_file_of_any_ending_is_read_or_refused_and_a_device_is_no_file(tmp_path):
    (tmp_path / "incidents.yml").write_text((WORKED / "minsk-2015.yaml").read_text(encoding="utf-8"), encoding="utf-8")

    assert run("minsk-2015", tmp_path / "incidents.yml").exit_code == 0
    refused = run("minsk-2015", "/dev/null")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "null | is not a file" in refused.stderr

"""A bulletin is a draft, final, or corrects the final one of its period and lists what changed; the log says so."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from truceline.errors import CaseError, MisuseError, SourceError
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.verify import verify

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)
UNTIL, LATER = datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 26, tzinfo=UTC)
LATE = "p-07,patrol,2031-03-19T11:00:00Z,,0,2031-03-25T09:00:00Z,1.60000,2.20000,50,shelling,,,A crater found later\n"
VERIFIED = "j-08,in-o-1901,verified,verification cell,2031-03-22T10:00:00Z,Seen from the air,\n"


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine").result


def add(path, row):
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")


def sign(case, hour=6, **asked):
    made = (case / "runs").exists()
    return monitor(case, at=AT.replace(hour=hour), until=UNTIL, key=case.parent / "k.pem", new_key=not made, **asked)


def texts(done):
    return {path.name: path.read_text(encoding="utf-8") for path in done.written if path.suffix != ".gpkg"}


def entries(case):
    lines = (case / "runs" / "evidence.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["entry"] for line in lines]


def bulletins(case):
    return [(n, each) for n, each in enumerate(entries(case), start=1) if each["kind"] == "bulletin"]


@pytest.fixture
def corrected(mine):
    """The final bulletin of 19 March, and the one that corrects it by a late report and a late judgement."""
    first = sign(mine)
    add(mine / "reports" / "patrols.csv", LATE)
    add(mine / "judgements.csv", VERIFIED)
    return mine, first, sign(mine, 7, known_at=LATER)


def test_an_unsigned_bulletin_says_draft_on_page_text_map_and_terminal(mine):
    done = monitor(mine, at=AT, until=UNTIL)
    found = texts(done)

    assert json.loads(found["bulletin.json"])["state"] == "draft"
    assert json.loads(found["incidents.geojson"])["state"] == "draft"
    assert "incidents (DRAFT)</name>" in found["incidents.kml"]
    assert found["bulletin.html"].count('<div class="mark ') == 2
    assert "<strong>DRAFT</strong>: unsigned" in found["bulletin.html"]
    assert found["bulletin.md"].startswith("**DRAFT**\n")
    assert done.text.startswith("DRAFT: Two Rivers")


def test_a_signed_bulletin_is_final_and_nothing_of_it_says_draft(mine):
    found = texts(sign(mine))
    [(_, entry)] = bulletins(mine)

    assert json.loads(found["bulletin.json"])["state"] == "final"
    assert not [name for name, text in found.items() if "DRAFT" in text]
    content = entry["content"]
    assert (content["format"], content["state"], content["replaces"], content["changes"]) == (4, "final", "", {})
    assert content["known_at"] == "2031-03-20T00:00:00+00:00"


def test_the_same_inputs_once_more_give_the_same_bytes_and_enter_nothing(mine):
    first = texts(sign(mine))
    before = (mine / "runs" / "evidence.jsonl").read_bytes()
    done = sign(mine, 7)

    again = texts(done)
    assert {name: again[name] for name in first if name != "run.json"} == {
        name: text for name, text in first.items() if name != "run.json"
    }
    assert (mine / "runs" / "evidence.jsonl").read_bytes() == before
    assert done.notes[0].startswith("says what entry ")


def test_a_later_final_corrects_the_first_and_lists_what_changed(corrected):
    mine, _, second = corrected
    [(number, old), (_, new_one)] = bulletins(mine)
    found = texts(second)
    document = json.loads(found["bulletin.json"])

    assert document["state"] == new_one["content"]["state"] == "corrected"
    assert document["replaces"] == {"entry": old["id"], "number": number}
    assert new_one["content"]["replaces"] == old["id"]
    changes = document["changes"]
    assert changes["added"] == ["in-p-07"]
    assert changes["verification"] == [{"incident": "in-o-1901", "before": "reported", "now": "verified"}]
    assert (changes["gone"], changes["merged"], changes["attribution"]) == ([], [], [])
    assert {(row["what"], row["now"] - row["before"]) for row in changes["counts"]} == {
        ("incidents", 1),
        ("verified", 1),
    }
    assert {row["sector"] for row in changes["counts"] if row["before"] == 0} >= {""}  # west of all sectors
    assert new_one["content"]["changes"] == {name: len(rows) for name, rows in changes.items()}
    for name in ("bulletin.html", "bulletin.md"):
        assert "Corrected bulletin." in found[name]
        assert "incidents added: in-p-07" in found[name]
        assert "in-o-1901: verification verified, before reported" in found[name]
    assert second.text.splitlines()[0].startswith("CORRECTED: Two Rivers")


def test_verify_of_a_file_that_was_corrected_says_so_and_that_it_is_signed(corrected):
    mine, first, second = corrected
    log = mine / "runs" / "evidence.jsonl"
    (_, (number, new_one)) = bulletins(mine)

    page = next(path for path in first.written if path.name == "bulletin.html")
    [old] = json.loads(verify(page, log).json)["files"]
    assert (old["outcome"], old["corrected_by"]) == ("signed", new_one["id"])
    assert f"a later bulletin corrects it: entry {number} ({new_one['id']})" in verify(page, log).text
    current = next(path for path in second.written if path.name == "bulletin.html")
    assert json.loads(verify(current, log).json)["files"][0]["corrected_by"] == ""


def test_a_correction_made_again_is_the_same_and_so_is_what_it_corrected(corrected):
    mine, _, second = corrected
    size = len(entries(mine))
    again = texts(sign(mine, 8, known_at=LATER))

    assert again["bulletin.html"] == texts(second)["bulletin.html"]
    assert len(entries(mine)) == size


def test_a_correction_in_the_same_folder_finds_what_it_corrects_and_made_again_what_it_said(mine, tmp_path):
    out = tmp_path / "bulletin"
    sign(mine, out=out)
    add(mine / "judgements.csv", VERIFIED)
    found = texts(sign(mine, 7, known_at=LATER, out=out))
    again = texts(sign(mine, 8, known_at=LATER, out=out))

    assert json.loads(found["bulletin.json"])["changes"]["verification"][0]["now"] == "verified"
    assert again["bulletin.html"] == found["bulletin.html"]


def test_a_correction_of_a_correction_replaces_the_last_one_and_tells_what_merged(corrected):
    mine, *_ = corrected
    found = texts(sign(mine, 8, known_at=LATER))
    there = [row["id"] for row in json.loads(found["bulletin.json"])["incidents"]["list"]]
    add(mine / "rulings.csv", "r-09,merge,p-07,o-1901,verification cell,2031-03-27T10:00:00Z,One crater,\n")
    document = json.loads(texts(sign(mine, 9, known_at=datetime(2031, 3, 28, tzinfo=UTC)))["bulletin.json"])

    assert document["replaces"]["entry"] == bulletins(mine)[1][1]["id"]
    now = {row["id"] for row in document["incidents"]["list"]}
    [gone] = set(there) - now
    [into] = {"in-p-07", "in-o-1901"} - {gone}
    assert document["changes"]["merged"] == [{"incident": gone, "into": into}]
    assert document["changes"]["gone"] == []


def test_a_week_that_ends_with_the_day_is_another_period(mine):
    sign(mine)

    week = json.loads(texts(sign(mine, 7, days=7))["bulletin.json"])

    assert week["state"] == "final"


def test_what_knew_less_corrects_nothing_and_nothing_is_entered(corrected):
    mine, *_ = corrected
    size = len(entries(mine))
    add(
        mine / "reports" / "patrols.csv",
        LATE.replace("p-07", "p-08").replace("2031-03-25", "2031-03-19").replace("T09", "T19"),
    )

    with pytest.raises(SourceError, match="give that or a later instant to correct it"):
        sign(mine, 8)

    assert len(entries(mine)) == size


def test_a_bulletin_whose_predecessor_is_lost_is_not_signed_unless_it_is_given(mine, tmp_path):
    first = sign(mine)
    add(mine / "judgements.csv", VERIFIED)
    run = first.written[0].parent
    shutil.move(run, tmp_path / "elsewhere")

    with pytest.raises(SourceError, match="is in no run folder beside the log"):
        sign(mine, 7, known_at=LATER)
    with pytest.raises(SourceError, match="is in no run folder beside the log"):  # another bulletin is not taken for it
        sign(mine, 7, known_at=LATER, replaces=mine / "case.toml")
    done = sign(mine, 7, known_at=LATER, replaces=tmp_path / "elsewhere" / "bulletin.json")

    assert json.loads(done.json)["changes"]["verification"][0]["incident"] == "in-o-1901"
    with pytest.raises(MisuseError, match="--replaces needs --key"):
        monitor(mine, at=AT, until=UNTIL, replaces=run)


def test_paragraphs_marking_and_signature_stand_where_they_belong_and_are_no_markup(mine, tmp_path):
    toml = mine / "case.toml"
    add(toml, 'marking = "MISSION <ONLY>"\nsignature = ["Ines Orel", "Head of Mission"]\n')
    (tmp_path / "words.md").write_text(
        "The week was *calm*\nin the west.\n\n<script>x</script> | 2\n", encoding="utf-8"
    )
    found = texts(sign(mine, summary=tmp_path / "words.md"))
    page, document = found["bulletin.html"], json.loads(found["bulletin.json"])

    assert document["summary"] == ["The week was *calm* in the west.", "<script>x</script> | 2"]
    assert (document["marking"], document["signature"]) == ("MISSION <ONLY>", ["Ines Orel", "Head of Mission"])
    assert page.count("<p>MISSION &lt;ONLY&gt;</p>") == 2
    assert "&lt;script&gt;x&lt;/script&gt; | 2</p>" in page
    assert "<script>x" not in page
    assert page.index("The week was *calm*") < page.index('class="lead"')
    assert "<p>Ines Orel</p>" in page
    assert "The week was \\*calm\\* in the west." in found["bulletin.md"]
    assert "MISSION &lt;ONLY&gt;" in found["incidents.kml"]
    [(_, entry)] = bulletins(mine)
    run = json.loads(found["run.json"])
    assert entry["content"]["inputs"]["count"] == len(run["inputs"])
    assert run["inputs"][-1]["path"] == "summary words.md"


@pytest.mark.parametrize(
    ("text", "what"), [("", "is empty"), ("a\x1b]0;b\n", "control character"), ("x" * 5_001, "5001")]
)
def test_a_summary_that_cannot_be_printed_is_refused(mine, tmp_path, text, what):
    (tmp_path / "words.md").write_text(text, encoding="utf-8")

    with pytest.raises(CaseError, match="the summary") as caught:
        monitor(mine, at=AT, summary=tmp_path / "words.md")

    assert what in caught.value.problems[0]
    assert not (mine / "runs").exists()


def test_inputs_that_change_nothing_make_no_correction_and_an_entry_of_their_own(mine):
    first = texts(sign(mine))
    add(mine / "reports" / "patrols.csv", LATE)  # received after what the bulletin knows
    found = texts(sign(mine, 7))

    [(_, one), (_, other)] = bulletins(mine)
    assert (other["content"]["state"], other["content"]["replaces"]) == ("final", "")
    assert other["content"]["document"] == one["content"]["document"]
    assert other["content"]["inputs"] != one["content"]["inputs"]
    assert found["bulletin.html"].replace(other["id"], one["id"]) == first["bulletin.html"]
    page = mine / "runs" / "2031-04-01T063000Z-monitor" / "bulletin.html"
    assert json.loads(verify(page, mine / "runs" / "evidence.jsonl").json)["files"][0]["corrected_by"] == ""


def sign_the_twentieth(case, hour=6, **asked):
    made = (case / "runs").exists()
    until = datetime(2031, 3, 21, tzinfo=UTC)
    return texts(
        monitor(case, at=AT.replace(hour=hour), until=until, key=case.parent / "k.pem", new_key=not made, **asked)
    )


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_correction_of_patrols_alone_lists_them(mine):
    sign_the_twentieth(mine)
    change(mine / "patrols.csv", "Marsh Edge,called-off,,", "Marsh Edge,denied,brask,")
    change(mine / "patrols.csv", "Saltings,done,,", "Saltings,planned,,")
    change(
        mine / "patrols.csv",
        "Ferry Camp to Quayside by night,denied,,",
        "Ferry Camp to Quayside by night,denied,arvel,",
    )
    found = sign_the_twentieth(mine, 7)
    changes = json.loads(found["bulletin.json"])["changes"]

    assert {(row["what"], row["now"] - row["before"]) for row in changes.pop("movement")} == {
        ("called_off", -1),
        ("denied", 1),
        ("done", -1),
        ("not_known", 1),
    }
    assert changes.pop("patrols") == {"added": ["p-07"], "gone": [], "otherwise": ["p-08"]}
    assert not any(changes.values())
    assert bulletins(mine)[1][1]["content"]["changes"]["patrols"] == 2
    for name in ("bulletin.html", "bulletin.md"):
        assert "patrols called off 0, before 1" in found[name]
        assert "denied or delayed patrol added: p-07" in found[name]
        assert "denied or delayed patrol told otherwise: p-08" in found[name]


def test_a_correction_of_obligations_and_attachments_alone_lists_them(mine):
    sign_the_twentieth(mine)
    later = "verification cell,2031-03-22T10:00:00Z"
    add(mine / "compliance.csv", f"k-03,withdrawal,brask,met,{later},,The mortars were of the other side,k-02\n")
    add(mine / "attachments.csv", f"a-04,j-03,second.jpg,{'0' * 64},The crater from the air,{later},\n")
    add(mine / "attachments.csv", f"a-05,j-06,trench-second-flight.mp4,{'0' * 64},withdrawn,{later},a-03\n")
    found = sign_the_twentieth(mine, 7, known_at=datetime(2031, 3, 23, tzinfo=UTC))
    changes = json.loads(found["bulletin.json"])["changes"]

    assert changes.pop("obligations") == [
        {"obligation": "withdrawal", "actor": "brask", "before": "overdue", "now": "met"}
    ]
    assert changes.pop("attachments") == {"added": ["a-04"], "gone": ["a-03"], "otherwise": []}
    assert [row["field"] for row in changes.pop("details")] == ["known_at"]
    assert not any(changes.values())
    for name in ("bulletin.html", "bulletin.md"):
        assert "(Brask): state met, before overdue: verified as not met after its deadline" in found[name]
        assert "attachment added: a-04" in found[name]
        assert "attachment gone: a-03" in found[name]


def test_an_obligation_that_is_shown_otherwise_is_listed_as_before(mine):
    sign_the_twentieth(mine)
    row = "k-03,withdrawal,brask,not-met,verification cell,2031-03-22T10:00:00Z,f-02,Seen again,k-02\n"
    add(mine / "compliance.csv", row)
    found = sign_the_twentieth(mine, 7, known_at=datetime(2031, 3, 23, tzinfo=UTC))

    [change_] = json.loads(found["bulletin.json"])["changes"]["obligations"]
    assert change_["before"] == change_["now"] == "overdue"
    assert "(Brask): as before, shown otherwise" in found["bulletin.md"]


def test_a_correction_that_lists_none_of_these_has_no_key_of_them(mine):
    sign(mine)
    add(mine / "judgements.csv", VERIFIED.replace("2031-03-22", "2031-03-19"))
    changes = json.loads(texts(sign(mine, 7))["bulletin.json"])["changes"]

    assert [row["now"] for row in changes["verification"]] == ["verified"]
    assert not changes.keys() & {"movement", "patrols", "obligations", "attachments"}


def test_a_correction_of_patrols_made_again_is_the_same(mine):
    sign_the_twentieth(mine)
    change(mine / "patrols.csv", "Marsh Edge,called-off,,", "Marsh Edge,denied,brask,")
    first = sign_the_twentieth(mine, 7)

    assert sign_the_twentieth(mine, 8)["bulletin.html"] == first["bulletin.html"]


def test_a_correction_says_which_report_a_merge_parted_from_which_and_by_which_ruling(mine):
    three = [("p-21", "patrol", "12:00:00", "1.50000"), ("o-21", "drone flight", "12:01:00", "1.50050")]
    for name, source, time, lat in (*three, ("x-21", "camera", "12:00:30", "1.57000")):
        row = f"{name},{source},2031-03-20T{time}Z,,0,2031-03-20T13:00:00Z,{lat},2.30000,60,shelling,,,\n"
        add(mine / "reports" / "patrols.csv", row)
    first = json.loads(sign_the_twentieth(mine)["bulletin.json"])
    held = {row["id"]: row["report_ids"] for row in first["incidents"]["list"]}
    assert held["in-p-21"] == "p-21; o-21"
    assert "parted" not in first["incidents"]

    add(mine / "rulings.csv", "r-21,merge,p-21,x-21,verification cell,2031-03-21T10:00:00Z,One salvo,\n")
    found = sign_the_twentieth(mine, 7, known_at=datetime(2031, 3, 22, tzinfo=UTC))
    document = json.loads(found["bulletin.json"])

    row = {"incident": "in-p-21", "report": "p-21", "rulings": "r-21", "other": "o-21", "of_other": "in-o-21"}
    assert document["incidents"]["parted"] == document["changes"]["parted"] == [row]
    assert document["changes"]["added"] == ["in-o-21"]
    assert bulletins(mine)[1][1]["content"]["changes"]["parted"] == 1
    said = "by the ruling r-21, o-21 (in-o-21) is not with p-21 (in-p-21)"
    for name in ("bulletin.html", "bulletin.md"):
        assert found[name].count(said) >= 2  # among the changes, and with the incident
    assert (
        sign_the_twentieth(mine, 8, known_at=datetime(2031, 3, 22, tzinfo=UTC))["bulletin.html"]
        == found["bulletin.html"]
    )


def test_a_correction_of_what_has_no_list_of_its_own_says_what_it_was_and_is(mine):
    """What each side says, clocks, restrictions, and the act and place of an incident: all were passed over once."""
    sign_the_twentieth(mine)
    change(mine / "claims.csv", "all_violations,37,0,0,The Herald", "all_violations,38,0,0,The Herald")
    add(
        mine / "steps.csv",
        "s-09,in-p-06,publication,Friends of the Truce,2031-03-20T22:30:00Z,Half an hour later,s-02\n",
    )
    change(mine / "coverage.csv", "Camera link lost; the signal came back", "The link was lost; it came back")
    change(
        mine / "reports" / "patrols.csv",
        "1.35300,2.90000,60,weapon-presence,mortar-120mm",
        "1.35400,2.90000,60,weapon-presence,howitzer-122mm",
    )
    found = sign_the_twentieth(mine, 7)
    changes = json.loads(found["bulletin.json"])["changes"]

    said = {(row["section"], *row["row"], row["field"]): (row["before"], row["now"]) for row in changes["details"]}
    assert said["clocks", "in-p-06", "publication", "taken"] == (
        "2031-03-20T22:00:00+00:00",
        "2031-03-20T22:30:00+00:00",
    )
    assert said["incidents.list", "in-p-02", "lat"] == said["incidents.reports", "p-02", "lat"] == ("1.353", "1.354")
    assert said["incidents.list", "in-p-02", "weapon"] == ("mortar-120mm", "howitzer-122mm")
    assert said["restrictions", "lower-quay", "2031-03-20T15:00:00+00:00", "note"] == (None, None)
    claimed = ("claims", "two-rivers", "all_violations", "line", "claimed.Brask.count")
    assert said[claimed] == ("37", "38")
    assert bulletins(mine)[1][1]["content"]["changes"]["details"] == len(changes["details"])
    for name in ("bulletin.html", "bulletin.md"):
        assert "clock in-p-06 (publication): taken 2031-03-20 22:30, before 2031-03-20 22:00" in found[name]
        assert (
            "incident in-p-02: latitude 1.354, before 1.353; weapon howitzer-122mm, before mortar-120mm" in found[name]
        )
        assert "note told otherwise" in found[name]
        assert "Brask claims: count 38, before 37" in found[name]
        assert "Camera link lost" not in found[name]

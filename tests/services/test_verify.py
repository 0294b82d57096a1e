"""The signature reaches what people receive: each file of a bulletin is signed, altered or in no entry, and says so."""

import base64
import hashlib
import json
import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.places import TESTS

from truceline.cli import main
from truceline.errors import MisuseError, SourceError
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.verify import verify

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)
OLD = TESTS / "golden" / "documents" / "0a55e05"
HANDED_OUT = [
    *("bulletin.html", "bulletin.json", "bulletin.md", "incidents.csv", "incidents.geojson", "incidents.kml"),
    *("links.csv", "reports.csv", "observations.csv", "sectors.csv", "casualties.csv", "bulletin.gpkg"),
]


@pytest.fixture(scope="module")
def mission(tmp_path_factory):
    """A case with two signed days, as its mission has it."""
    folder = tmp_path_factory.mktemp("mission")
    case = new(folder / "case").result
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(private.private_bytes(*form))
    for day, end in ((1, 20), (2, 21)):
        monitor(
            case, at=AT.replace(day=day), until=datetime(2031, 3, end, tzinfo=UTC), key=folder / "key.pem",
            out=folder / f"day{day}", origin="mission.example/evidence",
        )  # fmt: skip
    shutil.copy(case / "runs" / "evidence.jsonl", folder / "evidence.jsonl")
    return folder


@pytest.fixture
def received(mission, tmp_path):
    """What somebody received: the log and the files of two days."""
    for name in ("evidence.jsonl", "day1", "day2"):
        copy = shutil.copytree if (mission / name).is_dir() else shutil.copy
        copy(mission / name, tmp_path / name)
    return tmp_path


def entries(folder):
    lines = (folder / "evidence.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def outcomes(*files, **asked):
    return {each["file"]: each for each in json.loads(verify(*files, **asked).json)["files"]}


@pytest.mark.parametrize("name", HANDED_OUT)
def test_every_file_handed_out_names_its_entry_and_is_signed_in_the_one_behind(received, name):
    lines = entries(received)
    [bulletin] = [each["entry"]["id"] for each in lines[-2:-1]]
    file = received / "day2" / name
    data = file.read_bytes()

    assert bulletin.encode() in data
    assert b"mission.example/evidence" in data
    found = outcomes(file, received / "evidence.jsonl")[str(file)]
    signed = {each["path"]: each["sha256"] for each in lines[-1]["entry"]["content"]["files"]}
    assert signed[name] == hashlib.sha256(data).hexdigest()
    assert (found["outcome"], found["number"]) == ("signed", len(lines))
    assert found["key"] == lines[-1]["head"]["key"]
    assert found["time"] == "2031-04-02T06:30:00+00:00"


@pytest.mark.parametrize("name", HANDED_OUT)
def test_a_doctored_file_is_named_with_the_entry_that_it_still_names(received, name):
    file = received / "day2" / name
    text = file.read_bytes()
    middle = len(text) // 3 if len(text) > 1_000 else 9  # of a short table a third is where its entry stands
    file.write_bytes(text[:middle] + b"0" + text[middle:])

    done = verify(file, received / "evidence.jsonl")

    number = len(entries(received)) - 1
    assert done.result.files[0].outcome == "altered"
    assert f"{file} | was altered: it names entry {number} (bulletin/two-rivers/2031-03-21" in str(done.fault)


def test_figures_changed_on_the_page_end_the_command_with_exit_code_1(received):
    page = received / "day2" / "bulletin.html"
    page.write_text(page.read_text(encoding="utf-8").replace("in breach", "in order", 1), encoding="utf-8")

    done = CliRunner().invoke(main, ["verify", str(page), str(received / "evidence.jsonl")])

    assert done.exit_code == 1
    assert "was altered: it names entry" in done.stderr


def test_a_file_that_names_nothing_and_one_of_another_log_are_in_no_entry(received, tmp_path):
    (tmp_path / "made-up.csv").write_text("sector,violations\nnorth,0\n", encoding="utf-8")
    page = received / "day2" / "bulletin.md"

    found = verify(tmp_path / "made-up.csv", page, OLD / "log.jsonl")

    assert [each.outcome for each in found.result.files] == ["in no entry", "in no entry"]
    assert "names none" in found.result.files[0].why
    assert "which is in no log given" in found.result.files[1].why


def test_a_renamed_file_is_still_what_was_signed(received, tmp_path):
    shutil.copy(received / "day1" / "incidents.csv", tmp_path / "from-a-mail.txt")

    assert verify(tmp_path / "from-a-mail.txt", received / "evidence.jsonl").fault is None


def test_run_folders_logs_and_files_are_verified_in_any_mixture(received):
    page = received / "day1" / "bulletin.html"

    found = verify(received / "day2", page, received / "evidence.jsonl")

    assert found.fault is None
    names = [each.file.name for each in found.result.files]
    assert sorted(names) == sorted([*HANDED_OUT, "run.json", "bulletin.html"])
    assert {each["file"] for each in json.loads(found.json)["logs"][0]["extends"]} == {
        str(received / "day2" / name) for name in ("head.json", "checkpoint")
    }


def test_the_log_of_a_run_is_found_where_none_is_given(received):
    found = json.loads(verify(received / "day2" / "bulletin.html").json)

    assert found["logs"][0]["file"] == str(received / "evidence.jsonl")
    (received / "evidence.jsonl").unlink()
    with pytest.raises(SourceError, match=r"bulletin.html \| is no evidence log, and none lies beside it"):
        verify(received / "day2" / "bulletin.html")


def test_inputs_changed_in_the_record_of_a_run_are_told(received):
    record = received / "day2" / "run.json"
    assert outcomes(received / "day2")[str(record)]["outcome"] == "signed"
    record.write_text(record.read_text(encoding="utf-8").replace("judgements.csv", "judgement.csv"), encoding="utf-8")

    done = verify(received / "day2")

    assert f"{record} | lists inputs of which no bulletin was made" in str(done.fault)


def test_an_older_head_put_beside_newer_files_is_told(received):
    for name in ("head.json", "checkpoint"):
        shutil.copy(received / "day1" / name, received / "day2" / name)

    done = verify(received / "day2")

    size = json.loads((received / "day1" / "head.json").read_text(encoding="utf-8"))["size"]
    assert f"day2/head.json | is the head of {size} entries, but the files beside it were signed" in str(done.fault)
    assert "an older head was put in its place" in str(done.fault)


def test_an_older_head_that_somebody_kept_elsewhere_is_no_fault(received):
    assert verify(received / "day2", received / "day1" / "head.json").fault is None


def test_a_log_put_back_to_an_older_head_shows_against_the_newer_one(received):
    size = json.loads((received / "day1" / "head.json").read_text(encoding="utf-8"))["size"]
    log = received / "evidence.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:size]))
    shutil.copy(received / "day1" / "head.json", received / "evidence.jsonl.head")

    with pytest.raises(SourceError, match=rf"has {size} entries, but .*day2/head.json is .* cut"):
        verify(log)
    shutil.move(received / "day2", received / "elsewhere" / "day2")
    with pytest.raises(SourceError, match=rf"has {size} entries, but .*day2/checkpoint is .* cut"):
        verify(log, head=received / "elsewhere" / "day2" / "checkpoint")
    assert verify(log).fault is None  # by itself, and against what is left here, it cannot tell


def test_whose_key_it_is_must_be_known_from_elsewhere(received):
    key = entries(received)[0]["head"]["key"]

    assert "compare the key with the one that the signer published" in verify(received / "day2").text
    assert "compare" not in verify(received / "day2", key=key).text


def test_a_log_signed_anew_with_a_swapped_key_is_named(received, mission, tmp_path):
    case = mission / "case"
    other = tmp_path / "other.jsonl"
    monitor(
        case, at=AT, key=tmp_path / "new.pem", new_key=True, log=other, out=tmp_path / "out",
        origin="mission.example/evidence",
    )  # fmt: skip
    key = entries(received)[0]["head"]["key"]

    with pytest.raises(SourceError, match=rf"is not signed by {key[:16]}\.\.\., but by"):
        verify(other, key=key)
    with pytest.raises(SourceError, match=r"other.jsonl .*day2/head.json"):
        verify(other, head=received / "day2" / "head.json")


@pytest.mark.parametrize("name", ["j-03", "judgement j-03", "judgement/two-rivers/j-03"])
def test_an_entry_is_proved_by_the_id_that_people_see(received, name):
    [proof] = json.loads(verify(received / "evidence.jsonl", entry=name).json)["logs"][0]["inclusion"]

    assert proof["entry"] == "judgement/two-rivers/j-03"
    assert entries(received)[proof["index"]]["entry"]["id"] == proof["entry"]


def test_an_entry_is_proved_by_number_and_by_the_incident_that_it_is_about(received):
    lines = entries(received)
    about = [each["entry"]["id"] for each in lines if "in-o-1903" in json.dumps(each["entry"]["content"])]

    [first] = json.loads(verify(received / "evidence.jsonl", entry="1").json)["logs"][0]["inclusion"]
    proved = json.loads(verify(received / "evidence.jsonl", entry="in-o-1903").json)["logs"][0]["inclusion"]

    assert first["entry"] == lines[0]["entry"]["id"]
    assert [each["entry"] for each in proved] == about


def witnessed(folder, name="checkpoint", at=1_932_000_000):
    """Cosign a checkpoint as C2SP's tlog-cosignature says, with code of its own."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(31) + b"\x07")
    public = private.public_key().public_bytes_raw()
    note = (folder / "day2" / "checkpoint").read_text(encoding="utf-8")
    text = note[: note.index("\n\n") + 1]
    digest = hashlib.sha256(b"witness.example/w1\n\x04" + public).digest()[:4]
    signature = private.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
    line = base64.b64encode(digest + at.to_bytes(8, "big") + signature).decode()
    (folder / name).write_text(f"{note}— witness.example/w1 {line}\n", encoding="utf-8")
    key = base64.b64encode(b"\x04" + public).decode()
    return f"witness.example/w1+{digest.hex()}+{key}", folder / name


def test_a_checkpoint_is_one_that_others_check_with_the_logs_verifier_key(received):
    key = bytes.fromhex(entries(received)[-1]["head"]["key"])
    note = (received / "day2" / "checkpoint").read_text(encoding="utf-8")
    text, lines = note[: note.index("\n\n") + 1], note[note.index("\n\n") + 2 :].splitlines()
    origin, size, root = text.splitlines()
    identity = hashlib.sha256(f"{origin}\n".encode() + b"\x01" + key).digest()[:4]
    [plain] = [data for data in (base64.b64decode(line.split(" ")[2]) for line in lines) if data[:4] == identity]

    Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().verify(plain[4:], text.encode())
    head = entries(received)[-1]["head"]
    assert (origin, int(size)) == ("mission.example/evidence", head["size"])
    assert base64.b64decode(root).hex() == head["root"]
    verifier = base64.b64encode(b"\x01" + key).decode()
    assert f"{origin}+{identity.hex()}+{verifier}" in verify(received / "day2").text


def test_a_cosigned_checkpoint_is_told_with_the_witnesss_time(received):
    witness, file = witnessed(received)

    found = json.loads(verify(received / "evidence.jsonl", head=file, witness=witness).json)["logs"][0]["extends"]

    assert found[0]["cosigned"] == [{"witness": "witness.example/w1", "time": "2031-03-23T02:40:00+00:00"}]


def test_a_witness_who_did_not_sign_or_not_this_is_told(received):
    witness, file = witnessed(received)
    with pytest.raises(SourceError, match=r"witness.example/w1 \| cosigned no head given"):
        verify(received / "evidence.jsonl", head=received / "day1" / "checkpoint", witness=witness)
    with pytest.raises(SourceError, match="is no verifier key of Ed25519"):
        verify(received / "evidence.jsonl", head=file, witness="witness.example/w1+00000000+AAAA")

    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    forged = lines[-1][:-9] + ("A" if lines[-1][-9] != "A" else "B") + lines[-1][-8:]
    file.write_text("".join([*lines[:-1], forged]), encoding="utf-8")
    with pytest.raises(SourceError, match=r"checkpoint \| holds a signature that witness.example/w1 did not make"):
        verify(received / "evidence.jsonl", head=file, witness=witness)


def test_a_consistency_proof_leads_from_a_kept_head_to_the_logs_own(received):
    found = json.loads(verify(received / "evidence.jsonl", head=received / "day1" / "head.json").json)["logs"][0]
    [kept] = found["extends"]
    older = json.loads((received / "day1" / "head.json").read_text(encoding="utf-8"))

    roots = grown(kept["size"], found["entries"], [bytes.fromhex(part) for part in kept["proof"]], older["root"])

    assert [root.hex() for root in roots] == [older["root"], found["head"]["root"]]


def grown(size, later, proof, root):
    """Work both roots out of a consistency proof, as RFC 9162, 2.1.4.2, says."""
    path = [bytes.fromhex(root), *proof] if size & (size - 1) == 0 else list(proof)
    at, last = size - 1, later - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for part in path[1:]:
        if at & 1 or at == last:
            first, second = (hashlib.sha256(b"\x01" + part + each).digest() for each in (first, second))
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = hashlib.sha256(b"\x01" + second + part).digest()
        at, last = at >> 1, last >> 1
    return first, second


def test_an_old_bulletin_is_still_found_whole_in_its_old_log():
    found = outcomes(OLD / "bulletin.json", OLD / "log.jsonl")[str(OLD / "bulletin.json")]

    assert (found["outcome"], found["number"], found["time"]) == ("signed", 22, "")


def test_verify_without_a_file_is_misuse():
    with pytest.raises(MisuseError, match="verify needs a file"):
        verify()


def test_a_row_dated_back_behind_a_signed_bulletin_is_told_in_the_next_and_by_verify(mission, tmp_path):
    case = shutil.copytree(mission / "case", tmp_path / "case")
    table = case / "judgements.csv"
    columns = table.read_text(encoding="utf-8").splitlines()[0].split(",")
    row = {"id": "j-90", "subject": "in-o-1903", "verdict": "verified", "by": "Ines Orel", "replaces": "j-01"}
    row |= {"at": "2031-03-19T19:00:00Z", "evidence": "remembered"}
    with table.open("a", encoding="utf-8") as file:
        file.write(",".join(row.get(column, "") for column in columns) + "\n")
    until = datetime(2031, 3, 21, tzinfo=UTC)

    for out in ("one", "two"):
        before = mission / "day2" / "bulletin.json"
        monitor(case, at=AT.replace(day=3), until=until, key=mission / "key.pem", replaces=before, out=tmp_path / out)
    unsigned = monitor(case, at=AT.replace(day=3), until=until, out=tmp_path / "unsigned")

    lines = [json.loads(line)["entry"] for line in (case / "runs/evidence.jsonl").read_text("utf-8").splitlines()]
    missed = [n for n, each in enumerate(lines, 1) if each["kind"] == "bulletin"][1]
    late = [{"id": "judgement/two-rivers/j-90", "at": "2031-03-19T19:00:00+00:00", "entry": missed}]
    told = json.loads((tmp_path / "one" / "bulletin.json").read_text(encoding="utf-8"))
    assert told["entered_late"] == late
    assert "entered_late" not in json.loads(unsigned.json)
    for name in ("bulletin.html", "bulletin.md"):
        text = (tmp_path / "one" / name).read_text(encoding="utf-8")
        assert "judgement/two-rivers/j-90" in text
        assert f"was not there when entry {missed} was signed" in text
        assert text == (tmp_path / "two" / name).read_text(encoding="utf-8")
    assert json.loads(verify(case / "runs/evidence.jsonl").json)["logs"][0]["entered_late"] == late

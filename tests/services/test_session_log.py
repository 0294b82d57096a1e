"""The evidence log of a session: in step with its store whatever died when, verified with what was handed out."""

import hashlib
import hmac
import json
import random
import shutil
import signal
import subprocess
import time

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.forks import forking
from tests.store.sessions import ASH, CHAIR, ELM, EVERYONE, T0, begin, later
from tests.web.sessions import SECRET, accept

from truceline.accounts.releasability import Release
from truceline.accounts.tokens import token_hash
from truceline.cli import main
from truceline.errors import CaseError, MisuseError, SourceError
from truceline.evidence.seals import salt_of, sealing_secret
from truceline.services.rotate import rotate
from truceline.services.session.backup import backup, restore
from truceline.services.session.laying_out import lay_out
from truceline.services.session.log_asked import Logging
from truceline.services.session.logs import open_logs
from truceline.services.session.people import Invited, people_disable, people_invite, people_roles
from truceline.services.session.session_log import session_log
from truceline.services.session.versions import session_export
from truceline.services.verify import verify
from truceline.store.deciding import sweep
from truceline.store.engine import open_store, reading, writing
from truceline.store.people import session_of
from truceline.store.proposals import comment
from truceline.store.schema.access import EXPORTS
from truceline.store.schema.proposals import COMMENTS, DECISIONS
from truceline.store.schema.records import VERSIONS


def write_key(path, seed):
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(seed, seed + 32)))
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(private.private_bytes(*form))
    return private


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A store of a session, closed, to be copied."""
    path = tmp_path_factory.mktemp("prepared") / "plan.sqlite"
    store = open_store(path)
    begin(store)
    accept(store, ELM, "elm-posts", b"likely: 4,", b"likely: 5,")
    accept(store, ASH, "ash-posts", b"Four posts", SECRET, Release.CHAIR)
    store.close()
    return path


@pytest.fixture
def place(prepared, tmp_path):
    """A folder with a store of a session, closed, and a key."""
    shutil.copyfile(prepared, tmp_path / "plan.sqlite")
    write_key(tmp_path / "key.pem", 0)
    return tmp_path


def asked(place, **more):
    return Logging(place / "key.pem", **more)


def log_of(place):
    return place / "plan.evidence" / "ford.jsonl"


def entries(place):
    return [json.loads(line)["entry"] for line in log_of(place).read_text(encoding="utf-8").splitlines()]


def openings(place, member="", name="log.json"):
    found = session_log("ford", place / "plan.sqlite", at=later(90), logging=asked(place), member=member)
    (place / name).write_text(found.json, encoding="utf-8")
    return place / name


def run(*arguments, code=0):
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    assert done.exit_code == code, done.output
    return done


def test_salts_follow_from_the_key_as_rfc_5869_says():
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    extracted = hmac.new(bytes(32), bytes(range(32)), hashlib.sha256).digest()
    secret = hmac.new(extracted, b"truceline seals\x01", hashlib.sha256).digest()

    assert sealing_secret(private) == secret
    assert (
        salt_of(secret, "export/ford/1", "file") == hmac.new(secret, b"export/ford/1\nfile", hashlib.sha256).hexdigest()
    )


def test_an_exported_folder_is_entered_and_verified_as_a_whole_with_what_opens_its_seal(place):
    session_export("ford", "2", place / "out", place / "plan.sqlite", at=later(70), logging=asked(place))
    [entry] = [each["content"] for each in entries(place) if each["kind"] == "export"]

    assert (entry["what"], entry["version"], entry["by"], entry["at"]) == (
        "version",
        2,
        "keeper",
        later(70).isoformat(),
    )
    found = verify(log_of(place), openings(place), place / "out")
    assert found.fault is None
    assert [(each.outcome, each.number) for each in found.result.files] == [("signed", 13)]
    (place / "out" / "facts.yaml").write_bytes(b"facts: []\n")
    altered = verify(log_of(place), place / "log.json", place / "out")
    assert altered.fault is not None
    assert altered.result.files[0].outcome == "in no entry"


def test_changes_of_who_belongs_to_a_session_are_entered_and_name_nobody_but_who_made_them(place):
    store = place / "plan.sqlite"
    link = people_invite(Invited("ines", ["staff"], name="Ines Ahlgren"), "ford", store, at=later(60)).result
    people_roles(Invited("sam", ["staff", "monitor"]), "ford", store, at=later(61))
    people_disable("sam", store, at=later(62))
    people_disable("sam", store, at=later(63))  # it was disabled before
    people_disable("sam", store, at=later(64), again=True)
    people_roles(Invited("sam", []), "ford", store, at=later(65))
    document = json.loads(openings(place).read_text(encoding="utf-8"))

    new = [each for each in document["entries"] if each["kind"] == "membership"][len(EVERYONE) :]
    assert [(each["content"]["change"], each["content"]["by"], each["content"]["at"]) for each in new] == [
        (change, "keeper", later(minutes).isoformat())
        for change, minutes in (("invited", 60), ("roles", 61), ("disabled", 62), ("enabled", 64), ("taken out", 65))
    ]
    assert [each["opened"]["member"]["says"] for each in new] == [
        {"person": "ines", "roles": ["staff"], "contributor": ""},
        *[{"person": "sam", "roles": ["monitor", "staff"], "contributor": ""}] * 3,
        {"person": "sam", "roles": [], "contributor": ""},
    ]
    for each in new:
        opened = each["opened"]["member"]
        text = json.dumps(opened["says"], sort_keys=True, separators=(",", ":"))
        seal = hmac.new(bytes.fromhex(opened["salt"]), text.encode(), hashlib.sha256).hexdigest()
        assert seal == each["content"]["seals"]["member"]
    log = log_of(place).read_text(encoding="utf-8")
    secret = link.address.rpartition("/")[2]
    for hidden in (
        "ines",
        "Ines",
        '"sam"',
        secret,
        hashlib.sha256(secret.encode()).hexdigest(),
        token_hash(secret).hex(),
    ):
        assert hidden not in log
    people = {"anna": ["anna"], "chair": ["anna", "elsa", "rita", "chair", "sam"]}
    for member, others in people.items():
        read = json.loads(openings(place, member).read_text(encoding="utf-8"))
        parts = [each["opened"] for each in read["entries"] if each["kind"] == "membership"]
        opened = {part["member"]["says"]["person"] for part in parts if part}
        assert opened == ({*others} if member == "anna" else {*others, "ines"})


def test_what_cannot_be_handed_out_is_neither_noted_nor_entered(place):
    (place / "out").mkdir()
    (place / "out" / "mine.txt").touch()
    with pytest.raises(CaseError, match="was not written"):
        session_export("ford", "2", place / "out", place / "plan.sqlite", at=later(70), logging=asked(place))

    store = open_store(place / "plan.sqlite")
    with reading(store) as connection:
        assert connection.execute(EXPORTS.select()).all() == []
    store.close()
    assert [each["kind"] for each in entries(place) if each["kind"] == "export"] == []
    assert [each.name for each in (place / "out").iterdir()] == ["mine.txt"]


def test_sums_of_an_exported_folder_are_those_of_sha256sum(place):
    session_export("ford", "2", place / "out", place / "plan.sqlite", at=later(70), logging=asked(place))
    names = sorted(path.relative_to(place / "out").as_posix() for path in (place / "out").rglob("*") if path.is_file())
    sums = subprocess.run(["sha256sum", *names], cwd=place / "out", capture_output=True, check=True).stdout
    document = json.loads(openings(place).read_text(encoding="utf-8"))

    [opened] = [each["opened"]["file"] for each in document["entries"] if each["kind"] == "export"]
    assert opened["says"] == {"sha256": hashlib.sha256(sums).hexdigest()}


def test_without_what_opens_its_seal_a_file_is_in_no_entry_and_it_is_said_what_is_missing(place):
    session_export("ford", "2", place / "out", place / "plan.sqlite", at=later(70), logging=asked(place))

    found = verify(log_of(place), place / "out")

    assert "give log.json of whoever took it" in found.text
    assert found.result.files[0].outcome == "in no entry"


def test_an_opening_that_says_something_else_is_told(place):
    text = openings(place).read_text(encoding="utf-8")
    (place / "log.json").write_text(text.replace("ash-posts anew", "ash-posts as ever"), encoding="utf-8")

    with pytest.raises(SourceError, match=r"log\.json decision/ford/2\.1/\S+ \| text: this was not sealed in entry \d"):
        verify(log_of(place), place / "log.json")


@pytest.mark.parametrize("spoil", [('"format": 1', '"format": 2'), ('"salt": "', '"salt": "xy'), ('"opened"', '"o"')])
def test_openings_that_cannot_be_read_are_told(place, spoil):
    text = openings(place).read_text(encoding="utf-8")
    (place / "log.json").write_text(text.replace(*spoil), encoding="utf-8")

    with pytest.raises(SourceError, match="the openings cannot be read"):
        verify(log_of(place), place / "log.json")


def test_a_backup_is_entered_in_the_log_and_verified(place):
    backup(place / "plan.sqlite", place / "b.zip", logging=asked(place), at=later(60))
    [entry] = [each["content"] for each in entries(place) if each["kind"] == "export"]

    assert (entry["what"], entry["version"], entry["by"]) == ("backup", None, "keeper")
    assert [each.outcome for each in verify(log_of(place), openings(place), place / "b.zip").result.files] == ["signed"]


def test_what_is_done_after_an_older_backup_was_restored_is_entered_beside_what_was_lost(place):
    backup(place / "plan.sqlite", place / "b.zip")
    store = open_store(place / "plan.sqlite")
    accept(store, ELM, "elm-posts", b"Two to six", b"Some", at=later(50))
    open_logs(store, asked(place), later(60))
    store.close()
    for old in place.glob("plan.sqlite*"):
        old.unlink()
    restore(place / "b.zip", place / "plan.sqlite")
    store = open_store(place / "plan.sqlite")
    accept(store, ELM, "elm-posts", b"Two to six", b"Many", at=later(70))
    open_logs(store, asked(place), later(80))
    store.close()

    fourth = [each["content"] for each in entries(place) if each["id"].startswith("version/ford/4/")]
    assert [each["at"] for each in fourth] == [later(50).isoformat(), later(70).isoformat()]
    assert fourth[0]["seals"] != fourth[1]["seals"]
    verify(log_of(place))


IMPORTS = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from tests.store.sessions import ELM, later
from tests.web.sessions import accept
from truceline.evidence import appending
from truceline.services.session import logs
from truceline.services.session.log_asked import Logging
from truceline.store.engine import open_store, writing
from truceline.store.proposals import comment
"""
DYING = """
place, how = Path(sys.argv[1]), sys.argv[2]
store = open_store(place / "plan.sqlite")
kept, _ = logs.open_logs(store, Logging(place / "key.pem"), later(60))

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def half(file, data):
    file.write(data[: len(data) // 2])
    die()

if how == "between":
    logs.append = die
if how == "within":
    appending._all = half
if how == "any":
    print("on", flush=True)
    for number in range(10_000):
        at = later(100) + timedelta(seconds=number)
        with writing(store) as connection:
            comment(connection, 1, ELM, 1, f"Remark {number}", at=at)
        kept.keep("ford", at)
accept(store, ELM, "elm-posts", b"Two to six", b"Some")
kept.keep("ford", later(61))
"""


@pytest.fixture(scope="module")
def start():
    """Start a process that writes and dies."""
    with forking(IMPORTS) as fork:
        yield lambda place, how: fork(DYING, place, how)


def must_be_in_step(place):
    """Every row of the store is in the log once, and the log verifies."""
    store = open_store(place / "plan.sqlite")
    with reading(store) as connection:
        rows = {kind: len(connection.execute(table.select()).all()) for kind, table in TABLES.items()}
    store.close()
    found = [each["kind"] for each in entries(place)]
    assert {kind: found.count(kind) for kind in TABLES} == rows
    assert len({each["id"] for each in entries(place)}) == len(found)
    verify(log_of(place))


TABLES = {"version": VERSIONS, "decision": DECISIONS, "comment": COMMENTS, "export": EXPORTS}


@pytest.mark.parametrize("how", ["between", "within"])
def test_what_a_process_that_was_killed_did_not_enter_is_entered_when_the_log_is_next_kept(start, place, how):
    assert start(place, how).wait() == -signal.SIGKILL
    assert not [each for each in entries_whole(place) if each["id"].startswith("version/ford/4/")]

    store = open_store(place / "plan.sqlite")
    _, remarks = open_logs(store, asked(place), later(62))
    store.close()

    assert [each["content"]["number"] for each in entries(place) if each["kind"] == "version"] == [1, 2, 3, 4]
    assert any("never finished" in each for each in remarks) == (how == "within")
    must_be_in_step(place)


def entries_whole(place):
    data = log_of(place).read_bytes()
    return [json.loads(line)["entry"] for line in data[: data.rindex(b"\n") + 1].splitlines()]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_process_killed_at_any_moment_leaves_a_store_with_which_its_log_is_in_step_again(start, place, seed):
    store = open_store(place / "plan.sqlite")
    accept(store, ELM, "elm-posts", b"Two to six", b"Some", silence=later(10_000))
    store.close()
    process = start(place, "any")
    assert process.line() == "on\n"
    time.sleep(random.Random(seed).uniform(0.2, 1.0))  # noqa: S311  (no secret)
    assert process.kill() == -signal.SIGKILL

    store = open_store(place / "plan.sqlite")
    open_logs(store, asked(place), later(10_000))
    store.close()

    assert any(each["kind"] == "comment" for each in entries(place))
    must_be_in_step(place)


def test_what_is_done_at_the_very_instant_of_the_last_entry_is_entered_too(place):
    store = open_store(place / "plan.sqlite")
    logs, _ = open_logs(store, asked(place), later(60))
    for proposal in (2, 1):  # the second in the order of keys is the first in time
        with writing(store) as connection:
            comment(connection, 1, CHAIR, proposal, "Noted", at=later(61))
        logs.keep("ford", later(61))
        logs.keep("ford", later(61))
    store.close()

    assert [each["content"]["proposal"] for each in entries(place) if each["kind"] == "comment"] == [2, 1]
    must_be_in_step(place)


def test_silence_that_stood_is_entered_with_its_deadline(place):
    store = open_store(place / "plan.sqlite")
    accept(store, ELM, "elm-posts", b"Two to six", b"Some", silence=later(30))
    with writing(store) as connection:
        sweep(connection, session_of(connection, "ford").number, later(60), lay_out=lay_out)
    open_logs(store, asked(place), later(61))
    store.close()

    made = next(each["content"] for each in entries(place) if each["id"].startswith("version/ford/4/"))
    assert (made["proposal"], made["by"], made["at"]) == (3, "chair", later(30).isoformat())
    kinds = [each["content"].get("decision") for each in entries(place)]
    assert kinds.count("silence") == 1
    must_be_in_step(place)
    log = run("session", "log", "ford", "--store", place / "plan.sqlite", "--key", place / "key.pem").stdout
    listed = run("session", "versions", "ford", "--store", place / "plan.sqlite").stdout
    assert "Version 4 was made of proposal 3 (silence, set by Chair)" in log
    assert "elm-posts anew (silence, set by chair)" in listed


def test_the_next_key_signs_on_and_what_the_first_one_sealed_stays_sealed(place):
    openings(place)
    write_key(place / "next.pem", 7)
    rotate(log_of(place), at=later(62), key=place / "key.pem", to=place / "next.pem")
    store = open_store(place / "plan.sqlite")
    with pytest.raises(SourceError, match="is signed by"):
        open_logs(store, asked(place), later(63))
    store.close()

    following = Logging(place / "next.pem")
    session_export("ford", "1", place / "out", place / "plan.sqlite", at=later(70), logging=following)
    found = session_log("ford", place / "plan.sqlite", at=later(71), logging=following).result

    assert [each.kind for each in found.entries if each.opened] == ["export"]
    assert found.entries[-1].kind == "export"
    assert verify(log_of(place), place / "log.json").fault is None  # what was opened before still opens
    must_be_in_step(place)


def test_a_new_key_is_taken_away_again_where_nothing_could_be_signed(tmp_path):
    store = open_store(tmp_path / "plan.sqlite")
    begin(store)
    store.close()
    run("session", "log", "ford", "--store", tmp_path / "plan.sqlite", "--key", tmp_path / "k.pem", "--new-key")
    refused = run(
        *("session", "log", "ford", "--store", tmp_path / "plan.sqlite", "--key", tmp_path / "other.pem", "--new-key"),
        code=1,
    )

    assert "is signed by" in refused.stderr
    assert not (tmp_path / "other.pem").exists()


@pytest.mark.parametrize("more", [{"new_key": True}, {"folder": "logs"}])
def test_what_needs_a_key_says_so(place, more):
    with pytest.raises(MisuseError, match="needs --key: an evidence log is signed"):
        session_export("ford", "1", place / "out", place / "plan.sqlite", at=T0, logging=Logging(**more))
    assert not (place / "out").exists()


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_handed_out(place):
    (place / "file").write_text("")
    logging = asked(place, folder=place / "file")

    with pytest.raises(SourceError, match=r"file \| .*; give a folder that can be written \(--logs\)"):
        session_export("ford", "1", place / "out", place / "plan.sqlite", at=later(70), logging=logging)
    assert not (place / "out").exists()


def test_a_database_needs_a_folder_for_its_logs(postgresql, place):
    store = open_store(postgresql)
    begin(store)
    with pytest.raises(MisuseError, match="--key needs --logs"):
        open_logs(store, asked(place), T0)
    open_logs(store, asked(place, folder=place / "logs"), later(1))
    store.close()

    assert (place / "logs" / "ford.jsonl").exists()


def test_the_command_shows_the_log_in_words(place):
    text = run("session", "log", "ford", "--store", place / "plan.sqlite", "--key", place / "key.pem").stdout

    assert "2031-03-01T09:00:00Z  Version 1 was made of an import (Chair)" in text
    assert "Version 3 was made of proposal 2 (Chair)" in text
    assert SECRET.decode() not in text

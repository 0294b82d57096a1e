"""The evidence log keeps what was appended, and shows the first entry that anyone altered."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.errors import SourceError
from truceline.evidence import appending
from truceline.evidence.appending import Signer
from truceline.evidence.chain import LogEntry
from truceline.evidence.heads import KeptHead, head_from, read_head, signed_head
from truceline.evidence.keys import make_key, named_key, public_key, read_key
from truceline.evidence.log import read_log, verify
from truceline.evidence.merkle import included, leaf_hash

ENTRIES = [LogEntry(f"judgement/j{n}", "judgement", {"verdict": "verified", "n": n, "note": "Übung"}) for n in range(5)]
AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)
ORIGIN = "example.org/evidence"


def append(path, entries, key, kept=()):
    return appending.append(path, entries, Signer(key, AT, ORIGIN), kept)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    key = make_key(folder / "key.pem")
    append(folder / "log.jsonl", ENTRIES, key)
    return folder, key


def test_what_was_appended_is_read_back_and_verified(made):
    folder, key = made
    log = verify(folder / "log.jsonl", key=public_key(key))
    assert log.entries == tuple(ENTRIES)
    assert log.head.size == 5


def test_a_key_is_made_once_and_is_its_owners_alone(made):
    folder, key = made
    assert public_key(read_key(folder / "key.pem")) == public_key(key)
    assert (folder / "key.pem").stat().st_mode & 0o777 == 0o600


def test_an_entry_that_is_in_the_log_is_not_appended_again(tmp_path):
    key = make_key(tmp_path / "key.pem")
    append(tmp_path / "log", ENTRIES[:3], key)
    before = (tmp_path / "log").read_bytes()
    append(tmp_path / "log", ENTRIES[1:3], key)
    assert (tmp_path / "log").read_bytes() == before
    assert append(tmp_path / "log", ENTRIES, key).new == 2
    assert verify(tmp_path / "log").entries == tuple(ENTRIES)


def test_an_entry_cannot_be_changed_by_appending_it_again(tmp_path):
    key = make_key(tmp_path / "key.pem")
    append(tmp_path / "log", ENTRIES, key)
    with pytest.raises(SourceError, match=r"judgement/j2 \| is in the log with other content"):
        append(tmp_path / "log", [LogEntry("judgement/j2", "judgement", {"verdict": "not-verified"})], key)


def test_another_key_may_not_append(tmp_path):
    append(tmp_path / "log", ENTRIES, make_key(tmp_path / "key.pem"))
    with pytest.raises(SourceError, match=r"log \| is signed by .*, not by .*: sign with that key"):
        append(tmp_path / "log", [LogEntry("x", "bulletin", {})], make_key(tmp_path / "other.pem"))


def test_every_entry_is_proved_to_be_under_the_head(made):
    folder, _ = made
    log = verify(folder / "log.jsonl")
    for index, entry in enumerate(log.entries):
        proof = [bytes.fromhex(part) for part in log.inclusion(index)]
        assert included(leaf_hash(entry.canonical()), index, 5, proof, bytes.fromhex(log.head.root))


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_one_byte_changed_anywhere_is_detected_and_its_entry_named(made, data):
    folder, key = made
    text = (folder / "log.jsonl").read_bytes()
    at = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != text[at]))
    altered = text[:at] + bytes([byte]) + text[at + 1 :]

    for pinned in ("", public_key(key)):
        with pytest.raises(SourceError) as caught:
            read_log(altered, "log", key=pinned)
        entry = text.count(b"\n", 0, at) + 1
        assert f"log entry {entry}" in caught.value.problems[0]


def test_the_case_of_a_hexadecimal_digit_counts_as_well(made):
    folder, _ = made
    text = (folder / "log.jsonl").read_text().splitlines(keepends=True)
    for name in ("key", "signature", "root"):
        value = json.loads(text[0])["head"][name]
        with pytest.raises(SourceError, match="entry 1"):
            read_log(text[0].replace(value, value.upper()).encode(), "log")


def test_entries_removed_from_the_end_show_against_a_head_that_was_kept(made, tmp_path):
    folder, key = made
    kept = head_from(json.dumps(verify(folder / "log.jsonl").head.document()), "head.json")
    lines = (folder / "log.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "log").write_bytes(b"".join(lines[:3]))
    verify(tmp_path / "log")  # the log by itself cannot tell
    with pytest.raises(
        SourceError, match=r"has 3 entries, but head.json is the signed head of 5: entries were cut off its end"
    ):
        verify(tmp_path / "log", kept=[KeptHead("head.json", kept)])
    append(tmp_path / "log", [*ENTRIES[3:], LogEntry("later", "bulletin", {})], key)
    assert verify(tmp_path / "log", kept=[KeptHead("head.json", kept)]).head.size == 6


def test_a_past_rewritten_with_the_right_key_shows_against_a_head_that_was_kept(made, tmp_path):
    folder, key = made
    kept = verify(folder / "log.jsonl").head
    append(tmp_path / "log", [LogEntry("judgement/j0", "judgement", {"verdict": "not-verified"}), *ENTRIES[1:]], key)
    with pytest.raises(SourceError, match="entries were removed or rewritten"):
        verify(tmp_path / "log", kept=[KeptHead("head.json", kept)])


def test_an_append_that_never_finished_is_set_aside_by_the_next(made, tmp_path):
    folder, key = made
    text = (folder / "log.jsonl").read_bytes()
    log = tmp_path / "log"
    for number in (1, 2):
        log.write_bytes(text[:-40])
        (tmp_path / "log.head").unlink(missing_ok=True)
        with pytest.raises(SourceError, match=r"entry 5 \| has no end"):
            verify(log)
        done = append(log, ENTRIES, key)
        assert verify(log).entries == tuple(ENTRIES)
        assert done.remarks[0].endswith(f"was set aside in {log}.torn-{number}; the log goes on without")
        assert (tmp_path / f"log.torn-{number}").read_bytes() == text.splitlines(keepends=True)[-1][:-40]
        assert log.read_bytes() == text  # Ed25519 signatures are the same each time


def test_a_first_append_that_never_finished_is_set_aside_as_well(made, tmp_path):
    folder, key = made
    (tmp_path / "log").write_bytes((folder / "log.jsonl").read_bytes()[:9])

    append(tmp_path / "log", ENTRIES, key)

    assert (tmp_path / "log.torn-1").read_bytes() == b'{"entry":'
    assert verify(tmp_path / "log").entries == tuple(ENTRIES)


FOREIGN = [b"id,source\nr-1,ash\n", b"no line break", b"{\n}\n", b'{"entry": 1}\n{"ent', b"\x00" * 300, b"\n", b"{}"]


@pytest.mark.parametrize("data", FOREIGN)
def test_a_file_that_is_no_log_is_refused_and_left_as_it_is(tmp_path, data):
    key = make_key(tmp_path / "key.pem")
    path = tmp_path / "precious.csv"
    path.write_bytes(data)

    for use in (lambda: append(path, ENTRIES, key), lambda: verify(path)):
        with pytest.raises(SourceError, match=r"precious.csv \| is no evidence log: no line of it is an entry"):
            use()

    assert path.read_bytes() == data
    assert not list(tmp_path.glob("precious.csv.[ht]*"))


def test_an_altered_log_with_an_unfinished_end_is_left_as_it_is(made, tmp_path):
    folder, key = made
    text = (folder / "log.jsonl").read_bytes().replace(b"verified", b"verifies", 1)[:-40]
    (tmp_path / "log").write_bytes(text)

    with pytest.raises(SourceError, match="entry 1"):
        append(tmp_path / "log", ENTRIES, key)

    assert (tmp_path / "log").read_bytes() == text
    assert not (tmp_path / "log.torn-1").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders")
def test_a_pipe_is_refused_at_once_as_log_key_and_head(made, tmp_path):
    _, key = made
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    uses = [lambda: append(pipe, ENTRIES, key), lambda: verify(pipe), lambda: read_key(pipe)]
    uses += [lambda: read_head(pipe), lambda: named_key(str(pipe))]
    for use in uses:
        with pytest.raises(SourceError, match="pipe"):
            use()


def test_an_empty_file_is_no_verified_log_but_may_become_one(tmp_path):
    key = make_key(tmp_path / "key.pem")
    (tmp_path / "log").touch()
    with pytest.raises(SourceError, match=r"log \| is empty: there is nothing to verify"):
        verify(tmp_path / "log")

    append(tmp_path / "log", ENTRIES, key)
    assert verify(tmp_path / "log").entries == tuple(ENTRIES)


def test_every_append_keeps_its_head_beside_the_log(tmp_path):
    key = make_key(tmp_path / "key.pem")
    for size in (2, 5):
        head = append(tmp_path / "log", ENTRIES[:size], key).head
        assert read_head(tmp_path / "log.head").head == head == verify(tmp_path / "log").head
        assert head.size == size


def test_a_head_that_lags_behind_is_brought_up_to_date_by_who_has_nothing_to_append(tmp_path):
    key = make_key(tmp_path / "key.pem")
    append(tmp_path / "log", ENTRIES[:2], key)
    lagging = (tmp_path / "log.head").read_bytes()
    head = append(tmp_path / "log", ENTRIES, key).head
    (tmp_path / "log.head").write_bytes(lagging)  # killed between the two

    append(tmp_path / "log", ENTRIES, key)

    assert read_head(tmp_path / "log.head").head == head


@pytest.mark.parametrize("cut", [1, 40, 600])
def test_a_log_that_shrank_is_neither_appended_to_nor_verified(made, tmp_path, cut):
    folder, key = made
    for name in ("log.jsonl", "log.jsonl.head"):
        shutil.copy(folder / name, tmp_path / name)
    log = tmp_path / "log.jsonl"
    text = log.read_bytes()[:-cut]
    log.write_bytes(text)

    with pytest.raises(
        SourceError, match=r"has [34] entries, but .*log.jsonl.head is the signed head of 5: .* put back"
    ):
        append(log, [LogEntry("later", "bulletin", {})], key)

    assert log.read_bytes() == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl", "log.jsonl.head", "log.jsonl.lock"]
    whole = text[: text.rindex(b"\n") + 1]
    log.write_bytes(whole)
    with pytest.raises(SourceError, match="entries were cut off its end"):
        verify(log)


def test_a_log_that_is_missing_is_not_begun_again_where_a_head_of_it_was_kept(made, tmp_path):
    folder, key = made
    kept = verify(folder / "log.jsonl").head
    log = tmp_path / "log.jsonl"

    with pytest.raises(
        SourceError, match=r"log.jsonl \| is missing, but week/head.json is the signed head of 5 entries"
    ):
        append(log, ENTRIES, key, [KeptHead("week/head.json", kept)])
    shutil.copy(folder / "log.jsonl.head", tmp_path)
    for use in (lambda: append(log, ENTRIES, key), lambda: verify(log)):
        with pytest.raises(SourceError, match=r"is missing, but .*log.jsonl.head is"):
            use()

    assert not log.exists()


def test_a_head_that_another_key_signed_is_no_head_of_the_log(made, tmp_path):
    folder, _ = made
    log = verify(folder / "log.jsonl")
    other = signed_head(log.head.size, log.head.root, make_key(tmp_path / "other.pem"), ORIGIN, AT)

    with pytest.raises(SourceError, match=r"is signed by another key than the head kept of 5 entries, theirs.json"):
        verify(folder / "log.jsonl", kept=[KeptHead("theirs.json", other)])


@pytest.mark.parametrize("size", ["1e400", "0", "-1", "true", '"5"', "2.0", "null"])
def test_what_is_no_head_is_refused(size):
    text = f'{{"size": {size}, "root": "00", "key": "00", "signature": "00"}}'
    with pytest.raises(SourceError, match="is no signed head"):
        head_from(text, "head.json")


def test_a_key_is_named_by_digits_of_either_case_or_by_a_file_of_either_half(made, tmp_path):
    folder, key = made
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public.pem").write_bytes(pem)
    names = [public_key(key), public_key(key).upper(), str(folder / "key.pem"), str(tmp_path / "public.pem")]

    assert {named_key(name) for name in names} == {public_key(key)}


@pytest.mark.parametrize("name", ["abc", "no-such.pem", "\0", "0" * 63])
def test_what_names_no_key_is_refused_in_these_words(name):
    with pytest.raises(SourceError, match="is neither 64 hexadecimal digits nor a PEM file that can be read"):
        named_key(name)


def test_a_file_without_a_key_names_none(made):
    with pytest.raises(SourceError, match=r"log.jsonl \| holds no Ed25519 key in PEM"):
        named_key(str(made[0] / "log.jsonl"))


def test_a_sound_log_of_another_key_is_not_called_altered(made, tmp_path):
    other = public_key(make_key(tmp_path / "other.pem"))
    with pytest.raises(SourceError, match=rf"is not signed by {other[:16]}\.\.\., but by") as caught:
        verify(made[0] / "log.jsonl", key=other)

    assert "altered" not in caught.value.problems[0]


def test_a_key_that_is_not_there_is_not_made_and_one_that_is_there_is_not_replaced(tmp_path):
    with pytest.raises(SourceError, match=r"kye.pem \| is not there; correct the path, or ask for a new key"):
        read_key(tmp_path / "kye.pem")
    assert list(tmp_path.iterdir()) == []

    key = make_key(tmp_path / "key.pem")
    with pytest.raises(SourceError, match=r"key.pem \| is there already; leave out --new-key"):
        make_key(tmp_path / "key.pem")
    assert public_key(read_key(tmp_path / "key.pem")) == public_key(key)


APPENDING = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from truceline.evidence.appending import Signer, append
from truceline.evidence.keys import read_key
from truceline.evidence.chain import LogEntry
signer = lambda key: Signer(key, datetime(2031, 4, 1, tzinfo=UTC), "example.org/evidence")
folder = Path(sys.argv[1])
key = read_key(folder / "key.pem")
print("ready", flush=True)
for n in range(200):
    append(folder / "log", [LogEntry(f"b{n}", "bulletin", {"n": n})], signer(key))
"""


def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path):
    key = make_key(tmp_path / "key.pem")
    for pause in (0.0, 0.01, 0.03, 0.07, 0.15):
        process = subprocess.Popen([sys.executable, "-c", APPENDING, str(tmp_path)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        append(tmp_path / "log", [LogEntry("b0", "bulletin", {"n": 0})], key)
        entries = verify(tmp_path / "log").entries
        assert [entry.id for entry in entries] == [f"b{n}" for n in range(len(entries))]
    append(tmp_path / "log", [LogEntry(f"b{n}", "bulletin", {"n": n}) for n in range(200)], key)
    assert len(verify(tmp_path / "log").entries) == 200


FILLING = """
import resource, sys
from pathlib import Path
from datetime import UTC, datetime
from truceline.evidence.appending import Signer, append
from truceline.evidence.keys import read_key
from truceline.evidence.chain import LogEntry
signer = lambda key: Signer(key, datetime(2031, 4, 1, tzinfo=UTC), "example.org/evidence")
from truceline.errors import SourceError
log, room = Path(sys.argv[1]), int(sys.argv[2])
key = read_key(log.parent / "key.pem")
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    append(log, [LogEntry(f"late{n}", "bulletin", {"n": n}) for n in range(20)], signer(key))
except SourceError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 1, 100, 700, 5_000])
def test_a_disk_that_fills_while_the_log_is_written_leaves_the_log_as_it_was(made, tmp_path, room):
    folder, key = made
    for name in ("log.jsonl", "key.pem"):
        shutil.copy(folder / name, tmp_path / name)
    log = tmp_path / "log.jsonl"
    before = log.read_bytes()
    command = [sys.executable, "-c", FILLING, log, str(len(before) + room)]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)

    assert f"{log} | cannot be written (File too large); nothing was appended" in done.stdout
    assert log.read_bytes() == before
    later = append(log, [LogEntry("after", "bulletin", {})], key)
    assert [entry.id for entry in verify(log).entries] == [*(entry.id for entry in ENTRIES), "after"]
    assert later.head.size == 6


def test_a_log_in_a_folder_that_is_a_file_is_told_and_no_traceback(tmp_path):
    key = make_key(tmp_path / "key.pem")
    with pytest.raises(SourceError, match=r"key.pem/log \| cannot be written"):
        append(tmp_path / "key.pem" / "log", ENTRIES, key)


def test_what_is_no_key_is_refused(tmp_path):
    (tmp_path / "key.pem").write_text("nothing")
    with pytest.raises(SourceError, match="give an Ed25519 key in PEM"):
        read_key(tmp_path / "key.pem")


BESIDE = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from truceline.evidence.appending import Signer, append
from truceline.evidence.keys import read_key
from truceline.evidence.chain import LogEntry
signer = lambda key: Signer(key, datetime(2031, 4, 1, tzinfo=UTC), "example.org/evidence")
folder, who = Path(sys.argv[1]), sys.argv[2]
key = read_key(folder / "key.pem")
for n in range(40):
    append(folder / "log", [LogEntry(f"{who}{n}", "bulletin", {"n": n})], signer(key))
"""


def test_two_who_append_at_once_lose_nothing(tmp_path):
    make_key(tmp_path / "key.pem")
    started = [subprocess.Popen([sys.executable, "-c", BESIDE, str(tmp_path), who]) for who in "ab"]

    assert [process.wait() for process in started] == [0, 0]

    ids = [entry.id for entry in verify(tmp_path / "log").entries]
    assert sorted(ids) == sorted(f"{who}{n}" for who in "ab" for n in range(40))


def test_a_log_that_cannot_be_written_is_named(tmp_path):
    key = make_key(tmp_path / "key.pem")
    (tmp_path / "log").mkdir()
    with pytest.raises(SourceError, match=r"log \| cannot be written .*; nothing was appended; check path"):
        append(tmp_path / "log", ENTRIES, key)

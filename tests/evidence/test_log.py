"""The evidence log keeps what was appended, and shows the first entry that anyone altered."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.errors import SourceError
from truceline.evidence.log import LogEntry, append, head_from, public_key, read_key, read_log, verify
from truceline.evidence.merkle import included, leaf_hash

ENTRIES = [LogEntry(f"judgement/j{n}", "judgement", {"verdict": "verified", "n": n, "note": "Übung"}) for n in range(5)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    key = read_key(folder / "key.pem")
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
    key = read_key(tmp_path / "key.pem")
    append(tmp_path / "log", ENTRIES[:3], key)
    before = (tmp_path / "log").read_bytes()
    append(tmp_path / "log", ENTRIES[1:3], key)
    assert (tmp_path / "log").read_bytes() == before
    assert append(tmp_path / "log", ENTRIES, key).entries == tuple(ENTRIES)


def test_an_entry_cannot_be_changed_by_appending_it_again(tmp_path):
    key = read_key(tmp_path / "key.pem")
    append(tmp_path / "log", ENTRIES, key)
    with pytest.raises(SourceError, match=r"judgement/j2 \| is in the log with other content"):
        append(tmp_path / "log", [LogEntry("judgement/j2", "judgement", {"verdict": "not-verified"})], key)


def test_another_key_may_not_append(tmp_path):
    append(tmp_path / "log", ENTRIES, read_key(tmp_path / "key.pem"))
    with pytest.raises(SourceError, match=r"entry 1 .* is not signed by"):
        append(tmp_path / "log", [LogEntry("x", "bulletin", {})], read_key(tmp_path / "other.pem"))


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
    with pytest.raises(SourceError, match="does not extend the head kept of 5 entries"):
        verify(tmp_path / "log", earlier=kept)
    append(tmp_path / "log", [*ENTRIES[3:], LogEntry("later", "bulletin", {})], key)
    assert verify(tmp_path / "log", earlier=kept).head.size == 6


def test_a_past_rewritten_with_the_right_key_shows_against_a_head_that_was_kept(made, tmp_path):
    folder, key = made
    kept = verify(folder / "log.jsonl").head
    append(tmp_path / "log", [LogEntry("judgement/j0", "judgement", {"verdict": "not-verified"}), *ENTRIES[1:]], key)
    with pytest.raises(SourceError, match="entries were removed or rewritten"):
        verify(tmp_path / "log", earlier=kept)


def test_an_append_that_never_finished_is_cut_off_by_the_next(made, tmp_path):
    folder, key = made
    text = (folder / "log.jsonl").read_bytes()
    (tmp_path / "log").write_bytes(text[:-40])
    with pytest.raises(SourceError, match="entry 5"):
        verify(tmp_path / "log")
    assert append(tmp_path / "log", ENTRIES, key).entries == tuple(ENTRIES)
    assert (tmp_path / "log").read_bytes() == text  # Ed25519 signatures are the same each time


APPENDING = """
import sys
from pathlib import Path
from truceline.evidence.log import LogEntry, append, read_key
folder = Path(sys.argv[1])
key = read_key(folder / "key.pem")
print("ready", flush=True)
for n in range(200):
    append(folder / "log", [LogEntry(f"b{n}", "bulletin", {"n": n})], key)
"""


def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path):
    key = read_key(tmp_path / "key.pem")
    for pause in (0.0, 0.01, 0.03, 0.07, 0.15):
        process = subprocess.Popen([sys.executable, "-c", APPENDING, str(tmp_path)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        log = append(tmp_path / "log", [], key)
        assert [entry.id for entry in log.entries] == [f"b{n}" for n in range(len(log.entries))]
    assert (
        len(append(tmp_path / "log", [LogEntry(f"b{n}", "bulletin", {"n": n}) for n in range(200)], key).entries) == 200
    )


FILLING = """
import resource, sys
from pathlib import Path
from truceline.evidence.log import LogEntry, append, read_key
from truceline.errors import SourceError
log, room = Path(sys.argv[1]), int(sys.argv[2])
key = read_key(log.parent / "key.pem")
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    append(log, [LogEntry(f"late{n}", "bulletin", {"n": n}) for n in range(20)], key)
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
    key = read_key(tmp_path / "key.pem")
    with pytest.raises(SourceError, match=r"key.pem/log \| cannot be written"):
        append(tmp_path / "key.pem" / "log", ENTRIES, key)


def test_what_is_no_key_is_refused(tmp_path):
    (tmp_path / "key.pem").write_text("nothing")
    with pytest.raises(SourceError, match="give an Ed25519 key in PEM"):
        read_key(tmp_path / "key.pem")


BESIDE = """
import sys
from pathlib import Path
from truceline.evidence.log import LogEntry, append, read_key
folder, who = Path(sys.argv[1]), sys.argv[2]
key = read_key(folder / "key.pem")
for n in range(40):
    append(folder / "log", [LogEntry(f"{who}{n}", "bulletin", {"n": n})], key)
"""


def test_two_who_append_at_once_lose_nothing(tmp_path):
    read_key(tmp_path / "key.pem")
    started = [subprocess.Popen([sys.executable, "-c", BESIDE, str(tmp_path), who]) for who in "ab"]

    assert [process.wait() for process in started] == [0, 0]

    ids = [entry.id for entry in verify(tmp_path / "log").entries]
    assert sorted(ids) == sorted(f"{who}{n}" for who in "ab" for n in range(40))


def test_a_log_that_cannot_be_written_is_named(tmp_path):
    key = read_key(tmp_path / "key.pem")
    (tmp_path / "log").mkdir()
    with pytest.raises(SourceError, match=r"log \| cannot be written .*; nothing was appended; check path"):
        append(tmp_path / "log", ENTRIES, key)

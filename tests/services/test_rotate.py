"""A key hands over to the next, and the log verifies as one."""

import json
from datetime import UTC, datetime

import pytest

from truceline.errors import MisuseError, SourceError
from truceline.evidence.appending import Signer, append
from truceline.evidence.chain import ROTATION, LogEntry
from truceline.evidence.keys import make_key, public_key
from truceline.services.rotate import rotate
from truceline.services.verify import verify

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)
ORIGIN = "mission.example/evidence"


@pytest.fixture
def log(tmp_path):
    old = make_key(tmp_path / "old.pem")
    append(tmp_path / "log", [LogEntry("bulletin/1", "bulletin", {"n": 1})], Signer(old, AT, ORIGIN))
    return tmp_path / "log", old


def signed(path, number, key):
    return append(path, [LogEntry(f"bulletin/{number}", "bulletin", {"n": number})], Signer(key, AT, ORIGIN))


def test_after_a_rotation_only_the_new_key_signs_and_both_vouch_for_the_log(log, tmp_path):
    path, old = log
    new = make_key(tmp_path / "new.pem")

    done = rotate(path, at=AT, key=tmp_path / "old.pem", to=tmp_path / "new.pem")

    assert done.text == f"{path}: {public_key(old)} handed over to {public_key(new)} in entry 2\n"
    assert json.loads(done.json)["document"] == "head"
    with pytest.raises(SourceError, match=rf"is signed by {public_key(new)[:16]}\.\.\., not by {public_key(old)[:16]}"):
        signed(path, 2, old)
    signed(path, 3, new)
    for index in (path.with_name("log.index"), None):
        if index:
            index.unlink()  # the new key is in force without the index as well
        signed(path, 4, new)
    for key in (public_key(old), public_key(new)):
        assert verify(path, key=key).result.logs[0].size == 4
    assert [head.key for head in verify(path).result.logs[0].heads] == [public_key(old)] * 2 + [public_key(new)] * 2
    assert len(json.loads(verify(path).json)["logs"][0]["signers"]) == 2


def test_a_head_that_the_old_key_signed_is_still_extended(log, tmp_path):
    path, _ = log
    kept = tmp_path / "kept"
    kept.write_bytes(path.with_name("log.head").read_bytes())

    rotate(path, at=AT, key=tmp_path / "old.pem", to=tmp_path / "new.pem", new_key=True)

    assert verify(path, head=kept).result.logs[0].size == 2
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[1])["entry"]["kind"] == ROTATION


def test_a_third_key_cannot_take_over(log, tmp_path):
    path, _ = log
    rotate(path, at=AT, key=tmp_path / "old.pem", to=tmp_path / "new.pem", new_key=True)
    make_key(tmp_path / "third.pem")
    before = path.read_bytes()

    with pytest.raises(SourceError, match="not by"):
        rotate(path, at=AT, key=tmp_path / "third.pem", to=tmp_path / "fourth.pem", new_key=True)

    assert path.read_bytes() == before
    assert not (tmp_path / "fourth.pem").exists()


def test_a_rotation_that_names_no_key_is_no_entry_of_a_log(log):
    path, old = log
    append(path, [LogEntry("rotation/x", ROTATION, {"format": 3, "key": "nobody"})], Signer(old, AT, ORIGIN))

    with pytest.raises(SourceError, match=r"entry 2 \(rotation/x\) \| names no key that signs after it"):
        verify(path)


def test_a_log_that_nobody_signed_yet_has_no_key_to_hand_over(tmp_path):
    make_key(tmp_path / "old.pem")

    with pytest.raises(SourceError, match="is no log with a name"):
        rotate(tmp_path / "log", at=AT, key=tmp_path / "old.pem", to=tmp_path / "new.pem", new_key=True)
    with pytest.raises(MisuseError, match="names no zone"):
        rotate(tmp_path / "log", at=AT.replace(tzinfo=None), key=tmp_path / "old.pem", to=tmp_path / "new.pem")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.pem"]

"""A line of the log is what its page says, worked out here by other code; whatever else a signer signs is refused."""

import base64
import hashlib
import json
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from truceline.errors import SourceError
from truceline.evidence.log import read_log

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
TIME = "2031-04-01T06:30:00+00:00"


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def root(leaves):
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    split = max(2**n for n in range(20) if 2**n < len(leaves))
    return hashlib.sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()


def lines(*entries, heads=()):
    """Write a log of entries, each signed; ``heads`` changes what is said in heads, by number, before it is signed."""
    leaves, written = [], []
    for number, entry in enumerate(entries, start=1):
        leaves.append(hashlib.sha256(b"\x00" + compact(entry).encode()).digest())
        head = {"key": PUBLIC, "origin": "example.org/log", "root": root(leaves).hex(), "size": number, "time": TIME}
        head |= dict(heads).get(number, {})
        at = int(datetime.fromisoformat(TIME).timestamp())
        text = f"{head['origin']}\n{number}\n{base64.b64encode(root(leaves)).decode()}\n"
        head["signature"] = KEY.sign(f"cosignature/v1\ntime {at}\n{text}".encode()).hex()
        written.append(f'{{"entry":{compact(entry)},"head":{compact(head)}}}\n')
    return "".join(written).encode()


def entry(number):
    return {"content": {"n": number, "note": "Übung"}, "id": f"judgement/c/j-{number}", "kind": "judgement"}


def test_a_log_that_other_code_wrote_is_read():
    log = read_log(lines(*(entry(n) for n in range(7))), "log", key=PUBLIC)

    assert [each.id for each in log.entries] == [f"judgement/c/j-{n}" for n in range(7)]
    assert (log.origin, log.head.time, log.head.size) == ("example.org/log", TIME, 7)


CHANGED = {
    "another log": ({"origin": "example.org/other"}, "is of the log 'example.org/other', not example.org/log"),
    "no log": ({"origin": ""}, "is of the log '', not example.org/log"),
    "a time in another form": ({"time": "2031-04-01T06:30:00Z"}, "is not signed by"),
    "no time at all": ({"time": "soon"}, "is not signed by"),
    "a time that is none": ({"time": 5}, "is not as it was written"),
    "a size that is none": ({"size": 2.0}, "is not as it was written"),
    "a key more": ({"seen": True}, "is not as it was written"),
}


@pytest.mark.parametrize("how", CHANGED)
def test_a_head_that_says_otherwise_is_refused_though_its_key_signed(how):
    said, told = CHANGED[how]

    with pytest.raises(SourceError) as caught:
        read_log(lines(entry(1), entry(2), heads=[(2, said)]), "log")

    assert "log entry 2" in caught.value.problems[0]
    assert told in caught.value.problems[0]


@pytest.mark.parametrize("broken", [{"id": 5}, {"kind": None}, {"more": 1}])
def test_an_entry_of_another_shape_is_refused(broken):
    with pytest.raises(SourceError, match=r"log entry 2 .* is not as it was written"):
        read_log(lines(entry(1), entry(2) | broken), "log")


@pytest.mark.parametrize("content", [None, [], "x", 5, {"files": 5}, {"inputs": []}, {"files": [{}]}])
@pytest.mark.parametrize("kind", ["files", "bulletin", "judgement"])
def test_what_another_program_logged_is_verified_and_says_nothing_of_files(tmp_path, kind, content):
    from truceline.services.verify import verify

    (tmp_path / "log").write_bytes(lines({"content": content, "id": f"{kind}/c/x", "kind": kind}, entry(2)))
    (tmp_path / "page.md").write_text("bulletin/c/2031-03-21T00:00:00+00:00/0123456789abcdef", encoding="utf-8")

    found = verify(tmp_path / "log", tmp_path / "page.md", entry="j-2").result

    assert [each.outcome for each in found.files] == ["in no entry"]

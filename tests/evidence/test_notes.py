"""Signed notes are read, checked and written as others do: vectors of Go's sumdb/note, and of C2SP's specifications."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from truceline.evidence.notes import PLAIN, TIMED, NoteKey, SignedNote, note_with, read_note, read_note_key, sign_note

# golang.org/x/mod/sumdb/note, note_test.go (BSD-3-Clause).
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
PETER_PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_SIGNED = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_SIGNED = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)

# c2sp.org/tlog-cosignature, the example.
COSIGNED = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 \
jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
# c2sp.org/signed-note, the example.
QUASIMODO = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore \
NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""

# Checkpoints of public logs as they were served, and the verifier keys that their operators publish: the test log of
# Geomys's witness monitor, and Rekor 2025-1 of Sigstore as cosigned by Mullvad's witness.
GEOMYS = "geomys.org/witness/test-log+c0787ff4+AeMb5VOzy60PTGdGmLPxOKGAa0jNyDGsgv2rnprGju1t"
SERVED_BY_GEOMYS = """\
geomys.org/witness/test-log
1
BCml5C32yqMcl0gjTrcSOeNVx59oPnSdytBzDGBO5k0=

— geomys.org/witness/test-log \
wHh/9BPsoBNr2x0Ol3qPBYasIN0HI2ZiBg5ac0v3LQq/7F+YO7U4oWbDeJn1VaWVrlbSEM30Gr7WWYQjj2SBxRoJ/Ao=
"""
STAGEMOLE = "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv"
SERVED_BY_REKOR = """\
log2025-1.rekor.sigstore.dev
139911860
EliTHtnx44DhEBH+5qIXBtQsSpc54Avam7mIYEvxnTA=

— log2025-1.rekor.sigstore.dev \
zxGZFcOra4Y7QpuiQen+CmnUvDZbxSXfBOXJzL+HKIeR9aC58QTfao58ABqkhVyBhQDseS+TZdDNpcnZhoRxkh7IbQ0=
— witness.stagemole.eu \
Z/euoAAAAABqxF18wrJCADsJ1G5Lc2JaRjZqqBwjpNqH24yQse4iJ4rKS6b5MtvHP+IbKYXwaWuWokdGA+BubLFi+TrwK7xpKr6XBw==
"""


def note(*lines, text=TEXT):
    return read_note((text + "\n" + "".join(lines)).encode())


def test_gos_note_is_signed_byte_for_byte_as_go_signs_it():
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(PETER_PRIVATE)[1:])

    made = note_with(SignedNote(TEXT, ()), [sign_note(TEXT, "PeterNeumann", key)])

    assert made.written() == TEXT + "\n" + PETER_SIGNED
    assert NoteKey("PeterNeumann", PLAIN, key.public_key().public_bytes_raw()).text() == PETER


def test_gos_notes_are_signed_by_whom_go_says():
    peter, enoch = read_note_key(PETER), read_note_key(ENOCH)

    assert (note(PETER_SIGNED).signed_at(peter), note(PETER_SIGNED).signed_at(enoch)) == (0, None)
    both = note(PETER_SIGNED, ENOCH_SIGNED, PETER_SIGNED)
    assert (both.signed_at(peter), both.signed_at(enoch)) == (0, 0)


def test_a_signature_that_names_a_key_that_did_not_make_it_is_refused():
    broken = note(PETER_SIGNED[:60] + "ABCD" + PETER_SIGNED[60:])

    with pytest.raises(ValueError, match="holds a signature that PeterNeumann did not make"):
        broken.signed_at(read_note_key(PETER))


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETER_SIGNED[:-1],
        "\x01" + TEXT + "\n" + PETER_SIGNED,
        TEXT + "\n" + PETER_SIGNED.replace("PeterNeumann", "Bad Name")[:-1],
        TEXT + "\n" + PETER_SIGNED + "Unexpected line.\n",
        TEXT + "\n" + PETER_SIGNED * 101,
    ],
)
def test_what_go_calls_malformed_is_no_note(data):
    with pytest.raises(ValueError, match="is no signed note"):
        read_note(data.encode())


def test_what_is_not_utf_8_is_no_note():
    with pytest.raises(ValueError, match="utf-8"):
        read_note(b"\xff" + (TEXT + "\n" + PETER_SIGNED).encode())


def test_every_mangling_of_a_verifier_key_is_refused_as_go_refuses_it():
    slices = {PETER[i:j] for i in range(len(PETER)) for j in range(i + 1, len(PETER) + 1)} - {PETER}
    bumped = {PETER[:i] + chr(ord(PETER[i]) + 1) + PETER[i + 1 :] for i in range(len(PETER))}
    wrong = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    }
    assert [text for text in slices | bumped | wrong | {""} if accepted(text)] == []
    assert accepted(PETER)


def accepted(text):
    try:
        read_note_key(text)
    except ValueError:
        return False
    return True


def test_the_examples_of_the_specifications_are_read_and_written_back_as_they_are():
    for text in (COSIGNED, QUASIMODO):
        assert read_note(text.encode()).written() == text
    assert read_note(QUASIMODO.encode()).text.endswith("sole:\n\ned è subito sera.\n")


def test_the_example_of_a_cosignature_bears_the_time_that_its_specification_says():
    log, witness = read_note(COSIGNED.encode()).signatures

    assert (len(log.data), len(witness.data)) == (64, 72)
    assert int.from_bytes(witness.data[:8], "big") == 1679315147  # "time 1679315147" in the signed message


def test_checkpoints_of_public_logs_are_signed_by_log_and_witness():
    assert read_note(SERVED_BY_GEOMYS.encode()).signed_at(read_note_key(GEOMYS)) == 0
    assert read_note(SERVED_BY_REKOR.encode()).signed_at(read_note_key(STAGEMOLE)) == 0x6AC45D7C  # in October 2026

    for text, key in ((SERVED_BY_GEOMYS, GEOMYS), (SERVED_BY_REKOR, STAGEMOLE)):
        with pytest.raises(ValueError, match="did not make"):
            read_note(text.replace("\n1", "\n2", 1).encode()).signed_at(read_note_key(key))


def test_a_cosignature_is_of_text_and_time_and_no_plain_signature_passes_for_one():
    text, private = "example.org/log\n1\nAAAA\n", Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = private.public_key().public_bytes_raw()
    timed = SignedNote(text, (sign_note(text, "w.example/1", private, TIMED, 1_900_000_000),))
    line = timed.signatures[0]

    private.public_key().verify(line.data[8:], b"cosignature/v1\ntime 1900000000\n" + text.encode())
    assert timed.signed_at(NoteKey("w.example/1", TIMED, public)) == 1_900_000_000
    assert timed.signed_at(NoteKey("w.example/1", PLAIN, public)) is None
    later = SignedNote(text, (type(line)(line.name, line.id, (1_900_000_001).to_bytes(8, "big") + line.data[8:]),))
    with pytest.raises(ValueError, match="did not make"):
        later.signed_at(NoteKey("w.example/1", TIMED, public))

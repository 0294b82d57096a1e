"""What the page of a session's evidence log says of its entries."""

import pytest

from truceline.results.session_log import LoggedEntry
from truceline.sessions.proposals import DecisionKind
from truceline.views.session_log import log_lines


@pytest.mark.parametrize("kind", DecisionKind)
def test_every_kind_of_decision_is_told_in_a_sentence(kind):
    content = {"proposal": 3, "decision": kind.value, "by": "", "at": "2031-03-01T09:00:00+00:00", "deadline": ""}
    (line,) = log_lines([LoggedEntry(7, "decision/ford/3.1/x", "decision", content)], {})

    assert line.words.startswith(("Proposal 3 was ", "Proposal 3 had "))


def test_what_silence_did_or_could_not_do_is_no_persons_doing():
    def by(kind, **content):
        whole = {"at": "2031-03-01T09:00:00+00:00", "by": "anna", "proposal": 3, "number": 4, "deadline": "", **content}
        return log_lines([LoggedEntry(7, f"{kind}/ford/3.1/x", kind, whole)], {"anna": "Anna"}, {3})[0].by

    assert by("version") == by("decision", decision="unsound") == "silence, set by Anna"
    assert by("version", proposal=2) == by("version", proposal=None) == by("decision", decision="silence") == "Anna"
    assert by("decision", decision="unsound", by="") == ""

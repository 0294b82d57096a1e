"""What reports call things is held against the vocabulary and the provisions."""

from datetime import UTC, datetime

import pytest

from truceline.services.check import check
from truceline.services.monitor import monitor
from truceline.services.new import new

ROWS = """id,source,time,lat,lon,radius_m,act,weapon,target
r-1,patrol,2031-03-20T10:00:00Z,1.5,2.6,200,airstrike,mortr,
r-2,patrol,2031-03-20T11:00:00Z,1.5,2.6,200,demolition,,school
r-3,patrol,2031-03-20T12:00:00Z,1.5,2.6,200,air-strike,,
r-4,patrol,2031-03-20T13:00:00Z,1.5,2.6,200,explosion,,
"""
LACKS = "which the vocabulary lacks: what turns on it stays undetermined"
SCOPE = "of which no provision speaks: it is out of scope; name it among the acts of a provision if the text forbids it"
SAID = [
    f"reports tell the act 'airstrike', {LACKS}; did you mean 'air-strike'?",
    f"reports tell the weapon 'mortr', {LACKS}; did you mean 'mortar'?",
    f"reports tell the act 'demolition', {SCOPE}",
]


@pytest.fixture
def mine(tmp_path):
    folder = new(tmp_path / "mine").result
    (folder / "reports" / "more.csv").write_text(ROWS, encoding="utf-8")
    return folder


def test_check_and_monitor_tell_terms_that_nobody_could_judge(mine, tmp_path):
    assert [line.removeprefix("note: ") for line in check(mine).text.splitlines()[1:]] == SAID
    notes = monitor(mine, at=datetime(2031, 4, 1, tzinfo=UTC), out=tmp_path / "run").notes
    assert list(notes[: len(SAID)]) == SAID


def test_a_file_that_is_read_as_columns_tells_the_same(mine):
    # without the Z a time is not surely sound, so that the file is read as columns
    (mine / "reports" / "more.csv").write_text(ROWS.replace("10:00:00Z", "10:00:00+00:00"), encoding="utf-8")

    assert [line.removeprefix("note: ") for line in check(mine).text.splitlines()[1:]] == SAID


def test_what_the_agreement_adds_or_forbids_is_no_longer_told(mine):
    path = mine / "agreement.yaml"
    text = path.read_text(encoding="utf-8").replace("acts: [fire]\n", "acts: [fire, demolition]\n", 1)
    own = "terms:\n  acts:\n    - {id: airstrike, title: Strike from above, is_a: [air-strike]}\n"
    path.write_text(text + own, encoding="utf-8")

    notes = check(mine).text.splitlines()[1:]
    assert notes == ["note: the agreement's own terms: airstrike (a kind of air-strike)", f"note: {SAID[1]}"]

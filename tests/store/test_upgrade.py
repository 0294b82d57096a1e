"""A store whose rows bore the ids of their publishers is read as before, under ids of our own."""

import shutil
import sqlite3
from datetime import UTC, datetime

import pytest
from tests.own_ids import natives, own
from tests.places import ROOT
from tests.stored import import_file, read_imports, read_reports, withdraw_import

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import Choices
from truceline.store.reporters import reporters_of

GOLDEN = ROOT / "tests" / "golden" / "stores"
PLANTED = (b"ODK-77", b"ANDROID-0a1b", b"Planted Sender", b"1.51")
A_CSV = """id,time,lat,lon,radius_m,act,reporter
ODK-77,2031-01-01T03:00Z,1.5,2.9,100,shelling,Planted Sender
b,2031-01-01T04:00Z,1.5,2.9,100,fire,
"""


def instant(hour):
    return datetime(2031, 1, 2, hour, tzinfo=UTC)


@pytest.fixture
def case(tmp_path):
    (tmp_path / "reports").mkdir()
    for name, file in (("reports", "reports.sqlite"), ("reporters", ".reporters.sqlite")):
        connection = sqlite3.connect(tmp_path / "reports" / file)
        connection.executescript((GOLDEN / f"version-1-{name}.sql").read_text(encoding="utf-8"))
        connection.close()
    return tmp_path


def acts(case, **wanted):
    reports, native = read_reports(case, **wanted), natives(case)
    return {native[name]: reports.acts[code] for name, code in zip(reports.id.tolist(), reports.act, strict=True)}


def test_what_was_known_at_each_instant_is_known_still(case):
    assert acts(case) == {"ODK-77": "shelling", "b": "fire"}
    assert acts(case, as_known_at=instant(2)) == {"ODK-77": "strike", "b": "fire", "c": "fire"}
    assert [each.number for each in read_imports(case)] == [1, 2, 3, 4]
    assert read_reports(case).id.tolist() == [own(case, "ODK-77"), own(case, "b")]


def test_no_native_id_name_or_remark_is_left_in_the_store_nor_the_place_of_who_sent_an_alert(case):
    read_reports(case)
    store = b"".join(path.read_bytes() for path in (case / "reports").glob("reports.sqlite*"))
    assert [text for text in PLANTED if text in store] == []
    connection = sqlite3.connect(case / "reports" / "reports.sqlite")
    assert connection.execute("SELECT withdrawn, lat, lon FROM report_versions WHERE feed = 'cot'").fetchall() == [
        (1, None, None)
    ]
    connection.close()
    connection = sqlite3.connect(case / "reports" / ".reporters.sqlite")
    kept = connection.execute("SELECT part, text, import FROM apart ORDER BY text").fetchall()
    connection.close()
    assert ("reporter", "Planted Sender", 1) in kept
    assert ("apart", '{"remarks":"call Planted Sender"}', 3) in kept


def test_the_same_file_is_found_again_after_the_upgrade(case):
    (case / "a.csv").write_text(A_CSV)
    setting = ImportSetting(int(instant(5).timestamp()), "Etc/UTC")
    counts = import_file(case, feed_of("csv"), case / "a.csv", setting, Choices()).counts

    assert (counts["unchanged"] + counts["altered"], counts["new"]) == (2, 0)
    assert withdraw_import(case, 3, int(instant(6).timestamp())).withdrawn == 0


def test_a_store_beside_the_secret_of_another_takes_no_import(case, tmp_path_factory):
    ids = read_reports(case).id.tolist()
    copy = tmp_path_factory.mktemp("copy")
    (copy / "reports").mkdir()
    shutil.copy(case / "reports" / "reports.sqlite", copy / "reports")
    (copy / "a.csv").write_text(A_CSV)
    with pytest.raises(SourceError, match="ids by another secret than that in"):
        import_file(copy, feed_of("csv"), copy / "a.csv", ImportSetting(int(instant(5).timestamp()), "Etc/UTC"))

    assert read_reports(copy).id.tolist() == ids
    with reporters_of(copy) as another:
        another.commit()
    with pytest.raises(SourceError, match="ids by another secret"):  # the names in that file are not its own
        withdraw_import(copy, 1, int(instant(5).timestamp()))
    (copy / "reports" / ".reporters.sqlite").unlink()
    assert withdraw_import(copy, 1, int(instant(5).timestamp())).withdrawn == 2

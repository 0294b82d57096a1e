"""What no report may hold is refused at every door, by the same limits."""

import shutil
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.casefolder.monitoring_tables import read_monitoring_tables
from truceline.errors import TrucelineError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.formats.report_files import read_reports
from truceline.services.import_reports import import_file

GOOD = {
    "id": "r-1",
    "source": "patrol",
    "time": "2031-01-02T03:04:05Z",
    "lat": "1.5",
    "lon": "3.0",
    "radius_m": "100",
    "act": "shelling",
    "weapon": "mortar",
    "target": "dwelling",
}
BAD = [
    ("id", "x" * 201, "more than 200 characters"),
    ("source", "x" * 501, "more than 500 characters"),
    ("act", "x" * 201, "more than 200 characters"),
    ("weapon", "x" * 60_000, "more than 200 characters"),
    ("target", "x" * 201, "more than 200 characters"),
    ("time", "0000-01-01T00:00:00Z", "1900 to 2199"),
    ("time", "0001-01-01T00:00:00Z", "1900 to 2199"),
    ("radius_m", "1e308", "above 0 and to 1e+07"),
]
SETTING = ImportSetting(int(datetime(2032, 1, 1, tzinfo=UTC).timestamp()), "Etc/UTC")


def file_with(folder, values):
    path = folder / "file.csv"
    path.write_text(",".join(values) + "\n" + ",".join(values.values()) + "\n")
    return path


@pytest.mark.parametrize(("column", "value", "message"), BAD)
def test_a_report_file_refuses_it(tmp_path, column, value, message):
    from truceline.formats.report_files import read_received_files

    with pytest.raises(TrucelineError) as caught:
        read_received_files(file_with(tmp_path, GOOD | {column: value}))
    assert message in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(("column", "value", "message"), BAD)
def test_a_feed_refuses_it(tmp_path, column, value, message):
    with pytest.raises(TrucelineError) as caught:
        import_file(tmp_path, feed_of("csv"), file_with(tmp_path, GOOD | {column: value}), SETTING)
    assert message in str(caught.value)


def test_a_report_at_the_limits_passes_both(tmp_path):
    path = file_with(tmp_path, GOOD | {"id": "x" * 200, "radius_m": "1e7", "time": "1900-01-01T00:00:00Z"})
    assert read_reports(path).radius_m.tolist() == [1e7]
    assert import_file(tmp_path, feed_of("csv"), path, SETTING).counts["new"] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("o-2024", "o" * 201),
        (",undetermined,N/K,2031-03-20,19:44,", ",undetermined,N/K,0001-01-01,19:44,"),
        (",undetermined,N/K,2031-03-20,19:44,", ",undetermined,N/K,9999-12-31,19:44-19:40,"),
        (",undetermined,N/K,2031-03-20,19:44,", f",{'x' * 2001},N/K,2031-03-20,19:44,"),
    ],
)
def test_the_table_of_observations_refuses_it(tmp_path, old, new):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    table = folder / "observations.csv"
    table.write_text(table.read_text().replace(old, new))
    with pytest.raises(TrucelineError, match=r"observations\.csv"):
        read_monitoring_tables(folder, read_case(folder))

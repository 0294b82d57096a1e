"""What is told to be surely sound without columns is sound as columns, and the usual files are told to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.casefolder.cases import find_case
from truceline.casefolder.report_folder import report_files
from truceline.formats.report_cells import surely_sound
from truceline.formats.report_files import read_received_files

HEADER = "id,source,time,time_end,date_only,received,lat,lon,radius_m,act,weapon,target"
GOOD = "r-1,post,2031-03-18T10:30:00Z,2031-03-18T10:40:00Z,0,2031-03-19T00:00:00Z,1.5,2.6,100,shelling,,"
CELLS = {
    "id": ["r-1", "", " r-1", "x" * 201],
    "source": ["post", "", "s" * 501, '"a, b"'],
    "time": ["2031-03-18T10:30:00Z", "2031-03-18", "2031-02-30T10:30:00Z", "1899-01-01T00:00:00Z", "0001-01-01T00:00Z"],
    "time_end": ["", "2031-03-18T10:40:00Z", "2031-03-18T10:29:00Z", "2200-01-01T00:00:00Z"],
    "date_only": ["", "0", "1", "perhaps"],
    "received": ["", "2031-03-19T00:00:00Z", "2031-03-18T00:00:00Z", "later"],
    "lat": ["1.5", "-90", "90.1", "1e1", "nan", "", "1,5"],
    "lon": ["2.6", "180", "180.1", "inf"],
    "radius_m": ["100", "0", "-1", "1e308", "10000001"],
    "act": ["shelling", "", "a" * 201],
    "weapon": ["", "w" * 201],
    "target": ["", "t" * 201],
}


def written(folder, *rows, header=HEADER, end="\n"):
    path = folder / "reports.csv"
    path.write_text("\n".join([header, *rows]) + end, encoding="utf-8")
    return path


def test_the_reports_of_a_bundled_case_are_surely_sound():
    assert surely_sound(report_files(find_case("two-rivers").folder))


@given(
    rows=st.lists(st.tuples(*(st.sampled_from([cells[0], *cells]) for cells in CELLS.values())), min_size=1, max_size=3)
)
def test_what_is_surely_sound_is_read(tmp_path_factory, rows):
    path = written(tmp_path_factory.mktemp("reports"), *map(",".join, rows))

    if surely_sound([path]):
        assert len(read_received_files(path)[0].reports) == len(rows)


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ([GOOD, GOOD], {}),
        ([GOOD + ",more"], {}),
        ([GOOD], {"end": ""}),
        ([GOOD], {"header": HEADER.replace("radius_m", "radius")}),
        ([GOOD], {"header": HEADER.replace("weapon", "target")}),
        ([GOOD.replace("100,", "0,")], {}),
        ([GOOD.replace("10:40", "10:20")], {}),
    ],
)
def test_what_is_not_surely_sound_is_looked_at(tmp_path, rows, more):
    assert surely_sound([written(tmp_path, GOOD)])
    assert not surely_sound([written(tmp_path, *rows, **more)])

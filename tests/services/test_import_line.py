"""A line is imported only under an id with which the case can be read again."""

import shutil
from datetime import date

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError, MisuseError
from truceline.services.import_line import import_line


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    return folder


def take(case, name):
    source = read_case(case).sources[0].id
    own = case / "line.geojson"
    file = case.parent / "front.geojson"
    file.write_bytes(own.read_bytes())
    return import_line(file, case, owner="", source=source, name=name, as_of=date(2031, 3, 20))


@pytest.mark.parametrize("name", ["../x", "Front", "x y", "-x", "x" * 201, "лінія"])
def test_an_id_that_no_case_may_hold_is_refused_and_the_case_is_as_it_was(case, name):
    before = (case / "line.geojson").read_bytes()
    with pytest.raises(CaseError, match="--id") as caught:
        take(case, name)

    assert "is no id; give up to 200 lower-case letters" in str(caught.value)
    assert (case / "line.geojson").read_bytes() == before


@pytest.mark.parametrize("name", ["front-20319999", "front-2031-02-30", "front-20٣١0101"])
def test_digits_in_the_name_of_the_file_that_are_no_day_date_nothing(case, name):
    file = case.parent / f"{name}.geojson"
    file.write_bytes((case / "line.geojson").read_bytes())

    with pytest.raises(MisuseError, match="names no date; give --as-of"):
        import_line(file, case, owner="", source="own", name="front")


def test_a_line_of_a_year_in_which_nothing_may_happen_is_misuse(case):
    with pytest.raises(MisuseError, match="9999-12-31 is not in the years 1900 to 2199"):
        import_line(case / "line.geojson", case, owner="", source="own", name="front", as_of=date(9999, 12, 31))

"""What the feeds of publishers share: places and dates that cannot be are refused; and spellings of columns."""

from datetime import UTC, datetime

import pytest

EYES = "entry,date,event_group,lat,lon,geolocation\n"


def second(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp())


def test_firms_reads_its_other_spelling_and_a_day_without_a_clock(taken):
    (day,), _ = taken("firms", "LATITUDE,LONGITUDE,ACQ_DATE\n48.1,37.2,2030-05-06\n")

    assert (day["start"], day["end"]) == (second(2030, 5, 6), second(2030, 5, 7))
    assert (day["native_id"], day["act"], day["radius_m"]) == ("2030-05-06//48.1/37.2", "other:thermal-anomaly", 577)


BAD_PLACES = [
    ("148.5,37.5", "'148.5, 37.5' is not on the globe; give latitude from -90 to 90 and longitude from -180 to 180"),
    ("48.5,237.5", "'48.5, 237.5' is not on the globe; give latitude from -90 to 90 and longitude from -180 to 180"),
    ("0,0", "'0, 0' is where unknown places are put; find the place, or leave the row out"),
    ('"48,5",37.5', "'48,5' has a decimal comma; write a decimal point, or say that the file has decimal commas"),
    ("north,37.5", "'north' is not a number; write digits with a decimal point"),
    ("nan,37.5", "'nan' is not a number; write digits with a decimal point"),
    (",37.5", "'' is empty; give a value"),
]


@pytest.mark.parametrize(("place", "what"), BAD_PLACES)
def test_a_place_that_cannot_be_is_refused(taken, place, what):
    rows, refused = taken("eyes-on-russia", EYES + f"UW1,2030-03-02,Other,{place},\n")

    assert rows == []
    assert [bad.partition(" | ")[2] for bad in refused] == [what]


@pytest.mark.parametrize("place", ["48.5,37.5", "57.1,65.5", "43.0,47.4", "52.9,24.0", "44.1,43.2"])
def test_a_place_outside_the_case_is_not_taken_for_swapped(taken, place):
    assert len(taken("eyes-on-russia", EYES + f"UW1,2030-03-02,Other,{place},\n")[0]) == 1


@pytest.mark.parametrize(("date", "what"), [("2032-01-02", "lies in the future"), ("2030-13-03", "is not a date")])
def test_a_date_in_the_future_or_in_another_form_is_refused(taken, date, what):
    _, (refused,) = taken("eyes-on-russia", EYES + f"UW1,{date},Other,48,37,\n")

    assert what in refused

"""Mappings of what field teams write: grid references, degrees and minutes, date and time apart, several codes."""

import json
from datetime import UTC, datetime
from math import cos, radians, sin, sqrt, tan

import polars as pl
import pytest

from truceline.errors import SourceError
from truceline.feeds.mapping import Mapping
from truceline.feeds.places import places

COLUMNS = {"id": "ref", "time": "when", "act": "what", "place": "where"}


def mapping(**more):
    return Mapping(**{"name": "log", "zone": "UTC", "columns": COLUMNS, "constants": {"radius_m": "30"}} | more)


def row(taken, where, **more):
    """Give the one row of a table whose place is written so, or its refusal."""
    rows, refused = taken("csv", f"ref\twhen\twhat\twhere\n1\t2031-02-03\tfire\t{where}\n", mapping(**more))
    return rows[0] if rows else refused[0]


def snyder(lat, lon, zone):
    """Compute easting and northing in metres on WGS84, by the series of Snyder (Map Projections, 1987, page 61)."""
    a, f, k = 6_378_137.0, 1 / 298.257223563, 0.9996
    e2 = f * (2 - f)
    second, phi = e2 / (1 - e2), radians(lat)
    n, t, c = a / sqrt(1 - e2 * sin(phi) ** 2), tan(phi) ** 2, second * cos(phi) ** 2
    x = radians(lon - (6 * zone - 183)) * cos(phi)
    m = a * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * sin(4 * phi)
        - 35 * e2**3 / 3072 * sin(6 * phi)
    )
    east = k * n * (x + (1 - t + c) * x**3 / 6 + (5 - 18 * t + t**2 + 72 * c - 58 * second) * x**5 / 120)
    north = k * (
        m
        + n
        * tan(phi)
        * (
            x**2 / 2
            + (5 - t + 9 * c + 4 * c**2) * x**4 / 24
            + (61 - 58 * t + t**2 + 600 * c - 330 * second) * x**6 / 720
        )
    )
    return 500_000 + east, north + (0 if lat >= 0 else 10_000_000)


@pytest.mark.parametrize(("lat", "lon", "zone", "band"), [(50.4527, 30.5146, 36, "U"), (-33.9, 18.4, 34, "H")])
def test_utm_is_what_the_series_of_snyder_gives(taken, lat, lon, zone, band):
    east, north = snyder(lat, lon, zone)
    rows = places(pl.Series([f"{zone}{band} {east:.1f} {north:.1f}"]), "utm")

    assert [each[0] for each in rows[:2]] == [pytest.approx(lat, abs=2e-6), pytest.approx(lon, abs=2e-6)]


def test_a_grid_reference_is_the_middle_of_its_square_and_as_wide(taken):
    # 36U UA is the square of 100 km from 300,000 E 5,500,000 N: its first letter is the third of the set of zone 36,
    # its second the twelfth counted from F, since the zone is even (NGA.SIG.0012, table of 100,000 m squares).
    east, north = snyder(50.4527, 30.5146, 36)
    digits = f"{east - 300_000:05.0f}{north - 5_500_000:05.0f}"
    exact = row(taken, f"36U UA {digits}", place_format="mgrs")
    coarse = row(taken, f"36uua{digits[:2]}{digits[5:7]}", place_format="mgrs")

    assert (exact["lat"], exact["lon"]) == (pytest.approx(50.4527, abs=2e-5), pytest.approx(30.5146, abs=2e-5))
    assert exact["radius_m"] == 30
    assert coarse["lat"] == pytest.approx(50.4527, abs=0.006)
    assert coarse["radius_m"] == pytest.approx((30**2 + 1000**2 / 12) ** 0.5)


@pytest.mark.parametrize(
    "where",
    ["48.5, 37.25", "48.5 37.25 120.1 4.9", "48°30'N 37°15'E", '48° 30′ 00" n, 37° 15.0′ e', "N"],
)
def test_degrees_of_one_column_are_read_with_minutes_and_what_forms_add(taken, where):
    found = row(taken, where)

    if where == "N":
        assert found.startswith("line 2 where | 'N' is no place in degrees; write latitude and longitude")
    else:
        assert (found["lat"], found["lon"]) == (48.5, 37.25)


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ("mgrs", "36U UA 123"),
        ("mgrs", "36I UA 1234"),
        ("mgrs", "36U AA 1234"),
        ("utm", "36S 323413 5591943"),
        ("utm", "99U 323413 5591943"),
    ],
)
def test_a_reference_that_cannot_be_is_refused_by_its_form(taken, form, where):
    assert f"'{where}' is no place in {form}; write zone" in row(taken, where, place_format=form)


def test_eastings_and_northings_are_read_in_the_system_that_is_named(taken):
    columns = {"id": "ref", "time": "when", "act": "what", "easting": "e", "northing": "n"}
    east, north = snyder(50.4527, 30.5146, 36)
    text = f"ref,when,what,e,n\n1,2031-02-03,fire,{east:.1f},{north:.1f}\n2,2031-02-03,fire,x,1\n"
    (found,), refused = taken("csv", text, mapping(columns=columns, crs="EPSG:32636"))

    assert (found["lat"], found["lon"]) == (pytest.approx(50.4527, abs=2e-6), pytest.approx(30.5146, abs=2e-6))
    assert refused == ["line 3 e | 'x' is not a number; write digits with a decimal point"]
    with pytest.raises(ValueError, match="'EPSG:4326' is no system in metres"):
        mapping(columns=columns, crs="EPSG:4326")
    with pytest.raises(ValueError, match="nothing gives crs"):
        mapping(columns=columns)


def test_latitude_and_longitude_may_have_degrees_and_minutes(taken):
    columns = {"id": "ref", "time": "when", "act": "what", "lat": "y", "lon": "x"}
    text = "ref\twhen\twhat\ty\tx\n1\t2031-02-03\tfire\t48°30'36\"N\t37°15'E\n2\t2031-02-03\tfire\t48°70'N\t37\n"
    (found,), refused = taken("csv", text, mapping(columns=columns))

    assert (found["lat"], found["lon"]) == (pytest.approx(48.51), 37.25)
    assert refused == ['line 3 y | "48°70\'N" is not a number; write digits with a decimal point']


def test_date_and_time_may_stand_in_two_columns_and_the_time_be_missing(taken):
    two = mapping(columns=COLUMNS | {"time": ["day", "clock"]}, time_format="%d.%m.%Y %H:%M")
    text = "ref;day;clock;what;where\n1;03.02.2031;04:05;fire;48.5 37\n2;03.02.2031;;fire;48.5 37\n"
    (one, day), refused = taken("csv", text, two)

    assert one["start"] == one["end"] == datetime(2031, 2, 3, 4, 5, tzinfo=UTC).timestamp()
    assert (day["start"], day["end"] - day["start"], refused) == (
        datetime(2031, 2, 3, tzinfo=UTC).timestamp(),
        86_400,
        [],
    )


@pytest.mark.parametrize(
    ("form", "text"), [("epoch", "1927857900"), ("epoch-ms", "1927857900123"), ("epoch", "1927857900.0")]
)
def test_seconds_since_1970_are_read_without_a_zone(taken, form, text):
    (found,), _ = taken(
        "csv", f"ref\twhen\twhat\twhere\n1\t{text}\tfire\t48.5 37\n", mapping(zone=None, time_format=form)
    )

    assert found["start"] == found["end"] == 1_927_857_900


def test_a_constant_stands_in_for_an_empty_cell_and_for_a_precision_of_0(taken):
    form = mapping(
        columns=COLUMNS | {"radius_m": "_precision", "source": "team"}, constants={"radius_m": "500", "source": "x"}
    )
    text = "ref,when,what,where,_precision,team\n" + "".join(
        f"{n},2031-02-03,fire,48.5 37,{metres},{team}\n"
        for n, (metres, team) in enumerate([("0", "a"), ("", ""), ("4.5", "b")])
    )
    rows, _ = taken("csv", text, form)

    assert [(each["radius_m"], each["source"]) for each in rows] == [(500, "a"), (500, "x"), (4.5, "b")]


def test_of_several_codes_in_one_cell_the_first_of_the_table_counts(taken):
    form = mapping(
        acts={"shelling": {"act": "shelling"}, "small_arms": {"act": "small-arms-fire"}, "1": {"act": "fire"}}
    )
    text = "ref,when,what,where\n" + "".join(
        f"{n},2031-02-03,{what},48.5 37\n"
        for n, what in enumerate(["small_arms shelling", "small_arms", "small_arms bang", "1.0"])
    )
    rows, _ = taken("csv", text, form)

    assert [each["act"] for each in rows] == ["shelling", "small-arms-fire", "other:small_arms bang", "fire"]


def test_counts_of_a_mission_are_aggregates_and_no_reports(taken):
    from truceline.feeds.catalogue import feed_of

    form = Mapping(
        name="mission",
        kind="count",
        zone="UTC",
        columns={"id": "report", "time": "from", "time_end": "to"},
        counts={"ceasefire_violations": "viol", "explosions": "expl"},
        keep=("sector",),
    )
    (found,), refused = taken(
        "csv",
        "report,from,to,viol,expl,sector\n7,2031-02-03,2031-02-05,12.0,3,north\n8,2031-02-03,,about 5,,south\n",
        form,
    )

    assert (feed_of("csv", form).kind, found["act"], found["lat"]) == ("aggregate", "", None)
    assert json.loads(found["detail"]) == {"ceasefire_violations": "12", "explosions": "3", "sector": "north"}
    assert found["end"] - found["start"] == 3 * 86_400
    assert refused == ["line 3 viol | 'about 5' is not a count; write digits only, such as 12"]


def test_a_time_format_that_all_dates_speak_against_is_refused(taken):
    text = "ref,when,what,where\n1,02/03/2022 10:00,fire,48.5 37\n2,02/25/2022 10:00,fire,48.5 37\n"
    with pytest.raises(SourceError) as caught:
        taken("csv", text, mapping(time_format="%d/%m/%Y %H:%M"))
    assert "is month first, and so may be all; day first was asked for" in caught.value.problems[0]
    assert len(taken("csv", text, mapping(time_format="%m/%d/%Y %H:%M"))[0]) == 2

"""What one row cannot say, the column, the file and the case do: the order of dates, swapped places, the future."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from shapely import box
from tests.places import ROOT

from truceline.casefolder.cases import read_case
from truceline.errors import SourceError
from truceline.feeds.catalogue import context_acts, feed_of
from truceline.feeds.reading import read_feed
from truceline.feeds.setting import ImportSetting, setting_of
from truceline.formats import rows as rows_of_files

HEAD = "event_id_cnty,event_date,time_precision,sub_event_type,latitude,longitude,geo_precision\n"


def acled(*dates, place="48,37"):
    return HEAD + "".join(f"A{n},{date},1,Armed clash,{place},1\n" for n, date in enumerate(dates))


def starts(rows):
    """Give the days on which rows start, in Kyiv, two hours before UTC in winter."""
    return [datetime.fromtimestamp(row["start"] + 7200, UTC).strftime("%m-%d") for row in rows]


def asked(order):
    feed = feed_of("acled")
    return replace(feed, columns=replace(feed.columns, form=replace(feed.columns.form, dates=order)))


def test_a_column_whose_other_days_exceed_12_is_month_first_also_where_they_do_not(taken):
    rows, refused = taken(
        "acled", acled("02/03/2022", "02/11/2022", "02/25/2022", "2022-02-07", "2/1/2022 12:00:00 AM")
    )

    assert (starts(rows), refused) == (["02-03", "02-11", "02-25", "02-07", "02-01"], [])


def test_the_same_column_day_first(taken):
    rows, refused = taken("acled", acled("03/02/2022 00:00:00", "11/02/2022 00:00:00", "25/02/2022 00:00:00"))

    assert (starts(rows), refused) == (["02-03", "02-11", "02-25"], [])


def test_the_first_date_that_decides_does_so_for_rows_of_earlier_chunks(taken, monkeypatch):
    monkeypatch.setattr(rows_of_files, "CHUNK", 2)

    rows, _ = taken("acled", acled("02/03/2022", "02/11/2022", "02/04/2022", "02/05/2022", "02/25/2022"))
    assert starts(rows) == ["02-03", "02-11", "02-04", "02-05", "02-25"]


def test_dates_that_no_other_date_decides_are_a_fault_with_the_option_to_set(taken):
    text = acled("02/03/2022", "02/11/2022")
    with pytest.raises(SourceError, match="the dates cannot be read") as caught:
        taken("acled", text)

    (problem,) = caught.value.problems
    assert problem.startswith("line 2 event_date | '02/03/2022' is one of two days, and no date of the file decides")
    assert "--dates day-first or --dates month-first" in problem
    assert starts(taken(asked("month-first"), text)[0]) == ["02-03", "02-11"]
    assert starts(taken(asked("day-first"), text)[0]) == ["03-02", "11-02"]
    assert starts(taken("acled", acled("02/02/2022"))[0]) == ["02-02"]


def test_dates_of_both_orders_are_a_fault_that_names_one_of_each(taken):
    with pytest.raises(SourceError) as caught:
        taken("acled", acled("02/25/2022", "25/02/2022"))

    assert [problem.split(";")[0] for problem in caught.value.problems] == [
        "line 2 event_date | '02/25/2022' is month first",
        "line 3 event_date | '25/02/2022' is day first",
    ]


def test_an_order_that_all_dates_speak_against_is_refused_and_never_offered_row_by_row(taken):
    with pytest.raises(SourceError) as caught:
        taken(asked("day-first"), acled("02/03/2022", "02/25/2022"))

    assert "'02/25/2022' is month first, and so may be all; day first was asked for" in caught.value.problems[0]


VIINA = """event_id_1pd,date,longitude,latitude,GEO_PRECISION,t_mil_b,t_artillery_b,t_uav_b,t_san_b,t_property_b
1,20250919,37.8,48.9,ADM3,1,1,0,0,0
2,20250919,37.8,48.9,ADM3,1,0,1,0,0
3,20250919,37.8,48.9,ADM3,0,0,0,1,0
4,20250919,37.8,48.9,ADM3,1,0,0,0,1
5,20250919,37.8,48.9,ADM3,0,0,0,0,0
6.0,20250919.0,37.8,48.9,ADM3,1.0,0.0,1.0,0.0,0.0
"""


def test_every_row_of_viina_as_published_has_an_act_and_what_is_no_act_is_context(taken):
    rows, refused = taken("viina", VIINA)

    assert [row["act"] for row in rows] == [
        "strike",
        "drone-strike",
        "other:t_san_b",
        "military-activity",
        "other:not-military",
        "drone-strike",
    ]
    assert (rows[1]["weapon"], rows[5]["native_id"], refused) == ("drone", "2025/6", [])


PUBLISHED = (  # the header of event_1pd as its publisher hands it out (VIINA, September 2026)
    "viina_version,event_id_1pd,date,n_reports,event_ids,sources,geonameid,feature_code,asciiname,ADM1_NAME,ADM1_CODE,"
    "ADM2_NAME,ADM2_CODE,longitude,latitude,GEO_PRECISION,t_mil_b,a_rus_b,a_ukr_b,a_rus_init_b,a_ukr_init_b,a_civ_b,"
    "a_other_b,t_aad_b,t_airstrike_b,t_airalert_b,t_uav_b,t_armor_b,t_arrest_b,t_artillery_b,t_control_b,"
    "t_firefight_b,t_ied_b,t_raid_b,t_occupy_b,t_property_b,t_cyber_b,t_hospital_b,t_milcas_b,t_civcas_b,t_retreat_b,"
    "t_loc_b,t_san_b,tid"
)


def test_each_category_that_viina_publishes_has_its_act_and_an_alert_alone_is_context(taken):
    names = PUBLISHED.split(",")
    known = {
        "date": "20260919",
        "longitude": "37.8",
        "latitude": "48.9",
        "GEO_PRECISION": "ADM3",
        "sources": "suspilne",
    }
    flags = [name for name in names if name.startswith("t_")]
    rows = [
        {**dict.fromkeys(names, "0"), **known, "event_id_1pd": str(n), "t_mil_b": "1", flag: "1"}
        for n, flag in enumerate(flags)
    ]
    text = "\n".join([PUBLISHED, *(",".join(row.values()) for row in rows), ""])
    taken_rows, refused = taken("viina", text)
    acts = {flag: row["act"] for flag, row in zip(flags, taken_rows, strict=True)}

    assert refused == []
    assert {flag for flag, act in acts.items() if act.startswith("other:")} == {
        "t_airalert_b",
        "t_arrest_b",
        "t_cyber_b",
        "t_san_b",
    }
    assert {act for act in acts.values() if act.startswith("other:")} <= set(context_acts())
    assert (acts["t_uav_b"], acts["t_retreat_b"]) == ("drone-strike", "military-activity")
    assert json.loads(taken_rows[0]["detail"])["sources_matching"] == "suspilne"


def test_event_info_of_viina_has_the_acts_that_its_texts_name(taken):
    head = "event_id,date,time,longitude,latitude,GEO_PRECISION,source,url,text\n"
    rows, _ = taken(
        "viina", head + "1,20250919,10:00,37.8,48.9,ADM3,a,u,Удар дроном\n2,20250919,10:00,37.8,48.9,ADM3,a,u,Нарада\n"
    )

    assert [row["act"] for row in rows] == ["drone-strike", "other:unclassified"]


def test_the_same_pixel_in_another_spelling_is_the_same_row(taken):
    head = "latitude,longitude,acq_date,acq_time,satellite,instrument\n"
    first, _ = taken("firms", head + "33.8000,36.10,2030-05-06,0234,N,VIIRS\n")
    again, _ = taken(
        "firms", head + "33.8,36.1,2030-05-06,234,N,VIIRS\n33.8,36.1,5/6/2030,2:34,N,VIIRS\n3,3,5/26/2030,,,\n"
    )

    assert {row["native_id"] for row in again[:2]} == {first[0]["native_id"]}


@pytest.mark.parametrize(
    ("place", "refused", "far"),
    [
        ("37,48", "look swapped", 0),  # the swap lies in the case
        ("12,8", "", 1),  # far off, and so is the swap
        ("41,50", "", 1),  # the swap is near the case, and not in it
        ("-33,151", "", 1),
        ("151,-33", "is not on the globe", 0),
        ("0,0", "is where unknown places are put", 0),
        ("50,44", "", 0),
    ],
)
def test_coordinates_are_swapped_only_where_the_swap_lies_in_the_case(place, refused, far):
    setting = ImportSetting(2_000_000_000, "Etc/UTC", (48.0, 37.0), 100_000.0)
    text = acled("2022-02-25", place=place).encode()
    (batch,) = read_feed(feed_of("acled"), io.BytesIO(text), setting)

    assert batch.far == far
    assert (refused in str(batch.refused[0])) if refused else (batch.refused == [])


LITANI = box(35.1, 33.05, 35.65, 33.4)
"""A sector in the south of Lebanon, whose places lie 270 km off in the sea where the two are exchanged."""


@pytest.mark.parametrize(
    ("place", "refused", "doubtful"),
    [
        ("35.3,33.2", "look swapped", ()),  # 33.2, 35.3 lies in the sector
        ("33.2,35.3", "", ()),
        ("33.9,35.5", "", ()),  # Beirut, in no sector; nor is the place that it would be exchanged for
        ("36.2,33.9", "", ()),  # as off, and exchanged in no sector
        ("35.3,36.5", "", ()),
    ],
)
def test_coordinates_are_swapped_nearer_too_where_only_the_swap_lies_in_a_sector(place, refused, doubtful):
    setting = ImportSetting(2_000_000_000, "Asia/Beirut", (33.25, 35.4), 45_000.0, sectors=LITANI)
    (batch,) = read_feed(feed_of("acled"), io.BytesIO(acled("2022-02-25", place=place).encode()), setting)

    assert (refused in str(batch.refused[0])) if refused else (batch.refused == [])
    assert batch.doubtful == doubtful


def test_where_both_places_are_near_the_case_the_rows_are_taken_and_their_lines_told():
    # a sector beside the line on which latitude and longitude are equal, in the south of Turkey
    setting = ImportSetting(2_000_000_000, "Etc/UTC", (36.9, 36.5), 90_000.0, sectors=box(36.3, 36.8, 36.6, 37.1))
    dates = ["2022-02-25"] * 4
    rows = acled(*dates, place="36.4,36.9").splitlines()
    rows[2] = rows[2].replace("36.4,36.9", "36.9,36.4")
    (batch,) = read_feed(feed_of("acled"), io.BytesIO("\n".join([*rows, ""]).encode()), setting)

    assert (batch.refused, batch.far, batch.doubtful) == ([], 0, (2, 4, 5))


def test_a_case_of_the_future_has_its_own_clock():
    case = read_case(ROOT / "src" / "truceline" / "cases" / "two-rivers")
    now = datetime(2026, 11, 27, tzinfo=UTC)

    assert setting_of(case, now).at == int(now.timestamp())
    assert setting_of(case, now).clock == int(datetime(2031, 3, 21, tzinfo=UTC).timestamp())
    assert setting_of(case, datetime(2032, 1, 1, tzinfo=UTC)).clock == int(datetime(2032, 1, 1, tzinfo=UTC).timestamp())

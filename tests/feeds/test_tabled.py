"""Each publisher's feed: invented rows in its form, what they become, and what is refused by name."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

DAY = 86_400
KYIV = ZoneInfo("Europe/Kyiv")


def second(*parts, zone=UTC):
    return int(datetime(*parts, tzinfo=zone).timestamp())


def kyiv(*parts):
    return second(*parts, zone=KYIV)


ACLED = "event_id_cnty,event_date,time_precision,sub_event_type,latitude,longitude,geo_precision,actor1,actor2,notes\n"
UCDP = "id,type_of_violence,where_prec,latitude,longitude,date_prec,date_start,date_end,dyad_name\n"
VIINA = "event_id_1pd,date,longitude,latitude,GEO_PRECISION,attack_terms,t_artillery_b,a_rus,a_ukr,target_classes\n"
EYES = "entry,date,event_group,lat,lon,geolocation\n"
ALERTS = "oblast,raion,hromada,level,started_at,finished_at,source\n"
OSCE = "report,issued,info_as_of,region,ceasefire_violations,explosions,multi_day\n"
CLAIMS = "claim_id,claimant,accused,window_start_local,window_end_local,window_tz,category,count,reported_by\n"


def test_acled_widens_weeks_and_places_and_keeps_actors_as_a_label(taken):
    (row, week), refused = taken(
        "acled",
        ACLED + "A1,14/08/2030 00:00:00,1,Armed clash,48,37,1,Side A,Side B,said\n"
        "A2,2030-08-14,2,Looting/property destruction,48,37,3,Side A,,\n",
    )

    assert refused == []
    assert (row["native_id"], row["source"], row["act"], row["label"]) == ("A1", "acled", "fire", "Side A - Side B")
    assert (row["start"], row["end"]) == (kyiv(2030, 8, 14), kyiv(2030, 8, 15))
    assert (row["lat"], row["lon"], row["radius_m"]) == (48, 37, 2000)
    assert json.loads(row["detail"])["notes"] == "said"
    assert (week["start"], week["end"]) == (kyiv(2030, 8, 11), kyiv(2030, 8, 18))
    assert (week["act"], week["label"], week["radius_m"]) == ("other:Looting/property destruction", "Side A", 40_000)


def test_acled_codes_that_nobody_knows_are_refused_by_name(taken):
    rows, refused = taken(
        "acled",
        ACLED
        + "A1,2030-08-14,4,Attack,48,37,1,,,\nA2,2030-08-14,1,Attack,48,37,9,,,\nA3,2030-08-14,1,Attack,48,37,,,,\n",
    )

    assert rows == []
    assert refused == [
        "line 2 time_precision | '4' is no known time_precision; known: '1', '2', '3'",
        "line 3 geo_precision | '9' is no known geo_precision; known: '1', '2', '3'",
        "line 4 geo_precision | '' is no known geo_precision; known: '1', '2', '3'",
    ]


def test_ucdp_takes_the_dates_as_bounds_and_the_code_as_a_radius(taken):
    (row,), refused = taken(
        "ucdp", UCDP + "7,1,4,48.5,37.5,4,2030-07-01,2030-07-31,A - B\n8,1,8,48,37,1,2030-07-02,2030-07-01,\n"
    )

    assert (row["start"], row["end"]) == (kyiv(2030, 7, 1), kyiv(2030, 8, 1))
    assert (row["radius_m"], row["act"], row["label"]) == (42_000, "military-activity", "A - B")
    assert refused == ["line 3 date_end | '2030-07-01' comes before the start; exchange the two"]


def test_viina_reads_its_most_telling_word_and_never_takes_its_actors_for_evidence(taken):
    (one, two, three), refused = taken(
        "viina",
        VIINA + "5,20300302,37,48,,удар|дрон,0,1,0,FUEL_STORAGE_TERMINAL|PORT_EXPORT_LOGISTICS\n"
        "5,20310302,37,48,STREET,,1,0,1,\n6,20300302,37,48,ADM1,пожеж,0,0,0,UNKNOWN\n7,20300302,37,48,ADM9,удар,0,0,0,\n",
    )

    assert [row["native_id"] for row in (one, two, three)] == ["2030/5", "2031/5", "2030/6"]
    assert (one["act"], one["weapon"], one["target"]) == ("drone-strike", "drone", "fuel-transport-storage")
    assert (one["start"], one["end"]) == (kyiv(2030, 3, 1), kyiv(2030, 3, 3))
    assert [row["act"] for row in (two, three)] == ["strike", "other:пожеж"]
    assert [row["label"] for row in (one, two, three)] == ["a_rus", "a_ukr", ""]
    assert [row["radius_m"] for row in (one, two, three)] == [4000, 500, 42_000]
    assert refused[0].startswith("line 5 geo_precision | 'ADM9' is no known geo_precision")


def test_eyes_on_russia_drops_the_month_and_is_exact_only_where_geolocated(taken):
    rows, refused = taken(
        "eyes-on-russia",
        EYES + "UW1,2030-03-02,Civilian Infrastructure Damage March 2030,48,37,https://a\n"
        "UW2,2030-03-02,Bombing or Explosion Feb - June,48,37,\nUW3,,Other,48,37,\n,2030-03-02,Other,48,37,\n",
    )

    assert [row["act"] for row in rows] == ["other:Civilian Infrastructure Damage", "explosion"]
    assert [row["radius_m"] for row in rows] == [50, 1000]
    assert rows[0]["target"] == "civilian"
    assert rows[0]["label"] == "Civilian Infrastructure Damage March 2030"
    assert refused == ["line 4 date | '' is empty; give a value", "line 5 entry | '' is empty; give a value"]


def test_bellingcat_takes_each_incident_once_with_the_number_of_its_posts(taken):
    incident = {
        "id": "CIV1",
        "date": "3/2/2030",
        "latitude": "48.5",
        "longitude": "37.5",
        "sources": [{"path": "https://a"}, {"path": "https://b"}],
        "filters": [
            {"key": "Weapon System", "value": "Cruise missile"},
            {"key": "Type of area affected", "value": "Residential"},
        ],
    }
    (row,), refused = taken("bellingcat", json.dumps([incident, {"id": "CIV2"}, "nonsense"]))

    assert (row["start"], row["end"]) == (kyiv(2030, 3, 2), kyiv(2030, 3, 3))
    assert (row["act"], row["weapon"], row["target"]) == ("missile-strike", "cruise-missile", "dwelling")
    assert json.loads(row["detail"])["posts"] == "2"
    assert [bad.split(" | ")[0] for bad in refused] == ["line 2 latitude", "line 3 latitude"]


def test_firms_reads_both_spellings_and_the_size_of_the_pixel(taken):
    (day,), _ = taken("firms", "LATITUDE,LONGITUDE,ACQ_DATE\n48.1,37.2,2030-05-06\n")
    (exact, *others), refused = taken(
        "firms",
        "latitude,longitude,acq_date,acq_time,satellite,instrument,scan,track,confidence\n"
        "48.1,37.2,2030-05-06,42,N,VIIRS,0.5,0.4,n\n48.1,37.2,2030-05-06,0142,T,MODIS,,,80\n"
        "48.1,37.2,2030-05-06,2560,N,VIIRS,,,n\n48.1,37.2,2030-05-06,0100,N,ASTER,,,n\n",
    )

    assert (day["start"], day["end"]) == (second(2030, 5, 6), second(2030, 5, 7))
    assert (day["native_id"], day["act"], day["radius_m"]) == ("2030-05-06//48.1/37.2", "other:thermal-anomaly", 577)
    assert exact["start"] == exact["end"] == second(2030, 5, 6, 0, 42)
    assert exact["radius_m"] == pytest.approx(1000 * (0.205 / 12) ** 0.5)
    assert [row["radius_m"] for row in others] == [577]
    assert [bad.split(" | ")[0] for bad in refused] == ["line 4 acq_time", "line 5 instrument"]


def test_alerts_lie_in_their_province_from_start_to_end(taken):
    (row,), refused = taken(
        "alerts",
        ALERTS
        + "Poltavska oblast,Lubenskyi raion,,raion,2030-03-15 16:10:34+00:00,2030-03-15 18:50:07+02:00,official\n"
        "Lubenskyi raion,,,oblast,2030-03-15 16:10:34+00:00,2030-03-15 16:50:07+00:00,official\n"
        "Poltavska oblast,,,oblast,2030-03-15 16:10:34,2030-03-15 16:50:07+00:00,official\n",
    )

    assert (row["start"], row["end"]) == (second(2030, 3, 15, 16, 10, 34), second(2030, 3, 15, 16, 50, 7))
    assert (row["lat"], row["lon"], row["act"]) == (49.66, 33.79, "other:air-raid-alert")
    assert row["radius_m"] == pytest.approx(47_830, rel=0.01)
    assert refused[0].startswith("line 3 oblast | 'Lubenskyi raion' is no known oblast; known: 'Vinnytska oblast'")
    assert (
        refused[1]
        == "line 4 started_at | '2030-03-15 16:10:34' has no time zone; end it with Z or an offset such as +02:00"
    )


def test_osce_counts_stay_counts_between_two_evenings(taken):
    (one, weekend, untold), refused = taken(
        "osce",
        OSCE + "1/2030,2030-10-29,2030-10-28,East,12,5,\n"
        "2/2030,2030-11-15,2030-11-14,East,1240,441,between the evenings of 12 to 14 November\n"
        '3/2030,2030-11-16,,East,0,,\n4/2030,2030-11-17,2030-11-16,East,"1,240",,\n'
        "5/2030,2030-11-18,2030-11-17,East,3,,two days\n",
    )

    assert (one["native_id"], one["lat"], one["radius_m"]) == ("1/2030/East", None, None)
    assert (one["start"], one["end"]) == (kyiv(2030, 10, 27, 19, 30), kyiv(2030, 10, 28, 19, 30))
    assert (weekend["start"], weekend["end"]) == (kyiv(2030, 11, 12, 19, 30), kyiv(2030, 11, 14, 19, 30))
    assert untold["end"] == kyiv(2030, 11, 15, 19, 30)
    assert json.loads(one["detail"])["ceasefire_violations"] == "12"
    assert refused == [
        "line 5 ceasefire_violations | '1,240' is not a count; write digits only, such as 12",
        "line 6 multi_day | 'two days' names no two evenings; write it as: 12 to 14 November",
    ]


def test_claims_keep_their_window_in_the_claimants_own_zone(taken):
    (kyivs, moscows, open_), refused = taken(
        "claims",
        CLAIMS + "1,Arvel,Brask,2030-04-19T18:00,2030-04-20T00:00,Europe/Kyiv,shelling,387,a paper\n"
        "2,Brask,Arvel,2030-04-19T18:00,2030-04-20T00:00,Europe/Moscow,assault,10,another\n"
        "3,Brask,Arvel,2030-04-19T18:00,,Europe/Moscow,rudeness,10,another\n"
        "4,Brask,Arvel,2030-04-19T18:00,,Europe/Mosocw,shelling,10,another\n"
        "5,Brask,Arvel,,,Europe/Moscow,shelling,10,another\n",
    )

    assert (kyivs["source"], kyivs["label"], kyivs["act"], kyivs["lat"]) == ("Arvel", "Brask", "shelling", None)
    assert (kyivs["start"], kyivs["end"]) == (kyiv(2030, 4, 19, 18), kyiv(2030, 4, 20))
    assert moscows["start"] == second(2030, 4, 19, 15)
    assert (open_["end"], open_["act"]) == (None, "other:rudeness")
    assert refused == [
        "line 5 window_tz | 'Europe/Mosocw' is no time zone; give a name such as Europe/Kyiv",
        "line 6 window_start_local | '' is empty; give a value",
    ]


BAD_PLACES = [
    ("37.5,48.5", "'37.5, 48.5' look swapped; exchange latitude and longitude"),
    ("24.0,49.8", "'24.0, 49.8' look swapped; exchange latitude and longitude"),
    ("148.5,37.5", "'148.5, 37.5' look swapped; exchange latitude and longitude"),
    ("48.5,237.5", "'48.5, 237.5' is not on the globe; give latitude from -90 to 90 and longitude from -180 to 180"),
    ("0,0", "'0, 0' is where unknown places are put; find the place, or leave the row out"),
    ('"48,5",37.5', "'48,5' has a decimal comma; write a decimal point"),
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


@pytest.mark.parametrize(("date", "what"), [("2032-01-02", "lies in the future"), ("02/03/2030", "is not a date")])
def test_a_date_in_the_future_or_in_another_form_is_refused(taken, date, what):
    _, (refused,) = taken("eyes-on-russia", EYES + f"UW1,{date},Other,48,37,\n")

    assert what in refused

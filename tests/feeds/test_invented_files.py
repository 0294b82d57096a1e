"""Invented files of every publisher import into a case with counts and reasons; real ones do in `test_shared`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.stored import read_received, read_rows

from truceline.casefolder.cases import find_case, read_case
from truceline.feeds.catalogue import feed_of
from truceline.feeds.mapping import read_mapping
from truceline.feeds.setting import setting_of
from truceline.services.import_reports import import_file

CLAIMED = "energy-incidents"
GOOD = 40
AGAIN = "id is given before, with other content"


def sheet(head, row, other, empty):
    """Forty good rows of ids 1 to 40, the first again, one with other content, and one that lacks something."""
    return "\n".join([head, *(row.format(n) for n in range(1, GOOD + 1)), row.format(1), other.format(1), empty, ""])


def bellingcat():
    def incident(number, lat="48.5"):
        sources = [{"path": f"https://a/{number}"}]
        return {
            "id": f"C{number}",
            "date": "3/2/2025",
            "latitude": lat,
            "longitude": "37.5",
            "sources": sources,
            "filters": [],
        }

    good = [incident(n) for n in range(1, GOOD + 1)]
    return json.dumps([*good, incident(1), incident(1, "48.6"), incident(99, "")])


def cot():
    event = '<event uid="e{}" type="a-u-G" start="2025-01-02T03:04:00Z" how="{}">'
    event += '<point lat="{}" lon="37.5" ce="25"/></event>'
    good = [event.format(n, "m-g", 48.5) for n in range(1, GOOD + 1)]
    rows = [*good, good[0], event.format(1, "m-g", 48.6), event.format(99, "m-g", "")]
    return "<events>" + "\n".join(rows) + "</events>"


FILES = {
    "acled": (
        "event_id_cnty,event_date,time_precision,sub_event_type,latitude,longitude,geo_precision,actor1,actor2,notes",
        "A{},2025-01-14,1,Armed clash,48.5,37.5,1,Side A,Side B,said",
        "A{},2025-01-15,1,Armed clash,48.5,37.5,1,Side A,Side B,said",
        "A99,,1,Armed clash,48.5,37.5,1,Side A,Side B,said",
        "event_date is empty",
    ),
    "ucdp": (
        "id,type_of_violence,where_prec,latitude,longitude,date_prec,date_start,date_end,dyad_name",
        "{},1,1,48.5,37.5,1,2025-01-01,2025-01-01,A - B",
        "{},1,2,48.5,37.5,1,2025-01-01,2025-01-01,A - B",
        "99,1,1,,37.5,1,2025-01-01,2025-01-01,A - B",
        "latitude is empty",
    ),
    "viina": (
        "event_id_1pd,date,longitude,latitude,GEO_PRECISION,attack_terms,t_artillery_b,a_rus,a_ukr,target_classes",
        "{},20250302,37.5,48.5,STREET,,1,0,1,",
        "{},20250302,37.6,48.5,STREET,,1,0,1,",
        "99,20250302,37.5,,STREET,,1,0,1,",
        "latitude is empty",
    ),
    "eyes-on-russia": (
        "entry,date,event_group,lat,lon,geolocation",
        "UW{},2025-01-02,Bombing or Explosion,48.5,37.5,https://a",
        "UW{},2025-01-03,Bombing or Explosion,48.5,37.5,https://a",
        "UW99,,Bombing or Explosion,48.5,37.5,https://a",
        "date is empty",
    ),
    "firms": (
        "latitude,longitude,acq_date,acq_time,satellite,instrument,scan,track,confidence",
        "48.{:02},37.2,2025-01-06,0042,N,VIIRS,0.5,0.4,n",
        "48.{:02},37.2,2025-01-06,0042,N,VIIRS,0.5,0.4,h",
        "48.99,37.2,,0042,N,VIIRS,0.5,0.4,n",
        "acq_date is empty",
    ),
    "alerts": (
        "oblast,raion,hromada,level,started_at,finished_at,source",
        "Poltavska oblast,,,oblast,2025-01-01 16:{:02}:00+00:00,2025-01-02 18:00:00+00:00,official",
        "Poltavska oblast,,,oblast,2025-01-01 16:{:02}:00+00:00,2025-01-02 19:00:00+00:00,official",
        ",,,oblast,2025-01-01 16:10:34+00:00,2025-01-01 18:00:00+00:00,official",
        "oblast is no known oblast",
    ),
    "osce": (
        "report,issued,info_as_of,region,ceasefire_violations,explosions,multi_day",
        "{}/2025,2025-01-29,2025-01-28,East,12,5,",
        "{}/2025,2025-01-29,2025-01-28,East,13,5,",
        "99/2025,,2025-01-28,East,12,5,",
        "issued is empty",
    ),
    "claims": (
        "claim_id,claimant,accused,window_start_local,window_end_local,window_tz,category,count,reported_by",
        "T{},Arvel,Brask,2025-01-19T18:00,2025-01-20T00:00,Etc/UTC,shelling,387,a paper",
        "T{},Arvel,Brask,2025-01-19T18:00,2025-01-20T00:00,Etc/UTC,shelling,388,a paper",
        "T99,Arvel,Brask,,2025-01-20T00:00,Etc/UTC,shelling,387,a paper",
        "window_start_local is empty",
    ),
    CLAIMED: (
        "id,time_local_moscow_as_reported,region,object,means,effect,url",
        "E{},2025-03-20T11:00,Kursk,a station,drone,outage,https://a",
        "E{},2025-03-20T12:00,Kursk,a station,drone,outage,https://a",
        "E99,,Kursk,a station,drone,outage,https://a",
        "time_local_moscow_as_reported is empty",
    ),
    "csv": (
        "id,time,lat,lon,radius_m,act",
        "r{},2025-01-02T03:04:05Z,48.5,37.5,100,shelling",
        "r{},2025-01-02T03:04:05Z,48.5,37.5,200,shelling",
        "r99,,48.5,37.5,100,shelling",
        "time is empty",
    ),
}  # fmt: skip
WRITTEN = {"bellingcat": (bellingcat, "latitude is empty"), "cot": (cot, "lat is empty")}


@pytest.fixture(scope="module")
def setting():
    return setting_of(read_case(find_case("ukraine").folder), datetime(2026, 11, 1, tzinfo=UTC))


def take(folder, feed, text, setting, name="file"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    mapping = read_mapping(Path(__file__).with_name(f"{CLAIMED}.yaml")) if feed == CLAIMED else None
    return import_file(folder, feed_of("csv", mapping) if mapping else feed_of(feed), path, setting)


@pytest.mark.parametrize("feed", sorted(FILES | WRITTEN))
def test_an_invented_file_imports_with_counts_and_reasons(tmp_path, setting, feed):
    *parts, why = FILES.get(feed) or WRITTEN[feed]
    done = take(tmp_path, feed, sheet(*parts) if feed in FILES else parts[0](), setting)

    assert done.counts["rows"] == GOOD + 3
    message = feed == "cot"  # another message of the same id is a version of it
    assert (done.counts["new"], done.counts["repeated"], done.counts["altered"]) == (GOOD, 1, message)
    assert done.reasons == ({why: 1} if message else {AGAIN: 1, why: 1})
    kind = {"osce": "aggregate", "claims": "claim", CLAIMED: "claim"}.get(feed, "report")
    assert len(read_received(tmp_path).reports if kind == "report" else read_rows(tmp_path, kind)) == GOOD


def test_files_of_two_years_that_number_anew_do_not_overwrite_one_another(tmp_path, setting):
    head, row, *_ = FILES["viina"]
    for year in ("2023", "2024"):
        rows = [row.format(n).replace("20250302", f"{year}0302") for n in range(1, GOOD + 1)]
        done = take(tmp_path, "viina", "\n".join([head, *rows, ""]), setting, name=year)
        assert (done.counts["new"], done.counts["altered"]) == (GOOD, 0)

    assert len(read_received(tmp_path).reports) == 2 * GOOD

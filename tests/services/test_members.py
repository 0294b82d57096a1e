"""A bulletin says which reports make an incident, why, whose they are and what they say: enough to rule on it."""

import csv
import html
import json
import re
import shutil
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import find_case
from truceline.services.import_reports import import_reports
from truceline.services.link_case import link_case
from truceline.services.monitor import monitor

AT = datetime(2031, 4, 1, tzinfo=UTC)
HEAD = "id,source,time,lat,lon,radius_m,act,text\n"
ROWS = (
    "b-1,village elder,2031-03-20T01:30:00Z,1.45000,3.20000,50,strike,Two impacts at the mill\n",
    "b-2,wire,2031-03-20T01:31:00Z,1.45010,3.20000,50,strike,<b>Mill</b> hit: reports\n",
)
REPORTING = "source,title,repeats\n"


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    return folder


def told(case, rows=ROWS, name="b.csv"):
    (case / "reports" / name).write_text(HEAD + "".join(rows), encoding="utf-8")


def bulletin(case, **more):
    done = monitor(case, at=AT, out=case.parent / "out", **more)
    return json.loads(done.json), case.parent / "out", done


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def holding(document, report):
    return next(line for line in document["incidents"]["list"] if report in line["report_ids"].split("; "))


def test_the_reports_of_an_incident_stand_in_every_form_with_what_they_say_and_whose_they_are(case):
    told(case)
    (case / "reporting.csv").write_text(REPORTING + "wire,Northern Wire,no\n")
    document, out, _ = bulletin(case)

    line = holding(document, "b-1")
    assert (line["id"], line["reports"], line["report_ids"], line["links"]) == ("in-b-1", 2, "b-1; b-2", 1)
    found = [row for row in document["incidents"]["reports"] if row["incident"] == "in-b-1"]
    assert [(row["report"], row["source"], row["text"]) for row in found] == [
        ("b-1", "", "Two impacts at the mill"),  # nobody said what to call the elder
        ("b-2", "Northern Wire", "<b>Mill</b> hit: reports"),
    ]
    rows = [row for row in table(out / "reports.csv") if row["incident"] == "in-b-1"]
    assert [(row["report"], row["source"], row["text"]) for row in rows] == [
        tuple(row[key] for key in ("report", "source", "text")) for row in found
    ]
    page = (out / "bulletin.html").read_text()
    (part,) = [each for each in page.split("<details ") if "Two impacts at the mill" in each]
    shown = html.unescape(re.sub(r"<(?!/?b>)[^>]+>", " ", part))
    assert "Northern Wire" in shown
    assert "source not named" in shown
    assert "b-1 and b-2, 0.0 km and 1 min apart: more than 99% by this pair alone (near in place and time, " in shown
    assert "&lt;b&gt;Mill&lt;/b&gt; hit" in part
    assert "Two impacts at the mill" in (out / "bulletin.md").read_text()
    assert "2 report(s): b-1, b-2" in (out / "incidents.kml").read_text()
    assert b"village elder" not in b"".join(path.read_bytes() for path in out.iterdir())


def test_the_reasons_of_a_link_add_up_and_tell_distance_and_time(case):
    told(case)
    document, out, _ = bulletin(case)
    (link,) = [row for row in document["incidents"]["links"] if row["incident"] == "in-b-1"]

    reasons = [link[key] for key in ("place", "time", "act", "weapon", "rate", "prior")]
    assert sum(reasons) == pytest.approx(link["log_odds"], abs=0.001)
    assert link["posterior"] == pytest.approx(1 / (1 + 2.718281828 ** -link["log_odds"]), abs=0.0001)
    assert (link["distance_m"], link["lag_min"], link["ruling"]) == (11, 1, "")  # 0.0001 degrees of latitude
    (row,) = [row for row in table(out / "links.csv") if row["incident"] == "in-b-1"]
    assert (row["report_a"], row["report_b"], float(row["log_odds"])) == ("b-1", "b-2", link["log_odds"])


def test_a_ruling_made_from_the_page_parts_the_reports_and_one_that_merges_is_named_as_the_reason(case):
    told(case)
    with (case / "rulings.csv").open("a") as file:
        file.write("r-90,split,b-1,b-2,cell,2031-03-20T12:00:00Z,Two mills,\n")
    document, _, _ = bulletin(case)
    assert holding(document, "b-2")["id"] == "in-b-2"
    (merged,) = [row for row in document["incidents"]["links"] if row["ruling"]]
    assert {merged["report_a"], merged["report_b"]} == {"o-2014", "o-2015"}
    assert merged["ruling"] == "r-03"


def test_what_an_imported_report_says_is_the_column_that_its_feed_names(case, tmp_path):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "name: field\nzone: UTC\ncolumns: {id: id, time: time, lat: lat, lon: lon, act: act, text: said, "
        "reporter: who}\n"
        "constants: {radius_m: '60'}\n"
    )
    file = tmp_path / "field.csv"
    file.write_text("id,time,lat,lon,act,said,who\nz9,2031-03-20T02:00:00Z,1.4,2.7,strike,A shed burnt,Ann\n")
    import_reports("csv", file, case, at=AT, mapping=mapping)
    document, out, _ = bulletin(case, known_at=AT)

    (row,) = [row for row in document["incidents"]["reports"] if row["text"] == "A shed burnt"]
    assert row["source"] == "field"
    assert row["report"].startswith("r-")
    assert "Ann<" not in (out / "bulletin.html").read_text()


def test_a_source_that_repeats_itself_tells_of_one_incident_as_often_as_the_case_says(case):
    again = tuple(f"c-{n},agency,2031-03-20T01:{30 + n}:00Z,1.45000,3.20000,50,strike,Update {n}\n" for n in range(3))
    told(case, again)
    document, _, done = bulletin(case)
    assert {holding(document, f"c-{n}")["id"] for n in range(3)} == {"in-c-0", "in-c-1", "in-c-2"}

    (case / "reporting.csv").write_text(REPORTING + "agency,,yes\nnobody,Nobody,no\n")
    document, _, done = bulletin(case)
    assert holding(document, "c-0")["report_ids"] == "c-0; c-1; c-2"
    link_case(case, out=case.parent / "found.csv")
    linked = {row["id"]: row["report_ids"] for row in table(case.parent / "found-incidents.csv")}
    assert linked["in-c-0"] == "c-0; c-1; c-2"
    assert "reporting.csv tells of sources that reported nothing: nobody" in done.notes


def test_an_incident_with_many_reports_says_on_the_page_what_it_leaves_out(case):
    told(case, tuple(f"c-{n},agency,2031-03-20T01:30:{n}Z,1.45,3.2,50,strike,U{n}\n" for n in range(10, 40)))
    (case / "reporting.csv").write_text(REPORTING + "agency,,yes\n")
    document, out, _ = bulletin(case)
    line = holding(document, "c-10")

    assert (line["reports"], line["links"]) == (30, 435)
    assert len([row for row in document["incidents"]["links"] if row["incident"] == line["id"]]) == 200
    assert (
        "Left out here: 10 of 30 reports (reports.csv) and 415 of 435 links (the likeliest 200 in links.csv)."
        in (out / "bulletin.html").read_text()
    )


def test_a_long_text_is_cut_on_the_page_and_whole_in_the_table(case):
    told(case, (f"d-1,x,2031-03-20T01:30:00Z,1.45,3.2,50,strike,{'long ' * 300}end\n",))
    _, out, _ = bulletin(case)

    assert "longend" not in (out / "bulletin.html").read_text().replace(" ", "")
    assert "… (whole in reports.csv)" in (out / "bulletin.html").read_text()
    assert any(row["text"].endswith("long end") for row in table(out / "reports.csv"))


def late(case, tmp_path, *rows):
    file = tmp_path / "late.csv"
    file.write_text("id,time,lat,lon,radius_m,act\n" + "".join(f"{row}\n" for row in rows))
    import_reports("csv", file, case, at=AT)


def test_a_report_of_two_minutes_earlier_that_comes_days_later_renames_nothing_and_names_are_what_they_were(
    case, tmp_path
):
    told(case)
    before, _, _ = bulletin(case)
    late(case, tmp_path, "z9,2031-03-20T01:28:00Z,1.45,3.2,50,strike", "z8,2031-03-20T07:28:00Z,1.3,2.5,50,strike")
    after, _, _ = bulletin(case, known_at=AT)

    line = holding(after, "b-1")
    assert (line["id"], line["reports"], line["merged_from"]) == ("in-b-1", 3, "")
    assert line["report_ids"].startswith("b-1; b-2; r-")
    ids = [{line["id"] for line in document["incidents"]["list"]} for document in (before, after)]
    assert ids[0] < ids[1]


def test_of_two_incidents_that_a_ruling_merges_the_name_of_the_one_that_came_first_stays(case):
    told(case)
    assert {"in-b-1", "in-o-2017"} < {line["id"] for line in bulletin(case)[0]["incidents"]["list"]}
    with (case / "rulings.csv").open("a") as file:
        file.write("r-90,merge,o-2017,b-1,cell,2031-03-20T12:00:00Z,One raid,\n")
    document, _, _ = bulletin(case)

    line = holding(document, "o-2017")
    assert line["id"] == "in-b-1"  # of 01:30; the post's of 04:15 came after it, though it is read first
    assert line["report_ids"].startswith("b-1; ")
    assert "in-o-2017" not in {each["id"] for each in document["incidents"]["list"]}


def test_a_late_report_that_brings_incidents_together_is_told_in_every_form(case, tmp_path):
    told(case, ("f-1,a,2031-03-20T01:30:00Z,1.45,3.2,50,strike,\n", "f-2,b,2031-03-20T03:30:00Z,1.47,3.2,50,strike,\n"))
    late(case, tmp_path, "z9,2031-03-20T02:28:00Z,1.46,3.2,50,strike")
    (own,) = [
        row["report"]
        for row in bulletin(case, known_at=AT)[0]["incidents"]["reports"]
        if str(row["received"])[:7] == "2031-04"
    ]
    with (case / "rulings.csv").open("a") as file:
        file.write(
            f"r-90,merge,f-1,{own},cell,2031-03-20T12:00:00Z,,\nr-91,merge,{own},f-2,cell,2031-03-20T12:00:00Z,,\n"
        )
    document, out, _ = bulletin(case, known_at=AT)

    line = holding(document, "f-2")
    assert (line["id"], line["merged_from"]) == ("in-f-1", "in-f-2")
    for name in ("bulletin.html", "bulletin.md", "incidents.kml", "incidents.csv"):
        assert "in-f-2" in (out / name).read_text(), name
    assert "merged from in-f-2" in (out / "bulletin.html").read_text()

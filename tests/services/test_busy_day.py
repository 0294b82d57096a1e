"""A day with far more reports than a page can list: the page says what it leaves out, the files beside it hold all."""

import csv
import re
import shutil
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import find_case
from truceline.services.monitor import monitor
from truceline.views.bulletin import LISTED

COUNT = LISTED + 300


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("busy")
    case = folder / "case"
    shutil.copytree(find_case("two-rivers").folder, case)
    rows = (
        f"r-{n},patrol,2031-03-20T{n % 24:02}:{n % 60:02}:00Z,{1.2 + n / 4000:.5f},{2.6 + n % 40 / 40:.5f},50,strike"
        for n in range(COUNT)
    )
    (case / "reports" / "busy.csv").write_text("id,source,time,lat,lon,radius_m,act\n" + "\n".join(rows) + "\n")
    return monitor(case, at=datetime(2031, 3, 21, tzinfo=UTC), out=folder / "out"), folder / "out"


def test_the_page_and_the_text_list_so_many_and_say_how_many_they_leave_out(busy):
    done, out = busy
    all_of_them = len(done.result.bulletin.lines)
    page, text = (out / "bulletin.html").read_text(), (out / "bulletin.md").read_text()

    assert all_of_them > LISTED
    assert len(re.findall(r'<tr id="incident-\d+">', page)) == LISTED
    said = f"Left out here: {all_of_them - LISTED:,} of {all_of_them:,} incidents"
    assert said in page
    assert said in text


def test_every_link_of_the_page_leads_to_a_row_and_every_verified_incident_is_listed(busy):
    done, out = busy
    page = (out / "bulletin.html").read_text()
    listed = {int(number) for number in re.findall(r'<tr id="incident-(\d+)">', page)}
    verified = {n for n, line in enumerate(done.result.bulletin.lines, start=1) if line.status == "verified"}

    assert {int(number) for number in re.findall(r'href="#incident-(\d+)"', page)} <= listed
    assert verified
    assert verified <= listed


def test_the_tables_beside_the_page_hold_all(busy):
    done, out = busy
    with (out / "incidents.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == len(done.result.bulletin.lines)

"""Sites proposed from the map: locked, forbidden and added, by forms that tell what `check` refuses at its field."""

import json
import re
from html import unescape

import pytest

from tests.places import ROOT
from tests.web.members import ASH, CHAIR, STAFF, Room

CASES = ROOT / "src" / "truceline" / "cases"
ALL = "map.geojson?scenario=all-together"
NEW = "edit?new=sites.geojson&values.kind=post&values.longitude=2.7&values.latitude=1.48"


@pytest.fixture(scope="module")
def room(tmp_path_factory, plans):
    opened = Room(tmp_path_factory.mktemp("sites"), plans=plans)
    for member in (STAFF, ASH):
        opened.of(member).get(ALL)  # waits for the plan, as a page does not
    yield opened
    opened.close()


def sites(browser):
    features = browser.get(ALL).json()["features"]
    return {f["properties"]["site"]: f["properties"] for f in features if f["properties"]["layer"] == "site"}


def posts(browser):
    features = browser.get(ALL).json()["features"]
    return {f["properties"]["site"] for f in features if f["properties"]["layer"] == "post"}


def linked(html, words):
    (address,) = re.findall(rf'<a href="([^"]*)" aria-label="{words}">', html)
    return unescape(address).partition("/two-rivers/")[2]


def accepted(room, *written):
    for path, changes in written:
        number = room.of(STAFF).propose(path, changes)
        assert room.of(STAFF).decide(number, "submit").status_code == 303
        assert room.of(CHAIR).decide(number, "accept").status_code == 303


def test_the_map_tells_who_stands_at_each_site_and_which_are_free(room):
    found = sites(room.of(STAFF))
    case = json.loads((CASES / "two-rivers" / "sites.geojson").read_text(encoding="utf-8"))
    known = {f["properties"]["id"] for f in case["features"] if f["properties"]["kind"] in ("post", "base")}

    assert found.keys() == known
    assert {site for site, each in found.items() if each["held"]} == posts(room.of(STAFF))
    assert {each["use"] for each in found.values()} == {"candidate"}


def test_only_who_may_write_sites_is_offered_to(room):
    staff, nation = (room.of(each).get("map?scenario=all-together").text for each in (STAFF, ASH))

    assert 'aria-label="Lock Westgate"' in staff
    assert "data-add=" in staff
    assert "Westgate" in nation
    assert "aria-label" not in re.findall(r'<tr data-site="westgate">.*?</tr>', nation, re.DOTALL)[0]
    assert "data-add=" not in nation


def test_a_link_of_the_map_opens_the_form_with_the_use_filled_in(room):
    path = linked(room.of(STAFF).get("map").text, "Lock Westgate")
    form = room.of(STAFF).form(path)

    assert form["values.use"] == "locked"
    assert (form["values.longitude"], form["values.latitude"]) == ("2.44339", "1.46205")
    assert room.of(STAFF).form("edit?record=sites.geojson/westgate")["values.use"] == ""


def test_the_effect_of_forbidding_a_site_is_shown_before_it_is_sent(room):
    before = room.of(STAFF).get("proposals.json").json()["proposals"]
    path = linked(room.of(STAFF).get("map").text, "Forbid Kestrel Hill")
    shown = room.of(STAFF).send(path, {}, do="effect")
    again = unescape(re.search(r'id="effect" hx-get="([^"]+)"', shown.text)[1]) if "hx-get" in shown.text else ""
    page = room.of(STAFF).get(again.removeprefix("/two-rivers/")).text if "effect?" in again else shown.text

    assert shown.status_code == 200
    assert "Seen by" in page or "seen by" in page
    assert room.of(STAFF).get("proposals.json").json()["proposals"] == before


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("longitude", "east", "is no number; give degrees"),
        ("longitude", "", "nothing is filled in; fill it in"),
        ("longitude", "200", "outside WGS84"),
        ("longitude", "12.7", "km from the line"),
        ("fixed", "nobody", "is not known"),
        ("source", "hearsay", "is not known"),
        ("kind", "watch", "only where the agreement names no line"),
        ("use", "closed", "is not known"),
        ("capacity", "0", "is too small"),
    ],
)
def test_what_check_refuses_of_a_site_is_told_at_its_field(room, field, wrong, words):
    asked = {"key": "new-ford", "values.name": "New Ford", "values.source": "own"}
    found = room.of(STAFF).send(NEW, {**asked, f"values.{field}": wrong})
    told = dict(re.findall(r'id="values-(\w+)-says"><strong class="problem">(.*?)</strong>', found.text))

    assert found.status_code == 422
    assert list(told) == [field], found.text[-6000:]
    assert words in unescape(told[field])


@pytest.mark.parametrize("key", ["new ford", "westgate"])
def test_a_new_site_needs_an_id_of_its_own(room, key):
    found = room.of(STAFF).send(NEW, {"key": key, "values.name": "New Ford", "values.source": "own"})

    assert found.status_code in (409, 422)
    assert "Traceback" not in found.text
    assert 'value="2.7"' in found.text


def test_accepted_sites_are_used_as_their_use_says(room):
    staff = room.of(STAFF)
    before = sites(staff)
    free = next(site for site, each in before.items() if each["kind"] == "post" and not each["held"])
    taken = next(iter(sorted(posts(staff))))
    record = "edit?record=sites.geojson/"
    added = {"key": "new-ford", "values.name": "New Ford", "values.source": "own", "values.use": "locked"}
    accepted(
        room,
        (f"{record}{free}", {"values.use": "locked"}),
        (f"{record}{taken}", {"values.use": "forbidden"}),
        (NEW, added),
    )
    after, stand = sites(staff), posts(staff)

    assert {site: each["use"] for site, each in after.items() if each["use"] != "candidate"} == {
        free: "locked",
        taken: "forbidden",
        "new-ford": "locked",
    }
    assert {free, "new-ford"} <= stand
    assert taken not in stand
    assert after[taken]["closed"] == "forbidden by the case"
    html = unescape(staff.get("map?scenario=all-together").text)
    assert re.search(rf'data-site="{free}".*?locked; held by', html, re.DOTALL)
    assert re.search(rf'data-site="{taken}".*?forbidden</td>', html, re.DOTALL)

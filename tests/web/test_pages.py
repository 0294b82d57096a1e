"""Pages and their forms: every link leads somewhere, every form says what the page says, every fault is told."""

import csv
import io
import json
import re
from html import unescape

import jsonschema
import pyogrio
import pytest
import shapely

from tests.places import DOCS
from tests.web.conftest import T0
from tests.web.open_pages import OPEN
from truceline.services.session.pages import PAGES
from truceline.services.session.serving import open_workspace

LISTED = [name for name, page in PAGES.items() if page.listed]
FORMS = [(name, form) for name in OPEN for form in PAGES[name].forms]


def page(client, name, query=""):
    found = client.get(f"/two-rivers/{name}{query}")
    assert found.status_code == 200
    return found.text


def test_the_first_page_leads_to_every_case(client):
    found = client.get("/")

    assert re.findall(r'<a href="(/[^"]+/home)">', found.text) == ["/two-rivers/home", "/rivers/home"]
    assert client.get("/two-rivers").headers["location"] == "/two-rivers/home"


@pytest.mark.parametrize("name", LISTED)
def test_a_page_names_itself_and_leads_to_the_others(client, name):
    html = page(client, name)

    assert re.findall(r'<a href="/two-rivers/(\w+)" aria-current="page">', html) == [name]
    assert all(f'href="/two-rivers/{other}"' in html for other in LISTED)
    assert html.count("<h1>") == html.count("<main ") == 1


@pytest.mark.parametrize("query", ["", "?scenario=all-together&as_of=2031-03-18"])
def test_every_link_leads_to_something_on_some_page(client, query):
    ids, links = {}, set()
    for name in OPEN:
        html = page(client, name, query)
        ids[f"/two-rivers/{name}"] = set(re.findall(r'\sid="([^"]+)"', html))
        links |= {(name, href.replace("&amp;", "&")) for href in re.findall(r'\shref="([^"]+)"', html)}
    for name, href in sorted(links):
        where, _, anchor = href.partition("#")
        if not anchor:
            continue
        path = (where or f"/two-rivers/{name}").partition("?")[0]
        known = ids[path] if where.partition("?")[2] in ("", query[1:]) else anchors(client, where)
        assert anchor in known, (name, href)


def anchors(client, where):
    return set(re.findall(r'\sid="([^"]+)"', client.get(where).text))


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_form_is_of_its_kind(client, name, form):
    found = client.get(f"/two-rivers/{name}.{form}")

    kinds = {
        "json": "application/json",
        "csv": "text/csv",
        "geojson": "application/geo+json",
        "html": "text/html",
        "jsonl": "application/jsonl",
    }
    assert found.status_code == 200
    assert found.headers["content-type"].startswith(kinds[form])
    if form.endswith("json"):
        assert isinstance(json.loads(found.text), dict)


@pytest.mark.parametrize("name", ["coalition", "contributions", "requirement", "record", "assumptions"])
def test_the_document_of_a_page_is_of_its_schema(client, name):
    document = client.get(f"/two-rivers/{name}.json").json()

    schema = DOCS / "reference" / "schemas" / f"{document['document']}.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    assert document["as_of"] == "2031-03-20"


def rows(client, name, query=""):
    return list(csv.DictReader(io.StringIO(client.get(f"/two-rivers/{name}.csv{query}").text)))


def test_the_table_of_pledges_says_who_is_firm_where(client):
    firm = {(row["scenario"], row["name"]) for row in rows(client, "coalition") if row["state"] == "firm"}

    assert {name for scenario, name in firm if scenario == "as-stated"} == {"Elm"}
    assert ("dale-votes-yes", "Dale") in firm


def test_the_board_tells_who_could_fill_a_gap(client):
    board = client.get("/two-rivers/requirement.json").json()
    west = next(line for line in board["lines"] if line["title"] == "Posts, west")

    assert (west["required"], west["filled"], west["gap"]) == (4, 0, 4)
    assert {each["contributor"] for each in west["could_fill"]} == {"ash", "birch", "cedar", "dale"}
    assert {each["state"] for each in west["could_fill"]} <= {"unattainable", "waiting"}
    assert all(each["why"][0].startswith("waits for: ") for each in west["could_fill"])


def test_the_page_says_of_a_gap_what_the_document_says(client):
    html = page(client, "requirement")
    card = html[html.index("<h3>Posts, west") :].partition("</section>")[0]

    assert "4 of 4 missing" in card
    assert re.findall(r'<th scope="row">(\w+)</th>', card) == ["Ash", "Birch", "Cedar", "Dale"]


@pytest.mark.parametrize("name", ["requirement", "contributions"])
def test_a_page_says_what_the_words_mean_by_which_a_pledge_stands(client, name):
    html = page(client, name)
    shown = set(re.findall(r'<span class="state [a-z ]+">([a-z ]+)</span>', html))
    (said,) = re.findall(r"A pledge is .*? otherwise\.", html)

    assert {"waiting", "unattainable"} <= shown
    assert shown - {"not counted"} <= set(re.findall(r"<em>(\w+)</em>", said))
    assert "any other waits for what they lack" in said
    assert not re.search(r"\b(falls|lacks)\b", html)


def test_the_reasons_of_a_gap_name_contributors_and_titles(client):
    why = re.findall(r'<ul class="reasons">(.*?)</ul>', page(client, "requirement"), re.DOTALL)
    reasons = [unescape(each) for block in why for each in re.findall(r"<li>(.*?)</li>", block)]

    assert "offered but waiting until Birch joins: Ash (4)" in reasons
    assert "nobody else offers “Observation post”" in reasons
    assert [each for each in reasons if re.search(r"\b[a-z]+-(posts|post|company)\b", each)] == []


def test_a_contributor_has_its_pledges_with_conditions_in_words(client):
    html = page(client, "contributions")
    dale = html[html.index('id="contributor-dale"') :].partition("</section>")[0]

    assert dale.count('class="card pledge"') == 3
    assert "<strong>Conditions:</strong>" in dale
    assert dale.count('<span class="state unattainable">unattainable</span>') >= 3


def test_as_of_an_earlier_day_less_is_on_the_record(client):
    early = rows(client, "record", "?as_of=2031-03-05")
    late = rows(client, "record")

    assert 0 < len(early) < len(late)
    assert max(row["said_on"] for row in early) <= "2031-03-05"


def test_the_map_says_whose_unit_stands_where_and_what_it_rests_on(client):
    features = client.get("/two-rivers/map.geojson?scenario=all-together").json()["features"]
    layers = {feature["properties"]["layer"] for feature in features}
    post = next(f["properties"] for f in features if f["properties"]["layer"] == "post")

    assert {"line", "sector", "belt", "coverage", "post", "settlement"} <= layers
    assert post["nation"] == "Dale"
    assert re.fullmatch(r"\d{20}", post["sidc"])
    assert post["statements"]


def test_what_a_click_on_the_map_tells_stands_in_a_table(client):
    html = page(client, "map", "?scenario=all-together")
    features = client.get("/two-rivers/map.geojson?scenario=all-together").json()["features"]
    units = {f["properties"]["unit"] for f in features if f["properties"]["layer"] in ("post", "base")}

    rows = [row.split() for row in re.findall(r'data-unit="([^"]+)"', html)]
    assert sorted(unit for row in rows for unit in row) == sorted(units)
    assert [{unit.partition("#")[0] for unit in row} for row in rows] == [
        {pledge} for pledge in re.findall(r'id="standing-([^"]+)"', html)
    ]  # each pledge once
    assert len(rows) < len(units)
    assert "st-" in html[html.index('id="units-title"') :]


def test_the_table_tells_pledge_statement_quote_and_source_of_each_unit_on_the_map(client, folder):
    html = page(client, "map", "?scenario=all-together")
    features = client.get("/two-rivers/map.geojson?scenario=all-together").json()["features"]
    statements, sources = (
        {row["id"]: row for row in csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8")))}
        for name in ("statements.csv", "sources.csv")
    )
    told = {f["properties"]["unit"]: f["properties"] for f in features if f["properties"]["layer"] in ("post", "base")}

    assert told
    for unit, properties in told.items():
        row = unescape(re.search(rf'<tr id="standing-{properties["pledge"]}".*?</tr>', html, re.DOTALL)[0])
        assert f'<span class="small muted">{unit}</span>' in row
        assert f"#pledge-{properties['pledge']}" in row
        assert properties["nation"] in row
        for name in properties["statements"]:
            said = statements[name]
            assert said["quote"] in row, name
            assert said["speaker"] in row, name
            assert sources[said["source"]]["title"] in row, name


def test_the_legend_tells_each_partys_line_by_its_own_dashes_and_the_note_stands_once(client):
    html = unescape(page(client, "map", "?scenario=all-together"))
    key = re.search(r'<details class="map-key">(.*?)</details>', html, re.DOTALL)[1]
    lines = dict(re.findall(r'class="(other-line[^"]*)"></line></svg> ([^<]+)</li>', key))

    assert len(lines) == 2
    assert {party for words in lines.values() for party in ("Arvel", "Brask") if party in words} == {"Arvel", "Brask"}
    for look in lines:
        assert f'class="{look}"' in html.partition('id="scenario-all-together-seen"')[2]
    assert all(
        words in key for words in ("free site", "locked site", "forbidden site", "settlement", "patrol", "belts")
    )
    assert html.count("exact only because it is made up") == 2  # in the key, and on paper below the picture
    assert re.sub('<span class="on-paper">.*?</span>', "", html).count("exact only because it is made up") == 1


def test_the_map_is_read_by_gdal_with_every_feature_valid(client, tmp_path):
    found = client.get("/two-rivers/map.geojson?scenario=all-together")
    (tmp_path / "map.geojson").write_bytes(found.content)
    _, _, geometry, values = pyogrio.raw.read(tmp_path / "map.geojson", columns=["layer"])

    assert values[0].tolist() == [f["properties"]["layer"] for f in found.json()["features"]]
    assert shapely.is_valid(shapely.from_wkb(geometry)).all()


def test_the_brief_is_handed_out_as_one_file(client):
    found = client.get("/two-rivers/home.html")

    assert found.headers["content-disposition"] == 'attachment; filename="two-rivers-version-1-home-for-chair.html"'
    assert "Truceline planning brief" in found.text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/two-rivers/nothing", 404, "Nothing stands at /two-rivers/nothing: it was mistyped, was never there, or is"),
        ("/two-rivers/home.xml", 404, "nothing stands here"),
        ("/two-rivers/contributions.geojson", 404, "nothing stands here"),
        ("/elsewhere/home", 404, "Nothing stands at /elsewhere/home"),
        ("/elsewhere", 404, "Nothing stands at /elsewhere:"),
        ("/static/../app.py", 404, "nothing stands here"),
        ("/static/nothing.js", 404, "nothing stands here"),
        ("/two-rivers/home?as_of=tomorrow", 400, "&#39;tomorrow&#39; is not a date; write it as 2025-03-25"),
        ("/two-rivers/home.json?as_of=tomorrow", 400, "'tomorrow' is not a date; write it as 2025-03-25"),
        ("/two-rivers/home?as_of=0001-01-01", 400, "0001-01-01"),
        ("/two-rivers/home?scenario=all-togther", 422, "did you mean &#39;all-together&#39;?"),
    ],
)
def test_what_cannot_be_had_is_told(client, address, status, words):
    found = client.get(address)

    assert found.status_code == status
    assert words in found.text


def test_what_comes_from_an_address_is_shown_as_text(client):
    found = client.get("/two-rivers/home?as_of=%3Cscript%3Ealert(1)%3C/script%3E")

    assert found.status_code == 400
    assert "<script>alert" not in found.text
    assert "&lt;script&gt;alert" in found.text


def test_a_folder_that_was_changed_since_is_told_and_left_for_its_user_to_import(folder, workspace, tmp_path):
    table, told = folder / "requirement.csv", []
    before = table.read_bytes()
    try:
        table.write_bytes(before.replace(b"Posts, west", b"Posts in the west"))
        again = open_workspace([folder], workspace.store.where, at=T0, say=told.append)
        again.close()
    finally:
        table.write_bytes(before)

    how = f"truceline session import {folder} rivers --store {workspace.store.where}"
    differs = f"{folder} differs from every version of the session rivers"
    assert told[1:] == [f"{differs}; make it the next version with: {how}"]
    assert again.asked("rivers", {}).opened.version.number == 1


def test_the_first_page_tells_until_when_the_agreement_obliges_whom_as_long_as_that_is_ahead(client):
    client.get("/two-rivers/home.csv?as_of=2031-03-09")  # its plan is there then
    ahead, past = page(client, "home", "?as_of=2031-03-09"), page(client, "home")

    assert "Obligation: Take heavy weapons out of the belt (Arvel, Brask)" in ahead
    assert ">2031-03-15 00:00 UTC<" in ahead
    assert "Obligation" not in past


def test_what_cannot_be_shown_is_said_in_a_sentence_with_what_there_is_and_the_ways_on(client):
    found = client.get("/two-rivers/home?scenario=nothing&as_of=2031-03-09")
    main, links = found.text.partition("<main")[2], dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', found.text))

    assert found.status_code == 422
    assert "<h1>This cannot be shown</h1>" in main
    assert '<p class="lead">There is no such scenario.</p>' in main
    assert "<p>The scenario &#39;nothing&#39; is not known.</p>" in main
    assert "declare it" not in found.text
    assert " | " not in main
    assert (
        links["/two-rivers/home?as_of=2031-03-09&amp;scenario=all-together"]
        == "Dale votes yes, and all announce together"
    )
    assert links["/two-rivers/home"] == "Home of Two Rivers"
    assert links["/two-rivers/proposals"] == "Proposals"
    machine = client.get("/two-rivers/home.json?scenario=nothing").text
    assert "scenario | the scenario 'nothing' is not known; declare it, or correct the id (known: " in machine


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("home?version=77", "versions"),
        ("proposal?number=99", "proposals"),
        ("edit?record=pledges.yaml/pledges/no", "mine"),
        ("edit?record=nothing", "mine"),
    ],
)
def test_a_message_leads_to_the_list_that_it_names(client, address, listed):
    found = client.get(f"/two-rivers/{address}")
    main = unescape(found.text.partition("<main")[2])

    assert found.status_code == 400
    assert f'<a href="/two-rivers/{listed}">' in main
    assert '<a href="/two-rivers/home">Home of Two Rivers</a>' in main
    assert re.search(r"<p class=\"lead\">[A-Z][^|<]*\.</p>", main)


def test_where_a_pledge_may_serve_is_said_in_words(client):
    said = set(re.findall(r"<dt>Where</dt><dd>([^<]+)</dd>", page(client, "contributions")))

    assert said == {"inside the country", "next door", "in the air from outside"}

"""Pages of a session's versions: each for its member, by a permalink, compared, and handed out byte for byte."""

import csv
import io
import json
import re
import zipfile
from html import unescape

import jsonschema
import pytest

from tests.conftest import FORD
from tests.places import DOCS
from tests.store.sessions import ASH, CHAIR, ELM, READER, files_of, later
from tests.web.sessions import SECRET, accept, ask, confide
from truceline.accounts.releasability import Release
from truceline.casefolder.cases import read_case
from truceline.formats.named_files import FilesInMemory
from truceline.records.record_id import RecordId
from truceline.services.plan import plan
from truceline.services.session import version_pages
from truceline.services.session.laying_out import lay_out
from truceline.services.session.pages import PAGES
from truceline.sessions.proposals import DecisionKind
from truceline.store.deciding import Deciding, decide_on
from truceline.store.engine import reading, writing
from truceline.store.histories import history
from truceline.store.proposals import Change, Title, propose
from truceline.store.schema.access import EXPORTS
from truceline.store.versions import files


def test_a_session_is_not_there_for_who_is_no_member_of_it(members):
    assert ask(members, CHAIR, "versions").status_code == 200
    for nobody in ({}, {"x-person": "stranger"}):
        found = members.get("/ford/versions", headers=nobody)
        assert found.status_code != 200
        assert "As known in March" not in found.text


def test_versions_are_listed_as_each_member_may_see_them(members):
    found = {who.id: ask(members, who, "versions.json").json()["versions"] for who in (CHAIR, ASH, ELM)}

    assert [each["number"] for each in found["chair"]] == [1, 2, 3]
    assert [each["number"] for each in found["elsa"]] == [1, 2, 3]
    assert [each["title"] for each in found["elsa"]] == ["As known in March", "elm-posts anew", "Version 3"]
    assert found["elsa"][2]["hash"] != found["chair"][2]["hash"] == found["anna"][2]["hash"]
    assert found["chair"][2]["title"] == "ash-posts anew"


def test_an_address_with_its_number_is_a_version_for_good(members):
    newest = ask(members, CHAIR, "contributions")
    second = ask(members, CHAIR, "contributions?version=2")

    assert SECRET.decode() in newest.text
    assert SECRET.decode() not in second.text
    assert "Four posts" in second.text
    assert 'href="/ford/home?version=2"' in second.text
    assert '<a href="/ford/contributions">Show the newest</a>' in second.text


def links_of(html):
    return {unescape(each) for each in re.findall(r'(?:href|action|hx-get|hx-sse:connect)="(/ford/[^"#]*)', html)}


OF_VERSIONS = [name for name, each in PAGES.items() if each.planned or name == "versions"]


def test_every_link_on_a_page_of_a_version_keeps_the_version_or_leads_to_what_stands_now(members):
    for page in OF_VERSIONS:
        html = ask(members, CHAIR, f"{page}?version=2").text
        of_now = {f"/ford/{each}" for each in ("mine", "proposals", "members", page)}
        left = {link for link in links_of(html) if not re.search(r"[?&]version=2(&|$)", link)}

        assert {link for link in left if "version=" not in link} == of_now
        assert page == "versions" or left == of_now
        assert page == "difference" or '<input type="hidden" name="version" value="2">' in html


def test_a_page_of_the_newest_version_gives_a_link_to_keep(members):
    for page in ("home", "requirement"):
        assert f'<a href="/ford/{page}?version=3">A link to keep</a>' in ask(members, CHAIR, page).text
        kept = ask(members, CHAIR, f"{page}?version=3").text
        assert "A link to keep" not in kept
        assert "Show the newest" not in kept  # it is that
        assert "Version 3: ash-posts anew. Your role here: chair.</p>" in kept


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "٣", "9" * 40])
def test_a_version_that_is_not_there_is_told(members, number):
    found = ask(members, CHAIR, f"versions?version={number}")

    assert found.status_code == 400
    assert "version" in found.text


@pytest.mark.parametrize("page", ["home.json", "contributions", "contributions.csv", "record", "home.html"])
def test_what_is_told_to_the_chair_is_read_for_nobody_else(members, page):
    assert SECRET.decode() not in ask(members, ELM, page).text
    assert SECRET.decode() not in ask(members, READER, page).text


def test_the_difference_of_two_versions_is_told_field_by_field(members):
    html = ask(members, READER, "difference?version=2").text
    rows = list(csv.DictReader(io.StringIO(ask(members, READER, "difference.csv?version=2&from=1").text)))

    assert "What differs from version 1 to version 2" in html
    assert "<del>4</del>" in html
    assert "<ins>5</ins>" in html
    lines = csv.DictReader(io.StringIO((FORD / "requirement.csv").read_text(encoding="utf-8")))
    ids, headed = {line["id"] for line in lines}, set(re.findall(r'<th scope="row">([^<]+)</th>', html))
    assert headed
    assert not headed & ids  # lines are named by their titles
    assert "<tbody>\n</tbody>" not in html
    assert [list(row.values()) for row in rows] == [
        ["pledges.yaml", "pledges/elm-posts", "pledge", "changed", "quantity.likely", "4", "5"]
    ]


def records_of(html):
    return re.search(r'<section aria-labelledby="records-title">(.*?)</section>', html, re.DOTALL)[1]


def test_many_records_are_folded(members, monkeypatch):
    def shown(asked):
        html = records_of(ask(members, CHAIR, f"difference?{asked}").text)
        return html.count("<article"), html.count('<details class="paper"><summary><h3')

    monkeypatch.setattr(version_pages, "UNFOLDED", 1)
    assert shown("version=2&from=1") == (1, 0)
    assert shown("version=3&from=1") == (0, 2)


def test_what_is_new_has_no_before_and_what_is_gone_no_after(members):
    def columns(asked):
        html = records_of(ask(members, ELM, f"difference?{asked}").text)
        assert not re.search(r'<th scope="row">[^<]*[\[\]._]', html)  # fields go by the words of the forms
        return re.findall(r'class="state (\w+)"', html), re.findall(r'<th scope="col">(Before|After)</th>', html)

    assert columns("version=3&from=2") == (["gone"], ["Before"])
    assert columns("version=2&from=3") == (["new"], ["After"])


def test_the_document_of_a_difference_is_of_its_schema_and_compares_the_plans(members):
    document = ask(members, CHAIR, "difference.json?version=2").json()
    schema = json.loads((DOCS / "reference" / "schemas" / "version-difference.json").read_text(encoding="utf-8"))

    jsonschema.validate(document, schema)
    assert (document["before"]["number"], document["after"]["number"]) == (1, 2)
    assert document["records"][0]["fields"] == [{"field": "quantity.likely", "before": "4", "after": "5"}]
    assert document["plans"]["document"] == "comparison"


def test_of_what_is_confidential_others_are_told_that_a_record_is_gone_and_nothing_of_it(members):
    chair, other = (ask(members, who, "difference.json?version=3").json()["records"] for who in (CHAIR, ELM))

    assert [(each["key"], each["change"]) for each in chair] == [("pledges/ash-posts", "changed")]
    assert [(each["key"], each["change"]) for each in other] == [("pledges/ash-posts", "gone")]
    assert SECRET.decode() not in ask(members, ELM, "difference?version=3").text


@pytest.mark.parametrize(("who", "eyes"), [(CHAIR, "chair"), (ASH, "ash"), (ELM, "elm")], ids=["chair", "ash", "elm"])
def test_a_brief_tells_the_hash_of_what_is_released_to_its_reader_and_is_what_plan_writes_of_their_export(
    members, who, eyes, tmp_path
):
    brief = ask(members, who, "home.html")
    listed = ask(members, who, "versions.json").json()["versions"][-1]
    with zipfile.ZipFile(io.BytesIO(ask(members, who, "export", "POST").content)) as archive:
        archive.extractall(tmp_path / "case")
    plan(tmp_path / "case", at=later(0), out=tmp_path / "out")

    name = f"ford-version-{listed['number']}-home-for-{eyes}.html"
    assert brief.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert f'<span class="hash">{listed["hash"]}</span>' in brief.text
    assert brief.content == (tmp_path / "out" / "brief.html").read_bytes()


def test_a_brief_is_called_by_whom_it_is_released_to_and_not_by_who_took_it(members):
    brief = ask(members, READER, "home.html")

    assert brief.headers["content-disposition"].endswith('-home-for-coalition.html"')
    assert brief.content == ask(members, ELM, "home.html").content  # who has told nothing in confidence
    assert "as released to the coalition" in ask(members, READER, "home").text


def badge(html, key):
    """Return what a page says of how a record differs, and the notice below it; both without what names the record."""
    card = next(each for each in re.findall(r"<article.*?</article>", html, re.DOTALL) if f">{key}<" in each)
    notice = re.search(r'<p class="notice">(.*?)</p>', card)
    return re.search(r'class="state gone">(.*?)</span>', card)[1], notice and notice[1], "<del>" in card


def test_whether_a_record_was_taken_out_or_told_in_confidence_is_said_alike_and_the_chair_is_told_that_it_is_gone(
    members, session
):
    record = RecordId("pledges.yaml", "pledges/elm-posts")
    with writing(session) as connection:
        stands = history(connection, 1, ELM, record)[-1]
        out = Change(record, stands.number, None, "pledge", "elm", reason="not needed")
        number = propose(connection, 1, ELM, Title("Out", "not needed"), (out,), at=later(1))
        for who, what in ((ELM, DecisionKind.SUBMITTED), (CHAIR, DecisionKind.ACCEPTED)):
            decide_on(connection, 1, who, number, Deciding(what), at=later(2), lay_out=lay_out)
    both = ask(members, READER, "difference?version=4&from=2").text
    found = [badge(both, key) for key in ("ash-posts", "elm-posts")]
    sure = [badge(ask(members, who, "difference?version=4&from=2").text, "elm-posts") for who in (CHAIR, ELM)]

    said = "It is no longer there for you: taken out, or released to others only now."
    assert found == [("no longer there for you", said, False)] * 2
    assert sure == [("gone", None, True)] * 2


def files_in(response):
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_export_is_the_folder_that_came_in_byte_for_byte_and_is_noted(members, session):
    found = ask(members, CHAIR, "export?version=1", "POST")
    again = ask(members, CHAIR, "export?version=1", "POST")

    assert found.headers["content-disposition"] == 'attachment; filename="ford-version-1.zip"'
    assert files_in(found) == files_of(FORD)
    assert again.content == found.content
    with reading(session) as connection:
        noted = connection.execute(EXPORTS.select()).all()
    assert [(each.by, each.what, each.version) for each in noted] == [("chair", "version", 1)] * 2


def test_an_export_holds_what_is_released_to_who_takes_it_and_a_reader_takes_none(members):
    assert SECRET in files_in(ask(members, CHAIR, "export", "POST"))["pledges.yaml"]
    assert SECRET not in files_in(ask(members, ELM, "export", "POST"))["pledges.yaml"]
    assert ask(members, READER, "export", "POST").status_code == 403
    assert ask(members, CHAIR, "export").status_code == 404


def test_the_first_page_tells_what_came_since_the_visit_before_and_goes_on_telling_in_this_one(members, session):
    before = ask(members, READER, "home").text
    accept(session, ELM, "elm-posts", b"Two to six", b"Some")
    del members.cookies["__Host-visit-ford"]
    home = [ask(members, READER, "home").text for _ in range(2)]
    del members.cookies["__Host-visit-ford"]
    then = ask(members, READER, "home").text

    assert "Since you were here" not in before + then
    assert all("<strong>Since you were here</strong> (version 3): elm-posts anew" in each for each in home)
    assert "Other than it was: 1 pledge." in home[0]
    assert 'href="/ford/difference?version=4&amp;from=3"' in home[0]


def test_silence_that_runs_is_a_clock_and_waits_for_every_nation_and_what_is_open_for_the_chair(members, session):
    accept(session, ELM, "elm-posts", b"likely: 5,", b"likely: 4,", silence=later(90))
    home = {who.id: ask(members, who, "home").text for who in (ASH, READER)}

    assert "2031-03-01 10:30 UTC" in home["anna"]
    assert "Silence: elm-posts anew" in home["anna"]
    assert "waits for you" in home["anna"]
    assert "waits for you" not in home["rita"]


def test_home_names_the_proposals_that_are_still_to_be_submitted_or_decided(members, session):
    record = RecordId("pledges.yaml", "pledges/elm-posts")
    with writing(session) as connection:
        stands = history(connection, 1, ELM, record)[-1]
        body = stands.body.replace(b"Two to six", b"Some")
        change = Change(record, stands.number, body, "pledge", ELM.contributor, reason="a draft")
        for title in ("First draft", "Second draft"):
            propose(connection, 1, ELM, Title(title, "to be told"), (change,), at=later(1))
        decide_on(connection, 1, ELM, 4, Deciding(DecisionKind.SUBMITTED), at=later(2), lay_out=lay_out)

    def named(who, page):
        return {each for each in ("First draft", "Second draft") if each in ask(members, who, page).text}

    assert named(ELM, "home") == {"First draft"}
    assert named(CHAIR, "home") == {"Second draft"}
    for who in (ELM, CHAIR):
        waiting = [each for each in ask(members, who, "proposals.json").json()["proposals"] if each["waits"]]
        assert named(who, "home") == {each["title"] for each in waiting}


def told_in_confidence(members, who, query=""):
    html = ask(members, who, f"home{query}").text
    return html.partition('id="in-confidence">')[2].partition("</p>")[0]


NOTHING = "Should others have told the chair something in confidence, it is not in this plan."


def test_of_what_was_told_in_confidence_others_are_told_sums_over_two_contributors_and_no_less(members, session):
    assert [told_in_confidence(members, who) for who in (READER, ELM, CHAIR)] == [NOTHING, NOTHING, ""]

    confide(session, ELM, "elm-quiet", 6_012)
    confide(session, ASH, "ash-quiet", 7_321)
    accept(session, ELM, "elm-posts", b"Two to six", b"Some")
    found = {who.id: told_in_confidence(members, who) for who in (READER, ELM, ASH)}

    with reading(session) as connection:
        case = read_case(FilesInMemory("chair's", files(connection, 1, CHAIR, 6)))
    (posts,) = (pledge.personnel.likely for pledge in case.pledges if pledge.id == "ash-posts")
    assert f": pledges of {posts + 6_012 + 7_321:,.0f} (" in found["rita"]
    assert found["elsa"] == found["anna"] == NOTHING
    assert told_in_confidence(members, READER, "?version=3") == NOTHING
    assert told_in_confidence(members, READER, "?as_of=2031-03-01") == NOTHING


def test_a_pledge_that_could_be_read_before_it_was_told_in_confidence_hides_no_other(members, session):
    confide(session, ELM, "elm-quiet", 6_012)
    accept(session, ELM, "elm-posts", b"Two to six", b"Some", Release.CHAIR)

    assert told_in_confidence(members, READER) == NOTHING  # whoever knows what Ash's was would know Elm's


def test_a_change_that_is_told_to_the_chair_alone_moves_no_sum_that_others_are_told(members, session):
    confide(session, ASH, "ash-quiet", 7_321)
    confide(session, ELM, "elm-quiet", 6_012)
    accept(session, ELM, "elm-posts", b"Two to six", b"Some")
    first = told_in_confidence(members, READER)
    accept(session, ELM, "elm-quiet", b"low: 6012", b"low: 6001", Release.CHAIR)

    assert "pledges of" in first
    assert told_in_confidence(members, READER) == first

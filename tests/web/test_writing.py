"""What members write in a session: forms, faults at fields, conflicts with both texts, silence, versions, secrets."""

import csv
import json
import re
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qsl

import jsonschema
import pytest
from click.testing import CliRunner

from tests.places import DOCS
from tests.web.members import ASH, BIRCH, CHAIR, READER, STAFF, Room
from truceline.cli import main
from truceline.services.session import writing_pages

POSTS = "edit?record=pledges.yaml/pledges/ash-posts"
SEALED = "Sealed-offer-of-Ash"
FIVE = {f"Pledges.0.quantity.{end}": "5" for end in ("low", "likely", "high")}
NEW = {
    "key": "ash-sealed",
    "Pledges.0.title": SEALED,
    "Pledges.0.capability": "reaction-company",
    "Pledges.0.quantity.low": "1",
    "Pledges.0.quantity.likely": "2",
    "Pledges.0.quantity.high": "3",
    "Pledges.0.basis": "presence",
    "Pledges.0.location": "in-country",
    "Pledges.0.ready_days": "20",
    "Pledges.0.tour_months": "6",
    "Pledges.0.tours": "4",
    "Pledges.0.standing": "assumed",
    "Pledges.0.note": "Kept back until Birch moves.",
    "Status.0.on": "2031-01-12",
    "Status.0.status": "offered",
    "Status.0.statements": "st-02",
    "Conditions.0.kind": "a fact holds",
    "Conditions.0.fact": "truce",
    "release": "chair",
}


@pytest.fixture(scope="module")
def rooms(tmp_path_factory, plans):
    opened = []

    def room():
        opened.append(Room(tmp_path_factory.mktemp("room"), plans=plans))
        return opened[-1]

    yield room
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def room(rooms):
    return rooms()


def export(room, version, folder, member=""):
    asked = ["session", "export", room.case, str(version), str(folder), "--store", str(room.store)]
    done = CliRunner().invoke(main, [*asked, *(["--member", member] if member else [])])
    assert done.exit_code == 0, done.output
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def valid(document):
    schema = DOCS / "reference" / "schemas" / f"{document['document']}.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    return document


def test_a_long_list_of_ones_records_is_folded(room, monkeypatch):
    def lists():
        found = re.findall(r"<h2[^>]*>(\d+) [^<]*</h2>\s*(<details)?", room.of(STAFF).get("mine").text)
        return {int(number): bool(folded) for number, folded in found}

    numbers = lists()
    monkeypatch.setattr(writing_pages, "UNFOLDED", min(numbers))
    assert set(numbers.values()) == {False}
    assert lists() == {number: number > min(numbers) for number in numbers}


def test_a_nation_finds_its_own_pledges_to_write_and_nobody_elses(room):
    mine = room.of(ASH).get("mine").text

    assert "record=pledges.yaml%2Fpledges%2Fash-posts" in mine
    assert "birch-posts" not in mine
    lines = re.findall(r">(Headquarters[^<]*|Posts, west[^<]*)</a>", room.of(STAFF).get("mine").text)
    assert lines == ["Posts, west", "Headquarters (m-hq)", "Headquarters (r-hq)"]  # what is named alike is told apart
    headings = {who.id: re.search("<h1>(.*?)</h1>", room.of(who).get("mine").text)[1] for who in (ASH, STAFF, READER)}
    assert headings == {"anna": "My contribution", "sam": "What you may write", "rita": "What you may write"}
    assert "only the staff or the chair all else; you are here as reader" in room.of(READER).get("mine").text
    assert "requirement.csv" not in mine
    assert "<details" not in mine
    assert room.of(ASH).get("edit?record=pledges.yaml/pledges/birch-posts").status_code == 403
    assert room.of(READER).get(POSTS).status_code == 403


def test_what_check_refuses_is_told_at_its_field_and_nothing_is_written(room):
    before = room.of(ASH).get("proposals.json").json()["proposals"]

    found = room.of(ASH).send(POSTS, {"Pledges.0.ready_days": "soon", "Caveats.0.approval_days": "-1"})

    assert found.status_code == 422
    for field, words in {
        "Pledges-0-ready_days": "is not a whole number",
        "Caveats-0-approval_days": "is too small",
    }.items():
        (says,) = re.findall(rf'<p class="says" id="{field}-says">(.*?)</p>', found.text)
        assert "problem" in says, field
        assert words in says, field
    assert 'value="soon"' in found.text
    assert room.of(ASH).get("proposals.json").json()["proposals"] == before


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("Conditions.1.who", "nobody", "nobody"),
        ("Conditions.0.place", "7.1", "which is no group"),
        ("Status.0.statements", "st-02; st-99", "st-99"),
        ("Caveats.0.area", "nowhere", "nowhere"),
        ("Pledges.0.quantity.low", "9", "low"),
    ],
)
def test_a_fault_stands_at_its_field(room, field, wrong, words):
    found = room.of(ASH).send(POSTS, {field: wrong})

    assert found.status_code == 422
    told = re.findall(r'id="([\w-]+)-says"><strong class="problem">(.*?)</strong>', found.text)
    assert [name for name, _ in told] == [field.replace(".", "-")]
    assert words in told[0][1]


def told(html):
    """Read what a proposal changes: the heading of each record, and its fields with their texts."""
    cards = re.findall(r'<article class="card".*?</article>', html, re.DOTALL)
    rows = r'<th scope="row">(.*?)</th><td data-label="After">(.*?)</td>'
    return {text(re.search("<h3.*?</h3>", each)[0]): {k: text(v) for k, v in re.findall(rows, each)} for each in cards}


def text(html):
    return unescape(re.sub("<[^>]*>", "", html.replace("<br>", " | "))).strip()


def test_a_proposal_names_what_it_changes_by_titles(room):
    staff = room.of(STAFF)
    line = {"values.concept": "monitoring", "values.title": "More posts", "values.capability": "observation-post"}
    line |= {
        "values.quantity": "2",
        "values.sector": "west",
        "values.locations": "in-country",
        "values.critical": "yes",
    }
    line |= {"values.from_month": "1", "values.to_month": "6", "values.standing": "assumed", "values.note": "As said."}
    number = staff.propose("edit?new=requirement.csv", line | {"key": "m-more", "values.substitutes": "drone-orbit:2"})
    ash = room.of(ASH)
    offer = ash.propose("edit?new=pledges.yaml/pledges", NEW | {"key": "ash-named", "Pledges.0.needs": "medevac"})

    ((title, fields),) = told(staff.get(f"proposal?number={number}").text).items()
    assert title == "Requirement line More posts: new m-more"
    assert fields["Capability"] == "Observation post (observation-post)"
    assert fields["Sector"] == "West: the hills (west)"
    assert fields["What may stand in"] == "Drone orbit (drone-orbit): 2"
    assert "Sizing" not in fields

    ((title, fields),) = told(ash.get(f"proposal?number={offer}").text).items()
    assert title == f"Pledge {SEALED}: new ash-named"
    assert (fields["Contributor"], fields["Needs"]) == ("Ash (ash)", "Medical evacuation (medevac)")
    assert fields["Condition 1: fact"] == "The truce is signed and in force (truce)"
    assert re.fullmatch(r"2031-01-12, Chancellor of Ash: .+ \(st-02\)", fields["Step 1: statements"])
    assert ash.proposal(offer)["changes"][0]["fields"][1] == {"field": "contributor", "before": "", "after": "ash"}


def test_a_refusal_names_contributors_and_records_and_not_their_ids(rooms):
    room = rooms()
    ash, birch = room.of(ASH), room.of(BIRCH)
    number = ash.propose(POSTS, FIVE, title="Five posts")
    ash.decide(number, "submit")
    for_ash = "Anna is here as nation, for Ash"

    assert f"only the chair may invite a member; {for_ash}." in ash.get("members").text
    refused = ash.post("members/disable", {"person": "bert"})
    assert (refused.status_code, f"Only the chair may invite a member; {for_ash}." in refused.text) == (403, True)
    other = ash.get("edit?record=pledges.yaml/pledges/birch-posts")
    assert other.status_code == 403
    assert "pledge Four posts from Birch is not yours to write" in other.text
    assert f"{for_ash}, and this is Birch&#39;s" in other.text
    decided = birch.decide(number, "accept")
    assert decided.status_code == 403
    assert "<li>only the chair may decide a proposal; Bert is here as nation, for Birch</li>" in decided.text
    joined = birch.send("edit?record=pledges.yaml/pledges/birch-posts", FIVE, into=str(number))
    assert (joined.status_code, "Bert is here as nation, for Birch, and did not write it" in joined.text) == (403, True)
    last = room.of(CHAIR).post("members/roles", {"person": "clara", "role": "staff"})
    assert "nobody else is in the chair but Clara" in last.text


def test_what_is_wrong_in_another_record_is_told_by_its_title(room):
    found = room.of(STAFF).send("edit?record=scenarios.yaml/facts/parliament_dale", {"take-out": "yes"})

    assert found.status_code == 422
    (problems, *_) = re.findall(r'<div class="problems" role="alert"><ul>(.*?)</ul>', found.text, re.DOTALL)
    assert "<li>pledge Four posts from Dale, Approval 1: fact: the fact &#39;parliament_dale&#39; is not" in problems
    assert "<li>the exercise, Falls 1: fact: the fact &#39;parliament_dale&#39; is not" in problems
    assert ".yaml" not in problems


def test_a_difference_names_records_as_they_are_called_now(rooms):
    room = rooms()
    ash, staff, chair = room.of(ASH), room.of(STAFF), room.of(CHAIR)
    renamed = staff.propose("edit?record=scenarios.yaml/facts/mandate", {"values.title": "The mandate is given"})
    third = {"Conditions.2.kind": "a fact holds", "Conditions.2.fact": "mandate"}
    for who, number in ((staff, renamed), (ash, ash.propose(POSTS, third))):
        assert who.decide(number, "submit").status_code == 303
        assert chair.decide(number, "accept").status_code == 303

    while 'aria-busy="true"' in (html := chair.get("difference?version=3&from=1").text):
        time.sleep(0.1)
    reasons = " ".join(re.findall(r'<ul class="reasons">.*?</ul>|, alike: .*?</p>', html, re.DOTALL))
    assert "“Four posts from Ash” no longer serves" in reasons
    assert "-posts" not in reasons
    assert re.search(r"Condition 3: fact</th>.*?<ins>The mandate is given \(mandate\)</ins>", html, re.DOTALL)


def test_what_became_stale_is_told_by_its_title(rooms):
    room = rooms()
    ash, chair = room.of(ASH), room.of(CHAIR)
    first, second = (ash.propose(POSTS, {"Pledges.0.ready_days": days}) for days in ("45", "50"))
    for number in (first, second):
        ash.decide(number, "submit")
    assert chair.decide(first, "accept").status_code == 303

    refused = chair.decide(second, "accept").text
    assert "<li>pledge Four posts from Ash: written from revision 1, and 2 stands; read both texts" in refused


def test_a_draft_is_its_nations_alone_until_it_is_submitted(room):
    ash = room.of(ASH)
    number = ash.propose(POSTS, FIVE, title="Five posts")

    mine = valid(ash.proposal(number))
    assert mine["proposal"]["state"] == "draft"
    assert {"quantity"} == {each["field"].partition(".")[0] for each in mine["changes"][0]["fields"]}
    assert room.of(BIRCH).get(f"proposal.json?number={number}").status_code == 400
    assert ash.decide(number, "submit").status_code == 303
    assert room.of(BIRCH).proposal(number)["proposal"]["state"] == "open"
    assert room.of(BIRCH).decide(number, "accept").status_code == 403
    latest = next(iter(valid(room.of(CHAIR).get("proposals.json").json())["proposals"]))
    assert latest["waits"] == "for your decision"


def test_an_accepted_proposal_makes_a_version_and_the_other_is_stale_with_both_texts(rooms, tmp_path):
    room = rooms()
    ash, chair = room.of(ASH), room.of(CHAIR)
    form = ash.form(POSTS)
    first = ash.propose(POSTS, FIVE, title="Five posts")
    second = ash.propose(POSTS, {"Pledges.0.ready_days": "45"}, title="Later")
    for number in (first, second):
        assert ash.decide(number, "submit").status_code == 303
    assert chair.decide(first, "accept", reason="We need them").status_code == 303

    late = ash.post("edit", {**form, "Pledges.0.tours": "9", "reason": "More tours", "title": "x", "do": "send"})
    assert late.status_code == 409
    both = re.findall(r'<pre class="body" tabindex="0">(.*?)</pre>', late.text, re.DOTALL)
    assert ["quantity: 5" in text for text in both] == [True, False]
    assert ["tours: 9" in text for text in both] == [False, True]

    refused = chair.decide(second, "accept")
    assert refused.status_code == 409
    change = chair.proposal(second)["changes"][0]
    assert change["stale"]
    assert "quantity: 5" in change["standing"]
    assert "ready_days: 45" in change["written"]

    files = export(room, 2, tmp_path / "two")
    assert b"    quantity: 5\n" in files["pledges.yaml"]
    checked = CliRunner().invoke(main, ["check", str(tmp_path / "two")])
    assert checked.exit_code == 0


def test_lists_say_which_proposals_are_stale_and_what_would_be_refused_is_not_offered(rooms):
    room = rooms()
    ash, chair = room.of(ASH), room.of(CHAIR)
    first, second, third, draft = (ash.propose(POSTS, {"Pledges.0.tours": n}, title=f"No {n}") for n in "6789")
    for number in (first, second, third):
        ash.decide(number, "submit")
    chair.decide(third, "return", reason="Too many")
    before = {page: chair.settled(page) for page in ("home", "proposals", f"proposal?number={second}")}
    chair.decide(first, "accept")
    after = {page: chair.settled(page) for page in before}

    assert not any("nother text stands by now" in each for each in before.values())
    assert after["home"].count("another text stands by now: it waits for you to return it") == 1
    row = re.search(rf"number={second}.*?</tr>", after["proposals"])[0]
    assert 'state">open</span> another text stands by now' in row
    assert ">waits for you to return it<" in row
    assert "another text" not in re.search(rf"number={first}.*?</tr>", after["proposals"])[0]
    offered = [
        set(re.findall(r'name="do" value="(\w+)"', text))
        for text in (
            *(each[f"proposal?number={second}"] for each in (before, after)),
            ash.page(second),
            ash.page(draft),
        )
    ]
    assert offered[0] - offered[1] == {"accept", "silence"}
    assert "return" in offered[1]
    assert offered[2:] == [{"comment", "dissent", "withdraw"}, {"comment", "withdraw"}]
    assert "Return it, so that it is written anew." in after[f"proposal?number={second}"]
    waits = {each["number"]: each["waits"] for each in ash.get("proposals.json").json()["proposals"]}
    assert waits == {
        first: "",
        second: "for you to withdraw it and write it anew",
        third: "for you to write it anew",
        draft: "for you to write it anew",
    }
    assert "another text stands by now; it waits for you to write it anew" in ash.get("mine").text


def test_alone_a_proposal_is_of_the_contributor_for_whom_it_was_written(tmp_path, plans):
    room = Room(tmp_path, plans=plans, alone=True)
    me = room.of(CHAIR)

    def written(path, acts_for, changes):
        said = {**me.form(f"{path}&for={acts_for}"), "reason": "Said in a test", "title": "A change", "do": "send"}
        found = me.post(f"edit?for={acts_for}", {**said, **changes})
        assert found.status_code == 303, found.text[-3000:]
        return int(re.search(r"number=(\d+)", found.headers["location"])[1])

    ashs = written(POSTS, "ash", {"Pledges.0.tours": "6"})
    sites = written("edit?record=requirement.csv/r-hq", "", {"values.quantity": "2"})

    def by(number, acts_for):
        row = re.search(rf'number={number}">.*?</tr>', me.get(f"proposals?for={acts_for}").text)[0]
        page = re.search("Proposed by (.*?)[;.<]", me.get(f"proposal?number={number}&for={acts_for}").text)[1]
        assert f'"By">{page}<' in row
        return page

    assert [by(ashs, who) for who in ("ash", "birch", "")] == ["you", "Ash", "Ash"]
    assert [by(sites, who) for who in ("birch", "")] == ["The keeper of the store", "you"]
    mine = {who: me.get(f"mine?for={who}").text for who in ("ash", "birch", "")}
    listed = {who: {int(n) for n in re.findall(r">Proposal (\d+): ", html)} for who, html in mine.items()}
    assert listed == {"ash": {ashs}, "birch": set(), "": {sites}}
    into = {
        who: f'<option value="{ashs}"' in me.get(f"edit?new=pledges.yaml/pledges&for={who}").text
        for who in ("ash", "birch")
    }
    assert into == {"ash": True, "birch": False}
    room.close()


def test_what_was_returned_says_why_at_the_top_and_waits_to_be_mended(rooms):
    room = rooms()
    ash, chair = room.of(ASH), room.of(CHAIR)
    number = ash.propose(POSTS, {"Pledges.0.tours": "9"})
    ash.decide(number, "submit")
    assert "Returned" not in ash.page(number)
    chair.decide(number, "return", reason="Nine tours are too many for Ash")
    page = ash.page(number)

    top = page[: page.index("<ol>")]
    assert "<strong>Returned</strong> by Clara: Nine tours are too many for Ash</p>" in top
    assert "It waits for you to mend it and submit it again." in top
    ash.decide(number, "submit")
    assert "<strong>Returned</strong>" not in ash.page(number)


def test_a_comment_and_a_broken_silence_stay_with_the_version(rooms):
    room = rooms()
    ash, birch, chair = room.of(ASH), room.of(BIRCH), room.of(CHAIR)
    number = ash.propose(POSTS, FIVE)
    assert ash.decide(number, "submit").status_code == 303
    assert birch.decide(number, "comment", text="Where would the fifth stand?").status_code == 303
    deadline = (datetime.now(UTC) + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    assert chair.decide(number, "silence").status_code == 422
    assert chair.decide(number, "silence", deadline=deadline).status_code == 303

    assert "until its deadline" in birch.proposal(number)["proposal"]["waits"]
    assert chair.decide(number, "accept").status_code == 422
    assert birch.decide(number, "break").status_code == 422
    assert birch.decide(number, "break", reason="Not in the west").status_code == 303
    expected = chair.get(f"effect.json?number={number}").json()
    assert chair.decide(number, "accept", reason="Noted").status_code == 303

    assert chair.get(f"effect.json?number={number}").json() == expected  # and not that of a version that holds it
    assert any(each["headlines"] for each in expected["scenarios"])
    found = valid(birch.proposal(number))
    assert found["proposal"]["state"] == "accepted"
    assert [each["text"] for each in found["comments"]] == ["Where would the fifth stand?"]
    assert [(d["kind"], d["reason"]) for d in found["decisions"][-2:]] == [
        ("broken", "Not in the west"),
        ("accepted", "Noted"),
    ]

    made = len(birch.get("versions.json").json()["versions"])
    page = birch.get(f"proposal?number={number}").text
    for words in (
        "by Anna",
        "submitted by Anna, for Ash",
        "<strong>Bert</strong>",
        "to the coalition",
        "broken by Bert, for Birch",
        "accepted by Clara",
        f"what differs in version {made}, which it became",
    ):
        assert words in page, words
    assert ">Anna</td>" in birch.get("proposals").text


def test_what_decides_a_proposal_stands_apart_each_with_the_field_that_it_needs(room):
    ash, chair = room.of(ASH), room.of(CHAIR)
    number = ash.propose(POSTS, {"Pledges.0.tours": "8"})
    draft = ash.get(f"proposal?number={number}").text
    ash.decide(number, "submit")
    groups = [
        re.findall(r'<fieldset class="row".*?</fieldset>', html, re.DOTALL)
        for html in (draft, chair.get(f"proposal?number={number}").text, ash.get(f"proposal?number={number}").text)
    ]

    assert "Pledge Four posts from Ash: changed" in draft
    assert '<th scope="row">Tours</th>' in draft

    buttons = [[re.findall(r'<button name="do" value="(\w+)"', group) for group in found] for found in groups]
    assert buttons == [
        [["submit"], ["withdraw"]],
        [["silence"], ["accept", "return"]],  # Enter in the deadline presses the first button
        [["dissent"], ["withdraw"]],
    ]
    listed = re.search(rf'<tr><th scope="row"><a href="[^"]*number={number}">.*?</tr>', chair.get("proposals").text)[0]
    assert re.search(r'data-label="Last step">\d{4}-\d\d-\d\d \d\d:\d\d UTC</td>', listed)
    silence, now = groups[1]
    assert 'name="deadline"' in silence
    assert "to return it a reason" in now
    ash.decide(number, "withdraw")


def test_a_sealed_pledge_is_in_no_answer_to_another_nation(rooms):
    room = rooms()
    ash, birch, chair = room.of(ASH), room.of(BIRCH), room.of(CHAIR)
    number = ash.propose("edit?new=pledges.yaml/pledges", NEW, title="Sealed")
    assert ash.decide(number, "submit").status_code == 303
    assert SEALED in chair.get(f"proposal?number={number}").text
    assert chair.decide(number, "accept").status_code == 303
    assert SEALED in chair.get("contributions.json").text

    asked = ["mine", "proposals", "proposals.json", "contributions", "contributions.json", "home.json", "record.json"]
    asked += [f"proposal?number={number}", f"proposal.json?number={number}", f"effect?number={number}"]
    asked += [f"effect.json?number={number}", "edit?record=pledges.yaml/pledges/ash-sealed"]
    for member in (BIRCH, STAFF, READER):
        for path in asked:
            answer = room.of(member).get(path).text
            assert SEALED not in answer, (member.id, path)
            assert "ash-sealed" not in answer.replace(path, ""), (member.id, path)
    book = birch.get("workbook.xlsx").content
    assert SEALED.encode() not in book


def test_who_takes_into_confidence_what_others_have_seen_is_told_how_they_will_read_it(rooms):
    ash = rooms().of(ASH)
    plain, chosen = ash.get(POSTS).text, ash.send(POSTS, {"release": "chair", "tours": "9"}, do="rows").text
    says = "Others have seen this. Released to fewer, from the next version on they will not, and read it as gone."

    assert f'id="release-says">{says}</p>' in plain
    assert f'<strong class="problem">{says}</strong>' in chosen
    assert says not in ash.get("edit?new=pledges.yaml/pledges").text

    number = ash.propose(POSTS, {"Pledges.0.tours": "9", "release": "chair"})
    other = ash.propose(POSTS, {"Pledges.0.tours": "9"})
    warned = [ash.get(f"proposal?number={each}").text for each in (number, other)]
    assert ["Others have seen this." in each for each in warned] == [True, False]


def test_a_fault_that_comes_of_a_hidden_record_tells_nothing_of_it(rooms):
    room = rooms()
    ash, chair = room.of(ASH), room.of(CHAIR)
    number = ash.propose("edit?new=pledges.yaml/pledges", NEW)
    ash.decide(number, "submit")
    assert chair.decide(number, "accept").status_code == 303

    found = room.of(STAFF).send("edit?record=scenarios.yaml/facts/truce", {"take-out": "yes"})

    assert found.status_code == 422
    assert "ash-sealed" not in found.text
    assert SEALED not in found.text


def test_staff_writes_a_requirement_by_the_same_kind_of_form_and_as_text(room):
    staff = room.of(STAFF)
    line = "edit?record=requirement.csv/m-posts-west"
    assert "More rows" not in staff.get(line).text
    assert "More rows" in room.of(ASH).get(POSTS).text
    wrong = staff.send(line, {"values.quantity": "many"})
    assert wrong.status_code == 422
    assert re.search(r'id="values-quantity-says"><strong class="problem">.*?many', wrong.text)

    number = staff.propose(line, {"values.to_month": "9"})
    (change,) = staff.proposal(number)["changes"]
    assert [(f["field"], f["after"]) for f in change["fields"]] == [("to_month", "9")]

    html = staff.get(f"{line}&text=yes").text
    assert (title := re.search(r"<h1>.*?</h1>", html)[0]) == re.search(r"<h1>.*?</h1>", staff.get(line).text)[0]
    assert title == "<h1>Requirement line: Posts, west</h1>"
    assert re.search(r'<a href="/two-rivers/edit\?record=requirement.csv%2Fm-posts-west">Back to the form</a>', html)
    assert 'class="body" rows="3"' in html
    text = staff.form(f"{line}&text=yes")
    again = staff.post(
        "edit",
        {**text, "text": text["text"].replace("Posts = length", "Posts are length", 1), "reason": "r", "do": "send"},
    )
    assert again.status_code == 303


def test_the_effect_of_a_draft_is_shown_before_anything_is_sent(room):
    ash = room.of(ASH)
    before = len(ash.get("proposals.json").json()["proposals"])

    shown = ash.send(POSTS, {"Conditions.1.out": "yes"}, do="effect")
    again = re.search(r'id="effect" hx-get="([^"]+)"', shown.text)
    text = shown.text if again is None else ash.get(again[1].partition("/two-rivers/")[2].replace("&amp;", "&")).text

    assert shown.status_code == 200
    assert "Joins:" in text
    assert "Four posts from Ash" in text
    assert len(ash.get("proposals.json").json()["proposals"]) == before
    if again:
        word = again[1].partition("/two-rivers/")[2].replace("&amp;", "&")
        assert room.of(BIRCH).get(word).status_code == 404


def test_the_effect_of_a_proposal_is_what_its_version_then_plans(rooms, tmp_path):
    room = rooms()
    ash, chair = room.of(ASH), room.of(CHAIR)
    number = ash.propose(POSTS, {"Conditions.1.out": "yes"})
    ash.decide(number, "submit")
    effect = valid(chair.get(f"effect.json?number={number}").json())
    chair.decide(number, "accept")

    export(room, 2, tmp_path / "after")
    done = CliRunner().invoke(main, ["plan", str(tmp_path / "after"), "--draws", "200", "--json"])
    scenarios = json.loads(done.stdout)["scenarios"]
    for each in effect["scenarios"]:
        for headline in each["headlines"]:
            assert headline["range_after"] == scenarios[each["scenario"]]["ranges"][headline["headline"]]


def test_a_workbook_comes_back_as_a_proposal(room):
    ash = room.of(ASH)
    book = ash.get("workbook.xlsx").content

    same = ash.post("workbook", {"title": "Again"}, files={"workbook": ("ash.xlsx", book)})
    broken = ash.post("workbook", {"title": "Again"}, files={"workbook": ("ash.xlsx", b"no workbook")})

    assert same.status_code == broken.status_code == 422
    assert "says nothing that the case does not say already" in same.text
    assert "ash.xlsx" in broken.text


def test_too_much_is_refused(room):
    assert room.of(ASH).post("edit", {"text": "x" * 300_000}).status_code == 413
    assert room.of(ASH).get("effect?word=guess").status_code == 404
    assert room.of(ASH).get("proposal?number=99").status_code == 400


def test_the_how_to_of_writing_names_what_there_is_to_press(room):
    text = (DOCS / "howto" / "propose.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE))
    ash, chair, birch = room.of(ASH), room.of(CHAIR), room.of(BIRCH)
    form = ash.get(POSTS).text
    for words in ("Show the effect", "Write it into a proposal", "More rows", "Take this out", "Change it as text"):
        assert f'"{words}"' in text
        assert words in form

    def pressed(who):
        return {each.lower() for each in re.findall(r'<button name="do" value="\w+">(\w+)', who.get(address).text)}

    number = ash.propose(POSTS, FIVE)
    address = f"proposal?number={number}"
    assert pressed(ash) == {"submit", "withdraw", "say"} == {*re.findall("submit|withdraw", rows["its writer"]), "say"}
    ash.decide(number, "submit")
    assert pressed(chair) == {"accept", "return", "put", "say"}
    assert [word in rows["the chair"] for word in ("accept", "return", "put under silence")] == [True] * 3
    chair.decide(number, "silence", deadline="2099-01-01T00:00")
    assert pressed(birch) == {"break", "put", "say"}
    assert [word in rows["a nation"] for word in ("break silence", "put dissent on record")] == [True] * 2
    for form in re.findall(r"/SESSION/(proposals?\.json(?:\?number=3)?)", text):
        assert birch.get(form.replace("3", str(number))).status_code == 200, form


HANSARD = {
    "key": "ash-debate",
    "values.title": "Debates of Ash, 5 March 2031",
    "values.licence": "linked only",
    "values.published_on": "2031-03-05",
    "values.reliability": "B",
}
ONE_BATTALION = {
    "key": "st-90",
    "values.said_on": "2031-03-05",
    "values.speaker": "Chancellor of Ash",
    "values.speaks_for": "Ash",
    "values.authority": "leader",
    "values.topic": "troops",
    "values.stance": "for",
    "values.scope": "in-country",
    "values.quote": 'One "battalion", no more.',
    "values.summary": "Offers one battalion.",
    "values.source": "ash-debate",
    "values.credibility": "2",
}


def edited(html):
    """List what the links of a page lead to a form of."""
    return {each for at in re.findall(r'href="[^"]*/edit\?([^"]*)"', html) for each in parse_qsl(unescape(at))}


def ids(table):
    return {row["id"] for row in csv.DictReader(table.decode().splitlines())}


def test_the_staff_adds_a_source_and_a_statement_on_the_record_and_changes_them(rooms, tmp_path):
    room = rooms()
    staff, chair = room.of(STAFF), room.of(CHAIR)
    before = export(room, 1, tmp_path / "before")
    news = {("new", f"{kind}.csv") for kind in ("statements", "sources", "actors")}
    own = {("record", f"statements.csv/{name}") for name in ids(before["statements.csv"])}
    own |= {("record", f"sources.csv/{name}") for name in ids(before["sources.csv"])}
    assert news | own <= edited(staff.settled("record"))
    assert "added and changed on <a" in staff.get("mine").text
    assert "added and changed on <a" not in room.of(ASH).get("mine").text
    assert not edited(room.of(ASH).settled("record"))
    assert room.of(ASH).get("edit?new=statements.csv").status_code == 403

    for version, (file, written) in enumerate({"sources.csv": HANSARD, "statements.csv": ONE_BATTALION}.items(), 2):
        number = staff.propose(f"edit?new={file}", written)
        staff.decide(number, "submit")
        assert chair.decide(number, "accept").status_code == 303
        after = export(room, version, tmp_path / str(version))
        assert after[file].startswith(before[file])
        assert after[file].count(b"\n") == before[file].count(b"\n") + 1
        assert {name for name, data in before.items() if after[name] != data} == {file}
        before = after
    (row,) = [each for each in csv.DictReader(after["statements.csv"].decode().splitlines()) if each["id"] == "st-90"]
    assert (row["speaks_for"], row["quote"], row["supersedes"]) == ("ash", 'One "battalion", no more.', "")

    assert staff.get("record.json").status_code == 200  # and by then the version is planned
    said = staff.get("record").text
    assert "One &#34;battalion&#34;, no more." in said
    assert {("record", "statements.csv/st-90"), ("record", "sources.csv/ash-debate")} <= edited(said)
    number = staff.propose("edit?record=statements.csv/st-90", {"values.summary": "Offers a battalion."})
    (change,) = staff.proposal(number)["changes"]
    assert [(f["field"], f["after"]) for f in change["fields"]] == [("summary", "Offers a battalion.")]


def test_a_pledge_without_a_step_is_told_at_the_steps_which_stand_open_and_lead_to_the_statements(room):
    ash = room.of(ASH)
    asked = "edit?new=pledges.yaml/pledges"
    form = ash.get(asked).text
    assert "added by the staff: ask them" in form
    assert ("new", "statements.csv") not in edited(form)

    lacking = {name: text for name, text in NEW.items() if not name.startswith("Status")} | {"key": "ash-bare"}
    found = ash.send(asked, lacking | {"Pledges.0.ready_days": "", "Pledges.0.location": ""})
    assert found.status_code == 422
    steps = re.search(r'<fieldset class="part part-status wrong" id="Status">.*?</details>', found.text, re.DOTALL)[0]
    assert '<details class="more" open>' in steps
    assert '<strong class="problem">nothing is filled in; give at least one</strong>' in steps
    mend = dict(re.findall(r'<li><a href="#([\w-]+)">[^<]*</a>: ([^<]*)</li>', found.text))
    assert mend == {
        "Status": "nothing is filled in; give at least one",
        "Pledges-0-ready_days": "nothing is filled in; fill it in",
        "Pledges-0-location": "nothing is chosen; choose one",
    }


def test_what_is_ticked_and_what_is_named_by_its_words_is_written_by_its_ids(room):
    ash = room.of(ASH)
    form = ash.get(POSTS).text
    assert re.search(r'type="checkbox" name="Conditions\.1\.location" value="in-country"> inside the country', form)
    ticked = {
        "Conditions.1.location": ["in-country", "sea"],
        "Conditions.1.capability": ["Observation post", "drone-orbit"],
    }
    number = ash.propose(POSTS, ticked)

    after = {f["field"]: f["after"] for f in ash.proposal(number)["changes"][0]["fields"]}
    assert after["conditions[1].joined.location"] == "[in-country, sea]"
    assert after["conditions[1].joined.capability"] == "[observation-post, drone-orbit]"
    ash.decide(number, "withdraw")


def test_silence_without_a_time_says_where_to_set_one(room):
    ash, chair = room.of(ASH), room.of(CHAIR)
    number = ash.propose(POSTS, FIVE)
    ash.decide(number, "submit")
    told = chair.decide(number, "silence", deadline="").text

    assert "silence has no deadline; set a time under Silence until" in told
    assert "Silence until (UTC)</label>" in told
    ash.decide(number, "withdraw")

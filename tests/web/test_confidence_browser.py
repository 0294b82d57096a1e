"""A pledge told in confidence, in real browsers: written by a nation, read by its chair, and nowhere else found."""

import io
import zipfile

import pytest

from tests.store.sessions import ASH, CHAIR, ELM, READER
from tests.web.sessions import ask

pytestmark = pytest.mark.usefixtures("session")

WORDS = ("Zqmoor boats", "Zqreed note", "Zqfen title", "Zqrush reason", "Zqsedge comment", "6173", "6,173")
"""What is told in confidence; people are one of it."""

RECORD = "edit?record=pledges.yaml/pledges/elm-quiet"
OPENED = ("home?scenario=voted", "contributions", "map?scenario=voted", "proposals", "proposal?number=3", RECORD)
"""What is opened as a page; all else is asked for, with the browser's cookies."""

PAGES = ("coalition", "requirement", "record", "assumptions", "mine", "versions", "effect?number=3")
FORMS = ("home.json", "home.csv", "home.html", "coalition.json", "contributions.csv", "contributions.json")
MORE = ("requirement.csv", "map.geojson?scenario=voted", "map.json", "proposals.json", "versions.json", "versions.csv")
OF_IT = tuple(f"difference{form}?from=3&version=4" for form in ("", ".json", ".csv"))
OF_IT += ("proposal.json?number=3", "effect.json?number=3", "home.json?version=4", "log.csv")


class Eyes:
    """A member's browser: what it shows, asks for, and is told by a stream that stays open."""

    def __init__(self, browser, members, who):
        self.place = f"{members.base_url}".rstrip("/") + "/ford"
        self.context = browser.new_context()
        self.context.add_cookies([{"name": "person", "value": who.id, "url": self.place}])
        self.context.set_default_timeout(90_000)
        self.page, self.home, self.said = self.context.new_page(), self.context.new_page(), []
        for page in (self.page, self.home):
            page.on("console", lambda message: self.said.append(message.text))
        self.open("home", self.home)
        self.stream = self.home.evaluate_handle(LISTEN)

    def open(self, place, page=None):
        page = page or self.page
        page.goto(f"{self.place}/{place}")
        page.wait_for_selector("main:not([aria-busy])")
        page.wait_for_selector("[aria-busy=true]", state="detached")
        return page.content()

    def press(self, words):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).click()
        self.page.wait_for_selector("main:not([aria-busy])")

    def fetch(self, place, method="GET"):
        """Ask for an address with the browser's own cookies; an archive is unpacked."""
        found = self.context.request.fetch(f"{self.place}/{place}", method=method, headers=OURS, timeout=90_000)
        body = found.body()
        if b'aria-busy="true"' in body:
            return self.fetch(place, method)  # until its plan is there
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                body = b"\n".join(archive.read(name) for name in archive.namelist())
        return f"{found.headers}\n{body.decode(errors='replace')}"

    def everything(self):
        """Return all that there is to be seen, by where."""
        seen = {place: self.open(place) for place in OPENED}
        seen |= {place: self.fetch(place) for place in (*PAGES, *FORMS, *MORE, *OF_IT)}
        seen["export"] = self.fetch("export", "POST")
        seen["left open"], seen["stream"] = self.home.content(), self.stream.evaluate("heard => heard.join('')")
        return seen


OURS = {"sec-fetch-site": "same-origin"}
LISTEN = """() => { const heard = [];
    fetch("/ford/live?shown=3").then(async answer => {
        for await (const bytes of answer.body) heard.push(new TextDecoder().decode(bytes)); });
    return heard; }"""


def told(seen):
    return {(place, word) for place, text in seen.items() for word in WORDS if word in text}


def test_what_a_nation_tells_its_chair_is_in_nothing_that_others_see_hear_or_take_away(browser, members):
    for who in (CHAIR, ASH, ELM, READER):
        ask(members, who, "home.json")
    elsa, clara, anna, rita = (Eyes(browser, members, who) for who in (ELM, CHAIR, ASH, READER))

    elsa.open("edit?new=pledges.yaml/pledges")
    elsa.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for field, words in WRITTEN.items():
        one = elsa.page.locator(f"[name='{field}']")
        one.select_option(words) if field in CHOSEN else one.fill(words)
    elsa.press("Show the effect")
    elsa.page.wait_for_selector("#effect h3")
    elsa.press("Write it into a proposal")
    elsa.press("Submit it")
    clara.open("proposal?number=3")
    clara.page.fill("[name=text]", WORDS[4])
    clara.press("Say it")
    clara.press("Accept it")
    clara.page.wait_for_selector("text=accepted")
    clara.home.wait_for_selector(".standing:has-text('Version 4')")

    for each in (anna, rita):
        seen = each.everything()
        assert told(seen) == set()
        assert "event: planned" in seen["stream"]
        assert "event: version" not in seen["stream"]
        assert [said for said in each.said if not any(known in said for known in KNOWN)] == []
    found = told(clara.everything())
    assert {place.partition("?")[0] for place, _ in found} >= WHERE
    assert {word for _, word in found} == set(WORDS)


KNOWN = ("status of 4", "GL Driver Message")
"""What the console says of answers to who may not ask, and of drawing without a graphics card."""

WRITTEN = {
    "key": "elm-quiet",
    "Pledges.0.title": WORDS[0],
    "Pledges.0.note": WORDS[1],
    "Pledges.0.capability": "post",
    "Pledges.0.basis": "presence",
    "Pledges.0.location": "in-country",
    "Pledges.0.ready_days": "20",
    "Pledges.0.tour_months": "6",
    "Pledges.0.tours": "4",
    "Pledges.0.standing": "assumed",
    "Status.0.on": "2031-02-10",
    "Status.0.status": "offered",
    "Status.0.statements": "st-02",
    "release": "chair",
    "title": WORDS[2],
    "reason": WORDS[3],
    **{f"Pledges.0.quantity.{end}": "617" for end in ("low", "likely", "high")},
    **{f"Pledges.0.personnel.{end}": "6173" for end in ("low", "likely", "high")},
}
CHOSEN = {
    "release",
    "Status.0.status",
    *(f"Pledges.0.{each}" for each in ("capability", "basis", "location", "standing")),
}
WHERE = {
    *("home", "home.json", "home.html", "contributions", "contributions.csv", "contributions.json"),
    *("coalition", "proposals", "proposals.json", "proposal", "proposal.json", "effect", "effect.json"),
    *("difference", "difference.json", "difference.csv", "versions.json", "export", "map.geojson"),
}
"""Where it can be read, by those who may."""

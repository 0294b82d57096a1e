"""The planning session from end to end in a real browser, by keyboard alone: two nations and a chair, one plan."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from tests.web.conftest import Served
from tests.web.test_browser import Tab
from tests.web.test_staff_browser import keys, wait_for_focus
from truceline.cli import main
from truceline.services.session.people import Invited, people_invite
from truceline.services.session.staff import Caller, NewPassword, Staff
from truceline.services.session.versions import session_import
from truceline.store.engine import open_store

PASSWORD = "seven swans on the mill pond"  # noqa: S105
PEOPLE = (
    Invited("clara", ["chair"], name="Clara"),
    Invited("anna", ["nation"], "ash", "Anna"),
    Invited("dora", ["nation"], "dale", "Dora"),
)
SECRET = "Two more posts, if nobody hears of it"  # noqa: S105
FOCUSED = """() => { const at = document.activeElement, label = at.labels?.[0]?.textContent ?? "";
    return [at.name || "", at.value ?? "", at.textContent.trim(), label.trim(), at.getAttribute("href") ?? ""]; }"""
POLICY = "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"


def now():
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """A served store with the small case as a session, and three members who have chosen their passwords."""
    place = tmp_path_factory.mktemp("show") / "s.sqlite"
    session_import("two-rivers", "talks", place, at=now())
    for who in PEOPLE:
        link = people_invite(who, "talks", place, at=now()).result.address
        store = open_store(place)
        chosen = NewPassword(PASSWORD, PASSWORD, who.name)
        assert Staff(store, now).accept(link.rpartition("/")[2], chosen, Caller("127.0.0.1")).token
        store.close()
    server = Served("--staff", store=place)
    yield server, place
    server.process.kill()
    server.process.communicate()


class Hands(Tab):
    """A member's browser, of which only the keyboard is used; its first address is typed."""

    def __init__(self, browser, server, person):
        super().__init__(browser, server.address)
        self.page.add_init_script(POLICY)
        self.page.goto(f"{server.address}/")
        wait_for_focus(self.page, "name")
        self.page.keyboard.type(person)
        self.write("password", PASSWORD)
        self.enter()
        self.settle()

    def reach(self, words, most=400):
        """Press Tab until the focus is at what has this name, value, text, label or link, which begins with /."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUSED)
            if words in found or (words.startswith("/") and re.search(words, found[-1])):
                return
        raise AssertionError(f"{words} is not reached on {self.page.url}")

    def write(self, name, text):
        self.reach(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, name, words):
        """Choose in a list by typing how the choice begins."""
        self.reach(name)
        self.page.keyboard.type(words)

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def settle(self):
        self.page.wait_for_selector("main:not([aria-busy])", timeout=90_000)  # a plan on a busy machine

    def follow(self, *way):
        """Follow links and press buttons, each by Tab and Enter, from page to page."""
        for words in way:
            self.reach(words)
            self.enter()
            self.settle()

    def kept(self, words):
        """Press Enter at what gives a file, and return the file's bytes."""
        self.reach(words)
        with self.page.expect_download() as found:
            self.page.keyboard.press("Enter")
        return found.value.path().read_bytes()

    @property
    def text(self):
        return self.page.inner_text("main")


def files_in(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def tell_in_confidence(dora, clara, anna):
    """Dale tells the chair alone of its companies, and the chair takes it in: version 2."""
    dora.follow("My contribution", "Two reaction companies from Dale")
    dora.write("Pledges.0.note", SECRET)
    dora.choose("release", "my nation and the chair")
    dora.write("title", "In confidence")
    dora.write("reason", "So it is")
    dora.follow("Write it into a proposal", "Submit it")
    clara.follow("Proposals", "1: In confidence")
    assert SECRET in clara.text
    clara.follow("Accept it")
    assert "accepted" in clara.text
    anna.follow("Proposals")
    assert "In confidence" not in anna.text


def offer_with_a_condition(anna):
    """Ash offers two posts more if Dale comes too, sees what that does, and proposes it."""
    anna.follow("My contribution", "Four posts from Ash")
    for end in ("low", "likely", "high"):
        anna.write(f"Pledges.0.quantity.{end}", "6")
    anna.reach("One more condition")
    anna.page.keyboard.press("Enter")
    anna.choose("Conditions.2.kind", "a contributor")
    anna.choose("Conditions.2.who", "Dale")
    anna.write("title", "Six posts")
    anna.write("reason", "Two more are free, if Dale comes")
    anna.follow("Show the effect")
    anna.page.wait_for_selector("#effect h3")
    assert "Posts, west" in anna.page.locator("#effect").text_content()
    anna.follow("Write it into a proposal", "Submit it")
    assert "dale" in anna.text


def break_silence(dora, clara):
    """Dale asks, the chair lets silence run, Dale breaks it, and the chair accepts all the same: version 3."""
    dora.follow("Proposals", "2: Six posts")
    dora.write("text", "Where would they stand?")
    dora.follow("Say it")
    clara.follow("Proposals", "2: Six posts")
    assert "Where would they stand?" in clara.text
    clara.reach("deadline")
    for part in (f"{now() + timedelta(hours=3):%m%d%Y}", "Tab", f"{now() + timedelta(hours=3):%I%M%p}"):
        keys(clara.page, part)
    clara.follow("Put it under silence")
    assert "silence until" in clara.text
    dora.follow("Proposals", "2: Six posts")
    dora.write("reason", "Dale was not asked")
    dora.follow("Break silence")
    clara.follow("Proposals", "2: Six posts", "Accept it")
    assert "Dale was not asked" in clara.text


def come_too_late(train):
    """Ash's other browser sends what it wrote from the text before: both texts are shown, and nothing is merged."""
    train.write("Pledges.0.tours", "9")
    train.write("reason", "More")
    train.follow("Write it into a proposal")
    stands, mine = train.page.locator(".conflict pre").all_inner_texts()
    assert ("quantity: 6" in stands, "tours: 9" in stands) == (True, False)
    assert ("quantity: 6" in mine, "tours: 9" in mine) == (False, True)


def take_out(clara):
    """Return the brief of version 3 by its permalink, and its export; what differs from version 2 is shown."""
    clara.follow("Versions")
    assert "Dale broke silence: Dale was not asked" in clara.text
    brief, archive = clara.kept(r"/home\.html\?version=3"), clara.kept("Export")
    clara.follow("what differs from 2")
    assert clara.page.locator("del").all_inner_texts().count("4") == 1
    assert clara.page.locator("ins").all_inner_texts().count("6") == 1
    return brief, archive


def test_two_nations_and_a_chair_make_a_version_with_dissent_by_keyboard_alone(browser, staffed, tmp_path):
    server, place = staffed
    clara, anna, dora, train = (Hands(browser, server, person) for person in ("clara", "anna", "dora", "anna"))
    train.follow("My contribution", "Four posts from Ash")
    tell_in_confidence(dora, clara, anna)
    offer_with_a_condition(anna)
    break_silence(dora, clara)
    come_too_late(train)
    brief, archive = take_out(clara)
    out, planned = tmp_path / "out", tmp_path / "plan"
    for command in (
        ["session", "export", "talks", "3", str(out), "--store", str(place)],
        ["plan", str(out), "--out", str(planned)],
    ):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output

    assert files_in(archive) == files_below(out)
    assert brief == (planned / "brief.html").read_bytes()
    assert [each.said for each in (clara, anna, dora)] == [[], [], []]
    assert ["409" in said for said in train.said] == [True]  # the browser tells of the answer to what came too late
    assert [each.foreign for each in (clara, anna, dora, train)] == [[]] * 4

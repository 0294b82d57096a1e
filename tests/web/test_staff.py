"""A staff signs in: what is asked without, what is kept, what is said, and what each person may see and do."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import jsonschema
import pytest
from argon2 import PasswordHasher
from markupsafe import escape

from tests.conftest import FORD
from tests.places import DOCS
from tests.store.sessions import T0
from tests.web.apart import Apart
from truceline.accounts.roles import Member, Role
from truceline.services.session import passwords
from truceline.services.session.pages import PAGES
from truceline.services.session.passwords import Passwords
from truceline.services.session.people import Invited, people_disable, people_invite, people_reset
from truceline.services.session.staff import GONE, Caller, NewPassword, Staff
from truceline.services.session.versions import session_import
from truceline.services.session.workspace import Workspace
from truceline.store.accounts import password_hash, set_password
from truceline.store.engine import open_store, reading, writing
from truceline.store.people import RESERVED, add_person, set_member
from truceline.web.app import application
from truceline.web.door import OWN, Door
from truceline.web.entry import Entry
from truceline.web.live import Ending

PASSWORD = "seven swans on the mill pond"  # noqa: S105
OTHER = "the old bridge is closed again"
NEW = {"password": PASSWORD, "again": PASSWORD}
OURS = {"sec-fetch-site": "same-origin"}


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self):
        self.at = T0

    def __call__(self):
        return self.at

    def passes(self, **time):
        self.at += timedelta(**time)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with two sessions: Anna chairs the ford and Ben plans there; Cleo chairs the hill."""
    place = tmp_path_factory.mktemp("made") / "s.sqlite"
    for name in ("ford", "hill"):
        session_import(FORD, name, place, at=T0)
    store, kept = open_store(place), Passwords().hashed(PASSWORD)
    with writing(store) as connection:
        for session, person, role in ((1, "anna", Role.CHAIR), (1, "ben", Role.STAFF), (2, "cleo", Role.CHAIR)):
            add_person(connection, person, person.title(), T0, password_hash=kept)
            set_member(connection, session, Member(person, person.title(), frozenset({role})), T0)
    store.close()
    return place


@pytest.fixture
def place(made, tmp_path):
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def clock():
    return Clock()


class Browser:
    """Asks the application as a browser does, with cookies of its own."""

    def __init__(self, app, runner, base, client):
        transport = httpx.ASGITransport(app=app, client=client)
        self._client = httpx.AsyncClient(transport=transport, base_url=base, headers=OURS)
        self._runner = runner
        self.app, self.cookies, self.headers = app, self._client.cookies, self._client.headers

    def request(self, method, path, **how):
        return self._runner.run(self._client.request(method, path, **how))

    def get(self, path, **how):
        return self.request("GET", path, **how)

    def post(self, path, **how):
        return self.request("POST", path, **how)


@pytest.fixture
def quick_hashes(monkeypatch):
    """Passwords are hashed by the real hasher with the least cost: for who counts attempts, and not what they take."""
    cheap = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "PasswordHasher", cheap)


@pytest.fixture
def browser(place, clock):
    """Open browsers on the served store, each with cookies of its own."""
    workspace, apps = Workspace(open_store(place), alone=False), []

    def open_browser(entry=None, base="http://127.0.0.1:8400", client=("127.0.0.1", 1)):
        if not apps:
            apps.append(application(workspace, Ending(), entry=entry or Entry(), clock=clock))
        return Browser(apps[0], runner, base, client)

    runner = Apart()
    yield open_browser
    runner.close()
    workspace.close()


def sign_in(one, name="anna", password=PASSWORD, **more):
    return one.post("/sign-in", data={"name": name, "password": password, **more})


def faults(page):
    return [re.sub("<[^>]+>", "", found) for found in re.findall(r'<p class="fault"[^>]*>(.*?)</p>', page)]


def test_signing_in_gives_a_cookie_that_scripts_and_other_sites_cannot_have_and_leads_on(browser):
    one = browser()
    answer = sign_in(one, " Anna ", to="/ford/members?x=1")

    assert (answer.status_code, answer.headers["location"]) == (303, "/ford/members?x=1")
    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(r"truceline=[\w-]{43}; HttpOnly; Path=/; SameSite=strict", cookie)
    assert "Anna" in one.get("/account").text


def test_by_tls_the_cookie_is_for_this_host_alone_and_secure(browser):
    entry = Entry(names=("plan.example.org",), proxy="10.0.0.1")
    one = browser(entry, base="https://plan.example.org", client=("10.0.0.1", 1))
    answer = sign_in(one)

    assert re.fullmatch(
        r"__Host-truceline=[\w-]{43}; HttpOnly; Path=/; SameSite=strict; Secure", answer.headers["set-cookie"]
    )
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert one.get("/account").status_code == 200


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nb: c"])
def test_signing_in_leads_nowhere_else(browser, to):
    assert sign_in(browser(), to=to).headers["location"] == "/"


def addresses(app):
    """Every address of the application, filled in, with a method of each."""
    values = {"session": "ford", "page": "home", "name": "session.css", "token": "x" * 43, "act": "invite"}
    for route in app.routes:
        if hasattr(route, "methods"):
            for method in route.methods - {"HEAD"}:
                yield method, re.sub(r"\{(\w+)[^}]*\}", lambda found: values[found[1]], route.path)


def test_every_address_refuses_who_is_not_signed_in(browser):
    one = browser()
    public = {"/sign-in", f"/invitation/{'x' * 43}", f"/new-password/{'x' * 43}", "/static/session.css"}
    forms = [("GET", f"/ford/{name}.{form}") for name, page in PAGES.items() for form in page.forms]
    asked = [*addresses(one.app), *forms, ("GET", "/nowhere"), ("GET", "/nowhere.json"), ("GET", "/ford/live")]

    assert len(asked) > 25
    for method, path in asked:
        answer = one.request(method, path)
        if path in public:
            assert answer.status_code in (200, 410, 422)
        elif method == "GET" and "." not in path and not path.endswith("/live"):
            assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in"), path
        else:
            assert answer.status_code == 401, path
            assert "sign in first" in answer.text
    assert one.get("/ford/map?as_of=2031-03-01").headers["location"] == "/sign-in?to=%2Fford%2Fmap%3Fas_of%3D2031-03-01"


def test_a_session_is_not_there_for_who_is_no_member_of_it(browser):
    one = browser()
    sign_in(one, "cleo")
    nowhere = one.get("/nowhere/home").text

    for method, path in addresses(one.app):
        if path.startswith("/ford"):
            assert one.request(method, path).status_code == 404, path
    assert one.get("/ford/home").text == nowhere.replace("/nowhere/home", "/ford/home")
    assert one.get("/ford/home.json").status_code == one.get("/ford/members.json").status_code == 404
    assert 'aria-label="Pages"' not in nowhere
    own = one.get("/hill/nothing").text
    assert 'aria-label="Pages"' in own
    assert '<a href="/hill/members">Members</a>' in own
    for place in ("/hill/members", "/account"):  # as every page of the session
        html = one.get(place).text
        assert re.search(r'<p class="case">([^<]+)</p>', html)[1] == "The Ford"
        links = re.findall(r'<li><a href="([^"]+)"', html)
        assert {"/hill/home", "/hill/map", "/hill/members", "/account"} <= set(links)
    assert '<th scope="row"><a href="/hill/home">The Ford</a></th>' in html
    assert one.get("/").headers["location"] == "/hill/home"


@pytest.mark.parametrize(
    ("name", "password"), [("anna", OTHER), ("nobody", PASSWORD), ("dora", PASSWORD), ("keeper", ""), ("", "")]
)
def test_whatever_is_wrong_a_hash_is_compared_and_the_same_is_said(browser, place, monkeypatch, name, password):
    people_invite(Invited("dora", ["staff"]), "ford", place, at=T0)
    people_disable("cleo", place, at=T0)
    compared = []
    right = Passwords.right

    def watched(self, kept, given):
        compared.append(kept)
        return right(self, kept, given)

    monkeypatch.setattr(Passwords, "right", watched)
    one = browser()
    answer = sign_in(one, name, password)
    disabled = sign_in(one, "cleo")

    said = ["Nothing was done: 1 field at fault.", "Password: the name or the password is not right; write both again."]
    assert (answer.status_code, faults(answer.text)) == (disabled.status_code, faults(disabled.text)) == (422, said)
    assert "set-cookie" not in answer.headers
    assert len(compared) == 2
    assert compared[1] == ""


def test_who_is_not_known_is_compared_with_a_hash_of_the_same_cost():
    from argon2 import extract_parameters

    found = Passwords()

    assert not found.right("", PASSWORD)
    assert extract_parameters(found._nobodys) == extract_parameters(found.hashed(PASSWORD))


@pytest.mark.usefixtures("quick_hashes")
def test_attempts_wait_longer_and_longer_for_who_is_known_and_who_is_not(browser, clock):
    one = browser()
    for name in ("anna", "nobody"):
        assert [sign_in(one, name, OTHER).status_code for _ in range(6)] == [422] * 5 + [429]
        answer = sign_in(one, name)
        assert answer.headers["retry-after"] == "1"
        assert faults(answer.text)[1] == "Password: too many attempts failed; try again in 1 seconds."
    clock.passes(seconds=1)
    assert sign_in(one).status_code == 303
    assert [sign_in(one, "anna", OTHER).status_code for _ in range(6)] == [422] * 5 + [429]


@pytest.mark.usefixtures("quick_hashes")
def test_an_address_that_guesses_at_many_accounts_waits(browser):
    one = browser()

    assert [sign_in(one, f"person{n}", OTHER).status_code for n in range(21)] == [422] * 20 + [429]


def test_a_hash_of_earlier_parameters_is_made_anew_when_its_owner_signs_in(browser, place):
    store = open_store(place)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with writing(store) as connection:
        set_password(connection, "anna", weak, instead_of=password_hash(connection, "anna"))
    assert sign_in(browser()).status_code == 303
    with reading(store) as connection:
        renewed = password_hash(connection, "anna")
    store.close()

    assert renewed != weak
    assert renewed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_browser_gets_another_secret_whenever_it_signs_in_and_the_one_before_holds_no_longer(browser):
    one, thief = browser(), browser()
    sign_in(one)
    first = one.cookies["truceline"]
    sign_in(one)

    assert one.cookies["truceline"] != first
    thief.cookies.set("truceline", first)
    assert thief.get("/account").status_code == 303


def test_signing_out_here_and_everywhere(browser):
    one, two = browser(), browser()
    sign_in(one)
    sign_in(two)
    held = one.cookies["truceline"]
    answer = one.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert 'truceline=""; expires=' in answer.headers["set-cookie"]
    one.cookies.set("truceline", held)
    assert one.get("/account.json").status_code == 401
    assert [each["this"] for each in two.get("/account.json").json()["browsers"]] == [True]
    sign_in(one)
    assert len(two.get("/account.json").json()["browsers"]) == 2

    assert "Sign out everywhere else" in two.get("/account").text
    assert two.post("/account/sign-out-elsewhere").headers["location"] == "/account"
    assert one.get("/account.json").status_code == 401
    assert [each["this"] for each in two.get("/account.json").json()["browsers"]] == [True]
    assert "Sign out everywhere else" not in two.get("/account").text
    sign_in(one)
    two.post("/account/sign-out-everywhere")
    assert one.get("/account.json").status_code == two.get("/account.json").status_code == 401


def test_a_browser_is_signed_out_after_an_hour_without_use(browser, clock):
    one = browser()
    sign_in(one)
    for _ in range(3):
        clock.passes(minutes=59)
        assert one.get("/account").status_code == 200
    clock.passes(minutes=60)
    assert one.get("/account").status_code == 303


def link(place, person="dora", *roles, **more):
    made = people_invite(Invited(person, roles or ["nation"], **more), "ford", place, at=T0)
    return made.result.address


def test_an_invitation_is_accepted_once_and_signs_in(browser, place):
    address = link(place, contributor="ash", name="Dora")
    one, two = browser(), browser()
    assert "As nation for Ash" in one.get(address).text
    answer = one.post(address, data={**NEW, "name": "Dora of Ash"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/ford/home")
    account = one.get("/account.json").json()["account"]
    assert account["name"] == "Dora of Ash"
    assert account["memberships"] == [{"session": "ford", "roles": ["nation"], "contributor": "ash"}]
    assert two.get(address).status_code == two.post(address, data=NEW).status_code == 410
    assert sign_in(two, "dora").status_code == 303


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        ({"password": "too short", "again": "too short"}, "password", "it has 9 characters; give at least 15"),
        ({"password": PASSWORD, "again": OTHER}, "again", "it is not the same twice"),
        ({**NEW, "name": "a\nb"}, "name", "no name of a person"),
    ],
)
def test_a_fault_of_an_invitation_is_told_at_its_field_and_the_link_still_holds(browser, place, form, field, words):
    address = link(place, contributor="ash")
    one = browser()
    answer = one.post(address, data=form)

    assert answer.status_code == 422
    assert f'<p class="fault" id="fault-{field}">' in answer.text
    assert words in faults(answer.text)[1]
    shown = re.search(rf'<input id="field-{field}"[^>]*>', answer.text)[0]
    assert 'aria-invalid="true"' in shown
    assert f'aria-describedby="fault-{field}' in shown
    assert PASSWORD not in answer.text
    assert one.post(address, data=NEW).status_code == 303


def test_who_has_an_account_accepts_with_its_password_and_nobody_else(browser, place):
    address = link(place, "cleo", "staff")
    one = browser()
    assert one.post(address, data={"password": OTHER, "again": OTHER}).status_code == 422
    assert sign_in(one, "cleo", OTHER).status_code == 422
    assert one.post(address, data={"password": PASSWORD}).status_code == 303
    assert {each["session"] for each in one.get("/account.json").json()["account"]["memberships"]} == {"ford", "hill"}


def test_a_link_sets_a_new_password_once_and_signs_out_everywhere_else(browser, place):
    one, two = browser(), browser()
    sign_in(one)
    address = people_reset("anna", place, at=T0).result.address
    assert two.post(address, data={"password": OTHER, "again": OTHER}).status_code == 303

    assert two.get("/account").status_code == 200
    assert one.get("/account").status_code == 303
    assert one.post(address, data=NEW).status_code == 410
    assert sign_in(one).status_code == 422
    assert sign_in(one, "anna", OTHER).status_code == 303


def test_a_password_is_changed_by_who_knows_it(browser):
    one, two = browser(), browser()
    sign_in(one)
    sign_in(two)
    form = {"old": OTHER, "password": OTHER, "again": OTHER}
    wrong = one.post("/account/password", data=form)
    assert (wrong.status_code, '<p class="fault" id="fault-old">' in wrong.text) == (422, True)
    assert one.post("/account/password", data={**form, "old": PASSWORD}).headers["location"] == "/account"

    assert one.get("/account").status_code == 200
    assert two.get("/account").status_code == 303
    assert sign_in(two, "anna", OTHER).status_code == 303


def test_the_chair_invites_and_the_link_works(browser):
    chair, guest = browser(), browser()
    sign_in(chair)
    page = chair.post(
        "/ford/members/invite", data={"person": "Dora", "role": ["nation", "monitor"], "contributor": "Ash"}
    )
    assert page.status_code == 200
    address = re.search(r'readonly value="(http://127\.0\.0\.1:8400/invitation/[\w-]{43})"', page.text)[1]
    invited = chair.get("/ford/members.json").json()["invitations"]
    assert [(each["person"], each["roles"], each["by"]) for each in invited] == [
        ("dora", ["monitor", "nation"], "anna")
    ]
    members = chair.get("/ford/members").text
    assert address.rpartition("/")[2] not in members
    assert '<td data-label="For">Ash</td>' in members
    listed = re.search(r'<datalist id="contributors">(.*?)</datalist>', members)[1]
    assert re.findall(r'value="(\w+)">(\w+)<', listed) == [
        ("ash", "Ash"),
        ("elm", "Elm"),
        ("no", "Norway"),
    ]  # and no party

    assert guest.post(address, data=NEW).status_code == 303
    found = chair.get("/ford/members.json").json()
    assert ("dora", ["monitor", "nation"], "ash") in [(m["id"], m["roles"], m["contributor"]) for m in found["members"]]
    assert found["invitations"] == []


def test_faults_of_an_invitation_stand_at_their_fields_with_what_was_written(browser):
    chair = browser()
    sign_in(chair)
    page = chair.post("/ford/members/invite", data={"person": "Do ra", "role": "nation", "name": "Dora"})

    assert page.status_code == 422
    assert {"fault-person", "fault-contributor"} == set(re.findall(r'<p class="fault" id="([\w-]+)"', page.text))
    assert 'value="Do ra"' in page.text
    boxes = re.findall(r'name="role" value="(\w+)" checked>', page.text)
    assert boxes == ["chair", "staff", "nation"]  # of Anna, of Ben, and what was chosen


@pytest.mark.parametrize(
    ("contributor", "fault"),
    [
        ("oak", "'oak' is no contributor of the case; give one of Ash, Elm, Norway"),
        ("brask", "'brask' is no contributor of the case; give one of Ash, Elm, Norway"),
        ("Norwy", "'Norwy' is no contributor of the case; did you mean 'Norway'?"),
    ],
)
def test_nobody_speaks_for_who_is_no_contributor_of_the_case(browser, contributor, fault):
    chair = browser()
    sign_in(chair)
    form = {"person": "dora", "role": "nation", "contributor": contributor}

    assert escape(fault) in chair.post("/ford/members/invite", data=form).text
    assert escape(fault) in chair.post("/ford/members/roles", data={**form, "person": "ben"}).text
    assert chair.get("/ford/members.json").json()["invitations"] == []


@pytest.mark.parametrize("act", ["invite", "roles", "disable"])
def test_nobody_but_the_chair_changes_members_and_the_page_says_who_may(browser, act):
    one = browser()
    sign_in(one, "ben")
    assert "only the chair may invite a member; Ben is here as staff" in one.get("/ford/members").text
    assert one.get("/ford/members").text.count("<form") == 1  # to sign out
    before = one.get("/ford/members.json").json()
    answer = one.post(f"/ford/members/{act}", data={"person": "anna", "role": "reader"})

    assert (answer.status_code, "Only the chair may invite a member" in answer.text) == (403, True)
    assert one.get("/ford/members.json").json() == before


def test_roles_change_at_once_and_who_is_taken_out_sees_nothing_more(browser):
    chair, one = browser(), browser()
    sign_in(chair)
    sign_in(one, "ben")
    assert chair.post("/ford/members/roles", data={"person": "ben", "role": "reader"}).status_code == 303
    assert "Ben is here as reader" in one.get("/ford/members").text
    assert chair.post("/ford/members/roles", data={"person": "ben"}).status_code == 303
    assert one.get("/ford/members").status_code == one.get("/ford/home").status_code == 404
    last = chair.post("/ford/members/roles", data={"person": "anna", "role": "staff"})
    assert (last.status_code, "nobody else is in the chair but Anna" in last.text) == (422, True)


def test_a_disabled_account_is_out_at_once(browser):
    chair, one = browser(), browser()
    sign_in(chair)
    sign_in(one, "ben")
    assert chair.post("/ford/members/disable", data={"person": "ben"}).status_code == 303

    assert one.get("/ford/members").status_code == 303
    assert sign_in(one, "ben").status_code == 422


def test_the_chair_disables_neither_themselves_nor_who_belongs_to_others(browser, place):
    chair, cleo = browser(), browser()
    cleo.post(link(place, "cleo", "staff"), data={"password": PASSWORD})
    sign_in(chair)
    for person, words in (("anna", "that is your own account"), ("cleo", "other sessions too"), ("x", "no member")):
        answer = chair.post("/ford/members/disable", data={"person": person})
        assert (answer.status_code, words in answer.text or person == "x") == (422, True)
    assert cleo.get("/account").status_code == 200


def test_no_secret_is_in_the_store_or_in_what_is_logged(browser, place, caplog, capfd):
    caplog.set_level("DEBUG")
    one = browser()
    address = link(place, contributor="ash")
    one.post(address, data=NEW)
    one.post("/sign-in", data={"name": OTHER, "password": OTHER})  # the password where the name goes
    token = one.cookies["truceline"]
    secrets = [PASSWORD, OTHER, token, address.rpartition("/")[2]]

    kept = b"".join(path.read_bytes() for path in place.parent.glob("s.sqlite*"))
    logged = caplog.text + "".join(capfd.readouterr())
    for secret in secrets:
        assert secret.encode() not in kept
        assert secret not in logged.replace(f"/invitation/{address.rpartition('/')[2]}", "")


def test_a_person_is_believed_from_the_proxy_alone(browser):
    entry = Entry(names=("plan.example.org",), proxy="10.0.0.1", person_header="x-person")
    base = "https://plan.example.org"
    proxy = browser(entry, base=base, client=("10.0.0.1", 1))
    other = browser(base=base, client=("10.0.0.2", 1))

    assert proxy.get("/ford/members", headers={"x-person": "anna"}).status_code == 200
    assert proxy.get("/ford/members", headers={"x-person": "cleo"}).status_code == 404
    assert proxy.get("/ford/members").status_code == 401
    assert proxy.get("/ford/members", headers=[("x-person", "anna"), ("x-person", "cleo")]).status_code == 401
    assert other.get("/ford/members", headers={"x-person": "anna"}).status_code == 403
    assert "The proxy before this server says who you are" in proxy.get("/account", headers={"x-person": "anna"}).text


@pytest.mark.usefixtures("quick_hashes")
def test_without_a_proxy_nobody_is_believed_and_no_address_is_taken_from_a_header(browser):
    one = browser()
    assert one.get("/account", headers={"x-person": "anna", "x-remote-user": "anna"}).status_code == 303
    for n in range(20):
        one.headers["x-forwarded-for"] = f"192.0.2.{n}"
        sign_in(one, f"person{n}", OTHER)
    one.headers["x-forwarded-for"] = "192.0.2.99"
    assert sign_in(one, "person99", OTHER).status_code == 429


@pytest.mark.usefixtures("quick_hashes")
def test_behind_a_proxy_attempts_are_counted_by_the_address_that_it_wrote_last(browser):
    one = browser(Entry(names=("p.example",), proxy="10.0.0.1"), base="https://p.example", client=("10.0.0.1", 1))
    for n in range(21):
        one.headers["x-forwarded-for"] = f"203.0.113.9, 192.0.2.{n}"
        assert sign_in(one, f"person{n}", OTHER).status_code == 422


@pytest.mark.parametrize("name", ["account", "members"])
def test_the_document_of_a_page_is_of_its_schema(browser, name):
    one = browser()
    sign_in(one)
    document = one.get({"account": "/account.json", "members": "/ford/members.json"}[name]).json()

    schema = DOCS / "reference" / "schemas" / f"{document['document']}.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))


@pytest.mark.parametrize("address", ["/sign-in", "/account", "/ford/members", "/invitation/x"])
def test_no_page_holds_code_or_style(browser, address):
    one = browser()
    sign_in(one)
    html = one.get(address).text

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script", html)


def test_what_is_written_into_a_form_is_shown_as_text(browser):
    answer = sign_in(browser(), '"><script>alert(1)</script>', OTHER, to='/"><b>')

    assert "<script>" not in answer.text
    assert "<b>" not in answer.text


def test_a_form_that_is_too_long_or_none_is_refused(browser):
    one = browser()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert one.post("/sign-in", content=b"name=" + b"a" * 70_000, headers=kind).status_code == 413
    assert one.post("/sign-in", content=b"name=%ff", headers=kind).status_code == 400
    assert one.post("/sign-in", content=b"&".join([b"a=1"] * 300), headers=kind).status_code == 400
    assert one.post("/sign-in", headers=kind | {"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_stream_ends_when_who_listens_may_no_longer(browser, place, clock):
    from starlette.responses import StreamingResponse

    async def news():
        for n in range(5):
            yield f"data: {n}\n\n"
            clock.passes(seconds=6)
            if n == 2:
                people_disable("ben", place, at=clock())

    async def stream(scope, receive, send):
        await StreamingResponse(news(), media_type="text/event-stream")(scope, receive, send)

    one = browser()
    sign_in(one, "ben")
    store = open_store(place)
    door = Door(stream, Staff(store, clock), Entry())
    listener = Browser(door, one._runner, "http://127.0.0.1:8400", ("127.0.0.1", 1))
    listener.cookies.set("truceline", one.cookies["truceline"])
    answer = listener.get("/ford/live")
    store.close()

    assert answer.text == "data: 0\n\ndata: 1\n\ndata: 2\n\n"


def test_of_four_who_accept_one_invitation_at_once_one_is_let_in(place, clock):
    token = link(place, "cleo", "staff").rpartition("/")[2]
    store = open_store(place)
    staff = Staff(store, clock)
    chosen = NewPassword(PASSWORD, "")
    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda n: staff.accept(token, chosen, Caller(f"192.0.2.{n}")), range(4)))
    store.close()

    assert sorted(each.faults.get("", "in") for each in came) == ["in", GONE, GONE, GONE]
    assert [bool(each.token) for each in came].count(True) == 1


def test_no_session_is_named_as_an_address_of_the_server_s_own_begins():
    assert OWN - {""} == RESERVED

"""Members of a session who ask for pages as a browser of their own does, without a server between."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.web.apart import Apart
from truceline.accounts.roles import Member, Role
from truceline.services.session.versions import session_import
from truceline.services.session.workspace import Workspace
from truceline.store.engine import open_store, writing
from truceline.store.people import add_person, session_of, set_member
from truceline.web.app import application
from truceline.web.entry import Entry
from truceline.web.live import Ending

CHAIR = Member("clara", "Clara", frozenset({Role.CHAIR}))
ASH = Member("anna", "Anna", frozenset({Role.NATION}), "ash")
BIRCH = Member("bert", "Bert", frozenset({Role.NATION}), "birch")
STAFF = Member("sam", "Sam", frozenset({Role.STAFF}))
READER = Member("rita", "Rita", frozenset({Role.READER}))
PROXIED = Entry(proxy="127.0.0.1", person_header="x-person")
"""As if a proxy in front of the server had signed everybody in."""

EVERYONE = (CHAIR, ASH, BIRCH, STAFF, READER)


class Room:
    """A served session of the small case with members of every kind."""

    def __init__(self, place, case="two-rivers", plans=None, *, alone=False):
        self.store, self.case = place / "sessions.sqlite", case
        at = datetime.now(UTC)
        session_import(case, case, self.store, at=at)
        kept = open_store(self.store)
        with writing(kept) as connection:
            session = session_of(connection, case).number
            for each in EVERYONE:
                add_person(connection, each.id, each.name, at)
                set_member(connection, session, each, at)
        self.workspace = Workspace(kept, alone=alone, plans=plans)
        entry = {} if alone else {"entry": PROXIED}
        self.app, self.apart = application(self.workspace, Ending(), **entry), Apart()

    def of(self, member):
        return Browser(self, member)

    def close(self):
        self.apart.close()
        self.workspace.close()


class Browser:
    """A member's browser."""

    def __init__(self, room, member):
        self.room, self.member = room, member

    def _ask(self, method, path, **how):
        async def ask():
            transport = httpx.ASGITransport(self.room.app, client=("127.0.0.1", 1))
            headers = {"x-person": self.member.id, "sec-fetch-site": "same-origin", **how.pop("headers", {})}
            async with httpx.AsyncClient(
                transport=transport, base_url="http://localhost", headers=headers, timeout=120
            ) as client:
                return await client.request(method, f"/{self.room.case}/{path}", **how)

        return self.room.apart.run(ask())

    def get(self, path, **how):
        return self._ask("GET", path, **how)

    def post(self, path, data, **how):
        return self._ask("POST", path, data=data, **how)

    def form(self, path):
        """Return what the form of a record holds, as a browser would send it."""
        html = self.get(path).text
        return fields_of(html[html.index('<form class="write"') :])

    def send(self, path, changes, do="send", **more):
        """Fill in a form and press a button."""
        said = {"reason": "Said in a test", "title": "A proposal", **more}
        return self.post("edit", {**self.form(path), **said, **changes, "do": do})

    def propose(self, path, changes, **more):
        """Write a draft, and return the number of its proposal."""
        found = self.send(path, changes, **more)
        assert found.status_code == 303, found.text[-3000:]
        return int(parse_qs(urlsplit(found.headers["location"]).query)["number"][0])

    def decide(self, number, do, **more):
        return self.post(f"proposal?number={number}", {"do": do, **more})

    def settled(self, path):
        """Return a page once its plan is there."""
        while 'aria-busy="true"' in (html := self.get(path).text):
            pass
        return html

    def page(self, number):
        """Return the page of a proposal."""
        return self.get(f"proposal?number={number}").text

    def proposal(self, number):
        return self.get(f"proposal.json?number={number}").json()


def fields_of(html):
    """Read the fields of the first form of a page."""
    form = html[: html.index("</form>")]
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        named = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if named.get("type") == "checkbox" and tag.endswith(" checked>"):
            found.setdefault(named["name"], []).append(unescape(named["value"]))
        if "name" in named and named.get("type") not in ("checkbox", "file"):
            found[named["name"]] = unescape(named.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        first = re.search(r'<option value="([^"]*)"', inner)
        found[name] = unescape((chosen or first)[1])
    return {name: "; ".join(each) if isinstance(each, list) else each for name, each in found.items()}

"""Photograph every page of the planning session, at a desk and on a phone, in daylight and in the dark.

    python -m benchmarks.pictures FOLDER [--axe]

Both bundled cases alone, each with a version of its own making and a proposal that is open, and a staff's session with
proposals in every state. For people to look at; it prints what the console says, what does not fit into the width of
the page, and with ``--axe`` what axe-core finds serious. A picture is named SESSION-PERSON-PAGE-WIDTH-SCHEME.png.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Error, Page, sync_playwright
from tests.store.sessions import later
from tests.web.conftest import CHROMIUM, DRAWING, Proxy, listening
from tests.web.members import PROXIED, fields_of
from tests.web.planted import secret_world
from tests.web.test_axe import AXE, findings

from truceline.services.session.log_asked import Logging
from truceline.services.session.logs import SessionLogs
from truceline.services.session.pages import PAGES
from truceline.services.session.serving import open_workspace
from truceline.services.session.workspace import Workspace
from truceline.store.engine import open_store
from truceline.web.app import application
from truceline.web.live import Ending

LOOKS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]
LISTED = [name for name, page in PAGES.items() if page.listed]
ALONE = {"two-rivers": ("ash", "ash-posts"), "ukraine": ("uk", "uk-land-1")}
"""The cases, each with a contributor and a pledge of it."""

STAFF = {
    "clara": [
        *LISTED,
        "members",
        "difference?version=2&from=1",
        *(f"proposal?number={number}" for number in (4, 7, 8, 9)),
        "home?version=1",
    ],
    "anna": ["home", "mine", "edit?record=pledges.yaml/pledges/ash-posts", "proposals", "proposal?number=5", "members"],
    "rita": [
        "home",
        "mine",
        "edit?record=pledges.yaml/pledges/ash-posts",
        "proposal?number=9",
        "nothing",
        "map?scenario=nothing",
    ],
}
NATION, KEEPER = True, False
DECISIONS = (
    [("submit", NATION), ("accept", KEEPER)],
    [("submit", NATION)],
    [("submit", NATION), ("silence", KEEPER)],
    [("submit", NATION), ("silence", KEEPER), ("break", NATION)],
)
"""What is done to each proposal of a nation, and whether by it: accepted, open, under silence, silence broken."""

DEADLINE = "2099-01-01T12:00"
TALLEST = 8_000
"""The most of a page that one picture shows, in points: beyond, Chromium paints it anew from its beginning."""

OWN = ["/", "/account", "/sign-in", "/invitation/guessed"]


class Camera:
    """Opens pages in all looks, photographs each into a folder, and notes what is wrong to a machine's eye."""

    def __init__(self, browser, folder: Path, *, axe: bool) -> None:  # type: ignore[no-untyped-def]
        self.browser, self.folder, self.axe = browser, folder, axe
        self.taken, self.remarks = 0, 0

    def shoot(self, address: str, places: list[str], *, of: str, person: str = "") -> None:
        """Photograph these places of an address."""
        for width, scheme in LOOKS:
            context = self.browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
            )
            if person:
                context.add_cookies([{"name": "person", "value": person, "url": address}])
            page = context.new_page()
            page.on("console", lambda said: self.say(f"{said.location.get('url', '')}: {said.text}"))
            for place in places:
                name = re.sub(r"[^\w.]+", "_", place).strip("_") or "first"
                self._take(page, f"{address}{place}", f"{of}-{person}-{name}-{width}-{scheme}")
            context.close()

    def _take(self, page: Page, address: str, name: str) -> None:
        page.goto(address, timeout=200_000)
        page.wait_for_selector("h1")
        page.wait_for_selector("[aria-busy=true]", state="detached", timeout=200_000)
        if page.locator("#map").count():
            page.wait_for_selector("#map[data-ready]", timeout=200_000)
        page.wait_for_selector("#effect[hx-get]", state="detached", timeout=200_000)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            self.say(f"{name}: wider than the page")
        if self.axe:
            self._check(page, name)
        self._photograph(page, name)
        self.taken += 1

    def _photograph(self, page: Page, name: str) -> None:
        height = page.evaluate("document.documentElement.scrollHeight")
        width = page.evaluate("innerWidth")
        for part, top in enumerate(range(0, height, TALLEST)):
            clip = {"x": 0, "y": top, "width": width, "height": min(TALLEST, height - top)}
            path = self.folder / f"{name}{f'-{part + 1}' if part else ''}.png"
            page.screenshot(path=path, full_page=True, clip=clip)

    def _check(self, page: Page, name: str) -> None:
        try:
            found = self._found(page)
        except Error:  # it was loaded anew meanwhile, as its ranges were there
            page.wait_for_selector("main:not([aria-busy])")
            found = self._found(page)
        for each in found:
            self.say(f"{name}: {each}")

    def _found(self, page: Page) -> list[tuple[str, str, str]]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[tuple[str, str, str]] = findings(page)
        return found

    def say(self, what: str) -> None:
        """Print a remark, and count it."""
        self.remarks += 1
        print(what)


def main() -> int:
    """Photograph everything, and print what a machine can see."""
    folder, began = Path(sys.argv[1]), time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as engine, tempfile.TemporaryDirectory() as kept:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *DRAWING])
        camera = Camera(browser, folder, axe="--axe" in sys.argv)
        with served_alone(Path(kept)) as address:
            for case, (nation, pledge) in ALONE.items():
                prepare(f"{address}/{case}", nation, pledge)
                camera.shoot(f"{address}/{case}/", of_alone(nation, pledge), of=case)
        with served_staff(Path(kept)) as address:
            for person, places in STAFF.items():
                camera.shoot(f"{address}/ford/", places, of="staff", person=person)
            camera.shoot(address, OWN, of="staff", person="clara")
        browser.close()
    print(f"{camera.taken} pictures in {time.perf_counter() - began:.0f} s; {camera.remarks} remarks")
    return 0


@contextmanager
def served_alone(folder: Path):  # type: ignore[no-untyped-def]
    """Serve both bundled cases to whoever works alone, with an evidence log."""
    logging = Logging(folder / "key.pem", new_key=True)
    at = datetime.now(UTC)
    workspace = open_workspace(list(ALONE), folder / "alone.sqlite", at=at, say=print, logging=logging)
    with listening(application(workspace, Ending())) as address:
        yield address


@contextmanager
def served_staff(folder: Path):  # type: ignore[no-untyped-def]
    """Serve a staff's session, with proposals in every state, behind a proxy that says who asks."""
    store = open_store(folder / "staff.sqlite")
    secret_world(store, "k")
    logs = SessionLogs(store, folder / "logs", Ed25519PrivateKey.generate())
    logs.keep_all(later(599))
    workspace = Workspace(store, alone=False, logs=logs)
    with listening(Proxy(application(workspace, Ending(), entry=PROXIED, clock=lambda: later(600)))) as address:
        yield address


def of_alone(nation: str, pledge: str) -> list[str]:
    """List the pages for who works alone and may act for a nation."""
    record = f"edit?for={nation}&record=pledges.yaml/pledges/{pledge}"
    sites = ["edit?new=sites.geojson", "edit?new=requirement.csv", "edit?new=scenarios.yaml/facts"]
    proposal = ["proposal?number=1", "proposal?number=2", f"proposal?number=2&for={nation}", "effect?number=2"]
    proposal += ["proposal?number=3", "proposal?number=4", f"proposal?number=3&for={nation}"]
    kept = ["difference?version=2&from=1", "home?version=1", f"home?for={nation}", f"mine?for={nation}"]
    return [*LISTED, "map?scenario=all-together", record, f"{record}&text=yes", *sites, *proposal, *kept]


def prepare(address: str, nation: str, pledge: str) -> None:
    """Let the keeper take in a pledge that is written anew, and propose others; wait for the plans."""
    with httpx.Client(headers={"sec-fetch-site": "same-origin"}, timeout=300) as client:
        for n, decisions in enumerate(DECISIONS, 1):
            form = f"{address}/edit?for={nation}&record=pledges.yaml/pledges/{pledge}"
            html = client.get(form).text
            fields = fields_of(html[html.index('<form class="write"') :])
            changed = {"Pledges.0.note": f"Note {n}, written for a picture", "Pledges.0.tours": str(2 + n)}
            said = {"title": f"Longer tours, part {n}", "reason": "So that somebody can look at it", "do": "send"}
            sent = client.post(f"{address}/edit?for={nation}", data={**fields, **changed, **said})
            number = parse_qs(urlsplit(sent.headers["location"]).query)["number"][0]
            for doing, of in decisions:
                said = {"do": doing, "reason": "We were not asked", "deadline": DEADLINE}
                client.post(f"{address}/proposal?for={nation if of else ''}&number={number}", data=said)
        client.post(f"{address}/proposal?number=2", data={"do": "comment", "text": "Who would relieve them?"})
        for number in (2, 3, 4):
            client.get(f"{address}/effect.json?number={number}")
        for version in (1, 2):
            client.get(f"{address}/home.json?version={version}")


if __name__ == "__main__":
    sys.exit(main())

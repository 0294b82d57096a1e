"""axe-core finds nothing serious on any page: at a desk in daylight, and on a phone in the dark."""

import hashlib
import json

import pytest

from tests.places import DOCS, ROOT
from tests.store.sessions import later
from tests.web.conftest import Proxy, listening
from tests.web.members import PROXIED
from truceline.services.session.workspace import Workspace
from truceline.web.app import application
from truceline.web.live import Ending

AXE = ROOT / "tests" / "web" / "axe" / "axe.min.js"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
PAGES = (
    ("clara", "home home?version=1 coalition contributions requirement map record assumptions mine proposals"),
    ("clara", "versions difference?from=1 members edit?record=sites.geojson/mill edit?new=statements.csv"),
    ("clara", "proposal?number=4 proposal?number=7 proposal?number=9"),
    ("anna", "mine edit?record=pledges.yaml/pledges/ash-posts edit?new=pledges.yaml/pledges proposal?number=5 nothing"),
    ("clara", "/account /sign-in /invitation/guessed /"),
)
LOOKS = (((1280, 900), "light"), ((390, 844), "dark"))


@pytest.fixture(scope="module")
def address(secret_copy, plans):
    workspace = Workspace(secret_copy.store, alone=False, plans=plans)
    with listening(Proxy(application(workspace, Ending(), entry=PROXIED, clock=lambda: later(600)))) as served:
        yield served


def test_the_checker_is_the_published_one_and_the_licences_name_it():
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == SHA256
    assert "axe-core 4.14.1" in (DOCS / "licences.md").read_text(encoding="utf-8")
    assert "Mozilla Public License" in AXE.with_name("LICENSE.txt").read_text(encoding="utf-8")


def findings(page):
    """Run axe-core on an open page; what is serious or critical, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (each["id"], node["html"][:200], node["failureSummary"])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def looked_at(page):
    """Look at a page as it is on a desk, and then as on a phone; what is found, by the look."""
    for size, scheme in LOOKS:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if found := findings(page):
            yield scheme, found


def test_no_page_has_a_serious_finding(address, browser):
    wrong = {}
    for person, pages in PAGES:
        context = browser.new_context(reduced_motion="reduce")
        context.add_cookies([{"name": "person", "value": person, "url": address}])
        page = context.new_page()
        for name in pages.split():
            page.goto(address + (name if name.startswith("/") else f"/ford/{name}"))
            page.wait_for_selector("h1")
            page.wait_for_selector("[aria-busy=true]", state="detached", timeout=60_000)
            for scheme, found in looked_at(page):
                wrong[person, name, scheme] = found
        context.close()

    assert wrong == {}, json.dumps({" ".join(key): found for key, found in wrong.items()}, indent=1)

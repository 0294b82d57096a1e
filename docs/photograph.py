"""Photograph the pages of the tutorial "Thirty nations, one afternoon", as its reader goes through them.

    python docs/photograph.py

Needs Chromium and playwright. The pictures are `docs/images/afternoon-*.png`, 1,000 by 640 points; what a page says of
today (hours of decisions) differs from run to run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "thirty-nations"
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1000, "height": 640}

Shoot = Callable[["Page", str, str], None]


def main() -> None:
    """Prepare the afternoon in a folder of its own, serve it, and photograph what the tutorial shows."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        server, address = served(Path(name))
        try:
            with sync_playwright() as engine:
                browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                walk(browser.new_context(viewport=SIZE, color_scheme="light").new_page(), address, shoot)
                browser.close()
        finally:
            server.terminate()


def shoot(page: Page, name: str, at: str) -> None:
    """Photograph the page with a part of it at the top."""
    page.locator(at).first.evaluate("e => { e.scrollIntoView(); scrollBy(0, e.tagName === 'BODY' ? 0 : -90); }")
    page.screenshot(path=IMAGES / f"afternoon-{name}.png")


def run(folder: Path, *arguments: str | Path) -> None:
    """Run Python in a folder."""
    command = [sys.executable, *map(str, arguments)]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (our own commands)


def prepare(folder: Path) -> None:
    """Do what the tutorial does before it opens a page."""
    ours, kept = ("-m", "truceline"), ("--store", "afternoon.sqlite")
    run(folder, *ours, "new", "thirty", "--from", "two-rivers")
    run(folder, EXAMPLE / "nations.py", "thirty")
    run(folder, *ours, "session", "import", "thirty", "thirty", *kept)
    run(folder, *ours, "workbook", "write", "thirty", "--out", "sent")
    run(folder, EXAMPLE / "answers.py", "sent", "back")
    run(folder, *ours, "session", "propose", "thirty", *sorted((folder / "back").iterdir()), "--submit", *kept)


def served(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Serve the afternoon; return the process, and its address."""
    command = [sys.executable, "-m", "truceline", "serve", "--store", "afternoon.sqlite", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)  # noqa: S603  (our own command)
    assert server.stderr is not None  # noqa: S101  (it is a pipe)
    while not (said := server.stderr.readline()).startswith("http"):
        if not said:
            raise SystemExit("nothing is served")
    return server, said.split("/ ")[0]


def walk(page: Page, address: str, shoot: Shoot) -> None:
    """Go through the pages as the tutorial says, and photograph some of them."""
    page.set_default_timeout(90_000)
    go(page, f"{address}/thirty/home")
    shoot(page, "home", "body")
    press(page, "Proposals")
    shoot(page, "proposals", "body")
    press(page, "1: Workbook of Alder")
    press(page, "Accept it")
    go(page, f"{address}/thirty/mine?for=ash")
    press(page, "Four posts from Ash")
    page.locator("[name='Conditions.1.out']").check()
    page.locator("[name=title]").fill("Ash goes first")
    page.locator("[name=reason]").fill("Somebody has to")
    shoot(page, "form", "fieldset.row:has([name='Conditions.1.out'])")
    press(page, "Show the effect")
    page.wait_for_selector("#effect h3")
    shoot(page, "effect", "#effect-title")
    press(page, "Write it into a proposal")
    press(page, "Submit it")
    go(page, page.url.replace("for=ash", "for=birch"))
    page.locator("[name=deadline]").fill("2099-04-02T18:00")
    press(page, "Put it under silence")
    page.locator("[name=reason]").fill("Birch was not asked")
    press(page, "Break silence")
    press(page, "Accept it")
    press(page, "Versions")
    shoot(page, "versions", "body")
    press(page, "what differs from 2")
    go(page, f"{address}/thirty/home?for=birch")
    shoot(page, "after", "#thirty-seconds")


def go(page: Page, address: str) -> None:
    """Open a page, and wait for what it shows."""
    page.goto(address)
    page.wait_for_selector("main:not([aria-busy])")


def press(page: Page, words: str) -> None:
    """Follow the link or press the button that says these words."""
    what = re.compile(f"^\\s*{re.escape(words)}\\s*$")
    page.locator("a, button").filter(has_text=what).first.click()
    page.wait_for_load_state()
    page.wait_for_selector("main:not([aria-busy])")


if __name__ == "__main__":
    main()

"""A served session under load: python -m benchmarks.serving [EDITS] [WRITERS] [LISTENERS] [PAUSE_S].

The server is a process of its own, behind a proxy that says who asks. Listeners keep a page open; writers send drafts
of one pledge, each after a pause of random length (exponential, PAUSE_S in the mean; 0 sends without a rest), while the
chair accepts one in forty, so that versions are made and plans worked out. All write the same pledge: a draft that was
written from what stands no more is refused with both texts (409), and is not lost. At the end every other is sought in
the store, by a reader that shares no code with it. Then the page of all pledges is asked for, with nobody else about.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from tests.web.members import fields_of

from truceline.accounts.roles import Member, Role
from truceline.services.session.serving import open_workspace
from truceline.store.engine import open_store, writing
from truceline.store.people import add_person, session_of, set_member

ROOT = Path(__file__).parents[1]
CASE, RECORD = "two-rivers", "pledges.yaml/pledges/ash-posts"
CHAIR = Member("clara", "Clara", frozenset({Role.CHAIR}))
EVERY = 40
"""One in so many drafts is accepted."""

PAGES = 200


@dataclass
class Load:
    """What is asked of the server, and what it took."""

    address: str
    edits: int
    pause_s: float
    took: list[float] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)

    def browser(self, person: str) -> httpx.AsyncClient:
        """Return a browser in which somebody is signed in."""
        headers = {"x-person": person, "sec-fetch-site": "same-origin"}
        limits = httpx.Limits(max_connections=4)
        return httpx.AsyncClient(base_url=f"{self.address}/{CASE}/", headers=headers, timeout=120, limits=limits)


def main() -> None:
    edits, writers, listeners = (int(text) for text in (sys.argv[1:4] + ["400", "10", "50"][len(sys.argv) - 1 :]))
    pause_s = float(sys.argv[4]) if len(sys.argv) > 4 else 2.0
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "sessions.sqlite"
        populate(store, writers)
        process, address = begun(store)
        try:
            load = Load(address, edits, pause_s)
            seconds = asyncio.run(loaded(load, writers, listeners))
            pages = asyncio.run(read(load))
            memory = peak_mb(process.pid)
        finally:
            process.terminate()
            process.wait()
        report(load, seconds, pages, memory, lost(store, load))


def populate(store: Path, writers: int) -> None:
    at = datetime.now(UTC)
    open_workspace([CASE], store, at=at, say=str).close()
    kept = open_store(store)
    people = [Member(f"w{n}", f"Writer {n}", frozenset({Role.NATION}), "ash") for n in range(writers)]
    with writing(kept) as connection:
        session = session_of(connection, CASE).number
        for each in (CHAIR, *people):
            add_person(connection, each.id, each.name, at)
            set_member(connection, session, each, at)
    kept.close()


def begun(store: Path) -> tuple[subprocess.Popen[str], str]:
    proxy = ["--staff", "--behind", "127.0.0.1", "--name", "localhost", "--person-header", "x-person"]
    command = [sys.executable, "-m", "truceline", "serve", *proxy, "--port", "0", "--store", str(store)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    said_by = process.stderr or ()
    for said in said_by:
        if found := re.search(r"http://[\d.]+:(\d+)", said):
            return process, f"http://localhost:{found[1]}"
    raise SystemExit("the server did not begin")


async def loaded(load: Load, writers: int, listeners: int) -> float:
    async with load.browser(CHAIR.id) as chair:
        await chair.get("home.json")  # the plan of the first version
        listening = [asyncio.create_task(listen(load, f"w{n % writers}")) for n in range(listeners)]
        before = time.perf_counter()
        shares = [load.edits // writers + (n < load.edits % writers) for n in range(writers)]
        await asyncio.gather(*(write(load, chair, n, share) for n, share in enumerate(shares)))
        seconds = time.perf_counter() - before
        await asyncio.sleep(1)
        for each in listening:
            each.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    return seconds


async def listen(load: Load, person: str) -> None:
    at = len(load.heard)
    load.heard.append(0)
    async with load.browser(person) as browser, browser.stream("GET", "live?shown=1", timeout=None) as page:
        async for line in page.aiter_lines():
            load.heard[at] += line == "event: version"


async def write(load: Load, chair: httpx.AsyncClient, writer: int, edits: int) -> None:
    pauses = random.Random(writer)  # noqa: S311  (pauses, no secret)
    async with load.browser(f"w{writer}") as browser:
        for n in range(edits):
            await asyncio.sleep(pauses.expovariate(1 / load.pause_s) if load.pause_s else 0)
            html = (await browser.get(f"edit?record={RECORD}")).text
            form = fields_of(html[html.index('<form class="write"') :])
            words = f"Note {n} of writer {writer}."
            form |= {"Pledges.0.note": words, "reason": "Load", "title": words, "do": "send"}
            before = time.perf_counter()
            answer = await browser.post("edit", data=form)
            load.took.append(time.perf_counter() - before)
            if answer.status_code != 303:
                load.refused.append(f"{answer.status_code} {words}")
                continue
            load.sent.append(words)
            if len(load.sent) % EVERY == 0:
                await accept(browser, chair, answer)


async def accept(browser: httpx.AsyncClient, chair: httpx.AsyncClient, answer: httpx.Response) -> None:
    number = parse_qs(urlsplit(answer.headers["location"]).query)["number"][0]
    await browser.post(f"proposal?number={number}", data={"do": "submit"})
    await chair.post(f"proposal?number={number}", data={"do": "accept"})


async def read(load: Load) -> list[float]:
    took = []
    async with load.browser(CHAIR.id) as chair:
        await chair.get("contributions.json")
        for _ in range(PAGES):
            before = time.perf_counter()
            await chair.get("contributions")
            took.append(time.perf_counter() - before)
    return took


def peak_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def lost(store: Path, load: Load) -> list[str]:
    with closing(sqlite3.connect(store)) as connection:
        titles = {title for (title,) in connection.execute("SELECT title FROM proposals")}
        bodies = "\n".join(bytes(body).decode() for (body,) in connection.execute("SELECT body FROM bodies"))
    return [words for words in load.sent if words not in titles or words not in bodies]


def report(load: Load, seconds: float, pages: list[float], memory: float, gone: list[str]) -> None:
    low, high = statistics.median(load.took), statistics.quantiles(load.took, n=20)[-1]
    print(f"{len(load.took)} drafts in {seconds:.0f} s by the clock; refused {len(load.refused)}, lost {len(gone)}")
    print(f"sending one: median {1000 * low:.0f} ms, 95 in 100 within {1000 * high:.0f} ms")
    print(f"listeners {len(load.heard)}: told of {min(load.heard)} to {max(load.heard)} versions each")
    print(f"the page of all pledges: median {1000 * statistics.median(pages):.1f} ms; memory at most {memory:.0f} MB")
    for each in (*load.refused[:5], *gone[:5]):
        print(f"  {each}")


if __name__ == "__main__":
    main()

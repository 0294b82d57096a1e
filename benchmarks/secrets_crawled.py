"""Ask for every address of a session with planted secrets, as everybody: what is told, and whether anything was.

    python -m benchmarks.secrets_crawled

The test asks for a sample of the same addresses (``tests/web/test_secrets.py``); this asks for all of them, and prints
how many were asked for, how many words were planted, and each that came to somebody who may not read it. An evidence
log is kept meanwhile: each file that is handed out is an entry of it, and the log is one of the things asked for.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.store.sessions import later
from tests.web.crawl import Crawler, Seen, text_of
from tests.web.members import PROXIED
from tests.web.planted import EVERYONE, secret_world

from truceline.services.session.logs import SessionLogs
from truceline.services.session.workspace import Workspace
from truceline.store.engine import open_store
from truceline.web.app import application
from truceline.web.live import Ending


def main() -> int:
    """Crawl, print what was found, and return 1 where anything was told."""
    with tempfile.TemporaryDirectory() as folder:
        store, ending = open_store(Path(folder) / "store.sqlite"), Ending()
        world = secret_world(store, "k")
        logs = SessionLogs(store, Path(folder) / "logs", Ed25519PrivateKey.generate())
        logs.keep_all(later(599))
        workspace = Workspace(store, alone=False, logs=logs)
        ending.begin()
        crawler = Crawler(application(workspace, ending, entry=PROXIED, clock=lambda: later(600)), workspace)
        try:
            return _crawl(crawler, world.planted)
        finally:
            crawler.close()
            workspace.close()


def _crawl(crawler, planted) -> int:  # type: ignore[no-untyped-def]
    addresses = Seen.of(crawler.workspace.store).addresses
    leaks, read, began = 0, set(), time.perf_counter()
    for person in EVERYONE:
        for address, method in addresses:
            crawler.settle(person, address)
            text = text_of(crawler.ask(person, address, method))
            for word in planted.told(text):
                read.add(word)
                if person not in planted.words[word]:
                    leaks += 1
                    print(f"{person or 'nobody'} read at {address}: {planted.where[word]}")
    took = time.perf_counter() - began
    print(f"{len(planted.words)} words planted, {len(read)} read by who may; {len(addresses)} addresses as each of")
    print(f"{len(EVERYONE)}: {len(addresses) * len(EVERYONE)} answers in {took:.0f} s; told to others: {leaks}")
    return int(bool(leaks))


if __name__ == "__main__":
    sys.exit(main())

"""Serve a workspace on this machine until somebody ends it."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import uvicorn

from truceline.errors import SourceError
from truceline.services.session.log_asked import NOTHING, Logging
from truceline.services.session.planning import Planners
from truceline.services.session.serving import open_workspace
from truceline.web.app import TILES, application
from truceline.web.entry import ALONE, Entry, by_certificate, must_be_safe
from truceline.web.live import Ending


class _Server(uvicorn.Server):
    """A server that ends its streams as soon as it is told to end."""

    def __init__(self, config: uvicorn.Config, ending: Ending) -> None:
        super().__init__(config)
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._ending.begin()
        super().handle_exit(sig, frame)


def serve(
    cases: Sequence[str | Path],
    *,
    store: str | Path,
    port: int,
    say: Callable[[str], None],
    basemap: Path | None = None,
    entry: Entry = ALONE,
    staff: bool = False,
    logging: Logging = NOTHING,
    planners: Planners | None = None,
) -> None:
    """Serve the sessions of a store, with one for each of these cases; ``say`` is told the address, once it answers.

    It ends on Ctrl-C, or when the process is told to end. A ``staff`` signs in, also where the store has accounts; one
    person alone does not, so it answers this machine alone then. ``entry`` says how it is reached, ``logging`` into
    which evidence logs goes what is accepted and handed out. The processes of ``planners`` plan, which whoever started
    them ends.

    Raises
    ------
    CaseError
        If a case is not there, at fault, or for monitoring only.
    MisuseError
        If two cases have one name, there is no session at all, or somebody would be let in without sign-in and TLS.
    SourceError
        If the store cannot be used, the port is taken or may not be used, or the files for TLS or ``basemap`` are none.
    """
    must_be_safe(entry, staff=staff)
    entry = by_certificate(entry)
    _must_be_tiles(basemap)
    with _listening(entry.host, port) as sock:
        tiles = TILES if basemap else ""
        at = datetime.now(UTC)
        workspace = open_workspace(
            cases, store, at=at, say=say, tiles=tiles, staff=staff, logging=logging, planners=planners
        )
        ending = Ending()
        config = uvicorn.Config(
            application(workspace, ending, basemap, entry=entry),
            lifespan="on",  # or one that cannot begin is served all the same, without what it does by itself
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # whom to believe is for the door to say
            ssl_certfile=entry.certificate,
            ssl_keyfile=entry.key,
            timeout_graceful_shutdown=2,
        )
        called, own = entry.addresses(sock.getsockname()[1])
        say(f"{called} ({'' if called == own else f'answered at {own}; '}end it with Ctrl-C)")
        try:
            with contextlib.suppress(KeyboardInterrupt), _told_to_end_is_ctrl_c():
                _Server(config, ending).run([sock])
        finally:
            workspace.close()


@contextlib.contextmanager
def _told_to_end_is_ctrl_c() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _listening(host: str, port: int) -> socket.socket:
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or small answers wait for others
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((address, port))
        sock.listen()  # who comes before the first answer waits for it
    except OSError as error:
        sock.close()
        what = f"--port {port} | cannot be used ({error.strerror}); give another, or --port 0 for any that is free"
        raise SourceError("nothing is served", (what,)) from error
    return sock


def _must_be_tiles(basemap: Path | None) -> None:
    if basemap is None:
        return
    try:
        with basemap.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise SourceError("the base map cannot be read", (f"{basemap} | {error.strerror}; give a file",)) from error
    if head != b"PMTiles\x03":
        what = f"{basemap} | is no PMTiles file of version 3; make one with: pmtiles convert MBTILES PMTILES"
        raise SourceError("the base map cannot be read", (what,))

"""What is accepted and what is handed out goes into the evidence log before it is answered, at one door for all pages.

Whatever sends something to a session is answered once the log has what came of it; whatever asks for a page in a form
that leaves as a file is given it once the log says so. Where the log cannot be written, nothing is handed out, and
nothing more is taken. The link of an invitation is no address of its session: what comes of it is entered all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.errors import TrucelineError
from truceline.services.session.people import INVITED
from truceline.services.session.staff import Staff
from truceline.services.session.workspace import Workspace
from truceline.web.answers import not_logged
from truceline.web.guard import SAFE

if TYPE_CHECKING:
    from truceline.services.session.logs import SessionLogs

ITSELF = "log."
"""How forms of the log's own page begin: its copies prove themselves, and are no entries."""


class Recorder:
    """Answers for the application once the evidence log has what is to be in it."""

    def __init__(
        self,
        app: ASGIApp,
        workspace: Workspace,
        logs: SessionLogs,
        clock: Callable[[], datetime],
        *,
        staff: Staff | None = None,
    ) -> None:
        self.app, self.workspace, self.logs, self.clock, self.staff = app, workspace, logs, clock, staff

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and hold the answer back until it is logged."""
        if scope["type"] != "http":  # the application begins and ends by one that is none
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        path, sent = request.url.path, scope["method"] not in SAFE
        file = path.rpartition("/")[2] if scope["method"] == "GET" and _leaves(request) else ""
        session = await run_in_threadpool(self._session, path) if sent or file else ""
        if not session:
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        held = _Held()
        try:
            if sent:
                await run_in_threadpool(self.logs.must_keep_up, session, self.clock())
            await self.app(scope, receive, held.take)
            await run_in_threadpool(self._log, session, file, request, held)
        except TrucelineError as error:
            await not_logged(request, error)(scope, receive, send)
            return
        for message in held.messages:
            await send(message)

    def _session(self, path: str) -> str:
        # The session that an address is of, "" for none: that of an invitation, while its link holds.
        token = path.removeprefix(INVITED)
        if token == path:
            name = path.split("/")[1]
            return name if self.workspace.session(name) else ""
        found = self.staff.invitation(token) if self.staff else None
        return found[0].named if found else ""

    def _log(self, session: str, file: str, request: Request, held: _Held) -> None:
        if not file:
            self.logs.keep(session, self.clock())
        elif held.status == 200 and (asked := getattr(request.state, "asked", None)) is not None:
            self.logs.hand_out(asked, file, held.body, self.clock())


@dataclass(slots=True)
class _Held:
    # An answer that is not given yet: whole, as nothing that is logged is a stream.
    messages: list[Message] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return next(int(message["status"]) for message in self.messages if message["type"] == "http.response.start")

    @property
    def body(self) -> bytes:
        return b"".join(
            message.get("body", b"") for message in self.messages if message["type"] != "http.response.start"
        )


def _leaves(request: Request) -> bool:
    # What a page's own script, picture or frame loads stays on the page; what somebody opens or a tool fetches leaves.
    name, headers = request.url.path.rpartition("/")[2], request.headers
    opened = headers.get("sec-fetch-dest", "document") in ("document", "empty")
    fetched = headers.get("sec-fetch-mode", "navigate") in ("cors", "same-origin")
    return request.url.path.count("/") == 2 and "." in name and not name.startswith(ITSELF) and opened and not fetched

"""The door of a staff's pages: who is at it, and what that person may see at all.

Whatever stands behind it is asked for by somebody who is signed in; what stands below the name of a session by one of
its members, as the request's state says (``present``, ``member``). To anybody else a session is not there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.services.session.staff import Present, Staff
from truceline.web.answers import missing
from truceline.web.entry import Entry

PUBLIC = frozenset({"static", "sign-in", "invitation", "new-password"})
"""First parts of addresses that anybody may ask for."""

OWN = PUBLIC | {"", "sign-out", "account", "account.json", "basemap.pmtiles"}
"""First parts of addresses that are no session's."""

EVERY = timedelta(seconds=5)
"""How often it is looked whether who listens to a stream may still do so."""


class _Ended(Exception):  # noqa: N818  (no error: the stream of somebody who may no longer listen)
    pass


class Door:
    """Lets through who is signed in, and to a session who is its member."""

    def __init__(self, app: ASGIApp, staff: Staff, entry: Entry) -> None:
        self.app, self.staff, self.entry = app, staff, entry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find out who is asking; answer for the application where that person may not ask."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        place = request.url.path.split("/")[1]
        if (answer := await self._refused(request, place)) is not None:
            await answer(scope, receive, send)
            return
        try:
            await self.app(scope, receive, self._while_allowed(request, place, send))
        except _Ended:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _refused(self, request: Request, place: str) -> Response | None:
        peer = request.client.host if request.client else ""
        if self.entry.proxy and peer != self.entry.proxy:
            return PlainTextResponse(f"{peer} | only the proxy may ask this server; ask the proxy\n", 403)
        request.state.address = self.entry.caller(peer, request.headers)
        request.state.present = None
        if place in PUBLIC:
            return None
        request.state.present = await self._present(request)
        if request.state.present is None:
            return signed_out(request, proxied=bool(self.entry.person_header))
        request.state.person = request.state.present.account.id
        request.state.member = request.state.present.member(place)
        if place not in OWN and request.state.member is None:
            return missing(request, LookupError(place))
        return None

    async def _present(self, request: Request) -> Present | None:
        if self.entry.person_header:
            named = request.headers.getlist(self.entry.person_header)
            return await run_in_threadpool(self.staff.named, named[0]) if len(named) == 1 else None
        return await run_in_threadpool(self.staff.present, request.cookies.get(self.entry.cookie, ""))

    def _while_allowed(self, request: Request, place: str, send: Send) -> Send:
        looked: datetime = self.staff.now()
        streams = False

        async def guarded(message: Message) -> None:
            nonlocal looked, streams
            if message["type"] == "http.response.start":
                streams = any(value.startswith(b"text/event-stream") for _, value in message["headers"])
            elif streams and self.staff.now() - looked >= EVERY:
                looked = self.staff.now()
                present = await self._present(request)
                if present is None or present.member(place) != request.state.member:
                    raise _Ended
            await send(message)

        return guarded


def with_cookie(answer: Response, entry: Entry, token: str) -> Response:
    """Put the secret of a browser that signed in into its cookie; "" takes the cookie away."""
    how = {"path": "/", "secure": entry.secure, "httponly": True, "samesite": "strict"}
    if token:
        answer.set_cookie(entry.cookie, token, **how)  # type: ignore[arg-type]  # the same for both
    else:
        answer.delete_cookie(entry.cookie, **how)  # type: ignore[arg-type]
    return answer


def signed_out(request: Request, *, proxied: bool) -> Response:
    """Answer that nobody is signed in: a page leads to the sign-in, anything else says so."""
    path = request.url.path
    page = request.method in ("GET", "HEAD") and "." not in path and not path.endswith("/live")
    if page and not proxied:
        query = f"?{request.url.query}" if request.url.query else ""
        to = {} if path == "/" else {"to": path + query}
        return RedirectResponse(f"/sign-in{'?' if to else ''}{urlencode(to)}", 303)
    what = "the proxy named nobody who has an account" if proxied else "nobody is signed in"
    headers = {"www-authenticate": 'Cookie realm="truceline"'}
    return PlainTextResponse(f"{path} | {what}; sign in first\n", 401, headers)

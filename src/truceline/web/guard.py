"""What every request must show, and what every answer bears: same origin, own host, and a policy for the browser."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing, and that any page may ask for."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names by which a browser on this machine calls it."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",  # the map's own pictures, and those in its style sheet
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""What a page may load, and do: nothing inline, and nothing from elsewhere."""

HEADERS: Mapping[str, str] = {
    "content-security-policy": "; ".join(f"{what} {whence}" for what, whence in POLICY.items()),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
"""Headers of every answer."""


SECURE: Mapping[str, str] = {"strict-transport-security": "max-age=31536000"}
"""Headers of every answer of a server that browsers reach by TLS."""


def headers_of(*, secure: bool) -> Mapping[str, str]:
    """Return the headers of every answer of a server that browsers reach by TLS, if ``secure``, or without."""
    return {**HEADERS, **SECURE} if secure else HEADERS


class Guard:
    """Lets only requests through that a browser makes for a page of this server, under one of its own names."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOOPBACK, *, secure: bool = False) -> None:
        self.app = app
        self.hosts = hosts
        self.secure = secure
        self.headers = headers_of(secure=secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what comes under another name or from another origin; add the headers to what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if refused := self._refused(scope):
            status, why = refused
            await PlainTextResponse(f"{why}\n", status)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if host_name(headers.get("host", "")) not in self.hosts:
            return 421, f"host | this server is not {headers.get('host', '')!r}; use the address that it printed"
        if scope["method"] not in SAFE and not same_origin(headers, secure=self.secure):
            return 403, "origin | the request does not come from a page of this server; use its own pages"
        return None


def host_name(host: str) -> str:
    """Return the name of a Host header without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def same_origin(headers: Headers, *, secure: bool = False) -> bool:
    """Return whether a browser says that a request comes from a page of this server.

    Sec-Fetch-Site says so where the browser sends it, else Origin, which must then name the Host asked, and https where
    the server is reached by TLS.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(headers.get("origin", ""))
    return origin.netloc == headers.get("host") and origin.scheme == ("https" if secure else "http")

"""Which version somebody saw last, kept by the browser: what came since is told as long as a visit lasts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from truceline.services.session.workspace import number_in
from truceline.web.entry import cookie_name

VISIT_S = 1_800
"""How long somebody may be away within one visit, in seconds."""

YEAR_S = 31_536_000


def seen_before(request: Request, session: str) -> int:
    """Return the number of the version that was shown last in the visit before this one; 0 where none is known."""
    before, last = _kept(request, session)
    return before if cookie_name(f"visit-{session}", secure=_secure(request)) in request.cookies else last


def note_seen(request: Request, response: Response, session: str, number: int) -> None:
    """Let the browser keep that a version was shown, and that the visit goes on."""
    seen = f"{seen_before(request, session)}.{number}"
    for name, value, age in ((f"seen-{session}", seen, YEAR_S), (f"visit-{session}", "1", VISIT_S)):
        secure = _secure(request)
        named = cookie_name(name, secure=secure)
        response.set_cookie(named, value, max_age=age, secure=secure, httponly=True, samesite="strict")


def _kept(request: Request, session: str) -> tuple[int, int]:
    name = cookie_name(f"seen-{session}", secure=_secure(request))
    before, _, last = request.cookies.get(name, "").partition(".")
    return number_in(before) or 0, number_in(last) or 0


def _secure(request: Request) -> bool:
    secure: bool = request.app.state.secure
    return secure

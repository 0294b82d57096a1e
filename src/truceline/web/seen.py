"""Which version somebody saw last, kept by the browser: what came since is told as long as a visit lasts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from truceline.services.session.workspace import number_in

VISIT_S = 1_800
"""How long somebody may be away within one visit, in seconds."""

YEAR_S = 31_536_000


def seen_before(request: Request, session: str) -> int:
    """Return the number of the version that was shown last in the visit before this one; 0 where none is known."""
    before, last = _kept(request, session)
    return before if f"visit-{session}" in request.cookies else last


def note_seen(request: Request, response: Response, session: str, number: int) -> None:
    """Let the browser keep that a version was shown, and that the visit goes on."""
    how = {"path": f"/{session}", "secure": request.app.state.secure, "httponly": True, "samesite": "strict"}
    response.set_cookie(f"seen-{session}", f"{seen_before(request, session)}.{number}", max_age=YEAR_S, **how)
    response.set_cookie(f"visit-{session}", "1", max_age=VISIT_S, **how)


def _kept(request: Request, session: str) -> tuple[int, int]:
    before, _, last = request.cookies.get(f"seen-{session}", "").partition(".")
    return number_in(before) or 0, number_in(last) or 0

"""Answers to requests: pages, forms, messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from truceline.errors import MisuseError, RightsError, StaleError, TrucelineError
from truceline.services.session.workspace import message_page

MEDIA = {
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv; header=present",
    "geojson": "application/geo+json",
    "jsonl": "application/jsonl",
}
"""The media types of forms."""

KEPT = ("html", "jsonl")
"""Forms that are handed out as files, to keep."""


def faulty(request: Request, error: Exception) -> Response:
    """Answer with what is wrong: as a page for a page, as text for any other form."""
    status = 403 if isinstance(error, RightsError) else 400 if isinstance(error, MisuseError) else 422
    summary, problems = _words(error)
    if "." in request.url.path:
        return PlainTextResponse(f"{error}\n", status)
    if isinstance(error, RightsError):
        return HTMLResponse(message_page("This may not be done", summary=summary, problems=problems), status)
    if isinstance(error, MisuseError):
        return HTMLResponse(message_page("This cannot be asked", summary=summary, problems=problems), status)
    return HTMLResponse(
        message_page("This cannot be shown", summary=f"{summary}:" if problems else summary, problems=problems), status
    )


def _words(error: Exception) -> tuple[str, tuple[str, ...]]:
    return (error.summary, error.problems) if isinstance(error, TrucelineError) else (str(error), ())


def status_of_form(error: Exception) -> int:
    """Return the status of a form that comes back with what was wrong with what it sent."""
    return 403 if isinstance(error, RightsError) else 409 if isinstance(error, StaleError) else 422


def not_logged(request: Request, error: Exception) -> Response:
    """Answer that the evidence log cannot be written, so that nothing is handed out and nothing more is taken."""
    summary, problems = _words(error)
    what = "What was accepted before is kept, and is entered as soon as the log can be written."
    if "." in request.url.path:
        return PlainTextResponse(f"{error}\n{what}\n", 503)
    return HTMLResponse(
        message_page("Nothing is taken or handed out", summary=summary, problems=(*problems, what)), 503
    )


def missing(request: Request, _error: Exception) -> Response:
    """Answer that nothing stands at an address."""
    what = f"{request.url.path} | nothing stands here; start from the first page"
    if "." in request.url.path:
        return PlainTextResponse(f"{what}\n", 404)
    return HTMLResponse(message_page("Nothing stands here", problems=(what,)), 404)


def broken(headers: Mapping[str, str]) -> Callable[[Request, Exception], Response]:
    """Return what answers that the program failed, and nothing of how: the server's own log tells that.

    Such an answer is given outside of all else, so it bears the ``headers`` of every answer by itself.
    """
    page = message_page("This went wrong", summary="The program failed; whoever keeps the server finds why in its log")
    return lambda _request, _error: HTMLResponse(page, 500, dict(headers))


def form(name: str, case: str, page: str, text: str) -> Response:
    """Answer with a page in one of its forms; one to keep is handed out as a file."""
    keep = {"content-disposition": f'attachment; filename="{case}-{page}.{name}"'} if name in KEPT else {}
    return Response(text, media_type=MEDIA[name], headers=keep)


def archive(name: str, data: bytes) -> Response:
    """Answer with a zip archive to keep."""
    headers = {"content-disposition": f'attachment; filename="{name}.zip"'}
    return Response(data, media_type="application/zip", headers=headers)

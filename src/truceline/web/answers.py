"""Answers to requests: pages, forms, messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from truceline.errors import MisuseError, RightsError, StaleError, TrucelineError
from truceline.services.session.refusals import refusal_told
from truceline.services.session.workspace import NotThereError, PageLink, message_page
from truceline.web.requests import person, workspace_of

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
    if "." in request.url.path:
        return PlainTextResponse(f"{error}\n", status)
    summary, problems = _told(request, error)
    title = _TITLES.get(status, "This cannot be shown")
    around = _around(request)
    html = message_page(
        title,
        summary=_sentence(summary),
        problems=tuple(map(_sentence, problems)),
        links=_ways(request, error, around),
        around=around,
    )
    return HTMLResponse(html, status)


_TITLES = {403: "This may not be done", 400: "This cannot be asked"}
_LISTS = {"edit": "mine", "proposal": "proposals", "effect": "proposals"}
_TO_DECLARE = re.compile(r"; declare it, or correct the id( \(known: [^)]*\))?")


def _sentence(problem: str) -> str:
    # What is wrong, for people: without where in a file it stands, and what only who keeps the file can do.
    words = _TO_DECLARE.sub("", problem.partition(" | ")[2] or problem).rstrip(".:")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _words(error: Exception) -> tuple[str, tuple[str, ...]]:
    return (error.summary, error.problems) if isinstance(error, TrucelineError) else (str(error), ())


def _told(request: Request, error: Exception) -> tuple[str, tuple[str, ...]]:
    # With names and titles once it is settled which case who asks sees.
    summary, problems = _words(error)
    asked = getattr(request.state, "asked", None)
    if asked is None or not problems or not isinstance(error, TrucelineError):
        return summary, problems
    return summary, refusal_told(error, asked.opened.case)


def _around(request: Request) -> tuple[str, Sequence[PageLink]]:
    # Only who may see a session is told that it is there; whoever works alone sees all.
    workspace = workspace_of(request)
    if not workspace.alone and getattr(request.state, "member", None) is None:
        return "", ()
    return workspace.around(_parts(request)[0], person(request))


def _parts(request: Request) -> tuple[str, str]:
    session, _, page = request.url.path.removeprefix("/").partition("/")
    return session, page


def _ways(request: Request, error: Exception, around: tuple[str, Sequence[PageLink]]) -> tuple[PageLink, ...]:
    # To what there is of what was asked for, and to the pages that list it.
    (session, page), (title, pages) = _parts(request), around
    if not title:
        return ()
    choices: tuple[PageLink, ...] = ()
    if isinstance(error, NotThereError):
        asked = [(key, value) for key, value in request.query_params.multi_items() if key != error.parameter]
        choices = tuple(
            PageLink(id_, words, f"{request.url.path}?{urlencode([*asked, (error.parameter, id_)])}")
            for id_, words in error.choices
        )
    listed = "versions" if {"version", "from"} & {*request.query_params} else _LISTS.get(page, "")
    lists = tuple(each for each in pages if each.name == listed)
    return (*choices, *lists, PageLink("home", f"Home of {title}", f"/{session}/home"))


def status_of_form(error: Exception) -> int:
    """Return the status of a form that comes back with what was wrong with what it sent."""
    return 403 if isinstance(error, RightsError) else 409 if isinstance(error, StaleError) else 422


def not_logged(request: Request, error: Exception) -> Response:
    """Answer that the evidence log cannot be written, so that nothing is handed out and nothing more is taken."""
    summary, problems = _words(error)
    what = "What was accepted before is kept, and is entered as soon as the log can be written."
    if "." in request.url.path:
        return PlainTextResponse(f"{error}\n{what}\n", 503)
    said = message_page(
        "Nothing is taken or handed out", summary=summary, problems=(*problems, what), around=_around(request)
    )
    return HTMLResponse(said, 503)


def missing(request: Request, error: Exception) -> Response:
    """Answer that nothing stands at an address."""
    path = request.url.path
    if "." in path:
        return PlainTextResponse(f"{path} | nothing stands here; start from the first page\n", 404)
    said = f"Nothing stands at {path}: it was mistyped, was never there, or is not there for you."
    around = _around(request)
    links = _ways(request, error, around)
    return HTMLResponse(message_page("There is no such page", summary=said, links=links, around=around), 404)


def broken(headers: Mapping[str, str]) -> Callable[[Request, Exception], Response]:
    """Return what answers that the program failed, and nothing of how: the server's own log tells that.

    Such an answer is given outside of all else, so it bears the ``headers`` of every answer by itself.
    """
    page = message_page("This went wrong", summary="The program failed; whoever keeps the server finds why in its log")
    return lambda _request, _error: HTMLResponse(page, 500, dict(headers))


def form(name: str, text: str, file_name: str) -> Response:
    """Answer with a page in one of its forms; one to keep is handed out as a file of this name."""
    keep = {"content-disposition": f'attachment; filename="{file_name}"'} if name in KEPT else {}
    return Response(text, media_type=MEDIA[name], headers=keep)


def archive(name: str, data: bytes) -> Response:
    """Answer with a zip archive to keep."""
    headers = {"content-disposition": f'attachment; filename="{name}.zip"'}
    return Response(data, media_type="application/zip", headers=headers)

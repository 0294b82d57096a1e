"""The application: which address is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from truceline.errors import TrucelineError
from truceline.services.session.staff import Staff
from truceline.services.session.workspace import (
    PAGES,
    PageLink,
    PlanJob,
    Planned,
    Workspace,
    message_page,
    version_of,
)
from truceline.web.answers import archive, broken, faulty, form, missing
from truceline.web.door import Door
from truceline.web.entry import ALONE, Entry
from truceline.web.guard import Guard, headers_of
from truceline.web.live import Ending, live, watch
from truceline.web.recorder import Recorder
from truceline.web.requests import asked_by, instant, person, workspace_of
from truceline.web.seen import note_seen, seen_before
from truceline.web.staff import StaffPages
from truceline.web.static_files import Shared, shared_or_own
from truceline.web.writing import writing_routes

TILES = "/basemap.pmtiles"
"""Where a base map of somebody's own stands."""

HOME = "home"
"""The page that tells what came since the visit before."""

PATIENCE_S = 0.3
"""How long a page waits for its plan before another says that it is being worked out, in seconds."""


def now() -> datetime:
    """Return the instant at which a request is answered."""
    return datetime.now(UTC)


def application(
    workspace: Workspace,
    ending: Ending,
    tiles: Path | None = None,
    *,
    entry: Entry = ALONE,
    clock: Callable[[], datetime] = now,
) -> Starlette:
    """Build the application that serves a workspace, and the base map in the file ``tiles``.

    ``entry`` says how it is reached; where the workspace is for a staff, its pages are for who is signed in. ``clock``
    tells the instant at which what a request does happens.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(watch(workspace, clock, ending))
        yield
        watching.cancel()
        workspace.close()

    shared = Shared()
    routes = [
        Route("/", _first),
        Route("/static/{name}", shared_or_own),
        Mount("/static", shared),
        Route("/{session}", _session),
        Route("/{session}/live", _live),
        Route("/{session}/export", _export, methods=["POST"]),
        *writing_routes(),
        Route("/{session}/{page}", _page),
    ]
    if tiles is not None:
        routes.insert(1, Route(TILES, lambda _request: FileResponse(tiles, media_type="application/octet-stream")))
    middleware = [Middleware(Guard, entry.hosts, secure=entry.secure)]
    staff = None if workspace.alone else Staff(workspace.store, clock)
    if staff is not None:
        routes[0:0] = StaffPages(staff, entry).routes()
        middleware.append(Middleware(Door, staff, entry))
    if workspace.logs is not None:
        middleware.append(Middleware(Recorder, workspace, workspace.logs, clock, staff=staff))
    app = Starlette(
        routes=routes,
        middleware=middleware,
        exception_handlers={404: missing, TrucelineError: faulty, Exception: broken(headers_of(secure=entry.secure))},
        lifespan=lifespan,
    )
    app.state.workspace, app.state.ending, app.state.clock = workspace, ending, clock
    app.state.secure, app.state.shared = entry.secure, shared
    return app


async def _first(request: Request) -> Response:
    found = await run_in_threadpool(workspace_of(request).sessions, person(request))
    if len(found) == 1:
        return RedirectResponse(f"/{found[0].name}/home")
    links = tuple(PageLink(each.name, each.title, f"/{each.name}/home") for each in found)
    return HTMLResponse(message_page("Sessions", links=links))


async def _session(request: Request) -> Response:
    found = await run_in_threadpool(workspace_of(request).sessions, person(request))
    if request.path_params["session"] not in {each.name for each in found}:
        raise HTTPException(404)
    return RedirectResponse(f"/{request.path_params['session']}/home")


async def _page(request: Request) -> Response:
    name, _, suffix = request.path_params["page"].partition(".")
    if name not in PAGES or (suffix and suffix not in PAGES[name].forms):
        raise HTTPException(404)
    workspace, query = workspace_of(request), request.query_params
    asked = await run_in_threadpool(asked_by, request)
    needed = await run_in_threadpool(workspace.needed, name, asked, query)
    ranged = suffix in PAGES[name].ranged
    plans = await _plans([workspace.job(each) for each in needed], None if suffix else PATIENCE_S, ranged=ranged)
    if plans is None:
        return HTMLResponse(await run_in_threadpool(workspace.waiting, name, asked))
    session = asked.opened.session.name
    at, of = instant(request), list(zip(needed, plans, strict=True))
    shown = workspace.shown(asked, query, at, of, seen_before(request, session))
    text = await run_in_threadpool(workspace.page, name, suffix, shown)
    if suffix:
        called = asked.file_name(name, suffix) if PAGES[name].planned else f"{session}-{name}.{suffix}"
        return form(suffix, text, called)
    answer = HTMLResponse(text)
    if name == HOME and not asked.version:
        note_seen(request, answer, session, asked.opened.version.number)
    return answer


async def _plans(jobs: Sequence[PlanJob], patience_s: float | None, *, ranged: bool) -> list[Planned] | None:
    # None where they are not there in time; the work goes on.
    best = [_plan(job, ranged=ranged) for job in jobs]
    try:
        return await asyncio.wait_for(asyncio.gather(*best), patience_s)
    except TimeoutError:
        return None


async def _plan(job: PlanJob, *, ranged: bool) -> Planned:
    await asyncio.shield(asyncio.wrap_future(job.first))
    if ranged:  # where the draws fail there are none, and the plan is still one
        await asyncio.wait([asyncio.wrap_future(job.whole)])
    return job.best.result()


async def _export(request: Request) -> Response:
    asked = await run_in_threadpool(asked_by, request)
    data = await run_in_threadpool(workspace_of(request).export, asked, instant(request))
    return archive(f"{asked.opened.name}-version-{asked.opened.version.number}", data)


async def _live(request: Request) -> Response:
    asked = await run_in_threadpool(asked_by, request)
    shown = version_of(request.query_params, "shown") or asked.opened.version.number
    again = partial(workspace_of(request).asked, asked.opened.name, request.query_params, person(request))
    plan = request.query_params.get("plan") != "no"
    return live(workspace_of(request), again, shown, request.app.state.ending, plan=plan)

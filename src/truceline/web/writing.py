"""What members send: drafts, decisions, comments, workbooks; and the effects that they ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from truceline.errors import MisuseError, StaleError, TrucelineError
from truceline.services.session.effects import EffectJob
from truceline.services.session.refusals import refusal_told
from truceline.services.session.workspace import Asked, number_in
from truceline.services.session.writing import act_on, take_workbook, whose, workbook_of, write
from truceline.services.session.writing_pages import edit_page, effect_page, mine_page, proposal_page
from truceline.web.answers import MEDIA, status_of_form
from truceline.web.forms import form_of
from truceline.web.requests import asked_by, instant, workspace_of

LARGEST = 256 * 1024
"""How long a form may be, in bytes."""

LARGEST_WORKBOOK = 4 * 1024 * 1024
"""How long a form with a workbook may be, in bytes."""

MOST_FIELDS = 2_000
"""How many fields a form may have."""

QUICK_S, SLOW_S = 0.6, 30.0
"""How long an effect is waited for: where a script asks again, and where none does."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def writing_routes() -> list[Route]:
    """List the addresses to which members send what they write."""
    return [
        Route("/{session}/edit", _edit, methods=["POST"]),
        Route("/{session}/proposal", _decide, methods=["POST"]),
        Route("/{session}/workbook", _workbook, methods=["POST"]),
        Route("/{session}/workbook.xlsx", _workbook_of),
        Route("/{session}/effect", _effect),
        Route("/{session}/effect.json", _effect_json),
    ]


async def _edit(request: Request) -> Response:
    workspace, asked = workspace_of(request), await run_in_threadpool(asked_by, request)
    fields, at = await _fields(request), instant(request)
    written = await run_in_threadpool(write, workspace.store, workspace.effects, asked, fields, at)
    if written.number:
        return RedirectResponse(asked.address("proposal", number=written.number), 303)
    job = workspace.effects.kept(whose(asked), written.effect) if written.effect else None
    if job is not None:
        await _patient(job, QUICK_S)
    shown = workspace.shown(asked, fields, at)
    html = await run_in_threadpool(edit_page, shown, written, job)
    faulty = written.problems or written.drafted.problems
    return HTMLResponse(html, 409 if written.drafted.stale else 422 if faulty else 200)


async def _decide(request: Request) -> Response:
    workspace, asked = workspace_of(request), await run_in_threadpool(asked_by, request)
    fields, at = await _fields(request), instant(request)
    number = _proposal(request)
    try:
        await run_in_threadpool(act_on, workspace.store, asked, number, fields, at)
    except (MisuseError, StaleError) as error:
        shown = workspace.shown(asked, {"number": str(number)}, at)
        html = await run_in_threadpool(proposal_page, shown, refusal_told(error, asked.opened.case))
        return HTMLResponse(html, status_of_form(error))
    return RedirectResponse(asked.address("proposal", number=number), 303)


async def _workbook(request: Request) -> Response:
    workspace, asked = workspace_of(request), await run_in_threadpool(asked_by, request)
    _must_be_short(request, LARGEST_WORKBOOK)
    at = instant(request)
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("workbook")
        name, data = (file.filename or "", await file.read()) if isinstance(file, UploadFile) else ("", b"")
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        if not data:
            raise MisuseError("no workbook was sent; choose a file")
        sent = (name or "the workbook", data)
        number = await run_in_threadpool(take_workbook, workspace.store, asked, sent, fields, at)
    except TrucelineError as error:
        problems = refusal_told(error, asked.opened.case)
        html = await run_in_threadpool(mine_page, workspace.shown(asked, {}, at), problems)
        return HTMLResponse(html, status_of_form(error))
    return RedirectResponse(asked.address("proposal", number=number), 303)


async def _workbook_of(request: Request) -> Response:
    asked = await run_in_threadpool(asked_by, request)
    data = await run_in_threadpool(workbook_of, asked, instant(request))
    name = f"{asked.opened.name}-{asked.member.nation}.xlsx"
    return Response(data, media_type=XLSX, headers={"content-disposition": f'attachment; filename="{name}"'})


async def _effect(request: Request) -> Response:
    workspace, asked = workspace_of(request), await run_in_threadpool(asked_by, request)
    job = await _job(request, asked)
    part = request.headers.get("hx-request") == "true"
    await _patient(job, QUICK_S if part else SLOW_S)
    again = asked.address("effect", **{key: request.query_params.get(key, "") for key in ("number", "word")})
    shown = workspace.shown(asked, request.query_params, instant(request))
    progress = workspace.effects.progress(job)
    return HTMLResponse(await run_in_threadpool(effect_page, shown, job, progress, again=again, whole=not part))


async def _effect_json(request: Request) -> Response:
    asked = await run_in_threadpool(asked_by, request)
    job = await _job(request, asked)
    await _patient(job, None)
    return Response(await run_in_threadpool(lambda: job.json), media_type=MEDIA["json"])


async def _job(request: Request, asked: Asked) -> EffectJob:
    workspace = workspace_of(request)
    if word := request.query_params.get("word", ""):
        job = workspace.effects.kept(whose(asked), word)
        if job is None:
            raise HTTPException(404)
        return job
    return await run_in_threadpool(workspace.effect, asked, _proposal(request))


def _proposal(request: Request) -> int:
    number = number_in(request.query_params.get("number", ""))
    if number is None:
        raise HTTPException(404)
    return number


async def _patient(job: EffectJob, patience_s: float | None) -> None:
    # The work goes on where it is not there in time; what went wrong with it is told where it is shown.
    both = [asyncio.wrap_future(each.whole) for each in (job.before, job.after)]
    await asyncio.wait(both, timeout=patience_s)


async def _fields(request: Request) -> Mapping[str, str]:
    form = await form_of(request, largest=LARGEST, most=MOST_FIELDS)
    return {name: "; ".join(form.all(name)) if "." in name else last for name, last in form.fields.items()}


def _must_be_short(request: Request, most: int) -> None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise HTTPException(413)

"""What an open page is told while it is open, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from truceline.errors import SourceError, TrucelineError
from truceline.services.session.workspace import Asked, Workspace

EVERY_S = 0.25
"""How often the work is looked at, in seconds."""

LOOK_S = 0.5
"""How often the store is looked at for new versions, in seconds."""


class Ending:
    """Says to every stream that the server ends."""

    def __init__(self) -> None:
        self._now = asyncio.Event()

    def begin(self) -> None:
        """Say it."""
        self._now.set()

    async def pause(self, seconds: float) -> bool:
        """Wait so long, or until the server ends; return whether it does."""
        try:
            await asyncio.wait_for(self._now.wait(), seconds)
        except TimeoutError:
            return False
        return True


Again = Callable[[], Asked | None]
"""Asks anew for what an open page asked for; None where it is no longer there for whoever asks."""


def live(workspace: Workspace, again: Again, shown: int, ending: Ending, *, plan: bool = True) -> StreamingResponse:
    """Tell a page that shows the version of the number ``shown`` how far its plan is, and of every later version.

    A message without a name is HTML for the page's status; ``planned`` says that there is a plan to show, ``version``
    that a later version is there with its plan, and ``end`` that the page need not ask again. A page that shows no
    ``plan`` is told of versions alone: what somebody writes on it is not to be loaded anew for ranges.
    """
    return StreamingResponse(_news(workspace, again, shown, ending, plan=plan), media_type="text/event-stream")


async def _news(workspace: Workspace, again: Again, shown: int, ending: Ending, *, plan: bool) -> AsyncIterator[str]:
    while (asked := await run_in_threadpool(_asked, again)) is not None:
        number = asked.opened.version.number
        there = event("planned") if number == shown else _later(number)
        async for text in _of_plan(workspace, asked, there, ending):
            if plan or text == there:
                yield text
        shown = number
        if asked.version:
            break
        while not workspace.is_behind(asked):
            if await ending.pause(EVERY_S):
                return
    else:
        yield message('<p>A later version is there, and cannot be shown. <a href="">See why</a></p>')
    yield event("end")


def _asked(again: Again) -> Asked | None:
    try:
        return again()
    except TrucelineError:  # the page itself tells what is at fault, once it is asked for
        return None


async def _of_plan(workspace: Workspace, asked: Asked, there: str, ending: Ending) -> AsyncIterator[str]:
    job, told, planned = workspace.job(asked), "", False
    had_ranges = job.whole.done()
    while (words := workspace.progress(job)) and not (planned and workspace.is_behind(asked)):
        if job.first.done() and not planned:
            planned = True
            yield there
        if words != told:
            told = words
            yield message(f"<p>{escape(words)}</p>")
        if await ending.pause(EVERY_S):
            return
    if not planned:
        yield there
    if not had_ranges and job.whole.done():
        yield message('<p>Ranges are there. <a href="">Show them</a></p>')


def _later(number: int) -> str:
    shown = message(f'<p>Version {number} is there. <a href="">Show it</a></p>')
    return shown + event("version")


async def watch(workspace: Workspace, clock: Callable[[], datetime], ending: Ending) -> None:
    """Look for new versions until the server ends."""
    while not await ending.pause(LOOK_S):
        with suppress(SourceError):  # the next page tells what is wrong with the store
            await run_in_threadpool(workspace.look, clock())


def event(name: str) -> str:
    """Write an event that says only its name."""
    return f"event: {name}\ndata:\n\n"


def message(html: str) -> str:
    """Write HTML for the page's status, on one line."""
    return f"data: {html}\n\n"

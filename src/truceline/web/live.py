"""What an open page is told while it is open, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from html import escape

from starlette.responses import StreamingResponse

from truceline.services.session.workspace import PlanJob, Workspace

EVERY_S = 0.25
"""How often the work is looked at, in seconds."""


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


def live(workspace: Workspace, job: PlanJob, ending: Ending) -> StreamingResponse:
    """Tell a page how far its plan is, until nothing more is to come.

    A message without a name is HTML for the page's status; ``planned`` says that there is a plan to show, ``end`` that
    the page need not ask again.
    """
    return StreamingResponse(_news(workspace, job, ending), media_type="text/event-stream")


async def _news(workspace: Workspace, job: PlanJob, ending: Ending) -> AsyncIterator[str]:
    told, planned, had_ranges = "", False, job.whole.done()
    while words := workspace.progress(job):
        if job.first.done() and not planned:
            planned = True
            yield event("planned")
        if words != told:
            told = words
            yield message(f"<p>{escape(words)}</p>")
        if await ending.pause(EVERY_S):
            return
    if not planned:
        yield event("planned")
    if not had_ranges:
        yield message('<p>Ranges are there. <a href="">Show them</a></p>')
    yield event("end")


def event(name: str) -> str:
    """Write an event that says only its name."""
    return f"event: {name}\ndata:\n\n"


def message(html: str) -> str:
    """Write HTML for the page's status, on one line."""
    return f"data: {html}\n\n"

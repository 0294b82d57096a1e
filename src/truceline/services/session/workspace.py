"""``serve``: the planning session of some cases, as the pages of a browser ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from truceline.errors import TrucelineError
from truceline.render.workspace import PageLink, asset, message_page
from truceline.services.session.asked import Asked, asked_of
from truceline.services.session.opened import OpenCases
from truceline.services.session.pages import PAGES, Shown, answer, waiting_page
from truceline.services.session.plans import PlanJob, Planned, Plans

__all__ = ["PAGES", "Asked", "PageLink", "PlanJob", "Planned", "Workspace", "asset", "message_page"]


class Workspace:
    """Cases with their plans; to be closed when nobody asks any more."""

    def __init__(self, cases: Iterable[str | Path], *, tiles: str = "") -> None:
        """Read the cases, and begin to plan the first; ``tiles`` is the address of a base map of somebody's own.

        Raises
        ------
        CaseError
            If a case is not there, at fault, or for monitoring only.
        MisuseError
            If two cases have the same name.
        """
        self._cases = OpenCases(cases)
        self._plans = Plans()
        self._tiles = tiles
        for name in list(self.titles)[:1]:
            self.job(self._asked(name))

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the cases by name."""
        return self._cases.titles

    def asked(self, name: str, query: Mapping[str, str]) -> Asked | None:
        """Read what an address asks for; None where no case has that name.

        Raises
        ------
        CaseError
            If the case has come to be at fault, or has no such scenario.
        MisuseError
            If the day is none.
        """
        opened = self._cases.get(name)
        return None if opened is None else asked_of(opened, query)

    def job(self, asked: Asked) -> PlanJob:
        """Return the work on the plan that is asked for, which begins where it has not."""
        return self._plans.job(asked.opened, asked.day)

    def progress(self, job: PlanJob) -> str:
        """Say how far the work is; nothing where all of it is done."""
        if not job.first.done():
            return "The plan is being worked out."
        if job.whole.done():
            return ""
        done, of = self._plans.progress(job) or (0, 0)
        return f"Ranges are being drawn: {done} of {of} draws." if of else "Ranges are being drawn."

    def page(self, name: str, form: str, asked: Asked, planned: Planned) -> str:
        """Return a page in a form; as HTML where ``form`` is empty."""
        return answer(name, form, Shown(planned, asked, self._tiles))

    def waiting(self, name: str, asked: Asked) -> str:
        """Return what stands in for a page until its plan is there."""
        return waiting_page(name, asked)

    def close(self) -> None:
        """End all work."""
        self._plans.close()

    def _asked(self, name: str) -> Asked:
        found = self.asked(name, {})
        if found is None:
            raise TrucelineError(name)
        return found

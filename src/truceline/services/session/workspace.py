"""``serve``: the planning sessions of a store, as the pages of a browser ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from truceline.accounts.roles import Member
from truceline.render.workspace import PageLink, asset, message_page
from truceline.services.session.asked import FOR, Asked, asked_of, version_of
from truceline.services.session.effects import Effects
from truceline.services.session.opened import OpenCases
from truceline.services.session.opening import KEEPER, keeper_for
from truceline.services.session.page import EPOCH, Shown
from truceline.services.session.pages import PAGES, answer, waiting_page
from truceline.services.session.plans import PlanJob, Planned, Plans
from truceline.store.engine import Store, reading
from truceline.store.people import Session, find, member_of, sessions

__all__ = ["PAGES", "Asked", "PageLink", "PlanJob", "Planned", "Workspace", "asset", "message_page"]


class Workspace:
    """The sessions of a store with their plans; to be closed when nobody asks any more.

    ``alone`` is for one person, who signs in nowhere: the keeper of the store, who may act for any contributor.
    """

    def __init__(self, store: Store, *, alone: bool = True, tiles: str = "") -> None:
        """Begin to plan the first session; ``tiles`` is the address of a base map of somebody's own."""
        self.store = store
        self._alone = alone
        self._cases = OpenCases(store)
        self._plans = Plans()
        self.effects = Effects(self._plans)
        self._tiles = tiles

    def begin(self) -> None:
        """Begin to plan what is likely to be asked for: the first session, as its chair sees it.

        Raises
        ------
        CaseError
            If it is for monitoring only.
        """
        for session in self.sessions()[:1]:
            self.job(asked_of(self._cases.get(session, KEEPER), KEEPER, {}))

    def sessions(self, person: str = "") -> tuple[Session, ...]:
        """List the sessions that a person belongs to; all of them for who works alone."""
        with reading(self.store) as connection:
            found = sessions(connection)
            return tuple(each for each in found if self._alone or member_of(connection, each.number, person))

    def member_for(self, session: Session, person: str = "", acts_for: str = "") -> Member | None:
        """Return as whom a person asks a session for something; None for who is no member of it.

        ``person`` is who is signed in; who works alone is nobody, and chooses a contributor to act for.
        """
        if self._alone:
            return keeper_for(acts_for)
        with reading(self.store) as connection:
            return member_of(connection, session.number, person)

    def session(self, name: str) -> Session | None:
        """Return the session of a name; None where there is none."""
        with reading(self.store) as connection:
            return find(connection, name)

    def asked(self, name: str, query: Mapping[str, str], person: str = "") -> Asked | None:
        """Read what an address asks for; None where no session has that name, or the person is no member of it.

        Raises
        ------
        CaseError
            If what the member sees is no whole case, or has no such scenario.
        MisuseError
            If the day is none, or the version is not there for the member.
        """
        acts_for = query.get(FOR, "") if self._alone else ""
        session = self.session(name)
        if session is None or (member := self.member_for(session, person, acts_for)) is None:
            return None
        return asked_of(self._cases.get(session, member, version_of(query)), member, query, alone=self._alone)

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

    def page(self, name: str, form: str, shown: Shown) -> str:
        """Return a page in a form, as HTML where ``form`` is empty."""
        return answer(name, form, shown)

    def shown(
        self, asked: Asked, query: Mapping[str, str], at: datetime = EPOCH, planned: Planned | None = None
    ) -> Shown:
        """Return what a page is made from; ``planned`` is there where the page needs it."""
        return Shown(asked, self.store, PAGES, planned, self._tiles, query, at)

    def waiting(self, name: str, asked: Asked) -> str:
        """Return what stands in for a page until its plan is there."""
        return waiting_page(name, asked)

    def close(self) -> None:
        """End all work, and close the store."""
        self._plans.close()
        self.store.close()

"""``serve``: the planning sessions of a store, as the pages of a browser ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from truceline.accounts.roles import Member
from truceline.render.workspace import PageLink, asset, message_page
from truceline.services.session.asked import FOR, Asked, NotThereError, asked_of, number_in, version_of
from truceline.services.session.effects import EffectJob, Effects
from truceline.services.session.laying_out import lay_out
from truceline.services.session.opened import OpenCases
from truceline.services.session.opening import KEEPER, keeper_for
from truceline.services.session.page import EPOCH, Shown, session_links
from truceline.services.session.pages import PAGES, answer, waiting_page
from truceline.services.session.plans import PlanJob, Planned, Plans
from truceline.services.session.versions import packed_version
from truceline.services.session.writing import effect_of_proposal
from truceline.store.deciding import is_due, sweep
from truceline.store.engine import Store, reading, writing
from truceline.store.people import Session, find, last_written, member_of, sessions
from truceline.store.versions import newest_number, newest_numbers

if TYPE_CHECKING:
    from truceline.services.session.logs import SessionLogs

__all__ = [
    "PAGES",
    "Asked",
    "NotThereError",
    "PageLink",
    "PlanJob",
    "Planned",
    "Workspace",
    "asset",
    "message_page",
    "number_in",
    "version_of",
]


class Workspace:
    """The sessions of a store with their plans; to be closed when nobody asks any more.

    ``alone`` is for one person, who signs in nowhere: the keeper of the store, who may act for any contributor.
    """

    def __init__(
        self,
        store: Store,
        *,
        alone: bool = True,
        tiles: str = "",
        plans: Plans | None = None,
        logs: SessionLogs | None = None,
    ) -> None:
        """Open the sessions of a store; ``tiles`` is the address of a base map of somebody's own.

        ``plans`` that are given are shared with other workspaces, and closed by who shares them; ``logs`` are the
        evidence logs, where any are kept.
        """
        self.store = store
        self.logs = logs
        self.alone = alone
        self._cases = OpenCases(store)
        self._shared = plans is not None
        self._plans = plans or Plans()
        self.effects = Effects(self._plans)
        self._tiles = tiles
        self._newest: Mapping[int, int] = {}
        self._entered: dict[str, datetime] = {}

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
            return tuple(each for each in found if self.alone or member_of(connection, each.number, person))

    def member_for(self, session: Session, person: str = "", acts_for: str = "") -> Member | None:
        """Return as whom a person asks a session for something; None for who is no member of it.

        ``person`` is who is signed in; who works alone is nobody, and chooses a contributor to act for.
        """
        if self.alone:
            return keeper_for(acts_for)
        with reading(self.store) as connection:
            return member_of(connection, session.number, person)

    def session(self, name: str) -> Session | None:
        """Return the session of a name; None where there is none."""
        with reading(self.store) as connection:
            return find(connection, name)

    def around(self, name: str, person: str = "") -> tuple[str, tuple[PageLink, ...]]:
        """Return the title of a session and links to its pages, for a page of none; nothing to who is no member."""
        session = self.session(name)
        if session is None or self.member_for(session, person) is None:
            return "", ()
        return session.title, session_links(name, PAGES, alone=self.alone)

    def asked(self, name: str, query: Mapping[str, str], person: str = "") -> Asked | None:
        """Read what an address asks for; None where no session has that name, or the person is no member of it.

        Raises
        ------
        CaseError
            If what the member sees is no whole case, or has no such scenario.
        MisuseError
            If the day is none, or the version is not there for the member.
        """
        acts_for = query.get(FOR, "") if self.alone else ""
        session = self.session(name)
        if session is None or (member := self.member_for(session, person, acts_for)) is None:
            return None
        opened = self._cases.get(session, member, version_of(query))
        found = asked_of(opened, member, query, alone=self.alone)
        newest = not found.version or self._cases.newest(session, member).number == opened.version.number
        return replace(found, newest=newest)

    def look(self, at: datetime) -> None:
        """Look which versions there are by now, of which open pages are told; silence that stands becomes one.

        Evidence logs are brought in step with what commands wrote meanwhile.

        Raises
        ------
        SourceError
            If the store cannot be read, or a log not be written.
        """
        with reading(self.store) as connection:
            numbers = newest_numbers(connection)
            due = [session for session in numbers if is_due(connection, session, at)]
        for session in due:
            with writing(self.store) as connection:
                sweep(connection, session, at, lay_out=lay_out)
                numbers[session] = newest_number(connection, session)
        self._newest = numbers
        if self.logs is not None:
            self._enter(self.logs, at)

    def _enter(self, logs: SessionLogs, at: datetime) -> None:
        with reading(self.store) as connection:
            written = last_written(connection)
        for name, last in written.items():
            if self._entered.get(name) != last:
                logs.keep(name, at)
                self._entered[name] = last

    def is_behind(self, asked: Asked) -> bool:
        """Say whether a later version is there for the member than the one that is shown as the newest."""
        opened = asked.opened
        last = self._newest.get(opened.session.number, 0)
        if asked.version or last <= opened.version.number:
            return False
        return self._cases.newest(opened.session, asked.member, last).number != opened.version.number

    def effect(self, asked: Asked, number: int) -> EffectJob:
        """Return the work on the effect of a proposal.

        Raises
        ------
        CaseError
            If the case would not be sound with it.
        MisuseError
            If it is not there for the member.
        """
        return effect_of_proposal(self.store, self._cases, self.effects, asked, number)

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

    def needed(self, name: str, asked: Asked, query: Mapping[str, str]) -> tuple[Asked, ...]:
        """Return of what a page needs plans: of what is asked for; where it compares, of the version before it too.

        Raises
        ------
        MisuseError
            If that version is not there for the member.
        """
        if not PAGES[name].planned:
            return ()
        if not PAGES[name].compares:
            return (asked,)
        version = asked.opened.version
        number = version_of(query, "from") or version.parent or version.number
        before = self._cases.get(asked.opened.session, asked.member, number)
        day = before.case.as_of if asked.day == asked.opened.case.as_of else asked.day
        return (asked, replace(asked, opened=before, day=day, version=number))

    def page(self, name: str, form: str, shown: Shown) -> str:
        """Return a page in a form, as HTML where ``form`` is empty."""
        return answer(name, form, shown)

    def shown(
        self,
        asked: Asked,
        query: Mapping[str, str],
        at: datetime = EPOCH,
        plans: Sequence[tuple[Asked, Planned]] = (),
        seen: int = 0,
    ) -> Shown:
        """Return what a page is made from; ``plans`` are those that it needs, of what; see `Shown` for ``seen``."""
        planned = plans[0][1] if plans else None
        against, other = plans[1] if len(plans) > 1 else (None, None)
        return Shown(
            asked,
            self.store,
            PAGES,
            work=planned,
            tiles=self._tiles,
            query=query,
            at=at,
            against=against,
            other=other,
            seen=seen,
            cases=self._cases,
            logs=self.logs,
        )

    def export(self, asked: Asked, at: datetime) -> bytes:
        """Return the version that is asked for as a zip archive of a case folder, and note who took it.

        Raises
        ------
        MisuseError
            If the member may not.
        """
        return packed_version(self.store, asked, at)

    def waiting(self, name: str, asked: Asked) -> str:
        """Return what stands in for a page until its plan is there."""
        return waiting_page(name, asked)

    def close(self) -> None:
        """End all work, and close the store."""
        if not self._shared:
            self._plans.close()
        self.store.close()

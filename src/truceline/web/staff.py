"""The pages by which a staff signs in and out, joins, keeps passwords and members."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from truceline.services.session import membership
from truceline.services.session.people import Invited
from truceline.services.session.staff import GONE, Caller, Entered, NewPassword, Present, Staff
from truceline.services.session.staff_pages import (
    account_json,
    account_page,
    invitation_page,
    members_json,
    members_page,
    new_password_page,
    sign_in_page,
)
from truceline.services.session.workspace import message_page
from truceline.web.answers import MEDIA
from truceline.web.door import with_cookie
from truceline.web.entry import Entry
from truceline.web.forms import Form, form_of

AT_ONCE = 2
"""How many passwords are looked at at a time: each takes 64 MiB."""


class StaffPages:
    """Answers for the pages of accounts and members."""

    def __init__(self, staff: Staff, entry: Entry) -> None:
        self.staff, self.entry = staff, entry
        self._turn = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[Route]:
        """List the addresses of these pages."""
        return [
            Route("/sign-in", self.sign_in_page, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
            Route("/invitation/{token}", self.invitation, methods=["GET", "POST"]),
            Route("/new-password/{token}", self.new_password, methods=["GET", "POST"]),
            Route("/account", self.account, methods=["GET"]),
            Route("/account.json", self.account_json, methods=["GET"]),
            Route("/account/password", self.password, methods=["POST"]),
            Route("/account/sign-out-everywhere", self.sign_out_everywhere, methods=["POST"]),
            Route("/account/sign-out-elsewhere", self.sign_out_elsewhere, methods=["POST"]),
            Route("/{session}/members", self.members, methods=["GET"]),
            Route("/{session}/members.json", self.members_json, methods=["GET"]),
            Route("/{session}/members/{act}", self.change_members, methods=["POST"]),
        ]

    async def sign_in_page(self, request: Request) -> Response:
        """Show the page to sign in."""
        return HTMLResponse(sign_in_page(to=inside(request.query_params.get("to", ""))))

    async def sign_in(self, request: Request) -> Response:
        """Sign in, and lead to where somebody wanted to go."""
        form = await form_of(request)
        to = inside(form["to"])
        came = await self._slowly(self.staff.sign_in, form["name"], form["password"], self._caller(request))
        return self._entered(came, to or "/", sign_in_page(came, name=form["name"], to=to))

    async def sign_out(self, request: Request) -> Response:
        """Sign out in this browser."""
        await run_in_threadpool(self.staff.sign_out, self._caller(request).token)
        return with_cookie(RedirectResponse("/sign-in", 303), self.entry, "")

    async def sign_out_everywhere(self, request: Request) -> Response:
        """Sign out in all browsers."""
        await run_in_threadpool(self.staff.sign_out_everywhere, self._present(request).account.id)
        return with_cookie(RedirectResponse("/sign-in", 303), self.entry, "")

    async def sign_out_elsewhere(self, request: Request) -> Response:
        """Sign out in all browsers but this one."""
        await run_in_threadpool(
            self.staff.sign_out_elsewhere, self._present(request).account.id, self._caller(request).token
        )
        return RedirectResponse("/account", 303)

    async def invitation(self, request: Request) -> Response:
        """Show an invitation, or accept it."""
        token = request.path_params["token"]
        found = await run_in_threadpool(self.staff.invitation, token)
        if found is None:
            return _gone()
        acts_for = await run_in_threadpool(membership.invited_for, self.staff, found[0])
        if request.method != "POST":
            return HTMLResponse(invitation_page(*found, acts_for=acts_for))
        form = await form_of(request)
        came = await self._slowly(self.staff.accept, token, _chosen(form), self._caller(request))
        page = invitation_page(*found, came, name=form["name"], acts_for=acts_for)
        return self._entered(came, f"/{found[0].named}/home", page)

    async def new_password(self, request: Request) -> Response:
        """Show the page to set a password by a link, or set it."""
        token = request.path_params["token"]
        account = await run_in_threadpool(self.staff.reset_of, token)
        if account is None:
            return _gone()
        if request.method != "POST":
            return HTMLResponse(new_password_page(account))
        came = await self._slowly(
            self.staff.set_password, token, _chosen(await form_of(request)), self._caller(request)
        )
        return self._entered(came, "/", new_password_page(account, came))

    async def account(self, request: Request) -> Response:
        """Show one's own account."""
        return HTMLResponse(await self._account_page(request))

    async def account_json(self, request: Request) -> Response:
        """Give one's own account as JSON."""
        present = self._present(request)
        browsers = await run_in_threadpool(membership.browsers_of, self.staff, present)
        return Response(account_json(present, browsers), media_type=MEDIA["json"])

    async def password(self, request: Request) -> Response:
        """Change one's password."""
        form, present = await form_of(request), self._present(request)
        if present.browser is None:
            raise HTTPException(404)
        came = await self._slowly(
            self.staff.change_password, present, form["old"], _chosen(form), self._caller(request)
        )
        return self._entered(came, "/account", await self._account_page(request, came))

    async def members(self, request: Request) -> Response:
        """Show the members of a session."""
        found = await self._members(request)
        return HTMLResponse(members_page(found, self._present(request)))

    async def members_json(self, request: Request) -> Response:
        """Give the members of a session as JSON."""
        return Response(members_json(await self._members(request)), media_type=MEDIA["json"])

    async def change_members(self, request: Request) -> Response:
        """Invite, change roles or disable."""
        session, act, form = request.path_params["session"], request.path_params["act"], await form_of(request)
        who = Invited(form["person"], form.all("role"), form["contributor"].strip(), form["name"])
        by = request.state.member
        if act == "invite":
            came = await run_in_threadpool(membership.invite_member, self.staff, session, by, who)
        elif act == "roles":
            came = await run_in_threadpool(membership.change_member, self.staff, session, by, who)
        elif act == "disable":
            came = await run_in_threadpool(membership.disable_member, self.staff, session, by, who.person)
        else:
            raise HTTPException(404)
        if not came.faults and came.link is None:
            return RedirectResponse(f"/{session}/members", 303)
        if came.link is not None:
            came = membership.at_site(came, str(request.base_url), secure=self.entry.secure)
        page = members_page(await self._members(request), self._present(request), came, who=who, act=act)
        return HTMLResponse(page, 422 if came.faults else 200)

    async def _account_page(self, request: Request, came: Entered | None = None) -> str:
        present = self._present(request)
        browsers = await run_in_threadpool(membership.browsers_of, self.staff, present)
        joined = await run_in_threadpool(membership.sessions_of, self.staff, present)
        return account_page(present, browsers, joined, came)

    async def _members(self, request: Request) -> membership.Members:
        member = request.state.member
        return await run_in_threadpool(membership.members_of, self.staff, request.path_params["session"], member)

    def _present(self, request: Request) -> Present:
        found: Present = request.state.present
        return found

    def _caller(self, request: Request) -> Caller:
        return Caller(request.state.address, request.cookies.get(self.entry.cookie, ""))

    async def _slowly(self, do: Callable[..., Entered], *arguments: object) -> Entered:
        async with self._turn:
            return await run_in_threadpool(do, *arguments)

    def _entered(self, came: Entered, to: str, page: str) -> Response:
        if came.token:
            return with_cookie(RedirectResponse(to, 303), self.entry, came.token)
        if came.wait:
            return HTMLResponse(page, 429, {"retry-after": str(math.ceil(came.wait.total_seconds()))})
        return HTMLResponse(page, 422)


def inside(to: str) -> str:
    """Return an address if it is one of this server, else ""."""
    parts = urlsplit(to)
    own = to.startswith("/") and not to.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return to if own and "\\" not in to and to.isprintable() else ""


def _chosen(form: Form) -> NewPassword:
    return NewPassword(form["password"], form["again"], form["name"])


def _gone() -> Response:
    return HTMLResponse(message_page("This link does not hold", problems=(GONE,)), 410)

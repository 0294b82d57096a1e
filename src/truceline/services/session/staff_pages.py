"""The pages of accounts and members, as HTML and as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from truceline import __version__
from truceline.accounts.credentials import LEAST, MOST
from truceline.accounts.roles import Role
from truceline.documents.people import members_document, my_account_document
from truceline.documents.shapes.people import InvitationPart, WebSessionPart
from truceline.formats.json_text import json_text
from truceline.render.workspace import PageLink, staff_page
from truceline.services.session.membership import Changed, Joined, Members
from truceline.services.session.page import ACCOUNT, session_links
from truceline.services.session.pages import PAGES
from truceline.services.session.people import Invited
from truceline.services.session.staff import Entered, Present
from truceline.store.accounts import Account
from truceline.store.links import Invitation
from truceline.store.web_sessions import WebSession

_NOTHING: Mapping[str, str] = {}


def sign_in_page(came: Entered | None = None, *, name: str = "", to: str = "") -> str:
    """Fill the page to sign in; afterwards it leads to the address ``to``."""
    return staff_page("sign_in.html.j2", "Sign in", faults=came.faults if came else _NOTHING, name=name, to=to)


def invitation_page(
    invited: Invitation, account: Account, came: Entered | None = None, *, name: str = "", acts_for: str = ""
) -> str:
    """Fill the page of an invitation: a password is chosen, or asked for where the account has one.

    ``acts_for`` names the contributor that the person invited acts for.
    """
    return staff_page(
        "invitation.html.j2",
        f"You are invited to {invited.title}",
        faults=came.faults if came else _NOTHING,
        invited=invited,
        acts_for=acts_for,
        account=account,
        name=name or account.name,
        least=LEAST,
        most=MOST,
    )


def new_password_page(account: Account, came: Entered | None = None) -> str:
    """Fill the page to set a new password by a link."""
    return staff_page(
        "new_password.html.j2",
        "Choose a new password",
        faults=came.faults if came else _NOTHING,
        account=account,
        least=LEAST,
        most=MOST,
    )


def account_page(
    present: Present,
    browsers: tuple[WebSession, ...],
    joined: tuple[Joined, ...],
    came: Entered | None = None,
    *,
    done: str = "",
) -> str:
    """Fill the page of one's own account, with the sessions that were ``joined``; ``done`` says what was done."""
    one = joined[0] if len(joined) == 1 else None
    several = (PageLink("first", "Sessions", "/"), ACCOUNT)
    return staff_page(
        "account.html.j2",
        "My account",
        case=one.title if one else "",
        links=session_links(one.session, PAGES, alone=False) if one else several,
        here="account",
        leave=present.browser is not None,
        faults=came.faults if came else _NOTHING,
        account=present.account,
        joined=joined,
        browsers=browsers,
        this=present.browser,
        least=LEAST,
        most=MOST,
        done=done,
    )


def account_json(present: Present, browsers: tuple[WebSession, ...]) -> str:
    """Write one's own account as JSON."""
    this = present.browser.id if present.browser else ""
    parts: list[WebSessionPart] = [
        {
            "id": each.id,
            "at": each.at.isoformat(),
            "seen_at": each.seen_at.isoformat(),
            "expires_at": each.expires_at.isoformat(),
            "this": each.id == this,
        }
        for each in browsers
    ]
    return json_text(my_account_document(present.account, parts, version=__version__))


def members_page(
    found: Members, present: Present, came: Changed | None = None, *, who: Invited | None = None, act: str = ""
) -> str:
    """Fill the members page; ``came`` is what came of the form ``act``, which was about ``who``."""
    return staff_page(
        "members.html.j2",
        "Members",
        case=found.title,
        links=session_links(found.session, PAGES, alone=False),
        people={each.id: each.name for each in found.members},
        here="members",
        leave=present.browser is not None,
        found=found,
        roles=[role.value for role in Role],
        faults=came.faults if came else _NOTHING,
        link=came.link if came else None,
        who=who,
        act=act,
    )


def members_json(found: Members) -> str:
    """Write the members of a session as JSON."""
    invitations: list[InvitationPart] = [
        {
            "person": each.member.id,
            "roles": sorted(each.member.roles),
            "contributor": each.member.contributor,
            "by": each.by,
            "expires_at": each.expires_at.isoformat(),
        }
        for each in found.invitations
    ]
    return json_text(members_document(found.session, found.members, invitations, found.why_not, version=__version__))

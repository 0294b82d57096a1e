"""Who is at the pages of a staff: signing in and out, invitations, passwords. Every secret is compared by its hash.

An attempt counts before its password is looked at, a name that is not known takes as long as one that is, and what is
said of a failure is the same whatever failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from truceline.accounts.credentials import password_fault, shown_name_fault, sign_in_name
from truceline.accounts.roles import Member
from truceline.accounts.tokens import token_hash
from truceline.errors import MisuseError
from truceline.services.session.chance import new_token
from truceline.services.session.passwords import Passwords
from truceline.store.accounts import Account, accounts, password_hash, rename, set_password
from truceline.store.attempts import begin_attempt, end_attempt
from truceline.store.engine import Store, reading, writing
from truceline.store.links import Invitation, invitation, reset_of, use_invitation, use_reset
from truceline.store.people import join
from truceline.store.web_sessions import (
    EVERY,
    WebSession,
    begin_web_session,
    end_web_session,
    end_web_sessions,
    seen,
    web_session,
)

WRONG = "the name or the password is not right; write both again"
GONE = "this link was used, is too old, or was never given out; ask for another"
_UNLIKE = "it is not the same twice; write it again"


@dataclass(frozen=True, slots=True)
class Present:
    """Who is asking: the account, and the browser, which is None where a proxy says who it is."""

    account: Account
    browser: WebSession | None

    def member(self, session: str) -> Member | None:
        """Return what the person is in a session; None where nothing."""
        return self.account.memberships.get(session)


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a form: the new secret of the browser's cookie, or faults by field and how long to wait."""

    token: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    wait: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whence a form comes: the address, and the secret that the browser's cookie held until now."""

    address: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password as it is chosen: written twice, and the person's name to be shown; "" leaves the name as it is."""

    password: str
    again: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a password, until now and from now on."""

    old: str
    new: str


class Staff:
    """The accounts of a store, as the pages ask for them; ``now`` tells the time."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._passwords = Passwords()

    def present(self, token: str) -> Present | None:
        """Return who is at a browser whose cookie holds this secret; None where nobody is signed in there."""
        if not token:
            return None
        at, kept = self.now(), token_hash(token)
        with reading(self.store) as connection:
            browser = web_session(connection, kept, at)
            account = accounts(connection, browser.person)[0] if browser else None
        if browser is None or account is None:
            return None
        if at - browser.seen_at >= EVERY:
            with writing(self.store) as connection:
                seen(connection, kept, at)
        return Present(account, browser)

    def named(self, person: str) -> Present | None:
        """Return the person whom a trusted proxy names; None where there is no such account, or it holds no longer."""
        with reading(self.store) as connection:
            found = accounts(connection, sign_in_name(person)) if person else ()
        return Present(found[0], None) if found and found[0].disabled_at is None else None

    def sign_in(self, name: str, password: str, caller: Caller) -> Entered:
        """Sign a person in, under a new secret; the one before holds no longer. It takes long on purpose."""
        person = sign_in_name(name)
        kept, failed = self._compared(person, password, caller.address)
        if failed is not None:
            return failed
        renewed = self._passwords.renewed(kept, password)
        with writing(self.store) as connection:
            if not set_password(connection, person, renewed, instead_of=kept):
                return Entered(faults={"password": WRONG})
            return self._enter(connection, person, caller)

    def sign_out(self, token: str) -> None:
        """Forget the browser whose cookie holds this secret."""
        with writing(self.store) as connection:
            end_web_session(connection, token_hash(token))

    def sign_out_everywhere(self, person: str) -> None:
        """Forget all browsers of a person."""
        with writing(self.store) as connection:
            end_web_sessions(connection, person)

    def sign_out_elsewhere(self, person: str, token: str) -> None:
        """Forget all browsers of a person but the one whose cookie holds this secret."""
        with writing(self.store) as connection:
            end_web_sessions(connection, person, but=token_hash(token))

    def invitation(self, token: str) -> tuple[Invitation, Account] | None:
        """Return what a link leads to, and the account that it is for; None where it does not hold."""
        with reading(self.store) as connection:
            found = invitation(connection, token_hash(token), self.now())
            return (found, accounts(connection, found.member.id)[0]) if found else None

    def accept(self, token: str, chosen: NewPassword, caller: Caller) -> Entered:
        """Make the person of an invitation a member: with the password chosen, or the one that the account has."""
        found = self.invitation(token)
        if found is None:
            return Entered(faults={"": GONE})
        invited, account = found
        if account.has_password:
            before, failed = self._compared(account.id, chosen.password, caller.address)
            kept = before
        else:
            before, failed = "", _refused(chosen, account)
            kept = "" if failed else self._passwords.hashed(chosen.password)
        if failed is not None:
            return failed
        if chosen.name and not account.has_password:
            invited = replace(invited, member=replace(invited.member, name=chosen.name.strip()))
        try:
            with writing(self.store) as connection:
                self._join(connection, token, invited, Kept(before, kept))
                return self._enter(connection, account.id, caller)
        except MisuseError:
            return Entered(faults={"": GONE})

    def _join(self, connection: Connection, token: str, invited: Invitation, password: Kept) -> None:
        member = invited.member
        if not use_invitation(connection, token_hash(token), self.now()):
            raise MisuseError(GONE)
        if not set_password(connection, member.id, password.new, instead_of=password.old):
            raise MisuseError(GONE)
        rename(connection, member.id, member.name)
        join(connection, invited.session, member, self.now())

    def reset_of(self, token: str) -> Account | None:
        """Return whose password a link sets; None where it does not hold."""
        with reading(self.store) as connection:
            person = reset_of(connection, token_hash(token), self.now())
            return accounts(connection, person)[0] if person else None

    def set_password(self, token: str, chosen: NewPassword, caller: Caller) -> Entered:
        """Set a new password by a link, and sign the person out everywhere else."""
        account = self.reset_of(token)
        if account is None:
            return Entered(faults={"": GONE})
        if failed := _refused(chosen, account):
            return failed
        kept = self._passwords.hashed(chosen.password)
        with writing(self.store) as connection:
            if not use_reset(connection, token_hash(token), self.now()):
                return Entered(faults={"": GONE})
            return self._replace(connection, account.id, kept, caller)

    def change_password(self, present: Present, old: str, chosen: NewPassword, caller: Caller) -> Entered:
        """Change a person's password, who gives the old one, and sign the person out everywhere else."""
        account = present.account
        if failed := _refused(chosen, account):
            return failed
        _, failed = self._compared(account.id, old, caller.address, at="old")
        if failed is not None:
            return failed
        kept = self._passwords.hashed(chosen.password)
        with writing(self.store) as connection:
            return self._replace(connection, account.id, kept, caller)

    def _compared(
        self, person: str, password: str, address: str, *, at: str = "password"
    ) -> tuple[str, Entered | None]:
        # The hash of the password that is right, or what to answer; the same is done whether there is such a person.
        with writing(self.store) as connection:
            wait = begin_attempt(connection, person, address, self.now())
        if wait:
            said = f"too many attempts failed; try again in {_words(wait)}"
            return "", Entered(faults={at: said}, wait=wait)
        with reading(self.store) as connection:
            kept = password_hash(connection, person)
        if self._passwords.right(kept, password):
            return kept, None
        return "", Entered(faults={at: WRONG if at == "password" else "it is not right; write it again"})

    def _replace(self, connection: Connection, person: str, kept: str, caller: Caller) -> Entered:
        set_password(connection, person, kept, instead_of=password_hash(connection, person))
        end_web_sessions(connection, person)
        return self._enter(connection, person, caller)

    def _enter(self, connection: Connection, person: str, caller: Caller) -> Entered:
        at, token = self.now(), new_token()
        end_attempt(connection, person, caller.address, at)
        if caller.token:
            end_web_session(connection, token_hash(caller.token))
        begin_web_session(connection, token_hash(token), person, at)
        return Entered(token)


def _refused(chosen: NewPassword, account: Account) -> Entered | None:
    faults = {}
    if chosen.name and (fault := shown_name_fault(chosen.name)):
        faults["name"] = fault
    if fault := password_fault(chosen.password, account.id, account.name, chosen.name):
        faults["password"] = fault
    elif chosen.password != chosen.again:
        faults["again"] = _UNLIKE
    return Entered(faults=faults) if faults else None


def _words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds} seconds" if seconds < 120 else f"{round(seconds / 60)} minutes"

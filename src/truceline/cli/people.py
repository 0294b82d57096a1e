"""``truceline people``: who may sign in to a store, and as whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from truceline.cli import options
from truceline.cli.answers import answer
from truceline.cli.session import store_option

Command = TypeVar("Command", bound=Callable[..., Any])


def _session(command: Command) -> Command:
    return click.option("--session", required=True, metavar="SESSION", help="The session.")(command)


def _roles(command: Command) -> Command:
    roles = "chair, nation, staff, monitor, verifier, signer or reader; may be repeated."
    command = click.option("--contributor", default="", metavar="ID", help="Whom a nation acts for.")(command)
    return click.option("--role", "roles", multiple=True, metavar="ROLE", help=roles)(command)


def _site(command: Command) -> Command:
    text = "The server's address, such as https://plan.example.org, to print a whole link."
    return click.option("--site", default="", metavar="URL", help=text)(command)


@click.group(name="people")
def people_group() -> None:
    """Keep the accounts of a store: who may sign in, as whom."""


@people_group.command(name="list")
@click.option("--session", default="", metavar="SESSION", help="Of this session alone.")
@store_option
@options.as_json
def list_people(*, session: str, store: str, as_json: bool) -> None:
    """List the accounts of a store."""
    from truceline.services.session.people import people_list

    answer(people_list(store, session=session), as_json=as_json)


@people_group.command()
@click.argument("person")
@_session
@_roles
@click.option("--name", default="", metavar="NAME", help="The person's name, as shown [default: PERSON].")
@_site
@store_option
@options.as_json
def invite(
    person: str,
    *,
    session: str,
    roles: tuple[str, ...],
    contributor: str,
    name: str,
    site: str,
    store: str,
    as_json: bool,
) -> None:
    """Invite a person to a session; prints a link, once.

    PERSON is the name to sign in with. Whoever has the link chooses the password, or signs in with the one that the
    account has; give it to that person alone. It holds for seven days, and for one use.
    """
    from truceline.services.session.people import Invited, people_invite

    who = Invited(person, roles, contributor, name)
    answer(people_invite(who, session, store, at=datetime.now(UTC), site=site), as_json=as_json)


@people_group.command()
@click.argument("person")
@_session
@_roles
@store_option
@options.as_json
def roles(person: str, *, session: str, roles: tuple[str, ...], contributor: str, store: str, as_json: bool) -> None:
    """Give a member other roles, at once; without --role the person is taken out of the session."""
    from truceline.services.session.people import Invited, people_roles

    answer(people_roles(Invited(person, roles, contributor), session, store, at=datetime.now(UTC)), as_json=as_json)


@people_group.command()
@click.argument("person")
@store_option
@options.as_json
def disable(person: str, *, store: str, as_json: bool) -> None:
    """Let an account no longer hold, and sign it out everywhere, at once."""
    from truceline.services.session.people import people_disable

    answer(people_disable(person, store, at=datetime.now(UTC)), as_json=as_json)


@people_group.command()
@click.argument("person")
@store_option
@options.as_json
def enable(person: str, *, store: str, as_json: bool) -> None:
    """Let an account hold again."""
    from truceline.services.session.people import people_disable

    answer(people_disable(person, store, at=datetime.now(UTC), again=True), as_json=as_json)


@people_group.command()
@click.argument("person")
@_site
@store_option
@options.as_json
def reset(person: str, *, site: str, store: str, as_json: bool) -> None:
    """Let a person set a new password; prints a link, once.

    It holds for a day, and for one use, which signs the person out everywhere else.
    """
    from truceline.services.session.people import people_reset

    answer(people_reset(person, store, at=datetime.now(UTC), site=site), as_json=as_json)

"""``truceline session``: cases in a store, for one person or for thirty nations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from truceline.cli import options
from truceline.cli.answers import answer
from truceline.services.session.log_asked import Logging

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """Add ``--store``: a file, or the address of a database."""
    text = "The store: a file, or postgresql://USER@HOST/NAME."
    return click.option(
        "--store",
        default="truceline.sqlite",
        envvar="TRUCELINE_STORE",
        show_default=True,
        show_envvar=True,
        metavar="STORE",
        help=text,
    )(command)


def log_options(command: Command) -> Command:
    """Add ``--key``, ``--new-key`` and ``--logs``: into which evidence logs what is done is entered."""
    folder = "Folder of the evidence logs, one for each session [default: STORE's name with .evidence, beside it]."
    command = click.option("--logs", type=options.PATH, metavar="FOLDER", help=folder)(command)
    new = "Make the key first: there must be no file of its name."
    command = click.option("--new-key", is_flag=True, help=new)(command)
    return click.option("--key", type=options.PATH, help="Sign into the evidence logs with this key.")(command)


def _member(command: Command) -> Command:
    text = "Show what is released to this member alone [default: all, as to the chair]."
    return click.option("--member", default="", metavar="PERSON", help=text)(command)


def _logging(*, key: Path | None, new_key: bool, logs: Path | None) -> Logging:
    return Logging(key, new_key, logs)


@click.group(name="session")
def session_group() -> None:
    """Keep cases in a store, with all of their versions."""


@session_group.command(name="import")
@click.argument("case")
@click.argument("name")
@click.option("--title", default="", help="The version's title [default: the case's].")
@store_option
@options.as_json
def import_version(case: str, name: str, *, title: str, store: str, as_json: bool) -> None:
    """Read a case into a session, as its next version.

    The session NAME is made with the first version, and the store where it is missing. Where the newest version says
    the same, nothing is written.
    """
    from truceline.services.session.versions import session_import

    answer(session_import(case, name, store, at=datetime.now(UTC), title=title), as_json=as_json)


@session_group.command(name="export")
@click.argument("name")
@click.argument("version")
@click.argument("folder", type=options.PATH)
@_member
@store_option
@log_options
@options.as_json
def export_version(
    name: str,
    version: str,
    folder: Path,
    *,
    member: str,
    store: str,
    as_json: bool,
    **logged: Any,  # noqa: ANN401  (click's options)
) -> None:
    """Write a version of a session as a case folder: the bytes that came in.

    VERSION is its number, the beginning of its hash (six characters or more), or: newest. Reports come along as they
    are now, with every import; not for a member other than the chair. With --key who took it is entered in the
    session's evidence log first.
    """
    from truceline.services.session.versions import session_export

    at, logging = datetime.now(UTC), _logging(**logged)
    answer(session_export(name, version, folder, store, at=at, member=member, logging=logging), as_json=as_json)


@session_group.command(name="log")
@click.argument("name")
@_member
@store_option
@log_options
@options.as_json
def log(name: str, *, member: str, store: str, as_json: bool, **logged: Any) -> None:  # noqa: ANN401  (click's options)
    """Show the evidence log of a session; what the store has and the log lacks is entered first.

    With --json it opens what is the member's to open: what truceline verify takes beside the log and what was handed
    out.
    """
    from truceline.services.session.session_log import session_log

    at, logging = datetime.now(UTC), _logging(**logged)
    answer(session_log(name, store, at=at, member=member, logging=logging), as_json=as_json)


@session_group.command()
@click.argument("name")
@click.argument("files", nargs=-1, required=True, type=options.PATH)
@click.option("--submit", is_flag=True, help="Put them before the chair; without it they are drafts.")
@store_option
@options.as_json
def propose(name: str, files: tuple[Path, ...], *, submit: bool, store: str, as_json: bool) -> None:
    """Make a proposal of each workbook that came back, in its contributor's name: all of them, or none.

    Faults are named by cell, as FILE | Pledges!C7, all at once. Whoever has members in the session takes in its own.
    """
    from truceline.services.session.returning import session_propose

    answer(session_propose(name, files, store, at=datetime.now(UTC), submit=submit), as_json=as_json)


@session_group.command()
@click.argument("name")
@_member
@store_option
@options.as_json
def versions(name: str, *, member: str, store: str, as_json: bool) -> None:
    """List the versions of a session."""
    from truceline.services.session.versions import session_versions

    answer(session_versions(name, store, member=member), as_json=as_json)


@session_group.command(name="list")
@store_option
@options.as_json
def list_sessions(*, store: str, as_json: bool) -> None:
    """List the sessions of a store."""
    from truceline.services.session.versions import session_list

    answer(session_list(store), as_json=as_json)


@click.command()
@click.argument("store")
@click.argument("file", type=options.PATH)
@click.option(
    "--log", "taken", type=options.PATH, multiple=True, help="An evidence log to take along; may be repeated."
)
@log_options
@options.as_json
def backup(store: str, file: Path, *, taken: tuple[Path, ...], as_json: bool, **logged: Any) -> None:  # noqa: ANN401  (click's options)
    """Write a store, as it stands at one moment, as one file.

    STORE is a file or postgresql://USER@HOST/NAME. Evidence logs are verified first. Who is signed in is left out.
    With --key the backup is entered in the evidence log of every session.
    """
    from truceline.services.session.backup import backup

    answer(backup(store, file, logs=taken, at=datetime.now(UTC), logging=_logging(**logged)), as_json=as_json)


@click.command()
@click.argument("file", type=options.PATH)
@click.argument("store")
@click.option("--logs", type=options.PATH, help="Write the evidence logs to this folder.")
@options.as_json
def restore(file: Path, store: str, *, logs: Path | None, as_json: bool) -> None:
    """Make a store of a backup, where there is none, on either database: whole or not at all.

    Every hash is checked first, and every evidence log verified.
    """
    from truceline.services.session.backup import restore

    answer(restore(file, store, logs=logs), as_json=as_json)

"""For whom the members of a session may speak: the actors of its case."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from truceline.accounts.roles import Member
from truceline.casefolder.reading import read_file
from truceline.casefolder.schema.folder import FILES
from truceline.casefolder.schema.ledger import ActorRow
from truceline.errors import shown, suggestion
from truceline.services.session.laying_out import seen_files
from truceline.store.versions import newest_seen

_ACTORS = next(file for file in FILES if file.shape is ActorRow)
_FEW = 12  # of whom a message lists all


def contributors_of(connection: Connection, session: int, member: Member) -> Mapping[str, str]:
    """Name the actors that somebody may speak for, by id, as a member sees them; none before there is a version.

    Neither the parties to the ceasefire are among them, nor the press, nor a coalition, which speaks through its own.
    """
    version = newest_seen(connection, session, member)
    if version is None:
        return {}
    files = seen_files(connection, session, member, version.number)
    found = (entry.shape.record() for entry in read_file(_ACTORS, files[_ACTORS.name]).of(ActorRow))
    return {each.id: each.name for each in found if each.may_contribute}


def contributor_called(text: str, names: Mapping[str, str]) -> str:
    """Return the id of the contributor that goes by this id or name; the text as it is where none does."""
    if text in names:
        return text
    return next((id_ for id_, name in names.items() if name.casefold() == text.strip().casefold()), text)


def contributor_fault(contributor: str, names: Mapping[str, str]) -> str:
    """Say why nobody can speak for a contributor; "" where somebody can, or where no case says who there is."""
    if not contributor or not names or contributor in names:
        return ""
    there = "give one of " + ", ".join(sorted(names.values())) if len(names) <= _FEW else "choose one of the list"
    return f"{shown(contributor)} is no contributor of the case; {suggestion(contributor, names.values(), there)}"


def contributor_name(connection: Connection, session: int, member: Member) -> str:
    """Name the contributor that somebody acts for; "" for none."""
    id_ = member.contributor
    return contributors_of(connection, session, member).get(id_, id_) if id_ else ""

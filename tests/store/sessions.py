"""A session to test on: the small case in a store, with members of every kind."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.conftest import FORD

from truceline.accounts.roles import Member, Role
from truceline.casefolder.records import kind_of, owner_of, split_files
from truceline.services.session.laying_out import lay_out
from truceline.store.engine import writing
from truceline.store.importing import CasePart, import_case
from truceline.store.people import add_person, add_session, set_member

T0 = datetime(2031, 3, 1, 9, 0, tzinfo=UTC)


def member(name, *roles, contributor=""):
    return Member(name, name.title(), frozenset(roles), contributor)


CHAIR = member("chair", Role.CHAIR)
ASH = member("anna", Role.NATION, contributor="ash")
ELM = member("elsa", Role.NATION, contributor="elm")
STAFF = member("sam", Role.STAFF)
READER = member("rita", Role.READER)
EVERYONE = (CHAIR, ASH, ELM, STAFF, READER)


def later(minutes):
    return T0 + timedelta(minutes=minutes)


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def parts_of(files):
    return [CasePart(record, body, kind_of(record), owner_of(record, body)) for record, body in split_files(files)]


def begin(store, files=None, members=EVERYONE):
    """Make a session with members and a first version; return its number."""
    with writing(store) as connection:
        session = add_session(connection, "ford", "The ford", T0).number
        for each in members:
            add_person(connection, each.id, each.name, T0)
            set_member(connection, session, each, T0)
        import_case(
            connection, session, CHAIR, parts_of(files or files_of(FORD)), "As known in March", at=T0, lay_out=lay_out
        )
    return session

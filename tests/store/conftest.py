"""Where the reports of a case can lie: in the store of its folder, or in that of a session on either database."""

from contextlib import contextmanager
from itertools import count

import pytest
from tests import stores
from tests.stored import ELSEWHERE

from truceline.store.engine import open_store, writing
from truceline.store.schema.people import SESSIONS

numbers = count(1)


@contextmanager
def opened(kind, folder):
    """Open a store of sessions on a database; None where reports lie in their own folder."""
    if kind == "folder":
        yield None
    elif kind == "sqlite":
        store = open_store(folder / "store.sqlite")
        yield store
        store.close()
    else:
        with stores.postgresql() as address:
            store = open_store(address)
            yield store
            store.close()


def new_session(store):
    """Make a session in a store, and return its number."""
    number = next(numbers)
    with writing(store) as connection:
        connection.execute(SESSIONS.insert().values(id=number, name=f"s{number}", title="A session", at=0, last_at=0))
    return number


@pytest.fixture(scope="module", params=["folder", "sqlite", "postgresql"])
def sessions(request, tmp_path_factory):
    """A store of sessions on each database, shared by a module's tests; None where reports lie in their own folder."""
    with opened(request.param, tmp_path_factory.mktemp("sessions")) as store:
        yield store


@pytest.fixture
def place(sessions, tmp_path):
    """A case folder whose reports lie in a store of its own, or in that of a new session."""
    if sessions is not None:
        ELSEWHERE[tmp_path] = sessions, new_session(sessions)
    yield tmp_path
    ELSEWHERE.pop(tmp_path, None)

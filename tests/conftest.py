"""A small case folder (``ford``), valid as it stands, for tests to break."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import stores
from tests.places import TESTS
from tests.unclosed import tell_of_unclosed
from truceline.casefolder.cases import read_case
from truceline.errors import CaseError
from truceline.store.engine import open_store

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # how fast a shared machine is says nothing of the code
tell_of_unclosed()

FORD = TESTS / "ford"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FORD.iterdir())}


@dataclass(frozen=True)
class SmallCase:
    """A case folder on disk, with ways to break it and to see what is found."""

    folder: Path

    def edit(self, file, old, new):
        """Replace ``old`` by ``new``; once, and it must be there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, file, text):
        """Replace a whole file."""
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / file).write_bytes(data)

    def faults(self):
        """Read the case and give the faults found."""
        with pytest.raises(CaseError) as caught:
            read_case(self.folder)
        return list(caught.value.problems)


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "ford"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return SmallCase(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of a store that is not there yet: on SQLite, and on PostgreSQL where a server is named."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.sqlite")
    else:
        with stores.postgresql() as schema:
            yield schema


@pytest.fixture
def postgresql():
    """The address of an empty schema on PostgreSQL."""
    with stores.postgresql() as schema:
        yield schema


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """A store on SQLite that holds nothing, to be copied: its tables are made once for all tests."""
    place = tmp_path_factory.mktemp("empty") / "store.sqlite"
    open_store(place).close()
    return place


@pytest.fixture
def store(address, empty_store):
    """A new store, on each database."""
    if "://" not in address:
        shutil.copyfile(empty_store, address)
    opened = open_store(address)
    yield opened
    opened.close()


def pytest_sessionfinish():
    stores.drop_database()

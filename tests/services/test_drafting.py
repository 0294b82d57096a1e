"""What a member finds at a desk: the case as it is released to the member, sound whatever is kept from it."""

from dataclasses import replace

import pytest
from tests.conftest import FORD
from tests.store.sessions import CHAIR, READER, T0, begin, files_of, parts_of

from truceline.accounts.releasability import Release
from truceline.casefolder.cases import read_case
from truceline.casefolder.record_changes import replaced
from truceline.casefolder.records import kind_of, split_files
from truceline.formats.named_files import FilesInMemory
from truceline.services.session.drafting import Desk, Seat
from truceline.services.session.laying_out import lay_out
from truceline.services.session.opened import OpenCases
from truceline.store.engine import reading, writing
from truceline.store.importing import import_case
from truceline.store.people import session_of


@pytest.fixture
def sealed(store):
    """A session whose pledges, all of them, are for the chair alone."""
    whole = files_of(FORD)
    pledges = [record for record, _ in split_files(whole) if record.key and kind_of(record) == "pledge"]
    assert pledges
    begin(store, replaced(whole, dict.fromkeys(pledges)), members=(CHAIR, READER))
    with writing(store) as connection:
        import_case(connection, 1, CHAIR, parts_of(whole), "With them", at=T0, lay_out=lay_out, release=Release.CHAIR)
    return store


def test_a_member_from_whom_every_pledge_is_kept_writes_on_a_sound_case(sealed):
    with reading(sealed) as connection:
        session = session_of(connection, "ford")
    opened = OpenCases(sealed).get(session, READER)
    with reading(sealed) as connection:
        desk = Desk(Seat(connection, 1, READER), opened)

    assert opened.version.number == 2
    assert read_case(FilesInMemory("seen", desk.files)).pledges == ()
    assert replace(opened.case, inputs=()) == replace(read_case(FilesInMemory("seen", desk.files)), inputs=())

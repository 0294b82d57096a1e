"""Workbooks that came back to the keeper of a store become proposals, each of its contributor: all of them or none."""

import json
from datetime import UTC, date, datetime

import pytest
from tests.casefolder.exchange.editing import Book

from truceline.errors import CaseError, MisuseError
from truceline.services.session.opening import KEEPER
from truceline.services.session.people import Invited, people_invite
from truceline.services.session.returning import session_propose
from truceline.services.session.staff import Caller, NewPassword, Staff
from truceline.services.session.versions import session_import
from truceline.services.workbook import write_workbooks
from truceline.store.engine import open_store, reading
from truceline.store.people import session_of
from truceline.store.proposals import proposals

T0 = datetime(2031, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def sent(tmp_path):
    """A session of the small case, and what its contributors pledge as workbooks."""
    store = tmp_path / "s.sqlite"
    session_import("two-rivers", "talks", store, at=T0)
    write_workbooks("two-rivers", None, tmp_path / "sent", made_on=date(2031, 4, 1))
    return store, tmp_path / "sent"


def fill(folder, who, value):
    path = folder / f"two-rivers-{who}.xlsx"
    book = Book(path.read_bytes())
    book.put("Pledges", book.find("Pledges", "Tours", Pledge=f"{who}-posts"), value)
    path.write_bytes(book.bytes)
    return path


def listed(store):
    kept = open_store(store)
    with reading(kept) as connection:
        found = proposals(connection, session_of(connection, "talks").number, KEEPER)
    kept.close()
    return [each.title for each in found]


def test_each_contributor_has_a_proposal_of_its_own_that_names_the_file(sent):
    store, folder = sent
    files = [fill(folder, "ash", 5), fill(folder, "birch", 3)]
    done = session_propose("talks", files, store, at=T0, submit=True)

    assert [(each.title, each.state, each.reason) for each in done.result] == [
        ("Workbook of Ash", "open", f"As in {files[0]}"),
        ("Workbook of Birch", "open", f"As in {files[1]}"),
    ]
    assert listed(store) == ["Workbook of Ash", "Workbook of Birch"]
    assert json.loads(done.json)["proposals"][0]["title"] == "Workbook of Ash"


def test_a_fault_in_one_workbook_leaves_none_of_them_written(sent):
    store, folder = sent
    files = [fill(folder, "ash", 5), fill(folder, "birch", "often")]

    with pytest.raises(CaseError, match=r"two-rivers-birch.xlsx \| Pledges!"):
        session_propose("talks", files, store, at=T0)
    assert listed(store) == []


def test_workbooks_that_change_nothing_are_told_so(sent):
    store, folder = sent

    with pytest.raises(MisuseError, match="say nothing that the case does not say already"):
        session_propose("talks", sorted(folder.iterdir()), store, at=T0)


def test_who_has_members_in_the_session_speaks_for_itself(sent):
    store, folder = sent
    link = people_invite(Invited("anna", ["nation"], "ash", "Anna"), "talks", store, at=T0).result.address
    kept = open_store(store)
    chosen = NewPassword("seven swans on the pond", "seven swans on the pond", "Anna")
    Staff(kept, lambda: T0).accept(link.rpartition("/")[2], chosen, Caller("127.0.0.1"))
    kept.close()

    with pytest.raises(MisuseError, match="nothing was written") as told:
        session_propose("talks", [fill(folder, "ash", 5), fill(folder, "birch", 3)], store, at=T0)
    assert told.value.problems == (
        f"{folder / 'two-rivers-ash.xlsx'} | Anna speaks for Ash; it takes it in on its own page",
    )
    assert listed(store) == []

"""What a member finds to write: one's own pledges, those that count on the day before those that do not."""

import re
from datetime import date

from tests.store.sessions import CHAIR, begin, member

from truceline.accounts.roles import Role
from truceline.casefolder.cases import case_files, find_case
from truceline.coalition.pledges import Ladder, current
from truceline.services.session.contributing import may_not_write, writable
from truceline.services.session.drafting import Desk, Seat
from truceline.services.session.opened import OpenCases
from truceline.store.engine import reading
from truceline.store.people import session_of

UK = member("uma", Role.NATION, contributor="uk")
READER = member("rita", Role.READER)
DAY = date(2026, 1, 15)


def pledges_of_uk(store, day):
    begin(store, case_files(find_case("ukraine").folder), members=(CHAIR, UK))
    with reading(store) as connection:
        session = session_of(connection, "ford")
    opened = OpenCases(store).get(session, UK)
    with reading(store) as connection:
        (found,) = writable(Desk(Seat(connection, 1, UK), opened), day)
    return found, {pledge.id: pledge for pledge in opened.case.pledges if pledge.contributor == "uk"}


def ids(listed):
    return [each.record.rpartition("/")[2] for each in listed]


def test_pledges_that_count_on_the_day_stand_apart_from_those_that_do_later_or_no_longer(store):
    found, own = pledges_of_uk(store, DAY)

    assert set(ids(found.counted)) == {each.id for each in current(list(own.values()), DAY, Ladder.FLOATED)}
    assert set(ids(found.others)) == set(own) - set(ids(found.counted)) != set()
    for each in found.others:
        pledge = own[each.record.rpartition("/")[2]]
        on = date.fromisoformat(re.search(r"\d{4}-\d\d-\d\d$", each.why_not)[0])
        assert (on, on <= DAY) in {(pledge.until, True), (pledge.history[0].on, False), (pledge.history[-1].on, True)}


def test_pledges_that_are_named_alike_are_told_apart_by_when_they_were_made(store):
    found, own = pledges_of_uk(store, DAY)
    titles = [each.title for each in own.values()]
    twins = {each.id: each for each in own.values() if titles.count(each.title) > 1}
    called = {each.record.rpartition("/")[2]: each.title for each in found.records}

    assert twins
    assert len(set(called.values())) == len(called)
    assert all(called[id_] == f"{twin.title}, made {twin.history[0].on}" for id_, twin in twins.items())


def test_who_may_write_nothing_is_told_who_may():
    assert may_not_write(READER) == (
        "only a nation may revise its own pledges, and only the staff or the chair all else; you are here as reader"
    )

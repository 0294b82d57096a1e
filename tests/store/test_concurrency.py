"""Twenty who write at once: what each wrote is kept, or its writer is told; nothing is lost, and nothing made up."""

import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.store.sessions import ASH, CHAIR, STAFF, begin, later
from tests.store.test_proposals import ACCEPT, LINE, POSTS, SUBMIT, change, decide, write

from truceline.errors import StaleError, TrucelineError
from truceline.store.engine import open_store, reading, writing
from truceline.store.histories import history
from truceline.store.proposals import Title, comment, comments, proposals, propose
from truceline.store.versions import files, newest, version

WRITERS = 20
PROCESSES = multiprocessing.get_context("fork")

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*multi-threaded.*:DeprecationWarning"
)  # fork is quick, and enough here


def at_once(work):
    """Do the work of each writer in a thread of its own, and give what each came to."""
    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(work, range(WRITERS)))


def test_twenty_proposals_at_once_are_all_kept_each_under_its_own_number(store):
    session = begin(store)
    what = change(store, session, LINE, b"Posts", b"Watch posts")

    def work(n):
        with writing(store) as connection:
            return propose(connection, session, STAFF, Title(f"writer {n}", "why"), (what,), at=later(1))

    numbers = at_once(work)

    assert sorted(numbers) == list(range(1, WRITERS + 1))
    with reading(store) as connection:
        found = proposals(connection, session, STAFF)
        assert {each.title for each in found} == {f"writer {n}" for n in range(WRITERS)}
        assert [each.number for each in history(connection, session, STAFF, LINE)] == list(range(1, WRITERS + 2))


def test_of_twenty_that_are_accepted_at_once_one_stands_and_the_others_are_told(store):
    session = begin(store)
    what = change(store, session, LINE, b"Posts", b"Watch posts")
    for _ in range(WRITERS):
        decide(store, session, STAFF, write(store, session, STAFF, what, minutes=1), SUBMIT, 1)

    def work(n):
        try:
            return decide(store, session, CHAIR, n + 1, ACCEPT, 40)
        except StaleError as error:
            return str(error)

    came = at_once(work)

    told = [each for each in came if isinstance(each, str)]
    assert len(told) == WRITERS - 1
    assert all("somebody else wrote in the meantime" in each for each in told)
    with reading(store) as connection:
        assert newest(connection, session).number == 2


def test_different_records_that_are_accepted_at_once_are_all_in_the_newest_version(store):
    session = begin(store)
    one = write(store, session, STAFF, change(store, session, LINE, b"Posts", b"Watch posts"))
    two = write(store, session, ASH, change(store, session, POSTS, b"quantity: 4", b"quantity: 3"))
    for member, number in ((STAFF, one), (ASH, two)):
        decide(store, session, member, number, SUBMIT)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: decide(store, session, CHAIR, number, ACCEPT, 30), (one, two)))

    with reading(store) as connection:
        found = files(connection, session, CHAIR, 3)
        assert b"Watch posts" in found["requirement.csv"]
        assert b"quantity: 3" in found["pledges.yaml"]


def comment_often(address, session, name, count):
    store = open_store(address)
    for n in range(count):
        with writing(store) as connection:
            comment(connection, session, STAFF, 1, f"{name} {n}", at=later(30))
    store.close()


def test_comments_of_several_processes_are_all_kept(store, address):
    session = begin(store)
    decide(store, session, ASH, write(store, session, ASH, change(store, session, POSTS, b"4", b"3")), SUBMIT)
    store.close()
    started = [PROCESSES.Process(target=comment_often, args=(address, session, f"p{n}", 5)) for n in range(4)]
    for each in started:
        each.start()
    for each in started:
        each.join()

    with reading(store) as connection:
        said = [each.text for each in comments(connection, session, CHAIR, 1)]
    assert [each.exitcode for each in started] == [0] * 4
    assert sorted(said) == sorted(f"p{p} {n}" for p in range(4) for n in range(5))


def write_until_killed(address, session, begun):
    """Propose, submit and accept again and again, until the process is killed."""
    store = open_store(address)
    for n in range(10_000):
        try:
            base = newest_number(store, session)
            what = change(store, session, LINE, b"Posts", f"Posts {n}".encode(), base)
            number = write(store, session, STAFF, what, minutes=1)
            decide(store, session, STAFF, number, SUBMIT, 1)
            decide(store, session, CHAIR, number, ACCEPT, 1)
        except TrucelineError:
            continue
        begun.set()


def newest_number(store, session):
    with reading(store) as connection:
        return newest(connection, session).standing(LINE)


def test_a_process_that_is_killed_at_any_moment_leaves_a_store_that_is_whole(store, address):
    session = begin(store)
    store.close()
    for moment in range(6):
        begun = PROCESSES.Event()
        writer = PROCESSES.Process(target=write_until_killed, args=(address, session, begun))
        writer.start()
        assert begun.wait(30)
        time.sleep(0.02 * moment)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()

        with reading(store) as connection:
            stands = newest(connection, session)
            for number in range(1, stands.number + 1):
                found = version(connection, session, CHAIR, number)
                assert b"posts-west" in files(connection, session, CHAIR, number)["requirement.csv"]
                assert (found.number, found.parent) == (number, number - 1)
    last = change(store, session, LINE, b"Posts", b"Outposts", stands.standing(LINE))
    decide(store, session, STAFF, write(store, session, STAFF, last), SUBMIT)
    assert stands.number > 1

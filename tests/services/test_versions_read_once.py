"""What a page says of all versions is read once for each that comes, and told once for all who see the same."""

import random
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from tests.store.sessions import ASH, CHAIR, ELM, READER, STAFF, begin, later
from tests.web.sessions import accept

from truceline.accounts.releasability import Release, Share, sees, withheld
from truceline.casefolder.cases import read_case
from truceline.casefolder.records import kind_of
from truceline.formats.named_files import FilesInMemory
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.record_id import RecordId
from truceline.services.session.asked import asked_of
from truceline.services.session.confidence import in_confidence
from truceline.services.session.opened import OpenCases
from truceline.services.session.opening import KEEPER
from truceline.services.session.today import today
from truceline.store.engine import reading
from truceline.store.histories import history
from truceline.store.people import sessions
from truceline.store.versions import all_files, versions

TITLES = {"ash-posts": b"title: Four posts", "elm-posts": b"title: Two to six posts"}


@pytest.fixture
def session(store):
    begin(store)
    with reading(store) as connection:
        return sessions(connection)[0]


def revise(store, which, number, release):
    """Let a nation give its pledge another title, for the chair alone or for all."""
    key, member = (("ash-posts", ASH), ("elm-posts", ELM))[which]
    text = TITLES[key] + b" x" * (number - 1)
    accept(store, member, key, text, text + b" x", release)


def asked_by(cases, session, member):
    return asked_of(cases.get(session, member), member, {})


@contextmanager
def counting(store):
    """Count how often the entries of a version are read."""
    found = []

    def note(_connection, _cursor, statement, *_):
        found.extend([statement] if "FROM entries" in statement else [])

    event.listen(store.engine, "before_cursor_execute", note)
    yield found
    event.remove(store.engine, "before_cursor_execute", note)


def viewed(store, cases, session, member):
    """Say what the first page says of all versions; return how often the entries of one were read for it."""
    asked = asked_by(cases, session, member)
    with counting(store) as read:
        in_confidence(store, cases, asked)
        today(store, cases, asked, 1, later(60), case=asked.opened.case)
    return len(read)


def test_of_many_versions_only_those_are_read_that_came_since(store, session):
    cases = OpenCases(store)
    for number in range(1, 7):
        revise(store, 0, number, Release.COALITION)
    first = [viewed(store, cases, session, member) for member in (READER, STAFF, ELM)]
    again = [viewed(store, cases, session, member) for member in (READER, STAFF, ELM, CHAIR)]
    revise(store, 1, 1, Release.COALITION)
    then = [viewed(store, cases, session, member) for member in (READER, STAFF, ELM)]

    assert first == [14, 0, 7]  # 7 versions, as the chair and as others see them, and as Elm does
    assert again == [0, 0, 0, 0]
    assert then == [2, 0, 1]


def test_a_sum_that_was_told_is_worked_out_anew_for_who_has_read_more_by_then(store, session):
    cases, post = OpenCases(store), RecordId("pledges.yaml", "pledges/ash-posts")
    opened = cases.get(session, READER)
    told = [
        cases.sums.get(opened, READER, frozenset(read), lambda found=found: found)
        for read, found in (((), "first"), ((), "again"), ((post,), None), ((post,), "again"))
    ]

    assert told == ["first", "first", None, None]


def test_a_random_history_is_listed_and_summed_as_if_read_from_the_first_version_on(store, session):
    chance, cases, told = random.Random(1), OpenCases(store), []  # noqa: S311  (no secret)
    counts, people = [0, 0], {}
    for _ in range(5):
        which = chance.randrange(2)
        counts[which] += 1
        revise(store, which, counts[which], chance.choice((Release.CHAIR, Release.CHAIR, Release.COALITION)))
        for member in (CHAIR, ASH, READER):
            with reading(store) as connection:
                assert cases.versions(session, member) == versions(connection, session.number, member)
            asked = asked_by(cases, session, member)
            found = in_confidence(store, cases, asked)
            if member is CHAIR:
                assert found is None
            else:
                assert found.people == slowly(store, asked, people)
                told.append(found.people)
    assert set(told) == {None}  # each could be read once, before it was told in confidence


def slowly(store, asked, people):
    """Work the sum out with every version's case as the chair has it; ``people`` are its pledges', by version."""
    sums = []
    with reading(store) as connection:
        for each in versions(connection, 1, KEEPER):
            if each.number > asked.opened.version.number:
                continue
            if each.number not in people:
                case = read_case(FilesInMemory("the chair's", all_files(connection, 1, each.number)))
                people[each.number] = {p.id: p.personnel for p in case.pledges if p.location == IN_COUNTRY}
            sums.append(
                {
                    Share(e.owner, f"{e.record.key} {e.number}"): (
                        e.record,
                        people[each.number][e.record.key.removeprefix("pledges/")],
                    )
                    for e in each.entries
                    if kind_of(e.record) == "pledge" and not sees(asked.member, e.release, e.owner)
                }
            )
        shares = {share: record for each in sums for share, (record, _) in each.items()}
        known = [share for share, record in shares.items() if history(connection, 1, asked.member, record)]
    hidden = withheld([list(each) for each in sums], {share.contributor for share in shares}, known)
    if hidden[-1] or not sums[-1]:
        return None
    return sum_of([people for _, people in sums[-1].values()])


def sum_of(people):
    kind = type(people[0])
    return kind(*(sum(getattr(each, end) for each in people) for end in ("low", "likely", "high")))

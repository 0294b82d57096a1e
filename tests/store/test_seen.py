"""What the store's queries leave out for a member is what the rules leave out, over random histories of a session."""

import random
from dataclasses import replace

import pytest
from tests.store.sessions import ASH, CHAIR, ELM, READER, STAFF, begin, later, member
from tests.store.test_proposals import LINE, POSTS

from truceline.accounts.releasability import Release
from truceline.accounts.roles import Role
from truceline.errors import TrucelineError
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.sessions.proposals import DecisionKind, standing
from truceline.sessions.seen import proposal_seen, revisions_seen, versions_seen
from truceline.store.deciding import Deciding, decide_on
from truceline.store.decisions import all_decisions
from truceline.store.engine import reading, writing
from truceline.store.histories import histories, history, numbered
from truceline.store.proposals import Change, Title, proposal, proposals, propose, whole_proposal
from truceline.store.versions import _ALL, _read, _row, newest, version, versions

RECORDS = {POSTS: (ASH, "pledge", "ash"), RecordId("pledges.yaml", "pledges/elm-posts"): (ELM, "pledge", "elm")}
RECORDS |= {LINE: (STAFF, "requirement line", "")}
SEATS = (CHAIR, ASH, ELM, STAFF, READER, member("mo", Role.NATION, contributor="no"), None)
STEPS = 30


def act(connection, session, chance, count, at):
    """Let somebody do something that may be refused."""
    record, (writer, kind, owner) = chance.choice(list(RECORDS.items()))
    if count == 0 or chance.random() < 0.4:
        stands = newest(connection, session).standing(record)
        before = histories(connection, session, [record])[record][stands - 1].body
        body = before.replace(b"title: ", b"title: A ").replace(b"monitoring,", b"monitoring,A ")
        release = chance.choice(list(Release)[1:] if owner else [Release.COALITION])
        title = Title(f"proposal {count}", "why", chance.choice(list(Release)[1:]))
        change = Change(record, stands, body, kind, owner, release, "so")
        number = propose(connection, session, writer, title, (change,), at=at)
        for who, next_one in ((writer, DecisionKind.SUBMITTED), (CHAIR, DecisionKind.ACCEPTED))[: chance.randint(0, 2)]:
            decide_on(connection, session, who, number, Deciding(next_one), at=at, lay_out=lay_out)
        return
    kind = chance.choice([DecisionKind.SUBMITTED, DecisionKind.ACCEPTED, DecisionKind.SILENCE, DecisionKind.DISSENT])
    deadline = later(10_000) if kind == DecisionKind.SILENCE and chance.random() < 0.3 else None
    what = Deciding(kind, "why", deadline)
    who = CHAIR if kind in (DecisionKind.ACCEPTED, DecisionKind.SILENCE) else chance.choice((ASH, ELM, STAFF))
    decide_on(connection, session, who, chance.randint(1, count), what, at=at, lay_out=lay_out)


@pytest.mark.parametrize("seed", range(2))
def test_the_queries_of_the_store_leave_out_what_the_rules_do(store, seed):
    session, chance = begin(store), random.Random(seed)  # noqa: S311  (no secret)
    count = done = 0
    for step in range(STEPS):
        try:
            with writing(store) as connection:
                act(connection, session, chance, count, later(step))
                count = connection.exec_driver_sql("SELECT count(*) FROM proposals").scalar()
            done += 1
        except TrucelineError:
            continue

    with reading(store) as connection:
        last = newest(connection, session).number
        decided = all_decisions(connection, session)
        at = later(STEPS)
        wholes = [whole_proposal(connection, session, n) for n in range(1, count + 1)]
        states = {each.id: standing(decided.get(int(each.id), ()), at).state for each in wholes}
        all_versions = [_read(connection, _row(connection, session, n), _ALL) for n in range(1, last + 1)]
        known = histories(connection, session, RECORDS)
        for seat in SEATS:
            shown = tuple(filter(None, (proposal_seen(seat, each, states[each.id]) for each in wholes)))
            hidden = {r for each in wholes if each.id not in {s.id for s in shown} for r in each.revisions}
            listed = proposals(connection, session, seat)
            assert listed == tuple(replace(each, revisions=()) for each in shown)
            assert tuple(proposal(connection, session, seat, int(each.id)) for each in listed) == shown
            for writer in {each.by for each in wholes}:
                ours = proposals(connection, session, seat, by=writer)
                assert ours == tuple(each for each in listed if each.by == writer)
            for record in RECORDS:
                there = tuple(each for each in revisions_seen(seat, known[record]) if each not in hidden)
                assert history(connection, session, seat, record) == there
                first_and_third = {each.number: each for each in there if each.number in {1, 3}}
                assert numbered(connection, session, seat, record, {1, 3}) == first_and_third
            seen = versions_seen(seat, all_versions, {each.id for each in shown})
            found = versions(connection, session, seat)
            assert [(v.number, v.parent, v.entries, v.dissents, v.hash) for v in found] == [
                (v.number, v.parent, v.entries, v.dissents, v.hash) for v in seen
            ]
            assert tuple(version(connection, session, seat, each.number) for each in found) == found
    assert done >= 8
    assert last >= 2

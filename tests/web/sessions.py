"""A session of several members behind the pages, and what they do in it."""

from tests.store.sessions import CHAIR, T0
from tests.web.secret_records import PLEDGE
from truceline.accounts.releasability import Release
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.sessions.proposals import DecisionKind
from truceline.store.deciding import Deciding, decide_on
from truceline.store.engine import writing
from truceline.store.histories import history
from truceline.store.proposals import Change, Title, propose

SECRET = b"Six posts, told in confidence"


def accept(store, member, key, old, new, release=Release.COALITION, silence=None, at=T0):
    """Let a nation write its pledge anew, and the chair accept it, or put it under silence until an instant."""
    record = RecordId("pledges.yaml", f"pledges/{key}")
    with writing(store) as connection:
        stands = history(connection, 1, member, record)[-1]
        body = stands.body.replace(old, new)
        assert body != stands.body
        change = Change(record, stands.number, body, "pledge", member.contributor, release, "as decided")
        number = propose(connection, 1, member, Title(f"{key} anew", "as decided", release), (change,), at=at)
        then = Deciding(DecisionKind.SILENCE, deadline=silence) if silence else Deciding(DecisionKind.ACCEPTED)
        for who, what in ((member, Deciding(DecisionKind.SUBMITTED)), (CHAIR, then)):
            decide_on(connection, 1, who, number, what, at=at, lay_out=lay_out)


def confide(store, member, key, people):
    """Let a nation give a new pledge in confidence, and the chair accept it."""
    body = PLEDGE.format(id=key, owner=member.contributor, says=key, number=people, quantity=people // 10).encode()
    record = RecordId("pledges.yaml", f"pledges/{key}")
    with writing(store) as connection:
        change = Change(record, 0, body, "pledge", member.contributor, Release.CHAIR, "as told")
        number = propose(connection, 1, member, Title(key, "as told", Release.CHAIR), (change,), at=T0)
        for who, what in ((member, DecisionKind.SUBMITTED), (CHAIR, DecisionKind.ACCEPTED)):
            decide_on(connection, 1, who, number, Deciding(what), at=T0, lay_out=lay_out)


def ask(client, member, address, method="GET"):
    headers = {"x-person": member.id, "sec-fetch-site": "same-origin"}
    for each in client.cookies.jar:
        each.secure = False  # as a proxy passes on in clear what browsers send by TLS
    found = client.request(method, f"/ford/{address}", headers=headers)
    return (
        ask(client, member, address, method) if 'aria-busy="true"' in found.text else found
    )  # until its plan is there

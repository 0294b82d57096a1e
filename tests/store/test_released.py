"""What is left out in the SELECT is what the rules say, for every kind of member, release and owner."""

from itertools import product

import pytest
from sqlalchemy import literal, select
from tests.store.sessions import ASH, CHAIR, ELM, READER, STAFF, member

from truceline.accounts.releasability import Release, sees
from truceline.accounts.roles import Role
from truceline.store.engine import reading
from truceline.store.released import audience, released_to

BOTH = member("both", Role.CHAIR, Role.NATION, contributor="ash")
NAMED = member("named", Role.STAFF, contributor="ash")  # names a nation, and does not act for it
NOBODY = member("nobody")
ALL = (CHAIR, ASH, ELM, READER, STAFF, BOTH, NAMED, NOBODY, None)


def test_a_select_leaves_out_what_the_rule_does(store):
    with reading(store) as connection:
        for each, release, owner in product(ALL, Release, ("", "ash", "elm")):
            condition = released_to(each, literal(release.value), literal(owner))
            found = connection.execute(select(1).where(condition)).scalar() == 1
            assert found == sees(each, release, owner), (each, release, owner)


@pytest.mark.parametrize("one", ALL)
@pytest.mark.parametrize("other", ALL)
def test_members_of_one_audience_see_the_same(one, other):
    seen = [
        [sees(each, release, owner) for release, owner in product(Release, ("", "ash", "elm"))] for each in (one, other)
    ]

    assert (audience(one) == audience(other)) == (seen[0] == seen[1])

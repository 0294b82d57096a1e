"""An actor stands where its latest, most binding statement puts it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.reference.statements import commits, deciding_statement
from tests.statements.building import day, ledgers, statement

from truceline.records.times import DateSpan
from truceline.statements.positions import position, positions
from truceline.statements.statement import Authority, Stance

LATE = date(2031, 12, 31)


def stance_of(statements, as_of=LATE, scope="own", **narrowed):
    found = position(statements, "ash", "troops", scope, as_of, **narrowed)
    return found and found.stance


def test_the_latest_statement_decides_and_the_trail_is_oldest_first():
    first, second = statement("a", "2031-01-10", "for"), statement("b", "2031-02-10", "against")

    found = position([second, first], "ash", "troops", "own", LATE)

    assert found.stance == "against"
    assert found.decided_by is second
    assert found.trail == (first, second)


def test_what_is_said_after_the_date_is_not_known():
    statements = [statement("a", "2031-01-10", "for"), statement("b", "2031-02-10", "against")]

    assert stance_of(statements, date(2031, 2, 9)) == "for"
    assert stance_of(statements, date(2031, 1, 9)) is None


def test_a_statement_known_by_month_counts_from_the_end_of_the_month():
    month = DateSpan(date(2031, 2, 1), date(2031, 2, 28))
    statements = [statement("a", "2031-01-10", "for"), statement("b", month, "against")]

    assert stance_of(statements, date(2031, 2, 27)) == "for"
    assert stance_of(statements, date(2031, 2, 28)) == "against"


def test_on_one_day_the_more_binding_authority_decides():
    treaty = statement("a", stance="for", authority=Authority.DOCUMENT)
    minister = statement("z", stance="against", authority=Authority.MINISTER)

    assert stance_of([treaty, minister]) == "for"


def test_who_signs_a_document_is_committed_by_it_and_who_is_only_named_is_not():
    signed = statement("a", speaks_for="alliance", authority=Authority.DOCUMENT, names=("ash",))
    named = statement("b", speaks_for="alliance", authority=Authority.LEADER, names=("ash",))

    assert stance_of([signed]) == "for"
    assert stance_of([named]) is None


def test_a_superseded_statement_stays_in_the_trail_but_does_not_decide():
    old = statement("a", "2031-03-01", "for")
    new = statement("b", "2031-02-01", "against", supersedes=("a",))

    found = position([old, new], "ash", "troops", "own", LATE)

    assert found.decided_by is new
    assert found.trail == (new, old)


def test_a_statement_is_superseded_only_once_the_one_that_replaces_it_is_known():
    statements = [statement("a", "2031-01-01", "for"), statement("b", "2031-03-01", "against", supersedes=("a",))]

    assert stance_of(statements, date(2031, 2, 1)) == "for"


def test_a_number_and_the_opposition_are_in_the_trail_and_decide_nothing():
    word = statement("a", "2031-01-01", "for")
    number = statement("b", "2031-01-02", "none")
    opposition = statement("c", "2031-01-03", "against", authority=Authority.OPPOSITION)

    found = position([word, number, opposition], "ash", "troops", "own", LATE)

    assert found.stance == "for"
    assert found.trail == (word, number, opposition)
    assert stance_of([number, opposition]) is None


def test_scopes_and_authorities_narrow_what_is_looked_at():
    statements = [
        statement("a", "2031-01-01", "for", scope="own"),
        statement("b", "2031-01-02", "against", scope="force"),
        statement("c", "2031-01-03", "open", scope="own", authority=Authority.REPORT),
    ]

    assert stance_of(statements) == "open"
    assert stance_of(statements, authorities={Authority.LEADER}) == "for"
    assert stance_of(statements, scope="force") == "against"
    assert stance_of(statements, scope="elsewhere") is None


def test_no_soldiers_but_logistics_is_two_positions_of_one_statement():
    both = statement("a", stance="against", scope="own.inside", also=[("troops", "own.logistics", "for")])

    found = positions([both], "troops", LATE)

    assert [(p.actor, p.scope, p.stance) for p in found] == [
        ("ash", "own.inside", "against"),
        ("ash", "own.logistics", "for"),
    ]
    assert all(p.decided_by is both and p.trail == (both,) for p in found)


def test_who_gives_money_has_said_nothing_of_soldiers():
    word = statement("a", "2031-01-01", "against", scope="own.inside")
    money = statement("b", "2031-02-01", "for", scope="own.money")

    assert [(p.scope, p.stance) for p in positions([word, money], "troops", LATE)] == [
        ("own.inside", "against"),
        ("own.money", "for"),
    ]


def test_a_statement_is_replaced_on_every_scope_by_one_on_another():
    old = statement("a", "2031-01-01", "for", scope="own.inside")
    new = statement("b", "2031-02-01", "for", scope="own.money", supersedes=("a",))

    assert [p.scope for p in positions([old, new], "troops", LATE)] == ["own.money"]


def test_positions_lists_every_actor_that_decided_anything():
    statements = [
        statement("a", speaks_for="birch", stance="against"),
        statement("b", speaks_for="ash"),
        statement("c", speaks_for="cedar", stance="none"),
        statement("d", speaks_for="dale", topic="consent"),
    ]

    assert [(p.actor, p.stance) for p in positions(statements, "troops", LATE)] == [
        ("ash", Stance.FOR),
        ("birch", Stance.AGAINST),
    ]


@given(
    ledgers,
    st.sampled_from(["ash", "birch", "cedar"]),
    st.sampled_from(["own", "force", "elsewhere"]),
    st.integers(741_001, 741_090),
)
def test_the_deciding_statement_is_that_of_the_slow_version(ledger, actor, scope, ordinal):
    as_of = date.fromordinal(ordinal)

    found = position(ledger, actor, "troops", scope, as_of)

    assert (found and found.decided_by) == deciding_statement(ledger, actor, "troops", scope, as_of)
    if found:
        assert all(s.said_on.last <= as_of and commits(s, actor) for s in found.trail)
        assert found in positions(ledger, "troops", as_of)


def test_spans_and_days_are_told_apart_only_by_their_last_day():
    assert day("2031-02-28").last == DateSpan(date(2031, 2, 1), date(2031, 2, 28)).last


def test_germany_signs_in_december_and_offers_neighbouring_ground_in_january(ledger):
    force = position(ledger, "de", "troops", "force.inside", date(2026, 2, 28))
    latest = position(ledger, "de", "troops", "own.outside", date(2026, 2, 28))

    assert (force.stance, force.decided_by.id) == ("for", "st-43")
    assert [s.id for s in force.trail] == ["st-05a", "st-x-merz-17may", "st-36", "st-43"]
    assert (latest.stance, latest.decided_by.id) == ("conditional", "st-48")

"""Statements, meetings and sources as the brief tells them."""

from truceline.views.ledger import cited, held, known


def test_only_what_was_known_by_the_date_is_told(plan):
    assert all(s.said_on.last <= plan.as_of for s in known(plan))
    # Of the third meeting only the month is known, and it is not over.
    assert [m.id for m in held(plan)] == ["mt-01", "mt-02"]


def test_every_source_that_the_page_names_is_listed(plan):
    said = known(plan)
    listed = {s.id for s in cited(plan, said)}

    assert {s.source for s in said} <= listed
    assert {m.source for m in held(plan)} <= listed

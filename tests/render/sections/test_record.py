"""Counts, contradictions and statements as the brief tells them."""

from truceline.render.sections import record
from truceline.results.names import names_of
from truceline.statements.contradictions.contradiction import Kind


def test_every_kind_of_contradiction_is_explained():
    assert set(record.KINDS) == set(Kind)


def test_a_claim_keeps_its_own_definition_and_its_unnamed_part(plan):
    [ready] = [c for c in record.counted(plan, names_of(plan.case)) if c.id == "ready"]
    claims = {k.statement.id: k for k in ready.claims}

    assert [n.name for n in ready.named] == ["Ash", "Birch", "Cedar", "Dale"]
    assert claims["st-10"].unnamed == "6 or more"
    assert claims["st-11a"].unnamed == "0"
    assert claims["st-11b"].unnamed == "2"
    assert claims["st-10"].definition != claims["st-11a"].definition


def test_only_what_was_known_by_the_date_is_told(plan):
    said, held = record.known(plan), record.held(plan)

    assert all(s.said_on.last <= plan.as_of for s in said)
    assert [m.id for m in held] == ["mt-01", "mt-02"]  # of the third only the month is known, and it is not over


def test_every_source_that_the_page_names_is_listed(plan):
    said = record.known(plan)
    listed = {s.id for s in record.cited(plan, said)}

    assert {s.source for s in said} <= listed
    assert {m.source for m in record.held(plan)} <= listed

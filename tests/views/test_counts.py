"""Counts beside what was claimed."""

from truceline.results.names import names_of
from truceline.views.counts import counts_beside_claims


def test_a_claim_keeps_its_own_definition_and_its_unnamed_part(plan):
    [ready] = [c for c in counts_beside_claims(plan, names_of(plan.case)) if c.id == "ready"]
    claims = {k.statement.id: k for k in ready.claims}

    assert [n.name for n in ready.named] == ["Ash", "Birch", "Cedar", "Dale"]
    assert claims["st-10"].unnamed == "6 or more"
    assert claims["st-11a"].unnamed == "0"
    assert claims["st-11b"].unnamed == "2"
    assert claims["st-10"].definition != claims["st-11a"].definition

"""Contradictions by kind."""

from truceline.statements.contradictions.contradiction import Kind
from truceline.views.contradictions import KINDS


def test_every_kind_of_contradiction_is_explained():
    assert set(KINDS) == set(Kind)

"""Conditions are put into words that say what they say."""

import pytest

from truceline.coalition.conditions import AtLeast, Extent, Fact, Joined, Mass, every
from truceline.coalition.wording import ConditionWording

WORDS = ConditionWording(
    facts={"vote": "Parliament agrees", "truce": "A truce holds"},
    actors={"ash": "Ash", "birch": "Birch", "cedar": "Cedar"},
    capabilities={"infantry": "Infantry battalion"},
)
INSIDE = Extent(frozenset({"infantry"}), frozenset({"in-country"}))
THREE = (Joined("ash"), Joined("birch"), Joined("cedar"))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Fact("vote"), "Parliament agrees"),
        (Joined("ash"), "Ash joins"),
        (Joined("ash", INSIDE), "Ash joins with infantry battalion inside the country"),
        (AtLeast(1, THREE[:2]), "Ash or Birch joins"),
        (
            AtLeast(1, (Joined("ash", INSIDE), Joined("birch"))),
            "Ash joins with infantry battalion inside the country or Birch joins",
        ),
        (AtLeast(2, THREE), "2 of: Ash, Birch, Cedar join"),
        (every(Joined("ash"), Fact("vote")), "Ash joins and Parliament agrees"),
        (AtLeast(1, (every(*THREE[:2]), Fact("vote"))), "(Ash and Birch join) or Parliament agrees"),
        (Mass("personnel", 10_000), "others bring 10,000 personnel"),
        (
            Mass("infantry", 2.5, Extent(locations=frozenset({"adjacent", "in-country"}))),
            "others bring 2.5 units of Infantry battalion inside the country or next door",
        ),
    ],
)
def test_conditions_read_as_they_were_said(condition, words):
    assert WORDS.of(condition) == words

"""Which topic of a case a sentence is on, by the families of its keywords."""

import pytest

from truceline.statements.reading.topics import akin, topic_of
from truceline.statements.statement import Topic

TROOPS = Topic(
    "troops", "Own troops", (), ("troops", "soldiers", "deploy", "boots on the ground", "leaders", "24 hours")
)
CONSENT = Topic("consent", "Consent", (), ("consent", "invitation", "countries"))
GENERAL = ("leader", "country")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("troops", "troop"),
        ("deploy", "Deployment"),
        ("deploy", "deploying"),
        ("withdrawal", "withdrawn"),
        ("violation", "violated"),
        ("contribute", "contributions"),
        ("guarantees", "guarantor"),
        ("territories", "territory"),
        ("observers", "observer"),
    ],
)
def test_words_of_one_family_are_akin(one, other):
    assert akin(one, other)
    assert akin(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("observers", "observed"),
        ("command", "commander"),
        ("consent", "consensus"),
        ("troops", "troupe"),
        ("veto", "vest"),
        ("zone", "zoning"),
        ("deploy", "employ"),
        ("contingent", "contingency"),
    ],
)
def test_words_that_only_look_alike_are_not(one, other):
    assert not akin(one, other)
    assert not akin(other, one)


@pytest.mark.parametrize(
    ("words", "article", "topic"),
    [
        ("We will put boots on the ground.", "", "troops"),
        ("A deployment of soldiers is near.", "", "troops"),
        ("A soldier is a soldier.", "", ""),
        ("A soldier is a soldier.", "They will deploy.", "troops"),
        ("A soldier is a soldier.", "The leaders came, in 24 hours.", ""),
        ("The leaders came within 24 hours.", "They will deploy troops.", ""),
        ("They were invited.", "With consent, or upon invitation.", ""),
        ("No soldier without consent.", "They deploy troops upon invitation.", "consent"),
        ("No soldier without invitation.", "They deploy troops with consent.", ""),
        ("No troops and no soldiers without consent.", "", "troops"),
        ("It takes consent.", "", "consent"),
        ("It takes an invitation.", "", ""),
        ("It takes an invitation.", "They have no invitation.", ""),
        ("They consented.", "They have no consent. No consent.", ""),
        ("No boots on the ground without consent.", "", "troops"),
    ],
)
def test_a_topic_takes_a_phrase_or_two_words_or_the_word_of_its_title(words, article, topic):
    assert topic_of(words, (TROOPS, CONSENT), f"{words} {article}", GENERAL)[0] == topic

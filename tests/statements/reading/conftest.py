"""A small made-up case for the reader."""

import json
from datetime import date

import pytest
from tests.places import TESTS

from truceline.records.actors import Actor
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.vocabulary import lexicon
from truceline.statements.statement import Topic

GOLD = TESTS / "gold"
WORLD = json.loads((GOLD / "world.json").read_text(encoding="utf-8"))
ACTORS = [Actor(a["id"], a["name"], a["kind"], party=False, iso=a.get("iso", "")) for a in WORLD["actors"]]
TOPICS = tuple(Topic(t["id"], t["title"], (), tuple(t["keywords"])) for t in WORLD["topics"])


@pytest.fixture(scope="session")
def read():
    """Read a text of 20 May 2031, a Tuesday."""
    known = lexicon(read_press_words(), [*ACTORS, Actor("uk", "United Kingdom", "state", party=False, iso="GB")])

    def drafts(text, published=date(2031, 5, 20)):
        return read_article(text, known, TOPICS, published)

    return drafts

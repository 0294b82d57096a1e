"""A small made-up case for the reader."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.places import TESTS

from truceline.records.actors import Actor
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.vocabulary import KnownSpeaker, lexicon
from truceline.statements.statement import Authority, Topic

GOLD = TESTS / "gold"
WORLD = json.loads((GOLD / "world.json").read_text(encoding="utf-8"))
ACTORS = [Actor(a["id"], a["name"], a["kind"], party=False, iso=a.get("iso", "")) for a in WORLD["actors"]]
TOPICS = tuple(Topic(t["id"], t["title"], (), tuple(t["keywords"])) for t in WORLD["topics"])


LEDGER = tuple(KnownSpeaker(k["name"], k["speaks_for"], Authority(k["authority"])) for k in WORLD["ledger"])


def reader(known=(), holders=(), actors=()):
    """Return a reader of texts of 20 May 2031, a Tuesday, that knows these people, and these actors too."""
    everybody = [*ACTORS, Actor("uk", "United Kingdom", "state", party=False, iso="GB"), *actors]
    words = replace(lexicon(read_press_words(), everybody), known=known, holders=holders)

    def drafts(text, published=date(2031, 5, 20)):
        return read_article(text, words, TOPICS, published)

    return drafts


@pytest.fixture(scope="session")
def read():
    """Read a text, knowing nobody."""
    return reader()


@pytest.fixture(scope="session")
def read_known():
    """Read a text, knowing who speaks in the ledger."""
    return reader(LEDGER)

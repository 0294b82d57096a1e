"""What is not released to somebody is in no answer to that person, whatever is asked for; nor can it be told otherwise.

Secrets are planted in every kind of record (`planted`), and the addresses of all routes asked for as everybody
(`crawl`): here a sample of them, all in ``benchmarks/secrets_crawled.py``.
"""

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.store.sessions import later
from tests.web.crawl import Crawler, Seen, text_of
from tests.web.members import PROXIED
from tests.web.planted import EVERYONE, MANY, MONITOR, READER, SIGNER, STAFF, VERIFIER, hide_more, secret_world
from truceline.services.session.logs import SessionLogs
from truceline.services.session.workspace import Workspace
from truceline.store.engine import open_store
from truceline.web.app import application
from truceline.web.live import Ending

EACH = 6
"""Addresses of the sample that each person asks for, besides those that everybody asks for."""

ALIKE = {each.id for each in (MANY, MONITOR, VERIFIER, SIGNER, STAFF)}
"""Who see what others do: of them only what is in the sample."""


@pytest.fixture(scope="module")
def crawl(plans):
    """Serve a store to whoever asks, without a server between."""
    opened = []

    def crawler(store, logs=None):
        ending, workspace = Ending(), Workspace(store, alone=False, plans=plans, logs=logs)
        ending.begin()  # a stream says what it has to say, and ends
        opened.append(Crawler(application(workspace, ending, entry=PROXIED, clock=lambda: later(600)), workspace))
        return opened[-1]

    yield crawler
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def world(secret_copy):
    return secret_copy


@pytest.fixture(scope="module")
def other_world(tmp_path_factory):
    """The same, but for what the secrets say."""
    made = secret_world(open_store(tmp_path_factory.mktemp("planted") / "other.sqlite"), "longer")
    yield made
    made.store.close()


def sample(seen, seed, *, core=True):
    """Choose addresses: those of the newest version and of every proposal, and some of the others."""
    first = [each for each in seen.addresses if each in seen.core and core]
    others = [each for each in seen.addresses if each not in first]
    return [*first, *random.Random(seed).sample(others, EACH)]  # noqa: S311  (no secret)


def asked(crawler, person, addresses):
    found = {}
    for address, method in addresses:
        crawler.settle(person, address)
        found[address, method] = text_of(crawler.ask(person, address, method))
    return found


def test_nothing_planted_is_in_any_answer_to_who_may_not_read_it_and_all_of_it_is_read_by_who_may(
    crawl, world, caplog, tmp_path
):
    logs = SessionLogs(world.store, tmp_path, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    logs.keep_all(later(599))
    crawler, seen = crawl(world.store, logs), Seen.of(world.store)
    read, leaks = set(), []
    for seed, person in enumerate(EVERYONE):
        for (address, _), text in asked(crawler, person, sample(seen, seed, core=person not in ALIKE)).items():
            told = world.planted.told(text)
            read |= told
            leaks += [
                (person, address, world.planted.where[word]) for word in told if person not in world.planted.words[word]
            ]

    assert leaks == []
    readable = {word for word, readers in world.planted.words.items() if readers}
    assert {world.planted.where[word] for word in readable - read} == set()
    assert not any(word in caplog.text for word in world.planted.words)


@pytest.mark.parametrize("person", [READER.id, ""])
def test_what_others_are_answered_is_the_same_byte_for_byte_whatever_the_secrets_say(crawl, world, other_world, person):
    both = [asked(crawl(each.store), person, sample(Seen.of(world.store), 7)) for each in (world, other_world)]

    assert both[0] == both[1]
    assert {word for word in world.planted.words if word in other_world.planted.words} == {"Told to the chair"}
    if person:
        home = both[0]["/ford/home", "GET"]
        assert "pledges of 13,373 (13,365 to 13,381) people in the country, of two contributors or more" in home


def test_what_is_done_in_confidence_leaves_no_trace_in_any_answer_to_others(crawl, world):
    addresses = sample(Seen.of(world.store), 11)
    before = asked(crawl(world.store), SIGNER.id, addresses)
    hide_more(world)
    after = asked(crawl(world.store), SIGNER.id, addresses)

    assert before == after
    assert any("200" in text[:3] for text in after.values())

"""The reader's word lists are whole and in lower case."""

from truceline.records.actors import Actor
from truceline.sources.press_words import LISTS, read_press_words
from truceline.statements.reading.vocabulary import lexicon
from truceline.statements.statement import Authority


def test_every_list_is_there_and_in_lower_case():
    words = read_press_words()

    assert set(words.lists) == set(LISTS)
    assert all(words.lists.values())
    assert set(words.verbs) == {
        "clause", "opinion", "ruling", "object", "as", "predicate", "about", "infinitive", "quoted", "citing", "sourced"
    }  # fmt: skip
    everything = [w for group in (*words.lists.values(), *words.verbs.values(), *words.offices.values()) for w in group]
    assert [w for w in everything if w != w.lower()] == []
    assert words.bodies <= {office for offices in (*words.offices.values(), words.roles) for office in offices}


def test_every_authority_of_a_speaker_has_offices():
    assert set(read_press_words().offices) == set(Authority) - {Authority.REPORT}


def test_states_are_known_by_the_names_of_the_press():
    actors = [
        Actor("uk", "United Kingdom", "state", party=False, iso="GB"),
        Actor("no", "Norway", "state", party=False, iso="NO"),
    ]
    known = lexicon(read_press_words(), actors)

    assert [
        known.lookup(words, capital=True).value for words in [("UK",), ("British",), ("Norwegian",), ("Norway",)]
    ] == [
        "uk",
        "uk",
        "no",
        "no",
    ]
    assert known.lookup(("no",), capital=False) is None


def test_an_adjective_that_no_list_has_is_known_by_its_ending():
    known = lexicon(read_press_words(), [Actor("arvel", "Arvel", "state", party=False, iso="")])

    assert [known.demonym(word) for word in ("Arvelian", "Arveli", "Arvelish", "Arvelous", "Marvelian")] == [
        "arvel"
    ] * 3 + [""] * 2

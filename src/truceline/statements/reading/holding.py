"""Whether somebody holds an office by whose words a text means its holder."""

from __future__ import annotations

from truceline.statements.reading.people import Person
from truceline.statements.reading.vocabulary import Office, PressVocabulary
from truceline.statements.statement import Authority


def holds(person: Person, office: Office, vocabulary: PressVocabulary) -> bool:
    """Return whether a person holds an office, or one that its words mean in short: "the leader", of a president.

    Cost grows with the offices of the person.
    """
    if person.former:
        return False
    in_charge = (f"{office.words} for ", f"{office.words} of ")  # "the secretary", of state
    named = any(words == office.words or words.startswith(in_charge) for words in person.offices)
    called = office.authority is None and person.role == office.words  # "the chairwoman", of whom the text calls so
    return named or called or _in_short(person, office, vocabulary)


def _in_short(person: Person, office: Office, vocabulary: PressVocabulary) -> bool:
    if not (vocabulary.has(office.words, "generic") or office.body):
        return False
    if all("spokes" in words for words in (office.words, *person.offices)):
        return bool(person.offices)  # "the Kremlin spokesperson", of its spokesman
    leads = office.authority is Authority.LEADER and person.authority is Authority.LEADER and not person.body
    return leads or any(words.endswith(f" {office.words}") for words in person.offices)

"""The draft reader's word lists: offices, reporting verbs, names of states, as bundled with the package."""

from __future__ import annotations

from functools import cache
from typing import Any

from truceline.formats.yaml_tree import bundled_yaml
from truceline.statements.reading.vocabulary import PressVocabulary, plain
from truceline.statements.statement import Authority

FILE = "press_words.yaml"

LISTS = (
    "negations", "adverbs", "auxiliaries", "pronouns", "owners", "articles", "modifiers", "kin", "titles", "no_names",
    "hearing", "doubled", "carried_out", "to_come", "modals_to_come", "modals", "being", "having", "doing",
    "suppositions", "knowing", "general", "unsaid_before", "hearsay", "sayings", "papers", "prepositions", "openers",
    "term_marks", "past", "organisations", "places", "generic", "standing", "asking", "answers",
    "attitudes", "documents", "sides", "posts", "regions", "issued", "either", "particles",
    "voicing", "issuing", "departments", "capitalised", "somebodys", "counts", "speaking",
    "acts", "questioning", "interviewers", "press",
)  # fmt: skip
"""The plain lists of the file."""


@cache
def read_press_words() -> PressVocabulary:
    """Read the word lists of ``press_words.yaml``; all but the names of states in lower case."""
    data: dict[str, Any] = bundled_yaml("truceline.sources", FILE)
    return PressVocabulary(
        offices={Authority(name): tuple(words) for name, words in data["offices"].items()},
        bodies=frozenset(data["bodies"]),
        roles=tuple(data["roles"]),
        short=dict(data["short"]),
        genders={word: gender for gender, words in data["gender"].items() for word in words},
        given={plain(name): gender for gender, names in data["given"].items() for name in names},
        verbs={kind: frozenset(verbs) for kind, verbs in data["verbs"].items()},
        irregular={verb: (past, participle) for verb, (past, participle) in data["irregular"].items()},
        lists={name: frozenset(map(str, data[name])) for name in LISTS},
        states={
            iso: (tuple(names.get("names", ())), tuple(names.get("adjectives", ())))
            for iso, names in data["states"].items()
        },
        also={word: frozenset(map(Authority, kinds)) for word, kinds in data["also"].items()},
        national={iso: tuple(offices) for iso, offices in data["national"].items()},
    )

"""Short forms that a text gives in brackets: "the Harbour Group (HG)"."""

from __future__ import annotations

import re
from dataclasses import replace

from truceline.statements.reading.vocabulary import Lexicon

_SHORT = re.compile(r"\(([A-Z]{2,6})\)")
_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")
_BEFORE = 120  # characters in which the whole name stands
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to"})


def with_short_forms(text: str, lexicon: Lexicon) -> Lexicon:
    """Return a lexicon that knows the short forms of its actors that a text gives, and none that are another's there.

    Cost grows with the length of the text.
    """
    actors = dict(lexicon.actors)
    for found in _SHORT.finditer(text):
        short = found[1]
        before = [
            word.lower()
            for word in _WORD.findall(text[max(0, found.start() - _BEFORE) : found.start()].replace("’", "'"))
        ]
        actor = _named(before, lexicon)
        if actor:
            actors[(short.lower(),)] = actor
        elif (short.lower(),) in actors and _abbreviates(short, before):
            del actors[(short.lower(),)]  # of the Armed Forces of Pelon, and not of the agency that the case knows
    if actors == lexicon.actors:
        return lexicon
    nouns = (lexicon.nouns & actors.keys()) | (actors.keys() - lexicon.actors.keys())
    return replace(lexicon, actors=actors, nouns=nouns)


def _named(before: list[str], lexicon: Lexicon) -> str:
    # The actor whose name in several words ends right before the brackets.
    longest = max((len(name) for name in lexicon.nouns), default=0)
    names = (tuple(before[-count:]) for count in range(min(longest, len(before)), 1, -1))
    return next((lexicon.actors[name] for name in names if name in lexicon.nouns), "")


def _abbreviates(short: str, before: list[str]) -> bool:
    # Whether the words before begin with its letters, small words left out.
    words = [word for word in before if word not in _SMALL]
    return "".join(word[0] for word in words[-len(short) :]) == short.lower()

"""Which topic a text is on, by the keywords of the case."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from truceline.statements.statement import Topic

_SHORT = 5
"""Letters below which words of one family differ by a plural at most."""
_LEAST = 3  # letters that words of one family share
_PLURALS = frozenset({"", "s", "es", "y", "ies"})
_DOERS = frozenset({"er", "ers", "or", "ors", "ee", "ees"})
_ENDINGS = _PLURALS | {"e", "ed", "ing", "al", "als", "ment", "ments", "ion", "ions", "ation", "ations", "ive", "n"}
_WORD = re.compile(r"[^\W_]+(?:[-,.]\w+)*")


def topic_of(words: str, topics: Sequence[Topic], article: str = "", general: Collection[str] = ()) -> tuple[str, str]:
    """Propose the topic of which most keywords occur, and say why; nothing where two topics are spoken of alike.

    It takes a keyword of several words, or two, or one that stands there itself and that the topic's title names, or
    of which the ``article`` has another of the topic. Words of one family are one (deploy, deployment);
    numbers and ``general`` words (leaders, countries) tell nothing. Cost grows with words times keywords.
    """
    hits = {topic: found for topic in topics if (found := _hits(words, topic.keywords, general))}
    if not hits:
        return "", "no keyword of any topic occurs"
    weights = {topic: (*_weight(found), _titled(found, words, topic)) for topic, found in hits.items()}
    topic, *others = sorted(hits, key=weights.__getitem__, reverse=True)
    found, most = hits[topic], weights[topic]
    if others and weights[others[0]] == most:
        return "", f"keywords of {topic.id} and {others[0].id} occur equally often"
    if most == (False, 1, True):
        return topic.id, f"keywords: {found[0]}, which is in the topic's title"
    if most == (False, 1, False):
        beside = _beside(found[0], topic, article, general) if _times(found[0], words) else ""
        return (topic.id, f"keywords: {found[0]}; {beside}") if beside else ("", f"one word is too little: {found[0]}")
    return topic.id, f"keywords: {', '.join(found)}"


def _titled(found: Sequence[str], words: str, topic: Topic) -> bool:
    # Whether one of the keywords itself stands in the words, and is what the topic's title names.
    title = [word.group() for word in _WORD.finditer(topic.title)]
    return any(_times(keyword, words) and any(akin(keyword, word) for word in title) for keyword in found)


def _beside(keyword: str, topic: Topic, article: str, general: Collection[str]) -> str:
    # What else tells that one word is on the topic: another of its words in the article.
    others = [k for k in _hits(article, topic.keywords, general) if not akin(k, keyword)]
    return f"in the article also {', '.join(others)}" if others else ""


def _hits(words: str, keywords: Sequence[str], general: Collection[str]) -> list[str]:
    said: dict[str, set[str]] = {}
    for word in _WORD.findall(words):
        said.setdefault(_stem(word), set()).add(word)
    return [keyword for keyword in _telling(tuple(keywords), frozenset(general)) if _occurs(keyword, words, said)]


def _stem(word: str) -> str:
    # What all words of one family share.
    return word[:_LEAST].lower()


@lru_cache
def _telling(keywords: tuple[str, ...], general: frozenset[str]) -> list[str]:
    return [k for k in keywords if _phrase(k) or not (k[0].isdigit() or any(akin(k, word) for word in general))]


def _phrase(keyword: str) -> bool:
    # "boots on the ground"; "24 hours" says no more than a word.
    return " " in keyword and not keyword[0].isdigit()


def _weight(found: Sequence[str]) -> tuple[bool, int]:
    # Whether a phrase is among them, and of how many families they are.
    families = [k for n, k in enumerate(found) if not any(akin(k, e) for e in found[:n])]
    return any(map(_phrase, found)), len(families)


def _occurs(keyword: str, words: str, said: Mapping[str, set[str]]) -> bool:
    if " " in keyword:
        return re.search(rf"\b{re.escape(keyword)}\b", words, re.IGNORECASE) is not None
    return any(akin(keyword, word) for word in said.get(_stem(keyword), ()))


def _times(keyword: str, words: str) -> int:
    # How often a keyword stands there itself, in one or several: "invited" is no invitation.
    return sum(_only(keyword.lower(), word.group().lower()) for word in _WORD.finditer(words))


def _only(one: str, other: str) -> bool:
    shared = _shared(one, other)
    return shared >= _LEAST and {one[shared:], other[shared:]} <= _PLURALS


def _shared(one: str, other: str) -> int:
    # How many letters two words begin with alike; short ones count as none.
    if one[:_LEAST] != other[:_LEAST]:
        return 0
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@lru_cache(maxsize=1 << 14)
def akin(one: str, other: str) -> bool:
    """Return whether two words are of one family: the same but for an ending of number, tense, deed or doer."""
    one, other = one.lower(), other.lower()
    shared = _shared(one, other)
    return any(_endings(one[at:], other[at:], at) for at in range(max(shared - 1, _LEAST), shared + 1))


def _endings(one: str, other: str, stem: int) -> bool:
    if stem < _SHORT:
        return {one, other} <= {"", "s", "es"}
    if {one, other} & _DOERS:
        return {one, other} <= _DOERS and one[:2] in {other[:2], "or", "ee"}
    return {one, other} <= _ENDINGS

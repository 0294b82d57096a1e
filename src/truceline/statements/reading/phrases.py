"""Phrases that name people, offices and bodies: who could be speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import Office

_CORE = frozenset({"modifier", "actor", "adjective", "office", "title", "name", "first", "kin"})
_HEADS = frozenset({"actor", "office", "name", "first", "kin"})
_PREPOSITIONS = frozenset({"of", "for", "from", "to", "at", "in"})
_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside"})
_ASIDE = 6  # words between commas that may come between a speaker and the verb
_CLAUSE = 18  # words of a relative clause that may


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names somebody: tokens ``first`` up to, not including, ``end`` of a sentence.

    ``name``, ``title``, ``office`` (the head of a chain such as "government spokesman") and ``actor`` are empty or None
    where it gives none. ``owner`` is "his", "her", "its" or "their"; ``pronoun`` "he", "she" or "they". ``words`` are
    without article and aside. ``weak`` marks a single capitalised word at the start of a sentence.
    """

    first: int
    end: int
    place: TextSpan
    words: str
    name: str = ""
    title: str = ""
    office: Office | None = None
    actor: str = ""
    kin: str = ""
    pronoun: str = ""
    owner: str = ""
    article: str = ""
    weak: bool = False
    owning: bool = False

    @property
    def nameless(self) -> bool:
        """Return whether it gives an office but no name."""
        return not self.name and self.office is not None


def phrases(text: str, tokens: Sequence[Token]) -> tuple[Phrase, ...]:
    """Find the phrases of a sentence from left to right, each as long as it goes. Cost grows with the sentence."""
    found: list[Phrase] = []
    place = 0
    while place < len(tokens):
        phrase = _phrase(text, tokens, place)
        if phrase is None:
            place += 1
        else:
            if found and _leads(tokens, found[-1], phrase):
                found[-1] = replace(found[-1], office=phrase.office, actor=found[-1].actor or phrase.actor)
            found.append(phrase)
            place = phrase.end
    return tuple(found)


def _leads(tokens: Sequence[Token], who: Phrase, what: Phrase) -> bool:
    # "Mira Brenn, who leads the opposition": whoever leads a body speaks with its authority, where it has one of its
    # own.
    led = what.office is not None and what.office.words == "opposition" and not what.name
    between = [t.text.lower() for t in tokens[who.end : what.first]]
    return led and bool(who.name) and who.office is None and between in (["leads"], ["heads"], ["who", "leads"])


def _phrase(text: str, tokens: Sequence[Token], place: int) -> Phrase | None:
    if tokens[place].kind == "pronoun":
        return Phrase(place, place + 1, tokens[place].span, tokens[place].text, pronoun=tokens[place].value)
    phrase = _core(text, tokens, place)
    if phrase is None or phrase.owning:
        return phrase
    phrase = _complements(text, tokens, phrase)
    return _asides(text, tokens, phrase)


def _core(text: str, tokens: Sequence[Token], place: int) -> Phrase | None:
    start, owner, article = place, "", ""
    if tokens[place].kind == "article":
        article, place = tokens[place].value, place + 1
    elif tokens[place].kind == "owner":
        owner, place = tokens[place].value, place + 1
    first = place
    while place < len(tokens) and tokens[place].kind in _CORE:
        place += 1
        if tokens[place - 1].kind in {"name", "first"}:
            break
    core = tokens[first:place]
    if first and tokens[first - 1].text.lower() in _WHERE and len(core) == 1 and core[0].kind == "name":
        return None  # a place
    if (
        not core
        or not any(token.kind in _HEADS for token in core)
        or core[-1].kind in {"modifier", "adjective", "title"}
    ):
        return None
    return Phrase(
        start,
        place,
        TextSpan(tokens[start].span.start, core[-1].span.end),
        text[core[0].span.start : core[-1].span.end],
        name=next((t.value for t in core if t.kind in {"name", "first"}), ""),
        title=next((t.value for t in core if t.kind == "title"), ""),
        office=next((t.office for t in reversed(core) if t.office), None),
        actor=next((t.value for t in core if t.kind in {"actor", "adjective"}), ""),
        kin=next((t.value for t in core if t.kind == "kin"), ""),
        owner=owner,
        article=article,
        weak=core[-1].kind == "first" and len(core) == 1,
        owning=core[-1].own,
    )


def _complements(text: str, tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    # "of Madrany", "for the foreign ministry", "to the talks": who is spoken for, or just what the office is about.
    while phrase.end < len(tokens) and tokens[phrase.end].text in _PREPOSITIONS:
        inner = _core(text, tokens, phrase.end + 1) if phrase.end + 1 < len(tokens) else None
        if tokens[phrase.end].text in {"to", "at", "in"} and (inner is None or inner.name or not phrase.office):
            inner = None
        if inner is not None and not inner.weak:
            if not (phrase.office or phrase.name) or (inner.name and not inner.office):
                return phrase
            end, words = inner.end, text[_start(phrase, text) : inner.place.end]
            phrase = replace(phrase, end=end, actor=phrase.actor or inner.actor, words=words)
            phrase = replace(
                phrase, owner=phrase.owner or inner.owner, place=TextSpan(phrase.place.start, inner.place.end)
            )
        elif phrase.office and (end := _loose(tokens, phrase.end + 1)):
            words = text[_start(phrase, text) : tokens[end - 1].span.end]
            phrase = replace(phrase, end=end, words=words, place=TextSpan(phrase.place.start, tokens[end - 1].span.end))
        else:
            return phrase
    return phrase


def _start(phrase: Phrase, text: str) -> int:
    return text.index(phrase.words, phrase.place.start)


def _loose(tokens: Sequence[Token], place: int) -> int:
    # "to the talks,": up to three plain words after a preposition, before a comma, verb or date.
    start = place
    if place < len(tokens) and tokens[place].kind == "article":
        place += 1
    while place < len(tokens) and place - start < 3 and tokens[place].kind in {"word", "modifier", "name"}:
        place += 1
    stops = place < len(tokens) and (tokens[place].text == "," or tokens[place].kind in {"verb", "date"})
    return place if stops and place > start else 0


def _asides(text: str, tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    # ", the foreign minister of Madrany," and ", who asked not to be named,": more about the same one.
    while phrase.end + 1 < len(tokens) and tokens[phrase.end].text == ",":
        inner = _core(text, tokens, phrase.end + 1)
        inner = _complements(text, tokens, inner) if inner and not inner.owning else None
        if inner is not None and _same_one(phrase, inner) and _closes(tokens, inner.end):
            phrase = _joined(phrase, inner, _past_comma(tokens, inner.end))
        elif end := _skipped(tokens, phrase.end + 1):
            phrase = replace(phrase, end=end)
            break
        else:
            break
    return phrase


def _same_one(phrase: Phrase, inner: Phrase) -> bool:
    if inner.weak or inner.owning:
        return False
    return bool((phrase.office or phrase.kin) and not phrase.name and inner.name) or bool(
        phrase.name and inner.nameless
    )


def _joined(phrase: Phrase, inner: Phrase, end: int) -> Phrase:
    return replace(
        phrase,
        end=end,
        name=phrase.name or inner.name,
        title=phrase.title or inner.title,
        office=phrase.office or inner.office,
        actor=phrase.actor or inner.actor,
        owner=phrase.owner or inner.owner,
        place=TextSpan(phrase.place.start, inner.place.end),
    )


def _closes(tokens: Sequence[Token], place: int) -> bool:
    return (
        place >= len(tokens)
        or tokens[place].text in {",", ".", ":", ";", "-", "–", "—"}
        or tokens[place].kind in {"verb", "quote", "date"}
    )


def _past_comma(tokens: Sequence[Token], place: int) -> int:
    return place + 1 if place < len(tokens) and tokens[place].text == "," else place


def _skipped(tokens: Sequence[Token], place: int) -> int:
    # The token after an aside's closing comma, or 0 where there is no aside.
    relative = tokens[place].text in {"who", "which", "whose"}
    for at in range(place, min(len(tokens), place + (_CLAUSE if relative else _ASIDE))):
        token = tokens[at]
        if token.text == "," and at > place:
            return at + 1
        if token.kind == "quote" or (not relative and token.kind not in {"word", "article", "modifier"}):
            return 0
    return 0

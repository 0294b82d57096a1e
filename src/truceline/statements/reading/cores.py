"""The core of a phrase that names somebody: name, title, office and actor side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.heads import short_in_brackets, standing_office, without_brackets
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.qualifiers import adverb, qualifier
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import PressVocabulary, surname

_CORE = frozenset({"modifier", "actor", "adjective", "office", "title", "name", "first", "kin"})
_HEADS = frozenset({"actor", "office", "name", "first", "kin"})
_NAMES = frozenset({"name", "first"})
_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside"})
_PLAIN = 2  # plain words between a determiner and an office: "the top election official"
_PARTS = frozenset({"one", "two", "three", "four", "five", "six", "several", "some", "many", "another"})
_DEPUTIES = frozenset({"deputy", "vice", "assistant", "acting"})

_PLAIN_ARTICLES = frozenset({"", "the", "a", "an", "another", "one"})
COMPLEMENTS = frozenset({"of", "for", "from", "to", "at", "in", "on", "with"})
"""Prepositions that lead on from an office to whom or what it is of."""


class CoreFinder:
    """Finds the core of a phrase in the tokens of one sentence: what names somebody, without what is said of it."""

    def __init__(self, text: str, tokens: Sequence[Token], vocabulary: PressVocabulary) -> None:
        self.text = text
        self.tokens = tokens
        self.vocabulary = vocabulary

    def core(self, place: int) -> Phrase | None:
        """Return the phrase that begins at a place, without asides and complements, or None."""
        tokens, start, owner, article = self.tokens, place, "", ""
        if tokens[place].kind == "article":
            article, place = tokens[place].value, place + 1
        elif tokens[place].kind == "owner":
            owner, place = tokens[place].value, place + 1
        first = place
        qualified = (
            self._qualified(start, name) if (name := qualifier(self.tokens, place)) is not None and not owner else None
        )
        if qualified is not None and (article or qualified.name or self._named_behind(qualified)):
            return qualified
        if article in _PARTS and place < len(tokens) and tokens[place].low == "of":
            return self._part(start, place + 1)
        core: list[Token] = []
        while place < len(tokens) and (step := self._step(start, place)):
            skipped = tokens[place : place + step]  # "the rebel-run Health Ministry": what names no person
            core += (replace(token, kind="word") for token in skipped) if step == _PLAIN else skipped
            place += step
            last = tokens[place - 1]
            if (last.kind in _NAMES and step == 1) or (last.own and last.kind in {"office", "kin"}):
                break
        core = [*without_brackets(core)]
        if not any(t.kind in _HEADS for t in core) or core[-1].kind in {"modifier", "adjective", "title"}:
            return None
        if first and tokens[first - 1].low in _WHERE and len(core) == 1 and core[0].kind == "name":
            return None  # a place
        if core[-1].kind == "first" and adverb(self.tokens, place - 1, self.vocabulary):
            return None
        phrase = Phrase(
            start,
            place,
            TextSpan(tokens[start].span.start, core[-1].span.end),
            self.text[(core[0] if article in _PLAIN_ARTICLES else tokens[start]).span.start : core[-1].span.end],
            name=next((t.value for t in core if t.kind in _NAMES), ""),
            title=next((t.value for t in core if t.kind == "title"), ""),
            kin=next((t.value for t in core if t.kind == "kin"), ""),
            owner=owner,
            article=article,
            weak=core[-1].kind == "first" and len(core) == 1,
            owning=core[-1].own,
        )
        return self._described(phrase, core)

    def _named_behind(self, phrase: Phrase) -> bool:
        # "Senate Majority Leader, Odo Linn,"
        return [t.kind for t in self.tokens[phrase.end : phrase.end + 2]] == ["mark", "name"]

    def _part(self, start: int, place: int) -> Phrase | None:
        # "one of the officials", "two of her aides": as unnamed as all of them.
        led = place < len(self.tokens) and self.tokens[place].kind in {"article", "owner"}
        whole = self.core(place) if led else None
        if whole is None or whole.name or whole.office is None or not whole.office.several:
            return None
        one = replace(whole.office, several=self.tokens[start].low != "one")
        span = TextSpan(self.tokens[start].span.start, whole.place.end)
        article = "one" if not one.several else whole.article
        return replace(whole, first=start, place=span, words=span.of(self.text), office=one, article=article)

    def _qualified(self, start: int, place: int) -> Phrase | None:
        office = self.core(place + 1)
        if office is None or office.owning:
            return office
        name = self.tokens[place]
        article = self.tokens[start].value if self.tokens[start].kind == "article" else ""
        thing = bool(office.name) or self.vocabulary.has(name.value.split()[-1].lower(), "organisations", "places")
        of = Phrase(place, place + 1, name.span, name.text, name=name.value, article="the", thing=thing)
        span = TextSpan(self.tokens[start].span.start, office.place.end)
        words = self.text[
            self.tokens[start + (article in _PLAIN_ARTICLES and bool(article))].span.start : office.place.end
        ]
        return replace(office, first=start, place=span, words=words, article=article, of=of)

    def _step(self, start: int, place: int) -> int:
        # How many tokens on a phrase goes: one of its kinds, or plain words before an office ("its health ministry").
        if self.tokens[place].kind in _CORE:
            return 1
        if place > start and short_in_brackets(self.tokens, place):
            return 3
        before = self.tokens[place - 1] if place > start else None
        if before is None or not (before.own or before.kind in {"article", "owner", "adjective", "modifier"}):
            return 0
        at = place
        while at < len(self.tokens) and at - place < _PLAIN and self.is_plain(self.tokens[at]):
            at += 1
        return at - place if place < at < len(self.tokens) and self.tokens[at].kind == "office" else 0

    def _described(self, phrase: Phrase, core: Sequence[Token]) -> Phrase:
        office = standing_office([t for t in core if t.kind not in _NAMES], self.vocabulary)
        lows = {t.low for t in core if t.kind == "modifier"}
        if office is not None and lows & _DEPUTIES and office.authority is not None:
            office = replace(office, words=f"deputy {office.words}")
        actors = [t for t in core if t.kind in {"actor", "adjective"}]
        owners = [t for t in actors if t.own]
        actor = (owners or actors[-1:])[0].value if actors else ""
        torn = not owners and len({t.value for t in actors}) > 1
        last = surname(phrase.name).lower() if phrase.name else ""
        thing = not (office or phrase.title or phrase.kin) and (
            self.vocabulary.has(last, "organisations", "places")
            or (bool(last) and phrase.article in {"the", "a", "an"} and core[0].kind in _NAMES)
        )
        return replace(
            phrase,
            office=office,
            actor="" if torn else actor,
            torn=torn,
            thing=thing,
            post=bool(actor) and not torn and self.vocabulary.has_post(office),
            past=(office is not None and any(self.vocabulary.has(low, "past") for low in lows))
            or (phrase.article == "the" and "late" in lows),
        )

    def is_plain(self, token: Token) -> bool:
        """Return whether a word is none that leads on or opens a clause."""
        if token.kind == "word" and token.low not in COMPLEMENTS | {"who", "which"}:
            return not self.vocabulary.has(
                token.low, "auxiliaries", "openers", "being", "having", "modals", "negations"
            )
        return token.kind in {"modifier", "name"}

    def start(self, phrase: Phrase) -> int:
        """Return the character at which the words of a phrase begin."""
        return self.text.index(phrase.words, phrase.place.start)

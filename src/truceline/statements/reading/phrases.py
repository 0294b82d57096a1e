"""Phrases that name people, offices and bodies: who could be speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.heads import (
    deals_with,
    leads,
    of_several_actors,
    short_in_brackets,
    spokesman_of_body,
    standing_office,
    without_brackets,
    without_name,
)
from truceline.statements.reading.phrase import Phrase, present_first, same_one, several_unnamed
from truceline.statements.reading.qualifiers import adverb, over, qualifier
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import PressVocabulary, surname
from truceline.statements.statement import Authority

_CORE = frozenset({"modifier", "actor", "adjective", "office", "title", "name", "first", "kin"})
_HEADS = frozenset({"actor", "office", "name", "first", "kin"})
_NAMES = frozenset({"name", "first"})
_COMPLEMENTS = frozenset({"of", "for", "from", "to", "at", "in", "on", "with"})
_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside"})
_PLAIN = 2  # plain words between a determiner and an office: "the top election official"
_LOOSE = 6  # plain words after a preposition that may belong to an office: "for political affairs"
_LONG = 12  # words by which a source is told: "with direct knowledge of the talks"
_KNOWN = 3
_OPENING = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-"}
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
_ANYBODY = {"both": "both", "one": "one", "another": "one", "others": "one"}
_PARTS = frozenset({"one", "two", "three", "four", "five", "six", "several", "some", "many", "another"})
_PLAIN_ARTICLES = frozenset({"", "the", "a", "an", "another", "one"})
_DEPUTIES = frozenset({"deputy", "vice", "assistant", "acting"})


def phrases(text: str, tokens: Sequence[Token], vocabulary: PressVocabulary) -> tuple[Phrase, ...]:
    """Find the phrases of a sentence from left to right, each as long as it goes. Cost grows with the sentence."""
    found: list[Phrase] = []
    finder = _Finder(text, tokens, vocabulary)
    place = 0
    while place < len(tokens):
        phrase = finder.phrase(place)
        if phrase is None:
            place += 1
            continue
        if found and found[-1].owning and found[-1].end == phrase.first and not phrase.pronoun:
            phrase = _owned(text, found[-1], phrase)
        elif found and leads(tokens, found[-1], phrase):
            found[-1] = replace(found[-1], office=phrase.office, actor=found[-1].actor or phrase.actor)
        found.append(of_several_actors(text, tokens, phrase, vocabulary))
        place = phrase.end
    return tuple(found)


def _owned(text: str, owner: Phrase, phrase: Phrase) -> Phrase:
    # "Dorn's spokesman": whoever he is, he is spoken of as hers.
    if not (phrase.office or phrase.kin):
        return phrase
    words = phrase.words if phrase.name else text[owner.place.start : phrase.place.end]
    return replace(phrase, of=owner, words=words)


class _Finder:
    # Looks for phrases in the tokens of one sentence.

    def __init__(self, text: str, tokens: Sequence[Token], vocabulary: PressVocabulary) -> None:
        self.text = text
        self.tokens = tokens
        self.vocabulary = vocabulary

    def phrase(self, place: int) -> Phrase | None:
        token = self.tokens[place]
        if token.low in {"him", "her", "them"} and self._sourced(place):
            return Phrase(place, place + 1, token.span, token.text, pronoun=_OBJECTS[token.low])
        if token.low in _ANYBODY and self._alone(place):
            return Phrase(place, place + 1, token.span, token.text, pronoun=_ANYBODY[token.low])
        if token.kind == "pronoun":
            return Phrase(place, place + 1, token.span, token.text, pronoun=token.value)
        phrase = self._core(place)
        if phrase is None or phrase.owning:
            return phrase
        phrase = self._both_kinds(phrase)
        longer = self._source(phrase)
        return longer if longer is not phrase else self._asides(self._complements(phrase))

    def _alone(self, place: int) -> bool:
        # "Both welcomed it", but "both leaders" and "they both said"
        before = self.tokens[place - 1] if place else None
        opens = before is None or before.kind in {"mark", "date"} or before.low in {"and", "but", "that"}
        return opens and place + 1 < len(self.tokens) and self.tokens[place + 1].kind in {"verb", "adverb"}

    def _sourced(self, place: int) -> bool:
        # "according to her," but "according to her spokesman"
        before = self.tokens[place - 1] if place else None
        follows = place + 1 < len(self.tokens) and self.tokens[place + 1].kind not in {"mark", "date", "verb", "quote"}
        sourced = before is not None and before.kind == "verb" and self.vocabulary.takes(before.value, "sourced")
        return sourced and not follows

    def _core(self, place: int) -> Phrase | None:
        tokens, start, owner, article = self.tokens, place, "", ""
        if tokens[place].kind == "article":
            article, place = tokens[place].value, place + 1
        elif tokens[place].kind == "owner":
            owner, place = tokens[place].value, place + 1
        first = place
        qualified = (
            self._qualified(start, name) if (name := qualifier(self.tokens, place)) is not None and not owner else None
        )
        if qualified is not None and (article or qualified.name):
            return qualified
        if article in _PARTS and place < len(tokens) and tokens[place].low == "of":
            return self._part(start, place + 1)
        while place < len(tokens) and (step := self._step(start, place)):
            place += step
            last = tokens[place - 1]
            if (last.kind in _NAMES and step == 1) or (last.own and last.kind in {"office", "kin"}):
                break
        core = without_brackets(tokens[first:place])
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

    def _part(self, start: int, place: int) -> Phrase | None:
        # "one of the officials", "two of her aides": as unnamed as all of them.
        led = place < len(self.tokens) and self.tokens[place].kind in {"article", "owner"}
        whole = self._core(place) if led else None
        if whole is None or whole.name or whole.office is None or not whole.office.several:
            return None
        one = replace(whole.office, several=self.tokens[start].low != "one")
        span = TextSpan(self.tokens[start].span.start, whole.place.end)
        article = "one" if not one.several else whole.article
        return replace(whole, first=start, place=span, words=span.of(self.text), office=one, article=article)

    def _qualified(self, start: int, place: int) -> Phrase | None:
        office = self._core(place + 1)
        if office is None or office.owning:
            return office
        name = self.tokens[place]
        article = self.tokens[start].value if self.tokens[start].kind == "article" else ""
        thing = bool(office.name) or self.vocabulary.has(name.value.split()[-1].lower(), "organisations", "places")
        of = Phrase(place, place + 1, name.span, name.text, name=name.value, article="the", thing=thing)
        span = TextSpan(self.tokens[start].span.start, office.place.end)
        words = self.text[self.tokens[start + bool(article)].span.start : office.place.end]
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
        while at < len(self.tokens) and at - place < _PLAIN and self._is_plain(self.tokens[at]):
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

    def _complements(self, phrase: Phrase) -> Phrase:
        # "of Madrany", "for the foreign ministry", "to the talks": who is spoken for, or what the office is about.
        tokens = self.tokens
        while phrase.end < len(tokens) - 1 and tokens[phrase.end].low in _COMPLEMENTS:
            if not (phrase.office or (phrase.name and tokens[phrase.end].low in {"of", "from"})):
                return phrase
            longer = None if tokens[phrase.end].low == "with" else self._spoken_for(phrase)
            longer = longer or self._about(phrase)
            if longer is None:
                return phrase
            phrase = self._together(longer)
        if phrase.office and not phrase.name and phrase.end < len(tokens) and tokens[phrase.end].kind == "name":
            named = self._core(phrase.end) or phrase  # "President of Corvel Brenn"
            phrase = self._joined(phrase, named, phrase.end + 1)
        return phrase

    def _both_kinds(self, phrase: Phrase) -> Phrase:
        # "five diplomats and officials" speak together.
        if not several_unnamed(phrase) or phrase.end + 1 >= len(self.tokens) or self.tokens[phrase.end].low != "and":
            return phrase
        other = self._core(phrase.end + 1) if self.tokens[phrase.end + 1].kind in {"office", "modifier"} else None
        if other is None or not several_unnamed(other):
            return phrase
        words = self.text[self._start(phrase) : other.place.end]
        span = TextSpan(phrase.place.start, other.place.end)
        return replace(phrase, end=other.end, words=words, place=span)

    def _source(self, phrase: Phrase) -> Phrase:
        # "source familiar with the matter", "person with close knowledge of the talks", "aide close to Aldo Brenn": all
        # words up to the verb tell who it is, and no name among them is the source's.
        tokens, end = self.tokens, phrase.end
        if not (phrase.nameless and phrase.office and phrase.office.authority is Authority.UNNAMED):
            return phrase
        if end >= len(tokens) or not self.vocabulary.has(tokens[end].low, "knowing"):
            return phrase
        while end < len(tokens) and end - phrase.end < _LONG and not over(tokens, phrase.end, end):
            end += 1
        if not over(tokens, phrase.end, end) or end - phrase.end < _KNOWN:
            return phrase
        last = tokens[end - 1].span.end
        words = self.text[self._start(phrase) : last]
        return replace(phrase, end=end, words=words, place=TextSpan(phrase.place.start, last))

    def _spoken_for(self, phrase: Phrase) -> Phrase | None:
        inner = self._core(phrase.end + 1)
        preposition = self.tokens[phrase.end].low
        if inner is None or inner.weak or inner.owning or preposition == "on":
            return None
        if preposition in {"at", "in"} and inner.name:
            return None
        speaks = inner if inner.office or inner.end >= len(self.tokens) else self._core(inner.end)
        if (spokesman := spokesman_of_body(self.text, phrase, speaks, preposition)) is not None:
            return spokesman
        if not (phrase.office or preposition in {"of", "for", "from"}):
            return None
        if phrase.name and (inner.name or inner.office):
            return None
        inner = without_name(self.tokens, inner)
        words = self.text[self._start(phrase) : inner.place.end]
        if phrase.office and inner.office and inner.office.authority is None and not inner.post:
            phrase = replace(phrase, office=replace(phrase.office, authority=None))  # "leader of the miners' union"
        return replace(
            phrase,
            end=inner.end,
            actor=phrase.actor or ("" if deals_with(phrase, preposition) else inner.actor),
            post=phrase.post or self._gives(phrase, inner),
            owner=phrase.owner or inner.owner,
            of=phrase.of or (inner if inner.name or inner.office else None),
            torn=phrase.torn or inner.torn,
            words=words,
            place=TextSpan(phrase.place.start, inner.place.end),
        )

    def _gives(self, phrase: Phrase, inner: Phrase) -> bool:
        # "a member of Tarsia's delegation", not "of the Tarsian Institute", nor "the head of a bank in Tarsia"
        at_once = self.tokens[phrase.end - 1].kind == "office" and self.tokens[phrase.end].low not in {"in", "at", "on"}
        organ = inner.office is None or inner.office.authority is not None or inner.post
        return at_once and organ and not inner.name and bool(inner.actor) and self.vocabulary.has_post(phrase.office)

    def _together(self, phrase: Phrase) -> Phrase:
        # "the foreign ministers of Tarsia and Madrany": several people of several actors.
        while phrase.office is not None and phrase.office.several and phrase.end + 1 < len(self.tokens):
            if self.tokens[phrase.end].low not in {"and", ","} or self.tokens[phrase.end + 1].kind != "actor":
                break
            last = self.tokens[phrase.end + 1].span.end
            words = self.text[self._start(phrase) : last]
            span = TextSpan(phrase.place.start, last)
            phrase = replace(phrase, end=phrase.end + 2, words=words, place=span, actor="", torn=True)
        return phrase

    def _start(self, phrase: Phrase) -> int:
        return self.text.index(phrase.words, phrase.place.start)

    def _about(self, phrase: Phrase) -> Phrase | None:
        start = phrase.end + 1
        if phrase.office and phrase.office.authority is None and self.tokens[start].kind == "actor":
            start += self.tokens[start].own  # "a member of Tarsia's political bureau"
        if self.tokens[phrase.end].low == "on" and self.tokens[start].kind == "actor":
            start += 1  # "the committee on EU affairs"
        end = self._loose(start) if phrase.office else 0
        if not end:
            return None
        last = self.tokens[end - 1].span.end
        return replace(
            phrase, end=end, words=self.text[self._start(phrase) : last], place=TextSpan(phrase.place.start, last)
        )

    def _loose(self, place: int) -> int:
        # "to the talks,": some plain words after a preposition, before a comma, verb or date.
        start, tokens = place, self.tokens
        if place < len(tokens) and tokens[place].kind == "article":
            place += 1
        while place < len(tokens) and place - start < _LOOSE and (self._is_plain(tokens[place]) or self._noun(place)):
            place += 1
        over = place == len(tokens) or tokens[place].kind in {"verb", "date", "mark", "quote"}
        stops = over or tokens[place].low in _COMPLEMENTS | {"who", "which"}
        return place if stops and place > start else 0

    def _noun(self, place: int) -> bool:
        # "to the talks": behind an article it is no verb.
        return place > 0 and self.tokens[place].kind == "verb" and self.tokens[place - 1].kind == "article"

    def _is_plain(self, token: Token) -> bool:
        if token.kind == "word" and token.low not in _COMPLEMENTS | {"who", "which"}:
            return not self.vocabulary.has(
                token.low, "auxiliaries", "openers", "being", "having", "modals", "negations"
            )
        return token.kind in {"modifier", "name"}

    def _asides(self, phrase: Phrase) -> Phrase:
        # ", the foreign minister of Madrany," and "(the envoy)": more about the same one.
        joined = False
        while (start := self._opening(phrase.end, joined=joined)) is not None:
            closing = _OPENING[self.tokens[start].text]
            inner = self._core(start + 1)
            if (
                joined
                and start < phrase.end
                and (inner is None or not inner.nameless or inner.article not in {"a", "an"})
            ):
                break
            inner = self._second(self._complements(inner)) if inner and not inner.owning else None
            if inner is None or not same_one(phrase, inner) or not self._closes(inner.end, closing):
                break
            end = inner.end + (inner.end < len(self.tokens) and self.tokens[inner.end].text == closing)
            if closing == "," and self._goes_on(end):
                break
            phrase, joined = self._joined(phrase, inner, end), True
        return phrase

    def _opening(self, end: int, *, joined: bool) -> int | None:
        # Where an aside begins; the comma that ends one may begin another: "Dorn, the envoy, a former lawyer,".
        at = end - 1 if joined and self.tokens[end - 1].text == "," else end
        return at if at + 1 < len(self.tokens) and self.tokens[at].text in _OPENING else None

    def _second(self, phrase: Phrase) -> Phrase:
        # "an MP and the chair of Tarsia's committee": two offices of one.
        if not phrase.nameless or phrase.end + 1 >= len(self.tokens) or self.tokens[phrase.end].low != "and":
            return phrase
        other = self._core(phrase.end + 1)
        other = self._complements(other) if other and not other.owning else None
        if other is None or not other.nameless or not self._closes(other.end, ","):
            return phrase
        return replace(phrase, end=other.end, actor=phrase.actor or other.actor)

    def _goes_on(self, end: int) -> bool:
        # "Dorn, the envoy, and Vask": a list of three, for all we know.
        return end < len(self.tokens) and self.tokens[end - 1].text == "," and self.tokens[end].low in {"and", "or"}

    def _closes(self, place: int, closing: str) -> bool:
        if place >= len(self.tokens) or closing == ")":
            return place >= len(self.tokens) or self.tokens[place].text == closing
        token = self.tokens[place]
        return token.text in {",", ".", ":", ";", closing} or token.kind in {"quote", "date"}

    def _joined(self, phrase: Phrase, inner: Phrase, end: int) -> Phrase:
        phrase, inner = present_first(phrase, inner)
        return replace(
            phrase,
            end=end,
            name=phrase.name or inner.name,
            title=phrase.title or inner.title,
            office=phrase.office or inner.office,
            kin=phrase.kin or inner.kin,
            actor=phrase.actor or inner.actor,
            owner=phrase.owner or inner.owner,
            of=phrase.of or inner.of,
            past=phrase.past or inner.past,
            torn=phrase.torn or inner.torn,
            thing=phrase.thing and inner.thing,
            post=phrase.post or inner.post,
            place=TextSpan(phrase.place.start, inner.place.end),
        )

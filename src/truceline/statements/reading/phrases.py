"""Phrases that name people, offices and bodies: who could be speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.cores import COMPLEMENTS, CoreFinder
from truceline.statements.reading.heads import (
    body_in_short,
    both_held,
    deals_with,
    leads,
    of_several_actors,
    spokesman_of_body,
    with_letters,
    with_modifiers,
    without_name,
)
from truceline.statements.reading.phrase import Phrase, present_first, same_one, several_unnamed
from truceline.statements.reading.qualifiers import over, with_words_before
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import PressVocabulary
from truceline.statements.statement import Authority

_LOOSE = 6  # plain words after a preposition that may belong to an office: "for political affairs"
_LONG = 12  # words by which a source is told: "with direct knowledge of the talks"
_KNOWN = 3
_BRACKETS = 10  # tokens of what stands in brackets between an office and a name
_OPENING = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-"}
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
_ANYBODY = {"both": "both", "one": "one", "another": "one", "others": "one"}


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
        if found and both_held(tokens, found[-1], phrase):
            span = TextSpan(found[-1].place.start, phrase.place.end)
            phrase = replace(phrase, first=found.pop().first, place=span)
        opening = found[0].weak if len(found) == 1 else not found
        phrase = with_modifiers(tokens, phrase, 0 if opening else found[-1].end, vocabulary)
        phrase = with_words_before(text, tokens, of_several_actors(text, tokens, phrase, vocabulary), vocabulary)
        while found and phrase.first < found[-1].end and found[-1].first >= phrase.first:
            found.pop()  # "Skerry police", "Provincial health officer Odo Linn": no name by itself
        found.append(phrase)
        place = phrase.end
    return tuple(found)


def _owned(text: str, owner: Phrase, phrase: Phrase) -> Phrase:
    # "Dorn's spokesman": whoever he is, he is spoken of as hers.
    if not (phrase.office or phrase.kin):
        return phrase
    words = phrase.words if phrase.name else text[owner.place.start : phrase.place.end]
    return replace(phrase, of=owner, words=words)


class _Finder(CoreFinder):
    # Looks for phrases in the tokens of one sentence.

    def phrase(self, place: int) -> Phrase | None:
        token = self.tokens[place]
        if token.low in {"him", "her", "them"} and self._sourced(place):
            return Phrase(place, place + 1, token.span, token.text, pronoun=_OBJECTS[token.low])
        if token.low in _ANYBODY and self._alone(place):
            return Phrase(place, place + 1, token.span, token.text, pronoun=_ANYBODY[token.low])
        if token.kind == "pronoun":
            return Phrase(place, place + 1, token.span, token.text, pronoun=token.value)
        if (short := body_in_short(self.tokens, place)) is not None:
            return short
        phrase = self.core(place)
        if phrase is None or phrase.owning:
            return phrase
        phrase = self._both_kinds(with_letters(self.tokens, phrase, self.vocabulary))
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

    def _complements(self, phrase: Phrase) -> Phrase:
        # "of Madrany", "for the foreign ministry", "to the talks": who is spoken for, or what the office is about.
        tokens = self.tokens
        while phrase.end < len(tokens) - 1 and tokens[phrase.end].low in COMPLEMENTS:
            if not (phrase.office or (phrase.name and tokens[phrase.end].low in {"of", "from"})):
                return phrase
            longer = None if tokens[phrase.end].low == "with" else self._spoken_for(phrase)
            longer = longer or self._about(phrase)
            if longer is None:
                return phrase
            phrase = self._together(longer)
        if phrase.office and not phrase.name and phrase.end < len(tokens) and tokens[phrase.end].kind == "name":
            named = self.core(phrase.end) or phrase  # "President of Corvel Brenn"
            phrase = self._joined(phrase, named, phrase.end + 1)
        return phrase

    def _both_kinds(self, phrase: Phrase) -> Phrase:
        # "five diplomats and officials" speak together.
        if not several_unnamed(phrase) or phrase.end + 1 >= len(self.tokens) or self.tokens[phrase.end].low != "and":
            return phrase
        other = self.core(phrase.end + 1) if self.tokens[phrase.end + 1].kind in {"office", "modifier"} else None
        if other is None or not several_unnamed(other):
            return phrase
        words = self.text[self.start(phrase) : other.place.end]
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
        while self.vocabulary.has(tokens[end - 1].low, "adverbs") and end - phrase.end > _KNOWN:
            end -= 1  # "close to the talks earlier"
        last = tokens[end - 1].span.end
        words = self.text[self.start(phrase) : last]
        return replace(phrase, end=end, words=words, place=TextSpan(phrase.place.start, last))

    def _spoken_for(self, phrase: Phrase) -> Phrase | None:
        if phrase.office and (whole := self._body_of(phrase)) is not None:
            return whole
        inner = self.core(phrase.end + 1)
        preposition = self.tokens[phrase.end].low
        named_place = inner is not None and bool(inner.name) and preposition in {"at", "in"}
        if inner is None or inner.weak or inner.owning or preposition == "on" or named_place:
            return None
        speaks = inner if inner.office or inner.end >= len(self.tokens) else self.core(inner.end)
        if (spokesman := spokesman_of_body(self.text, phrase, speaks, preposition)) is not None:
            return spokesman
        if not (phrase.office or preposition in {"of", "for", "from"}):
            return None
        thanked = preposition == "for" and inner.owner and phrase.office and phrase.office.authority is Authority.LEADER
        if (phrase.name and (inner.name or inner.office)) or thanked:
            return None  # "thanked the prime minister for his leadership"
        inner = without_name(self.tokens, inner)
        words = self.text[self.start(phrase) : inner.place.end]
        of_it = phrase.office and inner.office and inner.office.authority is None and not inner.post
        if phrase.office and of_it and preposition not in {"in", "at"}:
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

    def _body_of(self, phrase: Phrase) -> Phrase | None:
        # "the head of the UN nuclear watchdog, Odo Linn": of a body that may be no part of the actor.
        tokens, at = self.tokens, phrase.end + 1
        at += tokens[at].kind == "article"
        of_actor = at + 1 < len(tokens) and tokens[at].kind in {"actor", "adjective"} and not tokens[at].own
        end = self._loose(at + 1) if of_actor else 0
        if not end or [t.kind for t in tokens[end : end + 2]] != ["mark", "name"] or tokens[end].text != ",":
            return None
        span = TextSpan(phrase.place.start, tokens[end - 1].span.end)
        return replace(phrase, end=end, words=self.text[self.start(phrase) : span.end], place=span)

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
            words = self.text[self.start(phrase) : last]
            span = TextSpan(phrase.place.start, last)
            phrase = replace(phrase, end=phrase.end + 2, words=words, place=span, actor="", torn=True)
        return phrase

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
            phrase, end=end, words=self.text[self.start(phrase) : last], place=TextSpan(phrase.place.start, last)
        )

    def _loose(self, place: int) -> int:
        # "to the talks,": some plain words after a preposition, before a comma, verb or date.
        start, tokens = place, self.tokens
        if place < len(tokens) and tokens[place].kind == "article":
            place += 1
        while place < len(tokens) and place - start < _LOOSE and self._belongs(start, place):
            place += 1
        over = place == len(tokens) or tokens[place].kind in {"verb", "date", "mark", "quote"}
        stops = over or tokens[place].low in COMPLEMENTS | {"who", "which"}
        return place if stops and place > start else 0

    def _belongs(self, start: int, place: int) -> bool:
        # "for labour and employment,": two departments
        both = place > start and [t.kind for t in self.tokens[place + 1 : place + 3]] in (
            ["word", "mark"],
            ["name", "mark"],
        )
        joins = both and self.tokens[place].low == "and" and self.tokens[place + 2].text == ","
        return joins or self.is_plain(self.tokens[place]) or self._noun(place)

    def _noun(self, place: int) -> bool:
        # "to the talks": behind an article it is no verb.
        return place > 0 and self.tokens[place].kind == "verb" and self.tokens[place - 1].kind == "article"

    def _asides(self, phrase: Phrase) -> Phrase:
        # ", the foreign minister of Madrany," and "(the envoy)": more about the same one.
        joined = False
        while (start := self._opening(phrase.end, joined=joined)) is not None:
            closing = _OPENING[self.tokens[start].text]
            inner = self._owned_office(start + 1)
            if phrase.nameless and (behind := self._past_brackets(start)) > start:
                phrase = replace(phrase, end=behind)
                continue
            if start < phrase.end and not (inner and inner.nameless and inner.article in {"a", "an"}):
                break
            inner = self._second(self._complements(inner)) if inner and not inner.owning else None
            inner = self._relative(inner) if inner is not None and inner.kin else inner
            if inner is None or not same_one(phrase, inner) or not self._closes(inner.end, closing):
                break
            end = inner.end + (inner.end < len(self.tokens) and self.tokens[inner.end].text == closing)
            if closing == "," and self._goes_on(end) and not (phrase.nameless and self._paired(end + 1)):
                break
            phrase, joined = self._joined(phrase, inner, end), True
        return phrase

    def _past_brackets(self, start: int) -> int:
        # "Director General of Public Relations (DGPR), Odo Linn,": the name follows what stands in brackets.
        lows = [token.text for token in self.tokens[start : start + _BRACKETS]]
        end = start + lows.index(")") + 1 if lows[0] == "(" and ")" in lows else start
        follows = (
            self.core(end + 1) if end > start and self.tokens[end : end + 1] and end + 1 < len(self.tokens) else None
        )
        return (
            end
            if follows is not None and self.tokens[end].text == "," and follows.name and not follows.owning
            else start
        )

    def _relative(self, kin: Phrase) -> Phrase:
        # ", mother of the hostage Odo Linn,"
        ends = [at for at in range(kin.end, min(kin.end + _LOOSE, len(self.tokens))) if self.tokens[at].text == ","]
        return replace(kin, end=ends[0]) if ends and self.tokens[kin.end].low == "of" else kin

    def _owned_office(self, place: int) -> Phrase | None:
        # ", the party's deputy chairman,"
        inner = self.core(place)
        if inner is None or not inner.owning or inner.end >= len(self.tokens):
            return inner
        office = self.core(inner.end)
        if office is None or office.owning or office.office is None or office.name:
            return inner
        return replace(_owned(self.text, inner, office), first=inner.first)

    def _opening(self, end: int, *, joined: bool) -> int | None:
        # Where an aside begins; the comma that ends one may begin another: "Dorn, the envoy, a former lawyer,".
        at = end - 1 if joined and self.tokens[end - 1].text == "," else end
        return at if at + 1 < len(self.tokens) and self.tokens[at].text in _OPENING else None

    def _second(self, phrase: Phrase) -> Phrase:
        # "an MP and the chair of Tarsia's committee": two offices of one.
        if not phrase.nameless or phrase.end + 1 >= len(self.tokens) or self.tokens[phrase.end].low != "and":
            return phrase
        other = self.core(phrase.end + 1)
        other = self._complements(other) if other and not other.owning else None
        if other is None or not other.nameless or not self._closes(other.end, ","):
            return phrase
        return replace(phrase, end=other.end, actor=phrase.actor or other.actor)

    def _goes_on(self, end: int) -> bool:
        # "Dorn, the envoy, and Vask": a list of three, for all we know.
        return end < len(self.tokens) and self.tokens[end - 1].text == "," and self.tokens[end].low in {"and", "or"}

    def _paired(self, place: int) -> bool:
        # "The envoy, Dorn, and the minister, Vask, said": an office and a name, twice.
        other = self.core(place)
        other = self._complements(other) if other is not None and other.nameless and not other.owning else None
        if other is None or other.article != "the" or other.end + 1 >= len(self.tokens):
            return False
        name = self.core(other.end + 1) if self.tokens[other.end].text == "," else None
        return name is not None and bool(name.name) and name.office is None and self._closes(name.end, ",")

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
            weak=phrase.weak and inner.weak,
            place=TextSpan(phrase.place.start, inner.place.end),
        )

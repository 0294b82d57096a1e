"""Which verb of a sentence reports words, whose words, and when they were said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.statements.reading.phrases import Phrase
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import PressVocabulary

_CLAUSE_WORDS = 3
_PLAIN = frozenset({"said", "says", "say"})
_BACK = 8  # tokens looked at before a verb for its speaker


@dataclass(frozen=True, slots=True)
class Report:
    """A verb that reports words: its ``speaker`` (None where nobody is named), and the ``date`` said with it.

    ``indirect`` where words are reported without quotation marks; ``shared`` where another speaker's verb stands in the
    same sentence, so that the quoted words may be the other's.
    """

    verb: Token
    speaker: Phrase | None
    date: Token | None
    indirect: bool
    shared: bool = False


def report(tokens: Sequence[Token], found: Sequence[Phrase], vocabulary: PressVocabulary) -> Report | None:
    """Find the verb that reports a sentence's words: the first that has a speaker and something said.

    None where the sentence reports nothing. Cost grows with the length of the sentence.
    """
    quoted = any(token.kind == "quote" for token in tokens)
    ends = {phrase.end: phrase for phrase in found}
    starts = {phrase.first: phrase for phrase in found}
    reports: list[Report] = []
    lost: Report | None = None
    for place, token in enumerate(tokens):
        if token.kind != "verb" or _silenced(tokens, place, vocabulary):
            continue
        speaker, inverted = _speaker(tokens, place, ends, starts, vocabulary)
        indirect = not quoted and _reported(tokens, place, speaker, vocabulary, inverted=inverted)
        if speaker is None and quoted and not indirect:
            lost = lost or Report(token, None, _date(tokens, place, None, vocabulary), indirect=False)
        if speaker is None or not (indirect or quoted):
            continue
        reports.append(Report(token, speaker, _date(tokens, place, speaker, vocabulary), indirect))
    if not reports:
        return lost or _announced(tokens, starts)
    first = reports[0]
    shared = quoted and any(_different(first.speaker, other.speaker) for other in reports[1:])
    return Report(first.verb, first.speaker, first.date, first.indirect, shared)


def _announced(tokens: Sequence[Token], starts: dict[int, Phrase]) -> Report | None:
    # "The envoy was more careful: '...'": a colon does for the verb where the sentence starts with the speaker.
    place = next((at for at, t in enumerate(tokens[:-1]) if t.text == ":" and tokens[at + 1].kind == "quote"), 0)
    first = next((at for at, t in enumerate(tokens) if t.kind not in {"date", "mark"}), 0)
    speaker = starts.get(first)
    if not place or speaker is None or speaker.owning or any(t.kind == "quote" for t in tokens[:place]):
        return None
    return Report(tokens[place], speaker, next((t for t in tokens[:first] if t.kind == "date"), None), indirect=False)


def _different(one: Phrase | None, other: Phrase | None) -> bool:
    return one is not None and other is not None and one.first != other.first


def _silenced(tokens: Sequence[Token], place: int, vocabulary: PressVocabulary) -> bool:
    # "did not say", "declined to say", "was told", "if Dorn says", "who said"
    before = place - 1
    while before >= 0 and tokens[before].text.lower() in vocabulary.lists["adverbs"]:
        before -= 1
    if before >= 0 and tokens[before].text.lower() in vocabulary.lists["negations"]:
        joined = tokens[before].text.lower() in {"and", "as", "or", "which", "that"}
        return not joined
    start = max(0, before - 4)
    return any(t.text.lower() in {"if", "whether", "unless"} for t in tokens[start : before + 1])


def _speaker(
    tokens: Sequence[Token],
    place: int,
    ends: dict[int, Phrase],
    starts: dict[int, Phrase],
    vocabulary: PressVocabulary,
) -> tuple[Phrase | None, bool]:
    if tokens[place].value in vocabulary.verbs["sourced"]:
        after = starts.get(place + 1)
        return (after if after and not after.owning else None), True
    after = starts.get(place + 1)
    inverted = after is not None and not (after.owning or after.pronoun) and place not in ends
    if inverted and _follows_words(tokens, place):
        return after, True
    before = place
    for _ in range(_BACK):
        if before in ends and not ends[before].owning:
            return ends[before], False
        if before == 0:
            return None, False
        token = tokens[before - 1]
        if not (token.kind == "date" or token.text.lower() in vocabulary.lists["adverbs"] or token.text.endswith("ly")):
            return None, False
        before -= 1
    return None, False


def _follows_words(tokens: Sequence[Token], place: int) -> bool:
    # What was said stands right before the verb: `"...," said Dorn`, `The offer stands, said Dorn`.
    before = place - 1
    return before >= 0 and (tokens[before].kind == "quote" or (tokens[before].text == "," and before > _CLAUSE_WORDS))


def _reported(
    tokens: Sequence[Token], place: int, speaker: Phrase | None, vocabulary: PressVocabulary, *, inverted: bool
) -> bool:
    verb, verbs = tokens[place].value, vocabulary.verbs
    start = place if speaker is None or inverted else speaker.first
    if verb in verbs["sourced"]:
        return True
    if (inverted or (start > _CLAUSE_WORDS and tokens[start - 1].text == ",")) and verb in verbs["clause"]:
        ahead = [t for t in tokens[: start - 1] if t.kind not in {"date", "mark"}]
        if len(ahead) >= _CLAUSE_WORDS and (verb in _PLAIN or any(_finite(t, vocabulary) for t in ahead)):
            return True
    rest = tokens[place + 1 :]
    words = [t.text.lower() for t in rest]
    if verb in verbs["infinitive"] and "to" in words[:6] and len(words) > words.index("to") + 1:
        return True
    if verb in verbs["object"] and len(rest) > 2:
        return True
    return verb in verbs["clause"] and _clause(rest, words, verb, vocabulary)


def _clause(rest: Sequence[Token], words: Sequence[str], verb: str, vocabulary: PressVocabulary) -> bool:
    if "that" in words[:14] and len(words) > words.index("that") + _CLAUSE_WORDS:
        before = words[: words.index("that")]
        return not any(word in vocabulary.lists["auxiliaries"] for word in before)
    plainly = verb in _PLAIN
    content = [t for t in rest if t.kind not in {"date", "mark"}]
    if not content or len(content) <= _CLAUSE_WORDS:
        return False
    starts_clause = content[0].text.lower() not in {
        "in",
        "at",
        "on",
        "to",
        "by",
        "of",
        "for",
        "after",
        "during",
        "before",
        "goodbye",
    }
    return starts_clause and (plainly or any(_finite(t, vocabulary) for t in content[1:]))


def _finite(token: Token, vocabulary: PressVocabulary) -> bool:
    return token.text.lower() in vocabulary.lists["auxiliaries"] or (token.kind == "word" and token.text.endswith("ed"))


def _date(tokens: Sequence[Token], place: int, speaker: Phrase | None, vocabulary: PressVocabulary) -> Token | None:
    first = speaker.first if speaker is not None else place
    opening = next((t for t in tokens[:3] if t.kind == "date"), None)
    if opening is not None and tokens.index(opening) < first:
        return opening
    beside = [
        t
        for t in tokens[min(first, place) : place]
        if t.kind == "date" and (speaker is None or tokens.index(t) >= speaker.end or speaker.first > place)
    ]
    if beside:
        return beside[-1]
    after = place + 1 if speaker is None or speaker.first < place else speaker.end
    return _date_after(tokens, place, after, vocabulary)


def _date_after(tokens: Sequence[Token], place: int, after: int, vocabulary: PressVocabulary) -> Token | None:
    # The date goes with the verb unless a clause has begun between them: "said the talks on Friday would ...".
    ended = any(t.kind == "quote" for t in tokens[:place]) or after > place + 1
    told = tokens[place].value in {"told", "tells", "warned", "spoke of"}
    stops = {"that", ":", ";"} | ({"to"} if tokens[place].value in vocabulary.verbs["infinitive"] else set())
    for at in range(after, len(tokens)):
        token = tokens[at]
        if token.kind == "date":
            return token
        word = token.text.lower()
        if token.kind in {"quote", "verb"} or word in stops or word in vocabulary.lists["auxiliaries"]:
            return None
        opens_clause = at == after and token.kind in {"article", "pronoun", "owner", "actor", "name", "office", "word"}
        if (
            opens_clause
            and not (ended or told)
            and word not in {"in", "at", "on", "to", "after", "during", "late", "early"}
        ):
            return None
    return None

"""Words of a sentence, each with what it is: office, actor, name, verb, date or quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from truceline.statements.reading.dates import DatedPhrase
from truceline.statements.reading.quotations import Quotation
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import Lexicon, Office, PressVocabulary, generation
from truceline.statements.statement import Authority

_TOKEN = re.compile(
    r"\b(?:[Ee]x|[Tt]hen)-(?=\w)|(?:[^\W\d_]\.){2,}|[^\W\d_](?:[^\W_]|[’'.&-](?=[^\W_]))*(?:(?<=[sS])[’'](?=\s[^\W_]))?|\d+-year-old|\d(?:[\d.,:]*\d)?|[^\w\s]|_"
)
_EMPHASIS = re.compile(r"</?(?:b|i|u|s|em|strong|mark|span|small|a)(?:\s[^<>]*)?>|[*_]+|~~|`+", re.IGNORECASE)
"""Marks of emphasis, in Markdown and HTML: read over."""
_OWN = re.compile(r"[’']s$|(?<=[sS])[’']$")
PARTICLES = frozenset((
    "de", "da", "di", "du", "del", "der", "den", "van", "von", "la", "le", "al", "el", "bin", "ibn", "ben",
    "dos", "das", "af", "av", "zu", "ter",
))  # fmt: skip
_JOINED = re.compile(r"(?:al|el|an|ar|as|ash|at|az|ad|ul)-[^\W\d_a-z]")
"""How a name may start with a small letter: al-Reshiq, el-Sisi."""
_LED = re.compile(r"\w.*-(?:run|led|backed|controlled|held|based|appointed|installed|aligned|affiliated|owned|linked)")
"""Who stands behind somebody: the rebel-run ministry."""
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
"""No plain word has one: NetWatch, McCabe."""
_SEAT = re.compile(r"[A-Z]-[A-Z][\w.]*")
"""Party and seat of a member of parliament: D-Maine, R-La."""
_SHOUTED = 5
_CHARGE = 9  # words for what somebody is minister
_JOINING = frozenset({"and", "&", ",", "the", "of", "for"})
_NO_CHARGE = frozenset({"actor", "office", "title", "date", "quote", "mark"})
_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, phrase, date, quotation or punctuation mark of a text.

    ``kind`` is one of quote, date, verb, office, actor, adjective, name, first, title, pronoun, owner, article,
    modifier, kin, adverb, word and mark. ``value`` is the actor's id, a verb's infinitive (``forms`` says in which form
    it stands) or the lower-case form. ``own`` where it ends in 's.
    """

    kind: str
    span: TextSpan
    text: str
    value: str
    own: bool = False
    forms: frozenset[str] = frozenset()
    office: Office | None = None
    date: DatedPhrase | None = None
    quote: Quotation | None = None

    @property
    def low(self) -> str:
        """The words in lower case."""
        return self.text.lower()


def tokens(
    text: str, sentence: TextSpan, quotes: Sequence[Quotation], dates: Sequence[DatedPhrase], lexicon: Lexicon
) -> tuple[Token, ...]:
    """Split a sentence into tokens; quotations and dates are one each. Cost grows with its length."""
    found: list[Token] = []
    place = sentence.start
    blocks = sorted(
        [
            *(Token("quote", q.marked, "", "", quote=q) for q in quotes),
            *(Token("date", d.place, d.words, d.words.lower(), date=d) for d in dates),
        ],
        key=lambda t: t.span,
    )
    for block in blocks:
        if block.span.start >= place:
            found += _words(text, TextSpan(place, block.span.start), lexicon)
            found.append(block)
            place = block.span.end
    found += _words(text, TextSpan(place, sentence.end), lexicon)
    found = [*_in_charge(text, [*_deputies(found)], lexicon.vocabulary)]
    return tuple(_departments(_organisations(_names(text, found, lexicon)), lexicon))


def _words(text: str, span: TextSpan, lexicon: Lexicon) -> list[Token]:
    raw = [_whole(text, each, lexicon, span.end) for each in _raw(text, span)]
    raw = [each for at, each in enumerate(raw) if at == 0 or each.start >= raw[at - 1].end]
    found, place = [], 0
    while place < len(raw):
        count, token = _longest(text, raw[place : place + lexicon.longest], lexicon)
        found.append(token)
        place += count
    return found


def _raw(text: str, span: TextSpan) -> Iterator[TextSpan]:
    place = span.start
    for mark in (*_EMPHASIS.finditer(text, span.start, span.end), None):
        end = mark.start() if mark else span.end
        yield from (TextSpan(*match.span()) for match in _TOKEN.finditer(text, place, end))
        place = mark.end() if mark else end


def _whole(text: str, word: TextSpan, lexicon: Lexicon, end: int) -> TextSpan:
    # "Gen.", "Jr." and the initial in "Sergei V. Lavrov" with their full stops
    title = word.of(text).lower() in lexicon.vocabulary.lists["titles"]
    title |= bool(generation(f"- {word.of(text)}"))
    initial = word.end - word.start == 1 and word.of(text).isupper() and word.end + 1 < end
    dotted = text[word.end : word.end + 1] == "."
    return TextSpan(word.start, word.end + 1) if dotted and (title or initial) else word


def _longest(text: str, raw: list[TextSpan], lexicon: Lexicon) -> tuple[int, Token]:
    initial = len(raw[0].of(text)) == len("V.") and raw[0].of(text).endswith(".")
    if initial or _OWN.sub("", _bare(raw[0].of(text))).lower() not in lexicon.firsts:
        return 1, _single(text, raw[0], lexicon)
    words = [_bare(span.of(text)) for span in raw]
    for count in range(len(words), 0, -1):
        last = _OWN.sub("", words[count - 1])
        phrase = (*words[: count - 1], last)
        if found := lexicon.lookup(phrase, words[0][0].isupper()):
            span = TextSpan(raw[0].start, raw[count - 1].end)
            own = last != words[count - 1]
            return count, Token(found.kind, span, span.of(text), found.value, own, found.forms, found.office)
    return 1, _single(text, raw[0], lexicon)


def _bare(word: str) -> str:
    # A word with one kind of apostrophe, and without the full stop of "Gen."
    return word.replace("’", "'") if word.count(".") != 1 else word.replace("’", "'").rstrip(".")


def _single(text: str, span: TextSpan, lexicon: Lexicon) -> Token:
    word = span.of(text)
    base = _OWN.sub("", word)
    if not word[0].isalpha() or _LED.fullmatch(base):
        kind = "modifier" if word[0].isalpha() else "word" if word[0].isdigit() else "mark"
        return Token(kind, span, word, base.lower())
    if word[0].isupper():
        joined = "-" in base and all(lexicon.lookup((part,), capital=True) for part in base.split("-"))
        if joined or _SEAT.fullmatch(base):
            return Token("word", span, word, base.lower(), base != word)  # Russia-Ukraine, (D-Maine)
        if actor := lexicon.demonym(base):
            return Token("adjective", span, word, actor, base != word)
        shouted = base.isupper() and 1 < len(base.rstrip(".")) <= _SHOUTED
        if not shouted and base.lower() not in lexicon.vocabulary.lists["no_names"]:
            return Token("name", span, word, base, base != word)
    elif _JOINED.match(base):
        return Token("name", span, word, base, base != word)
    return Token("word", span, word, base.lower(), base != word)


def _names(text: str, found: list[Token], lexicon: Lexicon) -> Iterator[Token]:
    # Joins neighbouring capitalised words, with particles between them, into one name.
    found = _with_surnames(_with_initials(found, lexicon))
    place = 0
    while place < len(found):
        start = place
        while start < len(found) and found[start].text in PARTICLES and found[start].kind == "word":
            start += 1
        if start == len(found) or found[start].kind != "name" or (start > place and place == 0):
            yield found[place]
            place += 1
            continue
        end = start + 1
        while end < len(found) and not found[end - 1].own and (step := _name_goes_on(found, end)):
            if "\n" in text[found[end - 1].span.end : found[end].span.start]:
                break
            end += step
        if _of_state(found, place, end, lexicon):
            yield found[place]
            place += 1
        yield from _name(found[place:end], lexicon, opening=_opens(found, place))
        place = end


def _of_state(found: list[Token], place: int, end: int, lexicon: Lexicon) -> bool:
    # "President of Zembia Odo Linn", of a state that is no actor
    led = place > 1 and end - place > 1 and found[place - 1].low == "of" and found[place - 2].office is not None
    return led and (found[place].low,) in lexicon.foreign


def _with_initials(found: list[Token], lexicon: Lexicon) -> list[Token]:
    # "JD Vance", where the case knows somebody of that name.
    kinds = dict(enumerate(found))
    for at, (token, name) in enumerate(pairwise(found)):
        initials = token.kind == "word" and token.text.isupper() and len(token.text) <= _INITIALS
        if initials and name.kind == "name" and lexicon.knows_name(f"{token.text} {name.value}"):
            kinds[at] = replace(token, kind="name", value=token.text)
    return list(kinds.values())


def _organisations(found: Iterable[Token]) -> list[Token]:
    # "Classic Group", "Progress Party", "Air Tarsia": a name and a body in capitals are one name.
    kept: list[Token] = []
    for token in found:
        body = token.office is not None and token.office.body and token.office.authority is None
        carrier = token.kind == "actor" and bool(kept) and kept[-1].text in {"Air", "Bank"}
        if (carrier or (body and token.text[:1].isupper())) and kept and _goes_with(kept[-1]):
            name, span = f"{kept[-1].text} {token.text}", TextSpan(kept[-1].span.start, token.span.end)
            kept[-1] = Token("name", span, name, _OWN.sub("", name), token.own)
        else:
            kept.append(token)
    return kept


def _goes_with(token: Token) -> bool:
    return (token.kind == "name" and not token.own) or token.text == "Air"


def _departments(found: list[Token], lexicon: Lexicon) -> Iterator[Token]:
    # "Tarsian Public Works Minister Odo Linn", "Information Minister Odo Linn": of what somebody is minister.
    for at, token in enumerate(found):
        office = found[at + 1].office if at + 1 < len(found) else None
        minister = (
            office is not None and office.authority is Authority.MINISTER and not (token.own or found[at + 1].own)
        )
        led = at > 0 and found[at - 1].kind in {"adjective", "actor", "modifier"}
        named = at + 2 < len(found) and found[at + 2].kind == "name"
        opens = at == 0 or found[at - 1].kind == "mark"
        department = token.kind in {"name", "first"} and minister and (led or (named and opens))
        yield replace(token, kind="modifier") if department and not lexicon.knows_name(token.value) else token


def _deputies(found: list[Token]) -> Iterator[Token]:
    # "Deputy Secretary Odo Linn", but "his deputy, Odo Linn".
    for token, after in zip_longest(found, found[1:]):
        stands_in = token.kind == "kin" and token.value == "deputy" and after is not None and after.kind == "office"
        yield replace(token, kind="modifier") if stands_in else token


def _in_charge(text: str, found: list[Token], vocabulary: PressVocabulary) -> Iterator[Token]:
    # "High Representative for Foreign Affairs and Security Policy Odo Linn": of what somebody has charge is part of
    # the office.
    place = 0
    while place < len(found):
        token, end = found[place], _charge(found, place, vocabulary)
        if token.office is not None and end > place + 1:
            words = " ".join(_OWN.sub("", each.low) for each in found[place:end])
            span = TextSpan(token.span.start, found[end - 1].span.end)
            office = replace(token.office, words=words)
            token = replace(token, span=span, text=span.of(text), value=words, own=found[end - 1].own, office=office)
        yield token
        place = max(end, place + 1)


def _charge(found: list[Token], place: int, vocabulary: PressVocabulary) -> int:
    # Where the words for a department end that follow an office and "for" or "of"; 0 where none do.
    office, end = found[place].office, 0
    first = found[place + 1].low if place + 1 < len(found) else ""
    goes_on = office is not None and first == "and" and not {"of", "for"}.isdisjoint(office.words.split())
    if office is None or found[place].own or office.body or not (first in {"for", "of"} or goes_on):
        return 0
    for at in range(place + 2, min(len(found), place + 2 + _CHARGE)):
        token, after = found[at], found[at + 1].kind if at + 1 < len(found) else ""
        department = vocabulary.has(_OWN.sub("", token.low), "departments")
        if department and after != "office":
            end = at + 1
        elif not (department or token.low in _JOINING or (token.text[:1].isupper() and token.kind not in _NO_CHARGE)):
            break
        if token.own:
            break
    return end


def _with_surnames(found: list[Token]) -> list[Token]:
    # "Lord Alf Dubs", "Petra State": behind a name or a title a verb with a capital letter is part of the name.
    kept = found[:1]
    for token in found[1:]:
        named = kept[-1].kind in {"name", "title"} and not kept[-1].own
        told = token.kind == "word" and bool(generation(f"- {token.text}"))  # Odo Linn III
        surname = ((token.kind == "verb" and token.text[:1].isupper()) or told) and named
        value = _OWN.sub("", token.text)
        kept.append(replace(token, kind="name", value=value, forms=frozenset()) if surname else token)
    return kept


def _opens(found: list[Token], place: int) -> bool:
    # Whether a sentence, or words after a colon or dash, start here: there a capital letter says nothing.
    return all(token.kind in {"mark", "quote"} for token in found[:place])


def _name(words: list[Token], lexicon: Lexicon, *, opening: bool) -> Iterator[Token]:
    if opening and not lexicon.knows_name(_joined(words).value):
        if len(words) == 1 and not _INNER_CAPITAL.search(words[0].value):
            yield replace(words[0], kind="first")
            return
        if len(words) > 1 and lexicon.plain_word(words[0].value):
            yield replace(words[0], kind="word", value=words[0].value.lower())
            words = words[1:]
    yield _joined(words)


def _joined(words: list[Token]) -> Token:
    if len(words) == 1:
        return words[0]
    name = " ".join([*(token.text for token in words[:-1]), words[-1].value])
    return Token("name", TextSpan(words[0].span.start, words[-1].span.end), name, name, words[-1].own)


def _name_goes_on(found: list[Token], place: int) -> int:
    if found[place].kind == "name":
        return 1
    steps = place
    while steps < len(found) and found[steps].text in PARTICLES:
        steps += 1
    return steps - place + 1 if place < steps < len(found) and found[steps].kind == "name" else 0

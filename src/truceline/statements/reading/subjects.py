"""Who a sentence says is speaking: the phrases that are subject or source of a verb that reports words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.papers import owner_of_paper, through_paper
from truceline.statements.reading.phrase import Phrase, mute
from truceline.statements.reading.predicates import Construction, Predicate
from truceline.statements.reading.shared_subjects import apposed, describes, in_place_of_a_verb, of_a_noun, surely_same
from truceline.statements.reading.verbs import BASE, PAST, THIRD

_CLOSING = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-", "[": "]"}
_PAPER = "a paper is named, not who speaks in it"
_ASIDE = 30  # tokens of an aside between a speaker and the verb
_ADVERBIAL = 12  # tokens of "at a news conference in Port Anse" between them
_BY = 16  # tokens between a passive verb and "by"
_CITED = 14
_BEFORE_CLAUSE = 3
_TWO = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """The ``phrases`` that speak, several where they do so together.

    ``inverted`` where they follow the verb, ``shared`` where it is the subject of another verb; ``doubt`` says why it
    may be somebody else, else it is empty.
    """

    phrases: tuple[Phrase, ...]
    inverted: bool = False
    doubt: str = ""
    shared: bool = False

    @property
    def first(self) -> int:
        """The first token."""
        return self.phrases[0].first

    @property
    def end(self) -> int:
        """The token after the last."""
        return self.phrases[-1].end


def subject(clauses: Clauses, predicate: Predicate, earlier: Sequence[tuple[Predicate, Subject]]) -> Subject | None:
    """Find who speaks in a predicate, or None; ``earlier`` are the predicates of the sentence before it.

    Cost grows with the length of the sentence.
    """
    finder = _SubjectFinder(clauses, predicate, earlier)
    return finder.find()


class _SubjectFinder:
    def __init__(self, clauses: Clauses, predicate: Predicate, earlier: Sequence[tuple[Predicate, Subject]]) -> None:
        self.clauses = clauses
        self.predicate = predicate
        self.earlier = earlier

    def find(self) -> Subject | None:
        finders = {
            Construction.SOURCE: self._source,
            Construction.PASSIVE: self._by,
            Construction.NOUN: self._owner,
            Construction.CITED: self._cited,
            Construction.WITH: self._with,
            Construction.PARTICIPLE: self._of_the_sentence,
            Construction.FINITE: self._finite,
        }
        return finders[self.predicate.construction]()

    def _source(self) -> Subject | None:
        return self._together_after(self.predicate.end)

    def _with(self) -> Subject | None:
        # "with Torvik thanking"
        before = self.predicate.first
        while before > 0 and before not in self.clauses.ends:
            before -= 1
        return Subject((self.clauses.ends[before],)) if before else None

    def _finite(self) -> Subject | None:
        left = self._left()
        after = self.clauses.starts.get(self.predicate.end)
        if after is not None and self._may_invert(after) and self._words_before(self.predicate.first):
            if left is None:
                return self._together_after(self.predicate.end)
            if left.end == self.predicate.first and self.clauses.low(left.end - 1) == ",":
                return left  # "Dorn, the prime minister, described the envoy as": the comma closes what she is
            return Subject(left.phrases, doubt="the speaker may stand before the verb or after it")
        return left if left is not None else self._shared_subject()

    # after the verb

    def _may_invert(self, after: Phrase) -> bool:
        vocabulary, verb = self.clauses.vocabulary, self.predicate.verb
        speaking = vocabulary.takes(verb, "clause", "quoted") and not (after.pronoun or vocabulary.has(verb, "hearing"))
        plain = self.predicate.first == self.predicate.place
        if after.owning and self._next(after) is None:
            return False  # "said Kyiv's forces had left"
        if vocabulary.takes(verb, "about") and self.clauses.low(after.end) in {"of", "for"}:
            return False  # "Brenn, on the other hand, accused Tarsia of"
        last = (self._next(after) or after) if after.owning else after
        return speaking and plain and not self.clauses.acts(last) and bool(self.predicate.token.forms & {PAST, THIRD})

    def _words_before(self, first: int) -> bool:
        # What was said stands right before the verb: `"...," said Dorn`, `The offer stands, said Dorn`.
        before = first - 1
        if before < 0:
            return True
        dashed = self.clauses.low(before) in {",", "–", "—", "-"}
        words = before > _BEFORE_CLAUSE or any(self.clauses.kind(at) == "quote" for at in range(before))
        words |= any(self.clauses.is_finite(at) for at in range(1, before))
        return self.clauses.kind(before) == "quote" or (dashed and words)

    def _together_after(self, place: int) -> Subject | None:
        phrase = self.clauses.starts.get(place)
        if phrase is None or (phrase.owning and self._next(phrase) is None):
            return None
        phrase = self._next(phrase) or phrase
        chain = [phrase]
        while self.clauses.low(chain[-1].end) == "and" and chain[-1].end + 1 in self.clauses.starts:
            following = self.clauses.starts[chain[-1].end + 1]
            following = self._next(following) or following
            if following.owning or self.clauses.acts(following):
                break
            chain.append(following)
        return Subject(tuple(chain), inverted=True)

    def _next(self, phrase: Phrase) -> Phrase | None:
        # "according to Dorn's spokesman": who is owned, not who owns.
        following = self.clauses.starts.get(phrase.end)
        return following if phrase.owning and following is not None and not following.owning else None

    def _by(self) -> Subject | None:
        for at in range(self.predicate.end, min(len(self.clauses.tokens), self.predicate.end + _BY)):
            if self.clauses.low(at) == "by" and at + 1 in self.clauses.starts:
                return self._together_after(at + 1)
            if self.clauses.low(at) in {";", ":"}:
                return None
        return None

    # nouns and quotations at second hand

    def _owner(self) -> Subject | None:
        at = self.predicate.place
        while at > 0 and self.clauses.kind(at - 1) in {"word", "modifier", "adjective"} and at not in self.clauses.ends:
            at -= 1
        owner = self.clauses.ends.get(at)
        if owner is not None and owner.owning:
            return Subject((owner,), doubt="only a noun tells that it was said")
        if (
            self.clauses.low(self.predicate.end) in {"by", "from", "of"}
            and self.predicate.end + 1 in self.clauses.starts
        ):
            phrase = self.clauses.starts[self.predicate.end + 1]
            return None if phrase.owning else Subject((phrase,), doubt="only a noun tells that it was said")
        return None

    def _cited(self) -> Subject | None:
        # "quoted Dorn as saying", "Dorn was quoted as saying"
        clauses, place = self.clauses, self.predicate.first
        for at in range(place - 1, max(-1, place - _CITED), -1):
            if clauses.kind(at) != "verb" or not clauses.vocabulary.takes(clauses.tokens[at].value, "citing"):
                continue
            if clauses.has(at - 1, "being"):
                return self._nearest_left(at - 1)
            inside = [
                p
                for p in clauses.phrases
                if at < p.first and p.end <= place and not p.owning and not clauses.governed(p)
            ]
            return Subject((inside[0],), doubt="" if len(inside) == 1 else "several are named") if inside else None
        return None

    # before the verb

    def _left(self) -> Subject | None:
        return self._nearest_left(self.predicate.first)

    def _nearest_left(self, first: int) -> Subject | None:
        relative = self._antecedent(first)
        if relative is not None:
            return relative
        candidates = [p for p in self.clauses.phrases if p.end <= first and not p.owning]
        for phrase in reversed(candidates):
            gap = self._gap(phrase.end, first)
            if gap is None or apposed(self.clauses, phrase, first):
                continue
            if self.clauses.governed(phrase):
                if gap == "" and through_paper(self.clauses, phrase):
                    return Subject((phrase,), doubt=_PAPER)
                continue
            if self._fits_form(phrase):
                return self._chain(phrase, gap or self._doubt(phrase))
        owner = owner_of_paper(self.clauses, first)
        return Subject((owner,), doubt=_PAPER) if owner is not None else None

    def _doubt(self, phrase: Phrase) -> str:
        # "a poster mocking Dorn said", "Dorn reportedly said"
        around = range(phrase.end, self.predicate.place)
        if any(self.clauses.has(at, "hearsay") for at in around) or self.clauses.has(phrase.first - 1, "hearsay"):
            return "only rumoured"
        return "" if self.clauses.opens_clause(phrase.first) else "somebody else may be the subject of the verb"

    def _fits_form(self, phrase: Phrase) -> bool:
        # A bare "say" wants several speakers; a pronoun "it" only a verb right after it.
        forms = self.predicate.token.forms
        if phrase.pronoun == "it" and self.predicate.verb.endswith(" clear"):
            return False  # "it was clear that": to everybody
        if phrase.pronoun in {"it", "we"}:
            return all(self.clauses.is_adverb(at) for at in range(phrase.end, self.predicate.first))
        if forms <= {BASE} and self.predicate.first == self.predicate.place:
            several = phrase.office is not None and phrase.office.several
            return (
                several
                or phrase.pronoun in {"they", "both"}
                or self.clauses.low(phrase.first - 1) == "and"
                or bool(phrase.actor)
            )
        return True

    def _gap(self, start: int, end: int) -> str | None:
        # What stands between a phrase and the verb: None where it is not its subject, else a doubt or nothing.
        at, doubt = start, ""
        while at < end:
            token = self.clauses.tokens[at]
            if self.clauses.is_adverb(at):
                at += 1
            elif token.text in _CLOSING:
                at = self._past_aside(at, end)
            elif token.text.isdigit() and self.clauses.low(at + 1) == ",":
                at += 2  # "a teacher, Petra Kohl, 54, said"
            elif token.low in {"who", "which"} and at == start > 0 and self.clauses.low(at - 1) == ",":
                at = self._past_aside(at - 1, end)
            elif token.low in {"who", "which", "that"}:
                return "a relative clause stands between the speaker and the verb"
            elif self.clauses.has(at, "prepositions") or self._leads_on(at):
                at = self._past_adverbial(at, end)
            else:
                return None
            if at == 0:
                return None
        return doubt

    def _leads_on(self, at: int) -> bool:
        # "close to the president", "published by the government"
        plain = self.clauses.kind(at) in {"word", "verb"} and not self.clauses.is_auxiliary(at)
        return plain and self.clauses.has(at + 1, "prepositions")

    def _past_aside(self, start: int, end: int) -> int:
        closing = _CLOSING[self.clauses.tokens[start].text]
        for at in range(min(end - 1, start + _ASIDE), start + 1, -1):
            if self.clauses.tokens[at].text == closing:
                inside = range(start + 1, at)
                return 0 if any(self.clauses.kind(k) == "quote" for k in inside) else at + 1
        return 0

    def _past_adverbial(self, start: int, end: int) -> int:
        at = start + 1
        while at < end and self.clauses.tokens[at].text not in _CLOSING:
            token = self.clauses.tokens[at]
            finite = token.kind == "verb" or self.clauses.is_auxiliary(at)
            if finite or token.kind in {"quote", "pronoun"} or at - start > _ADVERBIAL:
                return 0
            at += 1
        return at

    def _antecedent(self, first: int) -> Subject | None:
        # "Ketterby, who claimed"
        at = first
        while at > 0 and self.clauses.is_adverb(at - 1):
            at -= 1
        if self.clauses.low(at - 1) not in {"who", "which"}:
            return None
        end = at - 1
        phrase = self.clauses.ends.get(end) or (
            self.clauses.ends.get(end - 1) if self.clauses.low(end - 1) == "," else None
        )
        return Subject((phrase,)) if phrase is not None and not phrase.owning else None

    def _chain(self, last: Phrase, doubt: str) -> Subject:
        # "Dorn and Torvik said": together, where the first of them opens the clause.
        chain, together = [last], [last]
        while (before := self._joined_before(chain[0], last=len(chain) == 1)) is not None:
            chain.insert(0, before)
            if self.clauses.governed(before):
                break
            if self.clauses.opens_clause(before.first):
                together = [*chain]
        if len(chain) > 1 and len(together) == 1 and not self._begins_clause(chain):
            return Subject((last,), doubt="somebody else is named with the speaker")
        alone = len(together) == 1
        return Subject(
            tuple(together), doubt=doubt if alone or not self.clauses.opens_clause(together[0].first) else ""
        )

    def _begins_clause(self, chain: Sequence[Phrase]) -> bool:
        # "It rained in Corvel, and Dorn said": she is not named together with Corvel.
        before, last = chain[0], chain[-1]
        parted = self.clauses.low(last.first - 2) == "," and self.clauses.low(last.first - 1) == "and"
        told = any(self.clauses.is_finite(at) for at in range(1, before.first))
        return len(chain) == _TWO and parted and told and self.clauses.governed(before)

    def _joined_before(self, phrase: Phrase, *, last: bool) -> Phrase | None:
        at = phrase.first - 1
        owner = self.clauses.ends.get(phrase.first)
        if owner is not None and owner.owning:
            at = owner.first - 1
        if self.clauses.low(at) not in ({"and"} if last else {"and", ","}):
            return None
        end = at if self.clauses.low(at - 1) != "," else at - 1
        before = self.clauses.ends.get(end) or self.clauses.ends.get(at)
        return before if before is not None and not before.owning and not before.pronoun else None

    # the subject of the sentence

    def _shared_subject(self) -> Subject | None:
        # "welcomed the plan, but said": the second verb of one subject.
        at = self.predicate.first
        while at > 0 and self.clauses.is_adverb(at - 1):
            at -= 1
        joined = self.clauses.low(at - 1) in {"and", "but", "then", "or", ",", "yet", "–", "—"}
        joined |= self.clauses.kind(at - 1) == "quote" and bool(self.earlier)  # `called it "a pose," accused Corvel of`
        return self._of_the_sentence() if joined else None

    def _of_the_sentence(self) -> Subject | None:
        opening = self._opening_participle()
        if opening is not None:
            return opening
        found = self._main_subject()
        doubt = of_a_noun(self.clauses, self.predicate)
        return replace(found, doubt=found.doubt or doubt) if found is not None else None

    def _main_subject(self) -> Subject | None:
        here = self.predicate.first
        previous = [(p, s) for p, s in self.earlier if p.place < here and not describes(p)]
        if previous:
            predicate, found = previous[-1]
            doubt = found.doubt
            if not surely_same(self.clauses, predicate, self.predicate):
                doubt = doubt or self._other_subject(max(predicate.place, found.end), here)
            return Subject(found.phrases, doubt=doubt, shared=True)
        main = next((p for p in self._ungoverned(0, here) if not p.owning), None)
        if main is None:
            return None
        second = self.predicate.construction is Construction.FINITE and self.clauses.low(here - 1) in {"and", "but"}
        alone = second or all(p is main or p.owning for p in self._ungoverned(0, here))
        doubt = (
            ""
            if alone and self.clauses.opens_clause(main.first)
            else "others are named between the speaker and the verb"
        )
        if not self._does(main) and not in_place_of_a_verb(self.clauses, self.predicate, main):
            doubt = "it is not certain that the subject of the sentence speaks"
        return Subject((main,), doubt=doubt or self._other_subject(main.end, here), shared=True)

    def _does(self, main: Phrase) -> bool:
        # Whether a verb follows the subject of the sentence, or an aside and a verb: "Dorn, among others, left".
        commas = [at for at in range(main.end, self.predicate.first) if self.clauses.low(at) == ","]
        aside = len(commas) > 1 and commas[0] == main.end
        return self.clauses.acts(main) or (aside and self.clauses.acts(replace(main, end=commas[1] + 1)))

    def _opening_participle(self) -> Subject | None:
        # "Warning that the truce would fail, Dorn left": the subject comes after the comma.
        if self.predicate.construction is not Construction.PARTICIPLE or self.predicate.first > 1:
            return None
        for at in range(self.predicate.end, len(self.clauses.tokens)):
            if (
                self.clauses.low(at) == ","
                and (phrase := self.clauses.starts.get(at + 1))
                and self.clauses.acts(phrase)
            ):
                return Subject((phrase,), inverted=True) if not phrase.owning else None
        return None

    def _ungoverned(self, start: int, end: int) -> Iterator[Phrase]:
        return (p for p in self.clauses.phrases if start <= p.first and p.end <= end and not self._depends(p))

    def _depends(self, phrase: Phrase) -> bool:
        # "between Dorn and Brenn": both depend on the preposition, unless the second does something.
        before = self.clauses.ends.get(phrase.first - 1) if self.clauses.low(phrase.first - 1) == "and" else None
        both = before is not None and self.clauses.governed(before) and not self.clauses.acts(phrase)
        return both or self.clauses.governed(phrase)

    def _other_subject(self, start: int, end: int) -> str:
        # Somebody else who does something in between may be who speaks.
        for phrase in self._ungoverned(start, end):
            if phrase.pronoun != "it" and not mute(phrase) and self.clauses.acts(phrase):
                return "somebody else acts between the speaker and the verb"
        return ""

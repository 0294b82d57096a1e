"""Which words of a sentence are whose: its reports, each with verb, speakers, quotations, day and doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from truceline.statements.reading.boundaries import SUBORDINATE, boundary
from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.complements import (
    SURE,
    THOUGHT,
    nothing_follows,
    reported,
    said_before,
)
from truceline.statements.reading.kinds import DraftKind, doubt_of
from truceline.statements.reading.predicates import Construction, Predicate, predicates
from truceline.statements.reading.saying_dates import saying_date
from truceline.statements.reading.subjects import Subject, subject
from truceline.statements.reading.supposed import supposed
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.verbs import BASE, GERUND, THIRD

SHARED = "another speaker's verb stands in the same sentence"
INTERRUPTED = "somebody else stands between the verb and the words"
_REACHING = ("clause", "opinion", "ruling", "object", "as", "predicate", "about", "infinitive", "sourced")
_AT_ONCE = 6
_LOST = 5  # tokens from words to a verb whose speaker nobody knows: "...," others said
_TAG = 2  # tokens between "he said" and "according to"
_TERM = 5
"""Words that a term between quotation marks may have."""
_BETWEEN = frozenset({",", "–", "—", "-"})
_FUSED = frozenset(
    {"what", "whatever", "all", "everything", "nothing", "anything", "something", "which", "that", "whose"}
)


@dataclass(slots=True)
class Report:
    """Words that a sentence reports: the ``verb``, who speaks, and the day said with it.

    ``quotes`` are the places of the tokens between quotation marks; without any, the words are only reported.
    ``doubts`` are why it may not be so.
    """

    verb: Token
    subject: Subject | None
    date: Token | None
    kind: DraftKind
    quotes: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The ``reports`` of a sentence, and the places of quotations that are nobody's words there.

    ``opening`` is the report of a sentence that ends with its verb and a colon: what is said follows in a paragraph of
    its own.
    """

    reports: tuple[Report, ...]
    unsaid: frozenset[int]
    opening: Report | None = None


@dataclass(slots=True)
class _Clause:
    # A predicate with its subject; ``within`` is the clause in whose words it stands, ``quoted`` whether a paper's.
    predicate: Predicate
    subject: Subject | None
    kind: DraftKind | None
    within: _Clause | None = None
    doubt: str = ""
    citing: _Clause | None = None
    quoted: bool = False
    quotes: list[int] = field(default_factory=list)

    @property
    def root(self) -> _Clause:
        return self if self.within is None else self.within.root

    @property
    def first(self) -> int:
        if self.subject is None:
            return self.predicate.first
        return min(self.predicate.first, self.subject.first)

    def start(self, clauses: Clauses) -> int:
        """Return its first token, that of an owner before the subject included: "Dorn's spokesman said"."""
        if self.citing is not None:
            return min(self.first, self.citing.start(clauses))
        owner = clauses.ends.get(self.first)
        return owner.first if owner is not None and owner.owning else self.first


def attribute(clauses: Clauses, quotes: Sequence[int]) -> Attribution:
    """Attribute the words of a sentence; ``quotes`` are the places of the quotations that are no terms or titles.

    Cost grows with the square of the number of verbs in the sentence.
    """
    found = _clauses(clauses)
    unsaid: set[int] = set()
    doubts: dict[int, str] = {}
    for place in quotes:
        clause, doubt = _whose(clauses, found, place)
        if clause is not None and clause.kind is not None:
            clause.quotes.append(place)
            doubts[place] = doubt
        elif clause is not None:
            unsaid.add(place)
    reports = _single(_reports(clauses, found, doubts))
    if not reports and quotes and not unsaid and (colon := _colon(clauses, quotes)) is not None:
        reports = [colon]
    opening = _opening(clauses, found)
    if opening is not None:  # "Asked about the vote, Dorn responded:" tells no words of hers yet
        reports = [report for report in reports if report.verb is not opening.verb or report.quotes]
    return Attribution(tuple(reports), frozenset(unsaid), None if reports else opening)


def _opening(clauses: Clauses, found: Sequence[_Clause]) -> Report | None:
    # "Foreign Minister Jonas Ketterby said:" and the words in the next paragraph.
    last = found[-1] if found else None
    if last is None or last.subject is None or last.kind is not DraftKind.SAID or last.within is not None:
        return None
    after = range(last.predicate.end, len(clauses.tokens) - 1)
    plain = all(clauses.kind(at) != "verb" and not clauses.is_auxiliary(at) for at in after)
    if clauses.low(len(clauses.tokens) - 1) != ":" or not plain:
        return None
    date = saying_date(clauses, last.predicate, last.subject)
    return Report(last.predicate.token, last.subject, date, last.kind)


def _clauses(clauses: Clauses) -> list[_Clause]:
    found: list[_Clause] = []
    for predicate in predicates(clauses):
        earlier = [(c.predicate, c.subject) for c in found if c.subject is not None and c.within is None]
        who = subject(clauses, predicate, earlier)
        clause = _Clause(predicate, who, None if supposed(clauses, predicate, who) else predicate.kind)
        if (
            who is None
            and predicate.token.forms <= {BASE, THIRD, GERUND}
            and not _beside_words(clauses, predicate, found)
        ):
            continue  # "further talks": a noun
        if predicate.construction is Construction.CITED:
            _cite(clauses, found, clause)
        clause.within, clause.doubt = _outer(clauses, found, clause)
        if clauses.vocabulary.takes(predicate.verb, "citing") and not clauses.vocabulary.takes(
            predicate.verb, "clause"
        ):
            clause.doubt = SHARED  # "quoted her mother"
        found.append(clause)
    found = _without_the_press(found)
    for clause in found:
        if clause.within is None and _covers(clauses, clause):
            _take_over(found, clause)
    return found


def _without_the_press(found: list[_Clause]) -> list[_Clause]:
    # "Dorn said it was late, the Herald reported": who is quoted, and not the paper that quotes.
    papers = [c for c in found if c.subject is not None and all(phrase.press for phrase in c.subject.phrases)]
    told = [c for c in found if c not in papers and c.kind is not None and c.subject is not None]
    if not any(c.within is None or c.within in papers for c in told):
        return found
    for clause in told:
        clause.quoted = clause.within in papers
        clause.within = None if clause.quoted else clause.within
    return [clause for clause in found if clause not in papers]


def _cite(clauses: Clauses, found: list[_Clause], clause: _Clause) -> None:
    # "quoted Brenn as saying" is one verb; whoever is known to quote may be the one to hold to.
    places = (n for n, c in enumerate(found) if clauses.vocabulary.takes(c.predicate.verb, "citing"))
    place = max(places, default=-1)
    if place >= 0:
        clause.citing = found.pop(place)
        passive = clause.citing.predicate.construction is Construction.PASSIVE  # "was quoted as saying by the Herald"
        named = clause.subject is not None and clause.citing.subject is not None and not passive
        if named and clause.subject is not None and clause.subject.doubt == "":
            clause.subject = replace(clause.subject, doubt=SHARED)


def _beside_words(clauses: Clauses, predicate: Predicate, earlier: Sequence[_Clause]) -> bool:
    before = predicate.first - 1
    if clauses.kind(before) == "word" and any(clause.subject is not None for clause in earlier):
        return False  # `called the drone attack "a farce"`
    if clauses.kind(before) == "quote" and clauses.kind(before - 1) in {"article", "owner", "adjective"}:
        return False  # the "historic" offer
    return "quote" in {clauses.kind(before), clauses.kind(predicate.end), clauses.kind(predicate.end + 1)}


def _covers(clauses: Clauses, clause: _Clause) -> bool:
    # "..., Dorn said" and "..., according to Dorn" at the end of a sentence: all before it is what she said.
    if clause.subject is None or clause.kind is None or clause.first == 0:
        return False
    if clause.predicate.construction is Construction.SOURCE:
        return True
    at = clause.start(clauses) - 1
    if clauses.low(at) in _BETWEEN and said_before(clauses, clause.predicate, clause.subject):
        return True
    while at > 0 and clauses.low(at) in _BETWEEN:
        at -= 1
    return clauses.kind(at) == "quote" and nothing_follows(clauses, clause.predicate, clause.subject)


def _take_over(found: Sequence[_Clause], outer: _Clause) -> None:
    by_paper = outer.predicate.construction is Construction.SOURCE and outer.subject and outer.subject.phrases[0].thing
    if by_paper and any(_tags(clause, outer) for clause in found):
        return  # `"...," he said, according to the Herald`
    for clause in found:
        alone = clause.predicate.construction is not Construction.PARTICIPLE or clause.predicate.first > 0
        if clause.predicate.place < outer.first and clause.root is not outer and alone:
            clause.root.within = outer


def _tags(clause: _Clause, source: _Clause) -> bool:
    # Whether a clause before a source is only who said it: `he said, according to the Herald`.
    told = clause.predicate.construction is Construction.FINITE and clause.kind is not None and clause.subject
    return bool(told) and source.first - clause.predicate.end <= _TAG


def _outer(clauses: Clauses, found: Sequence[_Clause], clause: _Clause) -> tuple[_Clause | None, str]:
    # The clause in whose words this one stands, or a doubt that it may.
    who = clause.subject
    if (
        who is None
        or _covers(clauses, clause)
        or clause.predicate.construction
        in {Construction.SOURCE, Construction.WITH, Construction.NOUN, Construction.CITED}
    ):
        return None, ""
    outer = next((c for c in reversed(found) if _may_hold(c, clause, who)), None)
    if outer is None:
        return None, ""
    bound = boundary(clauses, outer.predicate, outer.first, clause.predicate, who.first)
    if outer.subject is None or (bound and outer.predicate.construction is Construction.SOURCE):
        return None, SHARED  # "an earlier version said that Casson had called it"
    return (None, "" if bound == "sure" else SHARED) if bound else (outer, "")


def _may_hold(outer: _Clause, clause: _Clause, who: Subject) -> bool:
    # Whether a clause before may be the one in whose words another stands.
    if outer.predicate.construction is Construction.SOURCE:
        return True
    if outer.subject is None:
        told = outer.predicate.construction is Construction.FINITE and outer.kind is not None
        return told and outer.predicate.end <= who.first
    apart = outer.subject.phrases != who.phrases and outer.within is None and not outer.subject.inverted
    return apart and outer.predicate.end <= who.first < clause.predicate.place


def _whose(clauses: Clauses, found: Sequence[_Clause], place: int) -> tuple[_Clause | None, str]:
    quoting = [c for c in found if c.subject is not None or not _thinks(clauses, c)]
    after = next((c for c in quoting if c.within is None and _right_after(clauses, c, place)), None)
    before = next((c for c in reversed(quoting) if _reaches(clauses, c, place)), None)
    if after is not None:
        beside = before is not None and before.predicate.end >= place - 1 and before.root is not after.root
        return (before.root, SHARED) if before is not None and beside else (after, "")
    if before is not None:
        root = before.root
        if root is not before:
            return root, SHARED
        return before, INTERRUPTED if _interrupted(clauses, before, place) else ""
    source = next((c for c in quoting if c.predicate.construction is Construction.SOURCE and c.subject), None)
    if source is not None and source.predicate.place > place:
        told = any(c.root is source and c is not source and _right_after(clauses, c, place) for c in quoting)
        return source, "" if told else INTERRUPTED  # `"...," Brenn had said, according to Dorn`
    lost = next((c for c in quoting if c.subject is None and c.predicate.place - place <= _LOST), None)
    return (lost or _at_the_end(clauses, found, place)), ""


def _at_the_end(clauses: Clauses, found: Sequence[_Clause], place: int) -> _Clause | None:
    # `The town "is safe" for now, said Dorn`: the one verb of the sentence, where it stands at the end.
    told = found[0] if len(found) == 1 and found[0].subject is not None else None
    at = told.start(clauses) - 1 if told is not None else 0
    if told is None or at <= place or clauses.low(at) != ",":
        return None
    return told if nothing_follows(clauses, told.predicate, told.subject) else None


def _reaches(clauses: Clauses, clause: _Clause, place: int) -> bool:
    # Whether words may belong to a verb before them; after "began" or "joked" they must follow at once, and what is
    # thought is within what is said.
    takes, verb = clauses.vocabulary.takes, clause.predicate.verb
    if clause.predicate.place >= place:
        return False
    if clause.within is not None and (
        clause.kind is None or _thinks(clauses, clause) or clauses.low(clause.predicate.end) == "to"
    ):
        return False
    loose = clause.predicate.construction is not Construction.FINITE or takes(verb, *_REACHING)
    return loose or place - max(clause.predicate.end, clause.first) <= _AT_ONCE


def _thinks(clauses: Clauses, clause: _Clause) -> bool:
    takes = clauses.vocabulary.takes
    return takes(clause.predicate.verb, "opinion") and not takes(clause.predicate.verb, "clause", "quoted")


def _right_after(clauses: Clauses, clause: _Clause, place: int) -> bool:
    # `"...," said Dorn`, `"...", Dorn said`, `"..." – according to Dorn`
    shared = clause.subject is not None and clause.subject.shared
    if shared and clauses.kind(clause.predicate.first - 1) == "quote":
        return False  # `called it "a pose," accused Corvel of`: the verb before it has the words
    at = (clause.predicate.first if shared else clause.start(clauses)) - 1
    while at > place and (clauses.low(at) in _BETWEEN or clauses.is_adverb(at)):
        at -= 1
    return at == place


def _interrupted(clauses: Clauses, clause: _Clause, place: int) -> bool:
    start = clause.predicate.end if clause.subject is None else max(clause.predicate.end, clause.subject.end)
    for phrase in clauses.phrases:
        if not start <= phrase.first < place or phrase.pronoun:
            continue
        low, before = clauses.low(phrase.first - 1), clauses.low(phrase.first - 2)
        doing = low == "with" and clauses.low(phrase.end).endswith("ing")
        if doing or (before in _BETWEEN and low in SUBORDINATE | {"and", "but"}):
            return True
    return False


def _reports(clauses: Clauses, found: Sequence[_Clause], doubts: dict[int, str]) -> Iterator[Report]:
    for clause in found:
        if clause.kind is None or (clause.within is not None and not clause.quotes):
            continue
        doubt = "" if clause.quotes else reported(clauses, clause.predicate, clause.subject)
        if doubt and clause.subject is not None and clause.subject.phrases[0].pronoun == "we":
            doubt = SURE  # "We welcome the vote" is itself what a document says
        if doubt is None or (clause.subject is None and not clause.quotes):
            continue
        date = saying_date(clauses, clause.predicate, clause.subject)
        report = Report(clause.predicate.token, clause.subject, date, clause.kind, clause.quotes)
        named = clause.subject.doubt if clause.subject else ""
        fused = clauses.low(clause.start(clauses) - 1)
        if fused in _FUSED and not clause.quoted and not (fused == "which" and _says_of_it(clauses, clause)):
            named = "the sentence is about what was said"
        reasons = [doubt, clause.doubt, named, *(doubts[place] for place in clause.quotes)]
        reasons += [_foretold(found, clause), doubt_of(report.kind, quoted=bool(report.quotes))]
        report.doubts = [reason for reason in dict.fromkeys(reasons) if reason]
        yield report


def _says_of_it(clauses: Clauses, clause: _Clause) -> bool:
    # ", which she said was late", `, which she called "a farce"`, `, which she described in Anse as "a farce"`
    end = clause.predicate.end
    return clauses.is_auxiliary(end) or any(at == end or clauses.low(at - 1) == "as" for at in clause.quotes[:1])


def _foretold(found: Sequence[_Clause], clause: _Clause) -> str:
    # "Diplomats say he will offer a truce": it may be told for what he will say.
    who = clause.subject.phrases[0] if clause.subject is not None else None
    several = who is not None and who.nameless and who.office is not None and who.office.several
    return SHARED if several and any(c.kind is DraftKind.ANNOUNCED and c.root is clause for c in found) else ""


def _single(reports: Iterator[Report]) -> list[Report]:
    # Of a speaker's words in one sentence those in quotation marks count, else the first that are surest.
    kept: list[Report] = []
    told = [*reports]
    if any(not report.doubts for report in told):
        told = [report for report in told if THOUGHT not in report.doubts]
    for report in sorted(told, key=lambda r: (not r.quotes, bool(r.doubts))):
        who = report.subject.phrases if report.subject else ()
        if report.quotes or not any(other.subject and other.subject.phrases == who for other in kept):
            kept.append(report)
    return sorted(kept, key=lambda r: r.verb.span.start)


def _colon(clauses: Clauses, quotes: Sequence[int]) -> Report | None:
    # "The envoy was more careful: '...'": a colon does for the verb where the sentence starts with the speaker.
    place = next((at for at in quotes if clauses.low(at - 1) == ":"), 0)
    first = next((at for at, t in enumerate(clauses.tokens) if t.kind not in {"date", "mark"}), 0)
    speaker = clauses.starts.get(first)
    if speaker is not None and speaker.owning:
        speaker = clauses.starts.get(speaker.end)
    if not place or speaker is None or speaker.owning or any(clauses.kind(at) == "quote" for at in range(place)):
        return None
    date = next((t for t in clauses.tokens[:first] if t.kind == "date"), None)
    after = speaker.end
    while clauses.is_adverb(after):
        after += 1
    plain = clauses.has(after, "being") and not any(after < p.first < place for p in clauses.phrases)
    plain |= after == place - 1 and bool(speaker.name) and not speaker.thing
    subject_ = Subject((speaker,), doubt="" if plain else "only a colon tells who speaks")
    kept = [at for at in quotes if at >= place]
    doubts = [subject_.doubt] if subject_.doubt else []
    return Report(clauses.tokens[place - 1], subject_, date, DraftKind.SAID, kept, doubts)

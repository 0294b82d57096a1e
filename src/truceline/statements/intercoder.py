"""Two coders on the same articles: which statements both found, how far they agree on them, and what is to be settled.

A unit is a statement with the words that it rests on. Units of two coders are matched where their words overlap, one to
one, the largest share of common characters first; among equals those with the same speaker, then by their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from truceline.records.text_span import TextSpan
from truceline.statements.reliability import cohen_kappa, krippendorff_alpha

FIELDS = ("speaker", "speaks_for", "topic", "stance", "scope")
"""The fields on which agreement is measured, over the matched units."""
DECISION = "decision"
"""The field of drafts that both coders judged: accept or reject."""
FOUND = "found"
"""Not a field: whether a coder has the statement at all."""


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """A statement as one coder has it: the article's name and sha256, the ``spans`` of its words, and its fields."""

    id: str
    article: str
    sha256: str
    spans: tuple[TextSpan, ...]
    words: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder did: the ``units`` found in ``articles`` (their sha256), and ``decisions`` on drafts, by id."""

    name: str
    articles: frozenset[str]
    units: tuple[CodedUnit, ...]
    decisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Agreement on a field over so many ``units``; alpha and kappa are None where all values are the same."""

    field: str
    units: int
    agreed: int
    alpha: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What two coders have to settle: of a ``field`` of a statement one says ``first``, the other ``second``."""

    article: str
    place: str
    field: str
    first: str
    second: str
    words: str


@dataclass(frozen=True, slots=True)
class Intercoder:
    """How far two coders agree; ``matched`` counts the units that both found, of all that each found."""

    first: Coding
    second: Coding
    matched: int
    fields: tuple[FieldAgreement, ...]
    questions: tuple[OpenQuestion, ...]

    @property
    def unitising(self) -> float | None:
        """The share of units that both found: twice the matched ones by all of both; None where there are none."""
        both = len(self.first.units) + len(self.second.units)
        return 2 * self.matched / both if both else None


def compare_codings(first: Coding, second: Coding) -> Intercoder:
    """Match the units of two coders and measure their agreement.

    Of articles that only one has coded, nothing counts. Cost grows with the product of the numbers of units.
    """
    one, other = _shared(first, second), _shared(second, first)
    pairs = _matched(one.units, other.units)
    values = {field: [(a.fields[field], b.fields[field]) for a, b in pairs] for field in FIELDS}
    both = sorted(one.decisions.keys() & other.decisions.keys())
    judged = [(one.decisions[name], other.decisions[name]) for name in both]
    measured = [_agreement(field, found) for field, found in values.items()]
    questions = sorted(_questions(one, other, pairs), key=lambda found: (found.article, _start(found), found.field))
    return Intercoder(one, other, len(pairs), (*measured, _agreement(DECISION, judged)), tuple(questions))


def _shared(coding: Coding, other: Coding) -> Coding:
    articles = coding.articles & other.articles
    return replace(coding, articles=articles, units=tuple(u for u in coding.units if u.sha256 in articles))


def _matched(first: Sequence[CodedUnit], second: Sequence[CodedUnit]) -> list[tuple[CodedUnit, CodedUnit]]:
    close = [
        (-share, a.fields["speaker"] != b.fields["speaker"], n, m)
        for n, a in enumerate(first)
        for m, b in enumerate(second)
        if a.sha256 == b.sha256 and (share := common_share(a.spans, b.spans))
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for *_, n, m in sorted(close):
        if n not in taken[0] and m not in taken[1]:
            taken[0].add(n)
            taken[1].add(m)
            found.append((first[n], second[m]))
    return found


def common_share(one: Sequence[TextSpan], other: Sequence[TextSpan]) -> float:
    """Return the share of characters in both of those in either; the spans of each do not overlap one another."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return common / (sum(s.end - s.start for s in (*one, *other)) - common)


def _agreement(field: str, pairs: Sequence[tuple[str, str]]) -> FieldAgreement:
    agreed = sum(one == other for one, other in pairs)
    return FieldAgreement(field, len(pairs), agreed, krippendorff_alpha(pairs), cohen_kappa(pairs))


def _questions(first: Coding, second: Coding, pairs: Sequence[tuple[CodedUnit, CodedUnit]]) -> Iterator[OpenQuestion]:
    for a, b in pairs:
        for field in FIELDS:
            if a.fields[field] != b.fields[field]:
                yield _question(a, field, a.fields[field], b.fields[field])
    for a in first.units:
        if all(a is not one for one, _ in pairs):
            yield _question(a, FOUND, a.id, "")
    for b in second.units:
        if all(b is not other for _, other in pairs):
            yield _question(b, FOUND, "", b.id)


def _question(unit: CodedUnit, field: str, first: str, second: str) -> OpenQuestion:
    return OpenQuestion(unit.article, ";".join(map(str, unit.spans)), field, first, second, unit.words)


def _start(question: OpenQuestion) -> int:
    return int(question.place.partition("-")[0])

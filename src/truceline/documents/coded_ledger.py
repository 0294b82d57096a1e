"""The ledger as coded statements of documents: what other programs for discourse networks work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from truceline.case import Case
from truceline.records.provenance import Source
from truceline.records.text_span import TextSpan
from truceline.statements.contradictions.contradiction import own_voice
from truceline.statements.discourse.reference import AGREES
from truceline.statements.positions import committed
from truceline.statements.statement import Statement, StatementPosition, stands


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """One reference of an actor to a concept, at ``span`` in its document's text."""

    span: TextSpan
    person: str
    organization: str
    concept: str
    agreement: int


@dataclass(slots=True)
class CodedDocument:
    """A source, or an article of it, with what was said on one day; ``text`` is what the spans count in."""

    title: str
    source: str
    notes: str
    on: date
    text: str
    whole: bool
    statements: list[CodedStatement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CodedLedger:
    """Documents with coded statements; ``left_out`` positions take no side, or do not speak for their actor.

    ``attributes`` are those of organizations and concepts: type and alias by value.
    """

    documents: tuple[CodedDocument, ...]
    left_out: int
    organizations: Mapping[str, tuple[str, str]]
    concepts: Mapping[str, tuple[str, str]]


def coded_ledger(case: Case, as_of: date, texts: Mapping[str, str]) -> CodedLedger:
    """Write the statements of a case as coded references in documents, as known on a day.

    A document has one date, and a reference is dated by when it was said: so each day on which a source reports words
    has a document of its own. ``texts`` are those of kept articles, by sha256; where there is none, the text is what
    the ledger keeps of the words.
    """
    sources = {source.id: source for source in case.sources}
    documents: dict[tuple[str, str, date], CodedDocument] = {}
    left_out = 0
    for stand in stands(s for s in case.statements if s.said_on.known_by(as_of)):
        s = stand.statement
        if stand.stance not in AGREES or not own_voice(s):
            left_out += 1
            continue
        sha256 = s.passage.sha256 if s.passage else ""
        key = s.source, sha256, s.said_on.last
        if key not in documents:
            documents[key] = _document(sources[s.source], s, texts.get(sha256))
        documents[key].statements += _coded(stand, documents[key])
    topics = {topic.id: topic for topic in case.topics}
    concepts = {
        f"{topic.id}/{scope}": (topic.title, meaning) for topic in topics.values() for scope, meaning in topic.scopes
    }
    actors = {actor.id: (actor.kind, actor.name) for actor in case.actors}
    return CodedLedger(tuple(documents[key] for key in sorted(documents)), left_out, actors, concepts)


def _document(source: Source, s: Statement, text: str | None) -> CodedDocument:
    notes = " ".join(filter(None, (source.url, f"reliability {source.reliability}", source.note)))
    return CodedDocument(source.title, source.id, notes, s.said_on.last, text or "", whole=text is not None)


def _coded(stand: StatementPosition, document: CodedDocument) -> Iterator[CodedStatement]:
    s = stand.statement
    span = _span(s, document)
    for actor in sorted(committed(s)):
        yield CodedStatement(span, s.speaker, actor, "/".join(stand.question), AGREES[stand.stance])


def _span(s: Statement, document: CodedDocument) -> TextSpan:
    if document.whole and s.passage is not None:
        edges: Sequence[TextSpan] = s.passage.quoted or (s.passage.sentence,)
        return TextSpan(edges[0].start, edges[-1].end)
    words = s.passage.words if s.passage else (s.quote or s.summary)
    start = document.text.find(words)
    if start < 0:
        document.text += ("\n\n" if document.text else "") + words
        start = len(document.text) - len(words)
    return TextSpan(start, start + len(words))

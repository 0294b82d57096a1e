"""``intercoder``: how far two coders of the same articles agree, and what they have to settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from truceline import __version__
from truceline.casefolder.review_file import DraftShape, read_review
from truceline.documents.intercoder import intercoder_document, questions_table
from truceline.errors import CaseError
from truceline.formats.cells import split
from truceline.formats.csv_table import csv_text
from truceline.formats.files import write_atomic
from truceline.formats.json_text import json_text
from truceline.records.text_span import TextSpan
from truceline.render.terminal import laid_out
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome
from truceline.statements.intercoder import CodedUnit, Coding, Intercoder, compare_codings
from truceline.statements.passage import flat
from truceline.statements.statement import Statement
from truceline.views.intercoder import intercoder_lines

_REVIEWS = (".yaml", ".yml")


def intercoder(first: str | Path, second: str | Path, *, out: str | Path | None = None) -> Outcome[Intercoder]:
    """Compare two codings of the same articles, each a review file or a case; with ``out`` write what to settle as CSV.

    Of a review file the accepted drafts count, of a case the statements with a passage.

    Raises
    ------
    CaseError, SourceError
        If one of them cannot be read, both have no article in common, or ``out`` cannot be written.
    """
    one, other = _coding(Path(first)), _coding(Path(second))
    if not one.articles & other.articles:
        what = f"{first}, {second} | have no article in common, by its sha256; give two codings of the same article"
        raise CaseError("the coders cannot be compared", (what,))
    found = compare_codings(one, other)
    written = (_written(Path(out), found),) if out else ()
    told = tuple(f"what is to be settled is written to {path}" for path in written)
    document = json_text(intercoder_document(found, version=__version__))
    return Outcome(found, laid_out(intercoder_lines(found)), document, written, told)


def _written(path: Path, found: Intercoder) -> Path:
    try:
        write_atomic(path, csv_text(questions_table(found)).encode())
    except OSError as error:
        what = f"{path} | cannot be written ({error.strerror or error}); give another file with --out"
        raise CaseError("the list was not written", (what,)) from error
    return path


def _coding(path: Path) -> Coding:
    if path.suffix not in _REVIEWS:
        _, case = open_case(path)
        kept = tuple(_of_statements(case.statements))
        return Coding(str(path), frozenset(unit.sha256 for unit in kept), kept, {})
    review = read_review(path).shape
    drafts = [draft for draft in (*review.drafts, *review.uncertain) if draft.decision]
    name, sha256 = Path(review.article.path).name, review.article.sha256
    units = [_of_draft(draft, name, sha256) for draft in drafts if draft.decision == "accept"]
    return Coding(str(path), frozenset((sha256,)), tuple(units), {draft.id: str(draft.decision) for draft in drafts})


def _of_statements(statements: Sequence[Statement]) -> Iterator[CodedUnit]:
    for s in statements:
        if (place := s.passage) is not None:
            cells = (";".join(part) for part in zip(*((p.topic, p.scope, p.stance) for p in s.positions), strict=True))
            fields = {"speaker": s.speaker, "speaks_for": s.speaks_for, **_positions(*cells)}
            spans = place.quoted or (place.sentence,)
            yield CodedUnit(s.id, place.article, place.sha256, spans, s.quote or place.words, fields)


def _of_draft(draft: DraftShape, article: str, sha256: str) -> CodedUnit:
    spans = tuple(TextSpan(*part.span) for part in draft.parts) or (TextSpan(*draft.sentence.span),)
    fields = {"speaker": flat(draft.speaker), "speaks_for": draft.speaks_for}
    fields |= _positions(draft.topic, draft.scope, draft.stance)
    return CodedUnit(draft.id, article, sha256, spans, draft.quote or flat(draft.sentence.words), fields)


def _positions(topic: str, scope: str, stance: str) -> dict[str, str]:
    # Several positions in whatever order are the same: they are put in that of topic and scope.
    topics, scopes, stances = (split(cell) for cell in (topic, scope, stance))
    topics = topics * len(scopes) if len(topics) == 1 else topics
    if not len(topics) == len(scopes) == len(stances):
        return {"topic": topic, "scope": scope, "stance": stance}
    ordered = sorted(zip(topics, scopes, stances, strict=True))
    return {
        "topic": ";".join(dict.fromkeys(t for t, _, _ in ordered)),
        "scope": ";".join(s for _, s, _ in ordered),
        "stance": ";".join(s for _, _, s in ordered),
    }

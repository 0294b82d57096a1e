"""``add-statement``: a statement that the reader missed, with its place in the article, through the door of accept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from truceline.case import Case
from truceline.casefolder.acceptance import record
from truceline.casefolder.article_texts import keeping_text
from truceline.casefolder.decisions import Decisions, PlacedDraft
from truceline.casefolder.judgements_of_drafts import DraftJudgements
from truceline.casefolder.review_file import ArticleShape, DraftShape, PartShape
from truceline.casefolder.schema.passages import read_place
from truceline.errors import CaseError, MisuseError
from truceline.formats.cells import split
from truceline.formats.faults import FaultPlace
from truceline.formats.yaml_tree import Path as Keys
from truceline.results.acceptance import Acceptance
from truceline.services.accept import accepted_outcome, ledger_folder
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome
from truceline.sources.articles import read_article_file
from truceline.sources.page_facts import read_page_facts
from truceline.sources.press_words import read_press_words
from truceline.statements.passage import GAP, flat
from truceline.statements.reading.article import Article
from truceline.statements.reading.located import LocatedWords, find_words, locate
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import lexicon


def add_statement(
    case: str | Path,
    article: str | Path,
    *,
    by: str,
    at: datetime,
    source: str,
    words: Sequence[str] = (),
    spans: Sequence[str] = (),
    keep_article: bool = False,
    **coding: str,
) -> Outcome[Acceptance]:
    """Add a statement that stands in an article to the ledger of a case, with its passage, and record who judged so.

    ``words``, verbatim, or ``spans``, such as ``120-163``, say where it stands. ``coding`` holds the other fields, as a
    review file does: said_on, speaker, speaks_for, authority, topic, stance, scope, credibility and, where they are not
    empty, summary (at first the sentence), conditions, names and supersedes. Where all words stand between quotation
    marks they are its quote. Twice adds nothing.

    Raises
    ------
    CaseError, SourceError
        If the words do not stand there once, any field is at fault, or the case is one that may not be changed; then
        nothing is written.
    MisuseError
        If neither words nor spans are given, or both.
    """
    if bool(words) == bool(spans):
        raise MisuseError("give the words with --words, or their place with --span; repeat it for parts of a quote")
    folder = ledger_folder(case)
    path = Path(article)
    found = read_article_file(path)
    _, known = open_case(folder)
    located = _located(found, known, words, spans)
    draft = _draft(found, located, coding)
    _must_be_new(draft, found, known)
    shape = ArticleShape(
        path=found.path,
        sha256=found.sha256,
        published=found.published.isoformat() if found.published else "",
        why=found.why,
        characters=len(found.text),
        address=read_page_facts(found).address,
    )
    decided = Decisions("the statement", shape, (PlacedDraft(draft, _option),), source, None, _option)
    with keeping_text(folder, found.sha256, found.text if keep_article else None) as written:
        done = record(decided, folder, by, at)
    return accepted_outcome(done, written)


def _must_be_new(draft: DraftShape, article: Article, case: Case) -> None:
    # The same words of the same speaker may have come in by a review file.
    judgement = DraftJudgements(case.judgements).latest(draft.id)
    place = tuple(TextSpan(*part.span) for part in draft.parts), TextSpan(*draft.sentence.span)
    for statement in case.statements:
        passage = statement.passage
        if passage is None or (judgement is not None and judgement.subject == statement.id):
            continue
        here = passage.sha256 == article.sha256 and (passage.quoted, passage.sentence) == place
        if here and statement.speaker == draft.speaker and statement.id not in split(draft.supersedes):
            what = f"{statement.id} has these words of {draft.speaker} already; to correct it, give --supersedes"
            raise CaseError("nothing was taken in", (f"the statement | {what} {statement.id}",))


def _located(article: Article, case: Case, words: Sequence[str], spans: Sequence[str]) -> LocatedWords:
    reporting = lexicon(read_press_words(), case.actors, case.statements, case.holders).reports
    places = [find_words(article.text, each) for each in words] or [_place(each) for each in spans]
    return locate(article.text, places, reporting)


def _place(span: str) -> TextSpan:
    try:
        return read_place(span)
    except ValueError as error:
        raise CaseError("the words were not found", (f"--span | {error}",)) from error


def _draft(article: Article, located: LocatedWords, coding: dict[str, str]) -> DraftShape:
    parts = located.parts if located.quoted else ()
    empty = dict.fromkeys(("conditions", "names", "supersedes"), "")
    fields = {**empty, "summary": flat(located.sentence.of(article.text)), **{k: v for k, v in coding.items() if v}}
    missing = {
        name: "" for name, field in DraftShape.model_fields.items() if field.is_required() and name not in fields
    }
    return DraftShape.model_validate(
        {
            **missing,
            **fields,
            "id": _id(article, located, fields.get("speaker", "")),
            "decision": "accept",
            "quote": flat(GAP.join(part.of(article.text) for part in parts)),
            "parts": [_part(article, part) for part in parts],
            "sentence": _part(article, located.sentence),
            "why": {},
        }
    )


def _id(article: Article, located: LocatedWords, speaker: str) -> str:
    # As drafts are named, by article and place, and by the speaker: several may have signed the same words.
    places = ",".join(map(str, (*located.parts, located.sentence)))
    return "dr-" + hashlib.sha256(f"{article.sha256} {places} {speaker}".encode()).hexdigest()[:12]


def _part(article: Article, span: TextSpan) -> PartShape:
    return PartShape(span=(span.start, span.end), words=span.of(article.text))


def _option(path: Keys) -> FaultPlace:
    return FaultPlace(f"--{str(path[0]).replace('_', '-')}" if path else "the statement")

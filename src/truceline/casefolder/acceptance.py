"""From judged drafts to the ledger: accepted ones into ``statements.csv``, every decision into ``judgements.csv``.

With each statement its passage is kept, in ``passages.csv``. All tables only grow. Decisions with any fault are refused
whole; what was taken in before adds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from truceline.case import Case
from truceline.casefolder.cases import read_case
from truceline.casefolder.changing import changing
from truceline.casefolder.decisions import (
    VERDICTS,
    Decisions,
    PlacedDraft,
    decisions_of,
    statement_cells,
    undecided_before,
)
from truceline.casefolder.judgements_of_drafts import DraftJudgements
from truceline.casefolder.review_file import ArticleShape, DraftShape, Review
from truceline.casefolder.schema.ledger import SourceRow, StatementRow
from truceline.casefolder.schema.passages import PassageRow
from truceline.casefolder.schema.tables import JudgementRow
from truceline.formats.shape import Shape
from truceline.results.acceptance import Acceptance
from truceline.statements.passage import GAP, flat
from truceline.statements.statement import Statement

Row = dict[str, str]


def take_in(
    review: Review, folder: Path, by: str, at: datetime, source: str = "", *, new_source: bool = False
) -> Acceptance:
    """Move the accepted drafts of a review file into the ledger of a case, and record every decision.

    ``by`` and ``at`` are as in ``record``, ``source`` and ``new_source`` as in ``decisions_of``.

    Raises
    ------
    CaseError
        As ``record`` and ``decisions_of``.
    """
    return record(decisions_of(review, source, new_source=new_source), folder, by, at)


def record(decisions: Decisions, folder: Path, by: str, at: datetime) -> Acceptance:
    """Move accepted drafts into the ledger of a case, and record every decision.

    ``by`` is who decided, ``at`` when. Nobody else changes the case meanwhile. It is read before, and once more as it
    would be afterwards: it is changed only if it stays sound.

    Raises
    ------
    CaseError
        If the case or any draft is at fault, or the case cannot be changed; all faults of the drafts are listed, and
        nothing is written.
    """
    with changing(folder) as change:
        case = read_case(change.found)
        fresh = undecided_before(decisions, case, by)
        rows = _rows(fresh, decisions, case)
        for row in rows[JudgementRow]:
            row |= {"by": by.strip(), "at": at.isoformat(timespec="seconds")}
        change.append({shape: new for shape, new in rows.items() if new})
    judgements = rows[JudgementRow]
    decided = sum(bool(each.draft.decision) for each in decisions.drafts)
    return Acceptance(
        tuple(row["subject"] for row in judgements if row["verdict"] == VERDICTS["accept"]),
        sum(row["verdict"] == VERDICTS["reject"] for row in judgements),
        decided - len(judgements),
        len(decisions.drafts) - decided,
    )


def _rows(fresh: Sequence[PlacedDraft], decisions: Decisions, case: Case) -> Mapping[type[Shape], list[Row]]:
    statements: list[Row] = []
    passages: list[Row] = []
    judgements: list[Row] = []
    taken, judged = {statement.id for statement in case.statements}, DraftJudgements(case.judgements)
    orphans = [s for s in case.statements if s.id not in {j.subject for j in case.judgements}]
    for draft in (each.draft for each in fresh):
        subject = draft.id
        if draft.decision == "accept":
            cells = statement_cells(draft, decisions.source, _free_id(draft, taken))
            subject = _left_over(cells, orphans) or cells["id"]
            if subject == cells["id"]:
                statements.append(cells)
                passages.append(_passage(draft, decisions.article, subject))
                taken.add(subject)
        judgements.append(_judgement(draft, subject, decisions.article, judged))
    return {SourceRow: _new_source(decisions, case, statements), StatementRow: statements, PassageRow: passages,
            JudgementRow: judgements}  # fmt: skip


def _judgement(draft: DraftShape, subject: str, article: ArticleShape, judged: DraftJudgements) -> Row:
    before = judged.latest(draft.id)
    return {
        "id": judged.free_id(draft.id),
        "subject": subject,
        "verdict": VERDICTS[str(draft.decision)],
        "evidence": f"draft {draft.id} of {article.path}, sha256 {article.sha256}",
        "replaces": before.id if before is not None and before.subject == subject else "",
    }


def _passage(draft: DraftShape, article: ArticleShape, statement: str) -> Row:
    # The sentence reaches as far as the words that it was drafted with.
    spans = [part.span for part in draft.parts]
    edges = [*spans, draft.sentence.span]
    outside = [part.words for part in draft.parts if flat(part.words) not in flat(draft.sentence.words)]
    return {
        "statement": statement,
        "article": PurePath(article.path).name,
        "sha256": article.sha256,
        "address": article.address,
        "quote_at": ";".join(f"{start}-{end}" for start, end in spans),
        "sentence_at": f"{min(start for start, _ in edges)}-{max(end for _, end in edges)}",
        "sentence": flat(GAP.join([draft.sentence.words, *outside])),
    }


def _new_source(decisions: Decisions, case: Case, statements: Sequence[Row]) -> list[Row]:
    row = decisions.new_source
    wanted = row is not None and bool(statements) and row.id not in {each.id for each in case.sources}
    return [row.model_dump()] if row is not None and wanted else []


def _left_over(cells: Row, orphans: list[Statement]) -> str:
    # A statement whose judgement was lost is not taken in twice.
    record = StatementRow.model_validate(cells).record()
    return next((s.id for s in orphans if replace(record, id=s.id) == replace(s, passage=None)), "")


def _free_id(draft: DraftShape, taken: set[str]) -> str:
    ascii_name = unicodedata.normalize("NFKD", draft.speaker).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:40].strip("-") or "statement"
    base = f"st-{draft.said_on.rpartition('/')[2].replace('-', '')}-{slug}"
    names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)

"""From judged drafts to the ledger: accepted ones into ``statements.csv``, every decision into ``judgements.csv``.

Both tables only grow. A review file with any fault is refused whole; what was taken in before adds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from truceline.case import Case
from truceline.casefolder.cases import read_case
from truceline.casefolder.changing import changing
from truceline.casefolder.review_file import DraftShape, Review
from truceline.casefolder.schema.ledger import StatementRow
from truceline.casefolder.schema.tables import JudgementRow
from truceline.formats.faults import FaultPlace, Faults, shown, suggestion
from truceline.formats.shape import fit
from truceline.formats.yaml_tree import Path as Keys
from truceline.results.acceptance import Acceptance
from truceline.statements.statement import Statement

_VERDICTS = {"accept": "accepted", "reject": "rejected"}

Row = dict[str, str]
Placed = tuple[Keys, DraftShape]


def take_in(review: Review, folder: Path, by: str, at: datetime, source: str = "") -> Acceptance:
    """Move the accepted drafts of a review file into the ledger of a case, and record every decision.

    ``by`` is who decided, ``at`` when; ``source`` goes before the one in the file. Nobody else changes the case
    meanwhile. It is read before, and once more as it would be afterwards: it is changed only if it stays sound.

    Raises
    ------
    CaseError
        If the case or any draft is at fault, or the case cannot be changed; all faults of the drafts are listed, and
        nothing is written.
    """
    source = source or review.shape.source
    with changing(folder) as change:
        case = read_case(change.found)
        fresh = _checked(review, case, source, by)
        statements, judgements = _rows(fresh, review, case, source)
        judgements = [row | {"by": by.strip(), "at": at.isoformat(timespec="seconds")} for row in judgements]
        if judgements:
            change.append({StatementRow: statements, JudgementRow: judgements})
    decided = sum(bool(draft.decision) for _, draft in _placed(review))
    return Acceptance(
        tuple(row["subject"] for row in judgements if row["verdict"] == "accepted"),
        sum(row["verdict"] == "rejected" for row in judgements),
        decided - len(judgements),
        len(_placed(review)) - decided,
    )


def _placed(review: Review) -> list[Placed]:
    lists: Sequence[tuple[str, Sequence[DraftShape]]] = (
        ("drafts", review.shape.drafts),
        ("uncertain", review.shape.uncertain),
    )
    return [((name, n), draft) for name, drafts in lists for n, draft in enumerate(drafts)]


def _checked(review: Review, case: Case, source: str, by: str) -> list[Placed]:
    # The drafts that are decided and not yet recorded, or all faults at once.
    faults, fresh = Faults(), []
    if not by.strip():
        faults.add(FaultPlace("--by"), "names nobody; give the name of who decided")
    judged = {judgement.id: judgement.verdict for judgement in case.judgements}
    seen: set[str] = set()
    for keys, draft in _placed(review):
        place = partial(_place, review, keys)
        if draft.id in seen:
            faults.add(place(("id",)), f"the draft {shown(draft.id)} is there twice; remove one")
        seen.add(draft.id)
        verdict = judged.get(_judgement_id(draft))
        if verdict and draft.decision and verdict != _VERDICTS[draft.decision]:
            faults.add(
                place(("decision",)), f"{draft.decision!r}, but it was {verdict} before; judgements are not undone here"
            )
        if verdict is None and draft.decision:
            fresh.append((keys, draft))
            if draft.decision == "accept":
                fit(StatementRow, _values(draft, "any", "st-draft"), place, faults)
                for field, what in _unfit(draft, case):
                    faults.add(place((field,)), what)
    _check_source(review, case, source, faults, needed=any(draft.decision == "accept" for _, draft in fresh))
    faults.raise_if_any(f"{review.document.file} (nothing was taken in)")
    return fresh


def _place(review: Review, keys: Keys, path: Keys) -> FaultPlace:
    return review.document.place((*keys, *path))


def _check_source(review: Review, case: Case, source: str, faults: Faults, *, needed: bool) -> None:
    known = [each.id for each in case.sources]
    if needed and source not in known:
        remedy = suggestion(source, known, "add it to sources.csv first, or give another with --source")
        what = f"there is no source {shown(source)}" if source else "nothing is given"
        faults.add(review.document.place(("source",)), f"{what}; {remedy}")


def _unfit(draft: DraftShape, case: Case) -> Iterator[tuple[str, str]]:
    # What a row alone cannot tell: ids that the case lacks, and words that the article lacks.
    actors = [actor.id for actor in case.actors]
    scopes = {topic.id: [scope for scope, _ in topic.scopes] for topic in case.topics}
    named = {
        "speaks_for": ([draft.speaks_for], actors),
        "names": (_split(draft.names), actors),
        "topic": (_split(draft.topic), list(scopes)),
        "supersedes": (_split(draft.supersedes), [statement.id for statement in case.statements]),
    }
    for field, (given, known) in named.items():
        for name in given:
            if name not in known:
                what = f"{shown(name)} is not known" if name else "nothing is given"
                yield field, f"{what}; {suggestion(name, known, 'give one of ' + ', '.join(known[:12]))}"
    for topic, scope in _questions(draft):
        if topic in scopes and scope not in scopes[topic]:
            remedy = suggestion(scope, scopes[topic], f"give one of {', '.join(scopes[topic][:12])}")
            yield "scope", f"{shown(scope)} is not known; {remedy}"
    words = [" ".join(part.words.split()) for part in (*draft.parts, draft.sentence)]
    for piece in filter(None, (piece.strip() for piece in " ".join(draft.quote.split()).split(" ... "))):
        if not any(piece in each for each in words):
            yield "quote", f"{shown(piece)} is not in the article's words; copy them, and leave words out with ' ... '"


def _questions(draft: DraftShape) -> Iterator[tuple[str, str]]:
    # Topic and scope of each position; where there are not as many of each, the row's own fault says so.
    topics, drafted = _split(draft.topic), _split(draft.scope)
    yield from zip(topics * len(drafted) if len(topics) == 1 else topics, drafted, strict=False)


def _rows(fresh: list[Placed], review: Review, case: Case, source: str) -> tuple[list[Row], list[Row]]:
    statements: list[Row] = []
    judgements: list[Row] = []
    taken = {statement.id for statement in case.statements}
    orphans = [s for s in case.statements if s.id not in {j.subject for j in case.judgements}]
    for _, draft in fresh:
        subject = draft.id
        if draft.decision == "accept":
            values = _values(draft, source, _free_id(draft, taken))
            subject = _left_over(values, orphans) or values["id"]
            if subject == values["id"]:
                statements.append(values)
                taken.add(subject)
        evidence = f"draft {draft.id} of {review.shape.article.path}, sha256 {review.shape.article.sha256}"
        judgements.append(
            {"id": _judgement_id(draft), "subject": subject, "verdict": _VERDICTS[draft.decision], "evidence": evidence}
        )
    return statements, judgements


def _left_over(values: Row, orphans: list[Statement]) -> str:
    # A statement whose judgement was never written, as after a power cut: it is not taken in twice.
    record = StatementRow.model_validate(values).record()
    return next((s.id for s in orphans if replace(record, id=s.id) == s), "")


def _judgement_id(draft: DraftShape) -> str:
    return f"jd-{draft.id}"


def _values(draft: DraftShape, source: str, name: str) -> Row:
    given = {key: getattr(draft, key, "") for key in StatementRow.written_keys()}
    return given | {"id": name, "source": source}


def _free_id(draft: DraftShape, taken: set[str]) -> str:
    ascii_name = unicodedata.normalize("NFKD", draft.speaker).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:40].strip("-") or "statement"
    base = f"st-{draft.said_on.rpartition('/')[2].replace('-', '')}-{slug}"
    names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]

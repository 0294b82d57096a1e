"""Rejections of drafts, taken back: a further judgement that replaces the rejection, and nothing overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from truceline.casefolder.cases import read_case
from truceline.casefolder.changing import changing
from truceline.casefolder.judgements_of_drafts import ACCEPTED, REJECTED, DraftJudgements
from truceline.casefolder.schema.tables import JudgementRow
from truceline.errors import CaseError
from truceline.formats.faults import shown, suggestion
from truceline.monitoring.append_only import WITHDRAWN
from truceline.records.provenance import Judgement

_SUMMARY = "nothing was withdrawn"


def withdraw(draft: str, folder: Path, *, by: str, at: datetime, why: str = "") -> str:
    """Take back the rejection of a draft, by the draft's id; the draft is open again. Return the new judgement's id.

    Raises
    ------
    CaseError
        If nobody is named, the draft was not rejected, or the case is at fault or cannot be changed.
    """
    if not by.strip():
        raise CaseError(_SUMMARY, ("--by | names nobody; give the name of who decided",))
    with changing(folder) as change:
        case = read_case(change.found)
        judged = DraftJudgements(case.judgements)
        rejection = _rejection(draft, judged, case.judgements)
        row = {
            "id": judged.free_id(draft),
            "subject": draft,
            "verdict": WITHDRAWN,
            "by": by.strip(),
            "at": at.isoformat(timespec="seconds"),
            "evidence": why.strip(),
            "replaces": rejection.id,
        }
        change.append({JudgementRow: [row]})
    return row["id"]


def _rejection(draft: str, judged: DraftJudgements, judgements: tuple[Judgement, ...]) -> Judgement:
    latest = judged.latest(draft)
    if latest is not None and latest.verdict == REJECTED:
        return latest
    if latest is not None and latest.verdict == ACCEPTED:
        what = f"was accepted as {latest.subject}, and a statement stays in the ledger"
        what += f"; add one that supersedes it: truceline add-statement --supersedes {latest.subject}"
    elif latest is not None:
        what = f"was withdrawn on {latest.at:%Y-%m-%d} by {latest.by}; accept or reject it in its review file"
    else:
        rejected = {j.subject: j for j in judgements if j.verdict == REJECTED}
        listed = ", ".join(list(rejected)[-6:])
        other = f"give the id of a rejected draft: {listed}" if listed else "no draft was rejected in this case"
        what = f"was never judged in this case; {suggestion(draft, rejected, other)}"
    raise CaseError(_SUMMARY, (f"{shown(draft)} | {what}",))

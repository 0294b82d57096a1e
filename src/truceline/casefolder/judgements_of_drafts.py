"""What was decided on drafts, read from a case's judgements: the latest one of each counts."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.monitoring.append_only import WITHDRAWN
from truceline.records.provenance import Judgement

ACCEPTED, REJECTED = "accepted", "rejected"
"""Verdicts on a draft; a withdrawn one leaves it undecided."""


class DraftJudgements:
    """The judgements of a case that decided on drafts."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._by_id = {judgement.id: judgement for judgement in judgements}

    def latest(self, draft: str) -> Judgement | None:
        """Return the latest judgement on a draft, by its id."""
        return self._by_id.get(self._name(draft, self._number(draft)))

    def verdict(self, draft: str) -> str:
        """Return what holds of a draft: accepted, rejected, or nothing."""
        latest = self.latest(draft)
        return "" if latest is None or latest.verdict == WITHDRAWN else latest.verdict

    def free_id(self, draft: str) -> str:
        """Name the next judgement on a draft."""
        return self._name(draft, self._number(draft) + 1)

    def _number(self, draft: str) -> int:
        number = 0
        while self._name(draft, number + 1) in self._by_id:
            number += 1
        return number

    def _name(self, draft: str, number: int) -> str:
        return f"jd-{draft}" if number < 2 else f"jd-{draft}-{number}"

"""What incidents are by the agreement, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.agreement.agreement import Agreement
from truceline.monitoring.reasons import Verdict
from truceline.views.text import TextLine, whole


def verdict_lines(verdicts: Mapping[str, tuple[Verdict, ...]], agreement: Agreement) -> Iterator[TextLine]:
    """Say what each incident, by its id, is by the agreement, and why."""
    return (whole(words) for each in verdicts.items() for words in _text(*each, agreement))


def _text(incident: str, verdicts: tuple[Verdict, ...], agreement: Agreement) -> Iterator[str]:
    within = [verdict for verdict in verdicts if verdict.verdict != "out-of-scope"]
    who = (verdicts[0].actor or "undetermined") if verdicts else "undetermined"
    yield f"{incident}: by {who}" + ("" if within else f"; out of scope of all {len(verdicts)} provisions")
    titles = {version.id: version.title for version in agreement.versions}
    for verdict in within:
        reading = f", as read: {titles[verdict.version]}" if verdict.version else ""
        lacking = f" for want of {', '.join(verdict.missing)}" if verdict.missing else ""
        yield f"  {verdict.verdict}{lacking}: {verdict.title} ({_clause(verdict)}){reading}"
        yield from (f"    {reason}" for reason in verdict.reasons)


def _clause(verdict: Verdict) -> str:
    clause = verdict.clause
    standing = "" if clause.standing == "published" else f", {clause.standing}"
    return f"{clause.ref}, {clause.source}{standing}" if clause.source else f"{clause.ref}{standing}"

"""``truceline judge``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from truceline.cli import options
from truceline.errors import CaseError

if TYPE_CHECKING:
    from truceline.agreement.agreement import Agreement
    from truceline.monitoring.reasons import Verdict


@click.command()
@click.argument("agreement")
@click.argument("incidents", type=click.Path(path_type=Path))
@options.as_json
def judge(agreement: str, incidents: Path, *, as_json: bool) -> None:
    """Judge incidents by an agreement: violation, permitted, out of scope or undetermined.

    AGREEMENT is a file, the name of a bundled agreement, or a case; INCIDENTS a YAML file. Each verdict comes with its
    reasons and its clause, and an undetermined one with what is missing. Where the file says which verdicts it
    expects, any other is a fault.
    """
    from truceline.casefolder import agreement_files
    from truceline.monitoring.attribution import attributions
    from truceline.monitoring.incidents import columns
    from truceline.monitoring.reasons import explain
    from truceline.monitoring.violations import verdicts

    terms = agreement_files.find_terms(agreement)
    file = agreement_files.read_incidents(incidents, terms)
    drawn = {line.id: line for line in (*terms.lines, *file.lines)}
    rows = columns(file.incidents)
    who = attributions(rows, terms.agreement, tuple(drawn.values()))
    found = verdicts(rows, terms.agreement, tuple(drawn.values()), who)
    told = {str(rows.id[row]): explain(found, rows, terms.agreement, row) for row in range(len(rows))}
    if as_json:
        document = {"agreement": terms.name, "incidents": [_document(*each) for each in told.items()]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for each in told.items():
            for line in _text(*each, terms.agreement):
                click.echo(line)
    if problems := agreement_files.differences(file, told):
        raise CaseError("verdicts are not as expected", problems)


def _document(incident: str, verdicts: tuple[Verdict, ...]) -> dict[str, Any]:
    return {
        "incident": incident,
        "actor": verdicts[0].actor if verdicts else "",
        "confidence": verdicts[0].confidence if verdicts else "none",
        "verdicts": [
            {
                "provision": verdict.provision,
                "version": verdict.version,
                "verdict": verdict.verdict,
                "missing": list(verdict.missing),
                "reasons": list(verdict.reasons),
                "clause": {
                    "ref": verdict.clause.ref,
                    "source": verdict.clause.source,
                    "standing": str(verdict.clause.standing),
                    "note": verdict.clause.note,
                },
            }
            for verdict in verdicts
        ],
    }


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

"""``truceline monitor``, ``verify`` and ``claims``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from truceline import __version__
from truceline.cli import options

if TYPE_CHECKING:
    from truceline.agreement.windows import Window
    from truceline.case import Case
    from truceline.monitoring.claims.beside_observed import Claimed
    from truceline.monitoring.claims.ledger import Entry, Total
    from truceline.monitoring.coverage_log import Period
    from truceline.results.monitoring import Monitored


class Moment(click.ParamType[datetime]):
    """A date such as 2031-03-20, or a moment such as 2031-03-20T19:30, on the case's clock or with an offset."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401
        """Read the moment, or refuse it with the form to use."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time; write it as 2031-03-20 or 2031-03-20T19:30", param, ctx)


@click.command()
@click.argument("case")
@click.option("--from", "since", type=Moment(), help="Start of the period [default: a day before its end].")
@click.option("--until", type=Moment(), help="End of the period, not included [default: the end of the case's day].")
@click.option("--weekly", is_flag=True, help="A week instead of a day, where --from is not given.")
@click.option("--log", type=click.Path(path_type=Path), help="Evidence log [default: runs/evidence.jsonl, with --key].")
@click.option("--key", type=click.Path(path_type=Path), help="Sign into the evidence log with this key; made if new.")
@options.out("Write the results here [default: runs/TIME-monitor].")
@options.as_json
def monitor(
    case: str,
    *,
    since: datetime | None,
    until: datetime | None,
    weekly: bool,
    log: Path | None,
    key: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Monitor: reports to incidents to violations to a bulletin.

    Writes the bulletin as HTML, Markdown, JSON, CSV, GeoJSON and KML. With --key, judgements and bulletin are appended
    to the signed evidence log as well.
    """
    from truceline.casefolder import cases
    from truceline.render.bulletin_files import bulletin_files
    from truceline.services import runs
    from truceline.services.monitoring_record import read_record
    from truceline.workflow.monitor import monitor as walk

    if log and not key:
        raise click.UsageError("--log needs --key: an evidence log is signed")
    found = cases.find_case(case)
    known, reading = cases.read_folder(found.folder)
    received = read_record(found.folder, known, reading)
    period = _period(known, since, until, timedelta(days=7 if weekly else 1))
    made = walk(known, received.record, period, version=__version__)
    at = datetime.now(UTC)
    folder = out or runs.run_folder(found.folder, bundled=found.bundled, command="monitor", at=at)
    asked = {"from": period.start.isoformat(), "until": period.end.isoformat()}
    inputs = (*known.inputs, *received.inputs)
    results = bulletin_files(made)
    if key:
        runs_folder = runs.run_folder(found.folder, bundled=found.bundled, command="monitor", at=at).parent
        results["head.json"] = _sign(made, log or runs_folder / "evidence.jsonl", key)
    written = runs.write_run(folder, results, runs.run_record("monitor", asked, at=at, seed=known.seed, inputs=inputs))
    click.echo(results["bulletin.json"] if as_json else "\n".join(_summary(made)) + "\n", nl=False)
    click.echo(f"written to {folder}: {', '.join(path.name for path in written)}", err=True)


def _period(case: Case, since: datetime | None, until: datetime | None, length: timedelta) -> Period:
    from truceline.errors import CaseError
    from truceline.monitoring.coverage_log import Period

    zone = ZoneInfo(case.time_zone)
    end = until or datetime.combine(case.as_of + timedelta(days=1), time(), zone)
    end = end if end.tzinfo else end.replace(tzinfo=zone)
    start = since or end - length
    start = start if start.tzinfo else start.replace(tzinfo=zone)
    period = Period(start.astimezone(UTC), end.astimezone(UTC))
    if period.end <= period.start:
        what = (
            f"{period.start.isoformat()} to {period.end.isoformat()} ends before it starts; exchange --from and --until"
        )
        raise CaseError("the period cannot be monitored", (f"period | {what}",))
    return period


def _sign(made: Monitored, log: Path, key: Path) -> str:
    from truceline.evidence.log import append, read_key
    from truceline.services.evidence_entries import entries_of

    log.parent.mkdir(parents=True, exist_ok=True)
    head = append(log, entries_of(made), read_key(key)).head
    return json.dumps(head.document() if head else {}) + "\n"


def _summary(made: Monitored) -> Iterator[str]:
    bulletin, case = made.bulletin, made.case
    names = {sector.id: sector.name for sector in case.sectors} | {"": "Outside all sectors"}
    yield f"{case.title}: {bulletin.period.start:%Y-%m-%d %H:%M} to {bulletin.period.end:%Y-%m-%d %H:%M} UTC"
    for row in bulletin.sectors:
        rate = "no observable hours" if row.now.rate is None else f"{row.now.rate:.2f} per post-hour"
        yield (
            f"  {names[row.sector]}: {row.now.violations} violations observed, of which {row.now.explosions} explosions"
            f" (previous period {row.before.violations}); {rate}"
        )
    if claimed := len(bulletin.claimed.beside):
        yield f"  {claimed} kinds of claims by the parties, each claim once, beside what was observed"
    broken = sum(line.violation for line in bulletin.lines)
    known = sum(bool(line.actor) for line in bulletin.lines)
    yield f"  {len(bulletin.lines)} incidents, {broken} in breach by some reading, {known} attributed"


@click.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--key", default="", help="Public key that must have signed, in hexadecimal [default: the log's first].")
@click.option("--head", type=click.Path(path_type=Path), help="A head.json that was kept: prove that LOG extends it.")
@click.option("--entry", help="Prove that the entry with this id is in the log.")
@options.as_json
def verify(log: Path, *, key: str, head: Path | None, entry: str | None, as_json: bool) -> None:
    """Verify an evidence log: every entry, head and signature.

    The first altered entry is named. Only a kept head shows that the end was cut off.
    """
    from truceline.evidence.log import verify as verified

    found = verified(log, key=key, earlier=_kept(head) if head else None)
    index = next((n for n, each in enumerate(found.entries) if each.id == entry), None)
    if entry is not None and index is None:
        from truceline.errors import SourceError

        raise SourceError("the entry cannot be proved", (f"{log} {entry} | is not in the log; give another id",))
    proof = [] if index is None else list(found.inclusion(index))
    document = {
        "entries": len(found.entries),
        "head": found.head.document() if found.head else None,
        "extends": str(head) if head else None,
        "inclusion": None if index is None else {"entry": entry, "index": index, "proof": proof},
    }
    if as_json:
        click.echo(json.dumps(document))
        return
    click.echo(f"{log}: {len(found.entries)} entries, none altered" + (f", and it extends {head}" if head else ""))
    if found.head:
        click.echo(f"head {found.head.root} signed by {found.head.key}")
    if index is not None:
        click.echo("\n".join([f"{entry} is entry {index + 1}; its proof:", *proof]))


def _kept(path: Path) -> Any:  # noqa: ANN401  (a head; its type is imported where it is used)
    from truceline.errors import SourceError
    from truceline.evidence.log import head_from

    try:
        return head_from(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise SourceError("the kept head cannot be read", (f"{path} | {error.strerror}; give a head.json",)) from error


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--truce", help="Only claims about this truce.")
@click.option("--agreement", help="Place windows under each version of this agreement: a file, a bundled name, a case.")
@options.as_json
def claims(files: tuple[Path, ...], *, truce: str | None, agreement: str | None, as_json: bool) -> None:
    """Bring the parties' claims together: each once, and both sides beside each other.

    FILES have the columns of a case's claims.csv. Windows, cumulative totals and misreports are told apart, with the
    reasons.
    """
    from truceline.monitoring.claims.beside_observed import claimed_beside
    from truceline.services.claims_files import read_claims

    found = [claim for path in files for claim in read_claims(path) if truce in (None, claim.truce)]
    windows, versions = _windows(agreement) if agreement else ((), {})
    claimed = claimed_beside(found, windows, (), {})
    if as_json:
        document = {
            "beside": [[_total(total) for total in row.claimed.values()] for row in claimed.beside],
            "claims": [_entry(entry) | _placed(claimed, entry) for entry in claimed.entries],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for line in _told(claimed, versions):
            click.echo(line)


def _windows(agreement: str) -> tuple[tuple[Window, ...], dict[str, str]]:
    from truceline.casefolder.agreement_files import find_terms

    terms = find_terms(agreement).agreement
    return terms.windows, {version.id: version.title for version in terms.versions}


def _placed(claimed: Claimed, entry: Entry) -> dict[str, Any]:
    return {"windows": [{"version": v, "lies": lies} for v, lies in claimed.places[entry.main.first.id]]}


def _total(total: Total) -> dict[str, Any]:
    return {
        "truce": total.truce,
        "category": total.category,
        "scope": total.scope,
        "claimant": total.party,
        "accused": total.accused,
        "count": total.count,
        "at_least": total.at_least,
        "claims": list(total.ids),
        "outlets": total.outlets,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    claim = entry.main.first
    return {
        "claim": claim.id,
        "copies": sorted(each.id for variant in (entry.main, *entry.others) for each in variant.claims),
        "count": claim.count,
        "from": claim.start.isoformat(),
        "until": claim.end.isoformat() if claim.end else None,
        "outlets": list(entry.outlets),
        "variants": [{"claim": v.first.id, "reason": v.reason} for v in entry.others],
        "misreports": [{"claim": name, "reason": why} for name, why in entry.misreports],
        "counted": entry.counted,
        "why": entry.why,
    }


def _told(claimed: Claimed, versions: Mapping[str, str]) -> Iterator[str]:
    for row in claimed.beside:
        sides = [_side(row.claimed[party]) for party in sorted(row.claimed)]
        yield f"{row.category.replace('_', ' ')}, {row.scope} ({row.truce}): {'; '.join(sides)}"
    for entry in claimed.entries:
        name = entry.main.first.id
        if not entry.counted:
            yield f"{name} not added: {entry.why}"
        yield from (f"{each.first.id} is {name} again: {each.reason}" for each in entry.others)
        yield from (f"{each} is a misreport: {why}" for each, why in entry.misreports)
        for version, lies in claimed.places[name]:
            if lies != "within":
                yield f"{name} {lies} the truce, read: {versions.get(version, 'as all read it')}"


def _side(total: Total) -> str:
    until = f"{total.end:%Y-%m-%d %H:%M}" if total.end else "an open end"
    number = f"{'at least ' if total.at_least else ''}{total.count:,}"
    return (
        f"{total.party} claims {number} of {total.accused}, {total.start:%Y-%m-%d %H:%M} to {until} UTC"
        f" ({', '.join(total.ids)}; outlets: {total.outlets})"
    )

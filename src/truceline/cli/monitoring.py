"""``truceline monitor``, ``verify`` and ``claims``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("case")
@click.option(
    "--from", "since", type=options.moment, metavar="TIME", help="Start of the period [default: a day before its end]."
)
@click.option(
    "--until",
    type=options.moment,
    metavar="TIME",
    help="End of the period, not included [default: the end of the case's day].",
)
@click.option("--weekly", is_flag=True, help="A week instead of a day, where --from is not given.")
@click.option("--log", type=click.Path(path_type=Path), help="Evidence log [default: runs/evidence.jsonl, with --key].")
@click.option("--key", type=click.Path(path_type=Path), help="Sign into the evidence log with this key.")
@click.option("--new-key", is_flag=True, help="Make the key first: there must be no file of its name.")
@options.out("Write the results here [default: runs/TIME-monitor].")
@options.as_json
def monitor(case: str, *, weekly: bool, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Monitor: reports to incidents to violations to a bulletin.

    Writes the bulletin as HTML, Markdown, JSON, CSV, GeoJSON and KML. With --key, judgements and bulletin are appended
    to the signed evidence log as well.
    """
    from truceline.services.monitor import monitor

    answer(monitor(case, at=datetime.now(UTC), days=7 if weekly else 1, **chosen), as_json=as_json)


@click.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option(
    "--key",
    default="",
    metavar="KEY",
    help="Public key that must have signed: hexadecimal, or a PEM file [default: the log's first].",
)
@click.option("--head", type=click.Path(path_type=Path), help="A head.json that was kept: prove that LOG extends it.")
@click.option("--entry", help="Prove that the entry with this id is in the log.")
@options.as_json
def verify(log: Path, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Verify an evidence log: every entry, head and signature.

    The first altered entry is named. Only a kept head, given or beside the log, shows that the end was cut off.
    """
    from truceline.services.verify import verify

    answer(verify(log, **chosen), as_json=as_json)


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
    from truceline.services.claims import claims

    answer(claims(files, truce=truce, agreement=agreement), as_json=as_json)

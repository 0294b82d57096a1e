"""``truceline monitor``, ``verify``, ``rotate`` and ``claims``."""

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
@click.option(
    "--known-at",
    type=options.moment,
    metavar="TIME",
    help="Count what was received, imported and entered by then [default: the end of the period].",
)
@click.option("--weekly", is_flag=True, help="A week instead of a day, where --from is not given.")
@click.option("--log", type=options.PATH, help="Evidence log [default: runs/evidence.jsonl, with --key].")
@click.option("--key", type=options.PATH, help="Sign into the evidence log with this key.")
@click.option("--origin", default="", metavar="NAME", help="Name of a new evidence log [default: truceline/CASE/...].")
@click.option("--new-key", is_flag=True, help="Make the key first: there must be no file of its name.")
@click.option("--language", default="en", metavar="CODE", help="Of page and text: en, uk, ru or fr [default: en].")
@click.option(
    "--replaces",
    type=options.PATH,
    metavar="FILE",
    help="The bulletin.json that this one corrects, where it is in no run beside the log.",
)
@click.option("--summary", type=options.PATH, metavar="FILE", help="Paragraphs to stand at the top, a text file.")
@options.out("Write the results here [default: runs/TIME-monitor].")
@options.as_json
def monitor(case: str, *, weekly: bool, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Monitor: reports to incidents to violations to a bulletin.

    Writes the bulletin as HTML, Markdown, JSON, CSV, GeoJSON and KML. Without --key it is a draft. With it, judgements
    and bulletin are appended to the signed evidence log as well: it is final, and a later one of the same period
    corrects it and lists what changed.
    """
    from truceline.services.monitor import monitor

    answer(monitor(case, at=datetime.now(UTC), days=7 if weekly else 1, **chosen), as_json=as_json)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.PATH)
@click.option(
    "--key",
    default="",
    metavar="KEY",
    help="Public key that must have signed: hexadecimal, or a PEM file [default: a log's first].",
)
@click.option(
    "--head",
    multiple=True,
    type=options.PATH,
    help="A head.json or checkpoint that was kept: prove that the log extends it.",
)
@click.option("--witness", multiple=True, metavar="KEY", help="Verifier key of a witness that must have cosigned it.")
@click.option("--entry", multiple=True, help="Prove that this entry is in the log: its id, number, or the id of a row.")
@options.as_json
def verify(files: tuple[Path, ...], *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Verify evidence logs, and that files are what was signed in them.

    FILE is an evidence log, a file of a bulletin, a head, or the folder of a run; where no log is given, it is that of
    the run. Of a log every entry, head and signature is checked, and the first altered entry is named. Only a kept
    head, given or beside the log, shows that its end was cut off.
    """
    from truceline.services.verify import verify

    answer(verify(*files, **chosen), as_json=as_json)


@click.command()
@click.argument("log", type=options.PATH)
@click.option("--key", required=True, type=options.PATH, help="The key that signs the log now.")
@click.option("--to", required=True, type=options.PATH, help="The key that signs it from now on.")
@click.option("--new-key", is_flag=True, help="Make the key TO first: there must be no file of its name.")
@options.as_json
def rotate(log: Path, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Rotate the key of an evidence log: an entry signed by the old key names the new one.

    From then on only the new key signs, and the log verifies as one.
    """
    from truceline.services.rotate import rotate

    answer(rotate(log, at=datetime.now(UTC), **chosen), as_json=as_json)


@click.command()
@click.argument("files", nargs=-1, required=True, type=options.PATH)
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

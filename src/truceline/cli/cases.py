"""``truceline check``, ``new`` and ``cases``."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("case")
@options.as_json
def check(case: str, *, as_json: bool) -> None:
    """List every fault of a case at once, its reports included.

    Each is one line: where | what is wrong, with the value; what to do.
    """
    from truceline.services.check import check

    answer(check(case), as_json=as_json)


@click.command()
@click.argument("folder", type=options.PATH)
@click.option("--from", "template", default="", metavar="CASE", help="The case to copy [default: two-rivers].")
@click.option("--for", "purpose", default="", metavar="monitoring", help="Make a small case for this purpose instead.")
@options.as_json
def new(folder: Path, *, template: str, purpose: str, as_json: bool) -> None:
    """Make a case folder to edit: a copy of another case, or a small one for monitoring only.

    One for monitoring has five files and no fault, with placeholders for one's own truce, and nothing that only
    planning needs.

    Runs and rows that imports refused stay behind. Who judged in a case of one's own is told by number alone.
    """
    from truceline.services.new import new

    answer(new(folder, template=template, purpose=purpose), as_json=as_json)


@click.command()
@options.as_json
def cases(*, as_json: bool) -> None:
    """List the bundled cases."""
    from truceline.services.cases import cases

    answer(cases(), as_json=as_json)

"""``truceline line``."""

from __future__ import annotations

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("case")
@click.option("--from", "earlier", help="Compare from this line (its id)...")
@click.option("--to", "later", help="...to this one.")
@options.as_json
def line(case: str, *, earlier: str | None, later: str | None, as_json: bool) -> None:
    """List a case's lines of contact, or tell where the line moved between two of them.

    A comparison gives the length that moved, by how much, the ground that changed sides, and the stretches.
    """
    from truceline.services.line import line

    answer(line(case, earlier=earlier, later=later), as_json=as_json)

"""``truceline judge``."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("agreement")
@click.argument("incidents", type=options.PATH)
@options.as_json
def judge(agreement: str, incidents: Path, *, as_json: bool) -> None:
    """Judge incidents by an agreement: violation, permitted, out of scope or undetermined.

    AGREEMENT is a file, the name of a bundled agreement, or a case; INCIDENTS a YAML file. Each verdict comes with its
    reasons and its clause, and an undetermined one with what is missing. Where the file says which verdicts it
    expects, any other is a fault.
    """
    from truceline.services.judge import judge

    answer(judge(agreement, incidents), as_json=as_json)

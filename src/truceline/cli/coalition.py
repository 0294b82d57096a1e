"""``truceline coalition``."""

from __future__ import annotations

from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("case")
@click.option("--scenario", help="Look at this scenario [default: the case's first].")
@options.as_of
@click.option("--value", default="personnel", show_default=True, help="What decides: personnel, fill, or a capability.")
@click.option(
    "--target",
    type=options.AMOUNT,
    default=0.0,
    help="List the smallest coalitions that bring this much of the value.",
)
@click.option("--seed", type=int, help="Seed for games too large to be exact [default: the case's own].")
@options.as_json
def coalition(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Show who would come, who decides, and what would move those who wait."""
    from truceline.services.coalition import coalition

    answer(coalition(case, **chosen), as_json=as_json)

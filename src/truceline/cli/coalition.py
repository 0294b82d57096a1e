"""``truceline coalition``."""

from __future__ import annotations

from datetime import date

import click

from truceline.cli import options


@click.command()
@click.argument("case")
@click.option("--scenario", help="Look at this scenario [default: the case's first].")
@options.as_of
@click.option("--value", default="personnel", show_default=True, help="What decides: personnel, fill, or a capability.")
@click.option("--target", default=0.0, help="List the smallest coalitions that bring this much of the value.")
@click.option("--seed", type=int, help="Seed for games too large to be exact [default: the case's own].")
@options.as_json
def coalition(
    case: str,
    *,
    scenario: str | None,
    as_of: date | None,
    value: str,
    target: float,
    seed: int | None,
    as_json: bool,
) -> None:
    """Show who would come, who decides, and what would move those who wait."""
    import numpy as np

    from truceline import knowledge
    from truceline.casefolder import cases
    from truceline.render.coalition import coalition_document, coalition_summary
    from truceline.workflow.coalition import convene

    known = cases.read_case(cases.find_case(case).folder)
    rng = np.random.default_rng(known.seed if seed is None else seed)
    asked = scenario or known.scenarios[0].id
    view = convene(known, scenario=asked, rng=rng, as_of=as_of, value=value, target=target)
    click.echo(
        coalition_document(view) if as_json else coalition_summary(view, knowledge.known(known, as_of or known.as_of)),
        nl=False,
    )

"""``truceline line``."""

from __future__ import annotations

import click

from truceline.cli import options


@click.command()
@click.argument("case")
@click.option("--from", "earlier", help="Compare from this line (its id)...")
@click.option("--to", "later", help="...to this one.")
@options.as_json
def line(case: str, *, earlier: str | None, later: str | None, as_json: bool) -> None:
    """List a case's lines of contact, or tell where the line moved between two of them.

    A comparison gives the length that moved, by how much, the ground that changed sides, and the stretches.
    """
    from truceline.casefolder import cases
    from truceline.render import lines
    from truceline.workflow.line import compare_lines

    if (earlier is None) != (later is None):
        raise click.UsageError("give both --from and --to, or neither")
    known = cases.read_case(cases.find_case(case).folder)
    if earlier is None or later is None:
        click.echo(lines.lines_document(known) if as_json else lines.lines_summary(known), nl=False)
        return
    found = compare_lines(known, earlier, later)
    render = lines.change_document if as_json else lines.change_summary
    click.echo(render(earlier, later, found), nl=False)

"""``truceline line``."""

from __future__ import annotations

import click

from truceline import __version__
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
    from truceline.documents.line import line_change_document, lines_document
    from truceline.formats.json_text import json_text
    from truceline.render import lines
    from truceline.workflow.line import compare_lines

    if (earlier is None) != (later is None):
        raise click.UsageError("give both --from and --to, or neither")
    known = cases.read_case(cases.find_case(case).folder)
    if earlier is None or later is None:
        listed = json_text(lines_document(known, version=__version__)) if as_json else lines.lines_summary(known)
        click.echo(listed, nl=False)
        return
    found = compare_lines(known, earlier, later)
    if as_json:
        click.echo(json_text(line_change_document(earlier, later, found, version=__version__)), nl=False)
    else:
        click.echo(lines.change_summary(earlier, later, found), nl=False)

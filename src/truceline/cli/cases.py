"""``truceline check``, ``new`` and ``cases``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from truceline.cli import options
from truceline.errors import TrucelineError


@click.command()
@click.argument("case")
@options.as_json
def check(case: str, *, as_json: bool) -> None:
    """List every fault of a case at once.

    Each is one line: where | what is wrong, with the value; what to do.
    """
    from truceline.agreement.placement import untouched
    from truceline.casefolder import cases

    try:
        known = cases.read_case(cases.find_case(case).folder)
    except TrucelineError as error:
        if as_json:
            click.echo(json.dumps({"summary": error.summary, "faults": list(error.problems)}, ensure_ascii=False))
        raise
    counted = {
        "statements": len(known.statements),
        "sources": len(known.sources),
        "pledges": len(known.pledges),
        "requirement lines": len(known.requirement),
        "scenarios": len(known.scenarios),
        "sites": len(known.sites),
    }
    notes = [
        f"the line {known.line.id} touches no part of the sector {sector}; that is right for ground behind it"
        for sector in (untouched(known.line, known.sectors) if known.has_line else ())
    ]
    if as_json:
        click.echo(json.dumps({"case": known.id, "faults": [], "notes": notes, "counts": counted}, ensure_ascii=False))
    else:
        click.echo(f"{known.id}: no faults ({', '.join(f'{n} {what}' for what, n in counted.items())})")
        for note in notes:
            click.echo(f"note: {note}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "template", default="two-rivers", show_default=True, help="The case to copy.")
@options.as_json
def new(folder: Path, *, template: str, as_json: bool) -> None:
    """Make a case folder to edit, as a copy of another case."""
    from truceline.casefolder import cases

    cases.new_case(folder, cases.find_case(template).folder)
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "from": template}))
    else:
        click.echo(f"{folder}: a copy of {template}; edit it, then run: truceline check {folder}")


@click.command()
@options.as_json
def cases(*, as_json: bool) -> None:
    """List the bundled cases."""
    from truceline.casefolder import cases

    found = cases.bundled_cases()
    if as_json:
        click.echo(json.dumps([{"name": name, "title": title} for name, title in found.items()], ensure_ascii=False))
    else:
        width = max(map(len, found))
        for name, title in found.items():
            click.echo(f"{name:{width}}  {title}")

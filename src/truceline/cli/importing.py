"""``truceline import``: one subcommand for each kind of file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from truceline.cli import options
from truceline.cli.feeds import feed_commands

if TYPE_CHECKING:
    from shapely import Polygon

    from truceline.workflow.line import Clue, Label

_ENDS = "Take the front between two ends, LON LAT LON LAT, held ground on its left; may be repeated."


@click.group(name="import")
def import_group() -> None:
    """Import files of other systems."""


for _feed in feed_commands():
    import_group.add_command(_feed)


@import_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.out("Write the table of coded references here [default: FILE with the ending .csv].")
@click.option("--statement-type", default="DNA Statement", show_default=True, help="The statement type to read.")
@click.option("--actor", default="organization", show_default=True, help="The variable that names actors.")
@click.option("--concept", default="concept", show_default=True, help="The variable that names concepts.")
@click.option("--qualifier", default="agreement", show_default=True, help="The variable that says whether they agree.")
@options.as_json
def dna(
    file: Path, *, out: Path | None, statement_type: str, actor: str, concept: str, qualifier: str, as_json: bool
) -> None:
    """Import the coded statements of a Discourse Network Analyzer 3 file, for truceline network."""
    from truceline.formats.files import write_atomic
    from truceline.sources import discourse_networks
    from truceline.sources.dna import read_dna

    found = read_dna(file, statement_type=statement_type, actor=actor, concept=concept, qualifier=qualifier)
    target = out or file.with_suffix(".csv")
    write_atomic(target, discourse_networks.references_csv(found).encode())
    counted = {
        "references": len(found),
        "actors": len({r.actor for r in found}),
        "concepts": len({r.concept for r in found}),
    }
    if as_json:
        click.echo(json.dumps({"written": str(target), **counted}))
    else:
        click.echo(f"{file.name}: {', '.join(f'{n} {what}' for what, n in counted.items())}")
        click.echo(f"written to {target}; next: truceline network {target}", err=True)


@import_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("case")
@click.option("--id", "name", help="The line's id [default: FILE's name].")
@click.option("--as-of", type=options.Day(), help="The date it shows [default: the date in FILE's name].")
@click.option("--owner", required=True, help="Who drew it: an actor of the case; '' if it was drawn for this case.")
@click.option("--source", required=True, help="Where it comes from: a source of the case.")
@click.option("--note", help="How exact it is [default: the file and its sha256].")
@click.option("--along", default="", help="The rough line of the case to follow [default: the agreement's].")
@click.option("--ends", type=(float, float, float, float), multiple=True, help=_ENDS)
@click.option("--country", type=click.Path(path_type=Path), help="An outline: what of the boundary is off it is front.")
@click.option("--where", multiple=True, help="Read only features with this property, as KEY=VALUE; may be repeated.")
@click.option("--within", default=100.0, show_default=True, help="Generalise by at most so many metres; 0 not at all.")
@click.option("--replace", is_flag=True, help="Replace a line of the same id.")
@options.as_json
def line(file: Path, case: str, *, as_json: bool, replace: bool, where: tuple[str, ...], **given: Any) -> None:  # noqa: ANN401  (options)
    """Import a line of contact: the front of polygons, or a line.

    FILE is GeoJSON, KML, or with the extra "formats" GeoPackage and more. Of polygons of held ground, the part of the
    boundary that is the front is found by the rough line of the case, by --ends or by --country. The line is added to
    CASE/line.geojson.
    """
    from truceline.casefolder import cases
    from truceline.render.lines import drawn_document, drawn_summary
    from truceline.sources import line_shapes
    from truceline.workflow.line import draw_lines

    found = cases.find_case(case)
    if found.bundled:
        raise click.UsageError(f"{case} is bundled and stays as it is; copy it: truceline new FOLDER --from {case}")
    known = cases.read_case(found.folder)
    shapes = line_shapes.read_shapes(file, dict(_key_value(text) for text in where))
    country = line_shapes.read_shapes(given["country"]).polygons if given["country"] else ()
    label, clue = _label(file, shapes.sha256, given), _clue(given, country)
    drawn = draw_lines(known, (shapes.polygons, shapes.lines), label, clue, within_m=given["within"])
    written = line_shapes.store_lines(found.folder, drawn.lines, replace=replace)
    render = drawn_document if as_json else drawn_summary
    click.echo(render(drawn, str(written)), nl=False)


def _key_value(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="--where")
    return key, value


def _label(file: Path, sha256: str, given: Mapping[str, Any]) -> Label:
    from truceline.workflow.line import Label

    return Label(
        id=given["name"] or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-"),
        as_of=given["as_of"] or _date_in(file.stem),
        owner=given["owner"],
        source=given["source"],
        note=given["note"] or f"Imported from {file.name} (sha256 {sha256[:12]})",
    )


def _clue(given: Mapping[str, Any], country: tuple[Polygon, ...]) -> Clue:
    from truceline.workflow.line import Clue

    return Clue(given["along"], given["ends"], country)


def _date_in(name: str) -> date:
    if found := re.search(r"(20\d\d)-?(\d\d)-?(\d\d)", name):
        return date.fromisoformat("-".join(found.groups()))
    raise click.UsageError(f"{name} names no date; give --as-of")

"""``truceline import``: one subcommand for each kind of file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer
from truceline.cli.feeds import feed_commands

_ENDS = "Take the front between two ends, LON LAT LON LAT, held ground on its left; may be repeated."


@click.group(name="import")
def import_group() -> None:
    """Import files of other systems."""


for _feed in feed_commands():
    import_group.add_command(_feed)


@import_group.command()
@click.argument("number", type=click.IntRange(1, 10**9))
@click.argument("case")
@options.as_json
def withdraw(number: int, case: str, *, as_json: bool) -> None:
    """Take an import back: rows say again what they said without it.

    NUMBER is that of the import, as the bulletin's inputs and messages on the store name it. Nothing is deleted: what
    was known before can still be read. To import a mended file, do so afterwards.
    """
    from truceline.services.import_reports import withdraw_import

    answer(withdraw_import(number, case, at=datetime.now(UTC)), as_json=as_json)


@import_group.command()
@click.argument("file", type=options.PATH)
@options.out("Write the table of coded references here [default: FILE with the ending .csv].")
@click.option("--statement-type", default="DNA Statement", show_default=True, help="The statement type to read.")
@click.option("--actor", default="organization", show_default=True, help="The variable that names actors.")
@click.option("--concept", default="concept", show_default=True, help="The variable that names concepts.")
@click.option("--qualifier", default="agreement", show_default=True, help="The variable that says whether they agree.")
@click.option("--exclude", multiple=True, metavar="VARIABLE=VALUE", help="Leave out statements with this value.")
@click.option("--only", multiple=True, metavar="VARIABLE=VALUE", help="Leave out statements with no such value.")
@click.option("--coder", multiple=True, help="Only statements of this coder; may be repeated.")
@click.option(
    "--duplicates",
    type=click.Choice(["include", "document", "across"]),
    default="include",
    show_default=True,
    help="Write repetitions: all, once in each document, or once.",
)
@click.option("--attributes", type=click.Path(path_type=Path), help="Write the attributes of actors here, as CSV.")
@options.as_json
def dna(file: Path, *, exclude: tuple[str, ...], only: tuple[str, ...], as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Import the coded statements of a Discourse Network Analyzer 3 file, for truceline network.

    Variables of a statement's document are named document.author, document.source, document.section, document.type,
    document.title and document.id.
    """
    from truceline.services.import_references import import_references

    left_out = [_key_value(text, "--exclude") for text in exclude]
    taken = [_key_value(text, "--only") for text in only]
    answer(import_references(file, exclude=left_out, only=taken, **chosen), as_json=as_json)


@import_group.command()
@click.argument("file", type=options.PATH)
@click.argument("case")
@click.option("--id", "name", help="The line's id [default: FILE's name].")
@click.option("--as-of", type=options.day, metavar="DATE", help="The date it shows [default: the date in FILE's name].")
@click.option("--owner", required=True, help="Who drew it: an actor of the case; '' if it was drawn for this case.")
@click.option("--source", required=True, help="Where it comes from: a source of the case.")
@click.option("--note", help="How exact it is [default: the file and its sha256].")
@click.option("--along", default="", help="The rough line of the case to follow [default: the agreement's].")
@click.option("--ends", type=(float, float, float, float), multiple=True, help=_ENDS)
@click.option("--country", type=options.PATH, help="An outline: what of the boundary is off it is front.")
@click.option("--where", multiple=True, help="Read only features with this property, as KEY=VALUE; may be repeated.")
@click.option(
    "--within", "within_m", default=100.0, show_default=True, help="Generalise by at most so many metres; 0 not at all."
)
@click.option("--replace", is_flag=True, help="Replace a line of the same id.")
@options.as_json
def line(file: Path, case: str, *, where: tuple[str, ...], as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (options)
    """Import a line of contact: the front of polygons, or a line.

    FILE is GeoJSON, KML, or with the extra "formats" GeoPackage, shapefile or FlatGeobuf. Of polygons of held ground,
    the part of the boundary that is the front is found by the rough line of the case, by --ends or by --country. The
    line is added to CASE/line.geojson.
    """
    from truceline.services.import_line import import_line

    answer(
        import_line(file, case, where=dict(_key_value(text, "--where") for text in where), **chosen), as_json=as_json
    )


def _key_value(text: str, option: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint=option)
    return key, value

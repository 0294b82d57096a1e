"""Make docs/architecture.md and its picture from the import law (.importlinter) and the rooms' own first lines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from html import escape
from pathlib import Path

DOCS = Path(__file__).parent
LAW = DOCS.parent / ".importlinter"
SOURCE = DOCS.parent / "src" / "truceline"
PICTURE = "images/architecture.svg"

DATA = {
    "agreements": "Published agreements, encoded, and the vocabulary of acts, weapons and targets.",
    "cases": "The bundled cases.",
    "symbols": "Symbols of map features.",
}
"""Folders that hold no code."""

PAGE = f"""# Architecture

<!-- Made from .importlinter and the rooms' own first lines by `./run docs`; do not edit. -->

`src/truceline/` is a house of rooms, and data flows one way: a room may import what stands below it, never what stands
above; rooms side by side are strangers to each other. From `errors` up, the rooms are *pure* (green): no files, no
network, clock, chance of their own, logging or data frames; time comes in as an argument, chance as a
`numpy.random.Generator`, files as records. Above them stand the doors (blue), through which bytes come in and go out;
only `services` brings a door and a use case together, and the command line calls it. `.importlinter` is the law;
`./run test` enforces it.

![The rooms, from the command line at the top to the errors at the bottom]({PICTURE})
"""


def pages() -> dict[Path, str]:
    """Return the page and its picture as they should be, by path."""
    return {DOCS / "architecture.md": page(), DOCS / PICTURE: picture(layers())}


def layers() -> list[list[str]]:
    """Read the rooms from the law, a list for each layer, top first."""
    lines = _law()["importlinter:contract:rooms"]["layers"].split("\n")
    return [[room.strip() for room in line.split("|")] for line in lines if line.strip()]


def pure() -> set[str]:
    """Read which rooms are pure."""
    return {name.rpartition(".")[2] for name in _law()["importlinter:contract:pure"]["source_modules"].split()}


def page() -> str:
    """Write the page: the picture, then a line for each room, top first, and one for each folder of data."""
    kept = pure()
    rows = [
        f"| {number} | `{room}` | {'pure' if room in kept else ''} | {purpose(room)} |"
        for number, layer in enumerate(layers(), start=1)
        for room in layer
    ]
    data = [f"| `{folder}` | {what} |" for folder, what in DATA.items()]
    table = ["## The rooms", "", "| layer | room | | what it is for |", "|---|---|---|---|", *rows]
    return "\n".join([PAGE, *table, "", "## Data", "", "| folder | what it holds |", "|---|---|", *data, ""])


def purpose(room: str) -> str:
    """Read what a room is for: the first line of its docstring."""
    folder = SOURCE / room
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].replace("``", "`").replace("|", "\\|")


WIDTH, HEIGHT, GAP = 720, 34, 8


def picture(rooms: list[list[str]]) -> str:
    """Draw the layers as rows of boxes, top first; pure rooms are green, the others blue."""
    boxes = "\n".join(box for number, layer in enumerate(rooms) for box in _row(number, layer))
    tall = len(rooms) * (HEIGHT + GAP) + GAP
    size = f'viewBox="0 0 {WIDTH} {tall}" font-family="sans-serif" font-size="13"'
    paper = f'<rect width="{WIDTH}" height="{tall}" fill="#ffffff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{paper}\n{boxes}\n</svg>\n'


def _row(number: int, layer: list[str]) -> Iterator[str]:
    kept, top = pure(), GAP + number * (HEIGHT + GAP)
    wide = (WIDTH - GAP) / len(layer) - GAP
    for place, room in enumerate(layer):
        left, fill = GAP + place * (wide + GAP), "#d5e8d4" if room in kept else "#d6e4f0"
        size = f'x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{HEIGHT}"'
        yield (
            f'<rect {size} rx="4" fill="{fill}" stroke="#607d8b"/>'
            f'<text x="{left + wide / 2:.1f}" y="{top + 22}" text-anchor="middle">{escape(room)}</text>'
        )


def _law() -> ConfigParser:
    law = ConfigParser()
    law.read(LAW, encoding="utf-8")
    return law


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")

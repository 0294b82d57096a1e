"""What the fuzzer does to a file, by the kind of file.

Every mutation is a function of bytes and of a seeded `random.Random`, so that the same seed gives the same bytes. Those
of bytes suit every file; those of a kind know its grammar: a cell, a key, a feature, an element, a row of a database.
The last ones leave no bytes at all, but a pipe, a device or a file of another kind under the same name.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.fuzzing import spoil_bytes, spoil_databases, spoil_markup, spoil_packed, spoil_tables, spoil_trees
from benchmarks.fuzzing.places import PLACES

Mutate = Callable[[bytes, Random], bytes]
_TABLE: tuple[Mutate, ...] = (
    *(spoil_tables.cell,) * 6,
    *(spoil_tables.whole_column,) * 2,
    spoil_tables.swap_columns,
    spoil_tables.missing_column,
    spoil_tables.header_again,
    spoil_tables.column_twice,
    spoil_tables.header_cell,
    spoil_tables.header_only,
    spoil_tables.row_of_another_width,
    spoil_tables.row_twice,
    spoil_tables.cell_of_another_row,
    spoil_tables.open_quote,
    spoil_tables.other_delimiter,
)
_JSON: tuple[Mutate, ...] = (
    *(spoil_trees.json_tree,) * 6,
    spoil_trees.json_key_twice,
    *(spoil_trees.json_number,) * 2,
    spoil_trees.json_string,
    spoil_trees.json_depth,
)
_XML: tuple[Mutate, ...] = (*(spoil_markup.xml_tree,) * 5, *(spoil_markup.xml_trick,) * 2)
_YAML: tuple[Mutate, ...] = (*(spoil_trees.yaml_tree,) * 4, *(spoil_trees.yaml_line,) * 3, spoil_trees.yaml_trick)
KINDS: dict[str, tuple[Mutate, ...]] = {
    ".csv": _TABLE,
    ".json": _JSON,
    ".geojson": _JSON,
    ".jsonl": (spoil_trees.json_line,),
    ".yaml": _YAML,
    ".toml": (spoil_trees.toml_line,),
    ".xml": _XML,
    ".kml": _XML,
    ".osm": _XML,
    ".html": _XML,
    ".dna": (spoil_databases.sql,),
    ".gpkg": (spoil_databases.sql,),
    ".sqlite": (spoil_databases.sql,),
    ".xlsx": (spoil_packed.packed_part, *(spoil_packed.packed_cell,) * 3),
}
"""Mutations that know the grammar of a file, by its ending; one drawn more often stands there more often."""


def mutations_of(path: Path) -> tuple[Mutate, ...]:
    """Return what may be done to the bytes of a file: half of it by its grammar, where that is known."""
    known = KINDS.get(path.suffix, ())
    return (*spoil_bytes.ALL, *known * max(1, round(len(spoil_bytes.ALL) / len(known)))) if known else spoil_bytes.ALL


def mutate(path: Path, chance: Random) -> str:
    """Draw a mutation, do it to a file, and return its name."""
    if chance.random() < 0.03:
        place = chance.choice(PLACES)
        path.unlink()
        place(path)
        return place.__name__
    chosen = chance.choice(mutations_of(path))
    path.write_bytes(chosen(path.read_bytes(), chance))
    return chosen.__name__

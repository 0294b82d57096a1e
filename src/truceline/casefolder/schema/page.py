"""The reference page of the case folder, made from the shapes themselves."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from enum import EnumType
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

from truceline.casefolder.schema.folder import FILES, CaseFile
from truceline.formats.archive import LARGEST_ARCHIVE, MOST_BYTES, MOST_FILES
from truceline.formats.files import LIMITS, MIB
from truceline.formats.shape import Shape, inner_shape

INTRODUCTION = """\
# The case folder

<!-- Made from src/truceline/casefolder/schema by `./run docs`; do not edit. -->

A case is a folder of these files. `truceline new DIR` makes one to edit, and `truceline check CASE` lists every fault
at once, each as `file:line field | what is wrong; what to do`.

* All files are UTF-8. Ids match `[a-z0-9][a-z0-9._-]*`; a record is named elsewhere by its id, which must exist.
* A CSV table has exactly these columns, in any order; lists in a cell are separated by `;`; an empty cell is none.
* Columns marked optional may be left out of a table.
* *As of* a day only what was known by then counts and is shown, in every file of a run. A record or part of one
  counts from its `known_from`; else from the earliest of its `statements` or from when its `source` was published; else
  as long as what it is part of. Assumptions, capabilities, sites and the agreement's own line are the planner's
  and always count; their source is named once it is published, and until then their number counts as assumed.
* Notes and summaries may be in parts that count from days of their own: a list of `{from: 2025-03-25, text: Words}` in
  YAML, or `[from 2025-03-25]` among the words, in any file. A part without a day counts with its record or, in what
  always counts, once all that it cites is known. A text cites a statement by naming it, a source in parentheses.
* YAML and TOML refuse unknown keys, and numbers in quotes; YAML refuses anchors and aliases, and reads `no` as text.
* GeoJSON is WGS84, longitude before latitude. A position that lies more than 500 km from the middle of the case, and
  with its numbers exchanged at least three times nearer, is taken for exchanged.
* Largest files: LIMITS. Larger ones are refused unread.
* A case may also come as a zip archive of its folder, `case.zip`, with its files at the top or in one folder. Every
  command that only reads takes it as CASE; runs then go to `runs` where one works. Refused are more than ARCHIVED,
  encrypted files, links, and names that would lie outside. No command changes an archive: `truceline new DIR
  --from case.zip` unpacks it.

Beyond the single file, these must hold:

"""


def page(rules: tuple[str, ...]) -> str:
    """Build the page, in Markdown; ``rules`` are what is checked across files, a sentence each."""
    limits = ", ".join(f"`{suffix}` {limit // MIB} MiB" for suffix, limit in LIMITS.items())
    archived = f"{MOST_FILES:,} files or {LARGEST_ARCHIVE // MIB:,} MiB ({MOST_BYTES // MIB:,} MiB unpacked)"
    parts = [INTRODUCTION.replace("LIMITS", limits).replace("ARCHIVED", archived), *(f"* {rule}\n" for rule in rules)]
    for file in FILES:
        parts += _section(file)
    return "".join(parts)


def _section(file: CaseFile) -> Iterator[str]:
    yield f"\n## {file.name}\n\n{inspect.getdoc(file.shape)}"
    left_out = " The file may be left out."
    yield (
        f"{left_out}\n" if file.optional else f"{left_out[:-1]} where nothing is planned.\n" if file.planning else "\n"
    )
    yield _table(file.shape)
    for shape in _parts(file.shape):
        yield f"\n### {_title(shape)}\n\n{inspect.getdoc(shape)}\n{_table(shape)}"


def _parts(shape: type[Shape]) -> list[type[Shape]]:
    found: list[type[Shape]] = []
    todo = [shape]
    while todo:
        inner = [inner_shape(field.annotation) for field in todo.pop(0).model_fields.values()]
        new = [part for part in dict.fromkeys(inner) if part is not None and part not in found]
        found += new
        todo += new
    return found


def _table(shape: type[Shape]) -> str:
    rows = [
        f"| `{field.alias or name}` | {'' if field.is_required() else 'optional'} "
        f"| {said(shape, name)}{_choices(field.annotation)} |\n"
        for name, field in shape.model_fields.items()
    ]
    return "\n| field | | what it holds |\n|---|---|---|\n" + "".join(rows)


def said(shape: type[Shape], name: str) -> str:
    """Return what the text under a field says that it holds."""
    # A field may be inherited: the nearest class that says what it holds.
    texts = (_strings(import_module(part.__module__)).get((part.__name__, name)) for part in shape.__mro__)
    return next(text for text in texts if text)


def _choices(annotation: Any) -> str:  # noqa: ANN401  (any annotation)
    choices = list(annotation) if isinstance(annotation, EnumType) else get_args(annotation)
    inner = "".join(_choices(part) for part in choices if isinstance(part, EnumType) or get_origin(part) is Literal)
    if get_origin(annotation) is Literal or isinstance(annotation, EnumType):
        return " One of " + ", ".join(f"`{choice}`" for choice in choices if choice != "") + "."
    return inner


def _title(shape: type[Shape]) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", shape.__name__.removesuffix("Shape")).lower()
    return words.capitalize()


@cache
def _strings(module: ModuleType) -> dict[tuple[str, str], str]:
    # The string under each field. pydantic can read them too, but would do so at every start.
    classes = (node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef))
    found = {}
    for node in classes:
        for field, text in zip(node.body, node.body[1:], strict=False):
            match field, text:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(said))):
                    found[(node.name, name)] = said
    return found

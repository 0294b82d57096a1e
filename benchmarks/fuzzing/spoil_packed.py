"""Mutations of packed folders of XML, as Excel workbooks are: of one part, or of one cell of a sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

from benchmarks.fuzzing.spoil_bytes import flip_bits
from benchmarks.fuzzing.spoil_markup import xml_tree
from benchmarks.fuzzing.values import value

_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)


def packed_part(data: bytes, chance: Random) -> bytes:
    return _with_part(data, chance, lambda content: xml_tree(content, chance), "")


def packed_cell(data: bytes, chance: Random) -> bytes:
    def spoilt(content: bytes) -> bytes:
        cells = list(_CELL.finditer(content))
        if not cells:
            return content
        cell = chance.choice(cells)
        text = escape("".join(c for c in value(chance)[1] if c.isprintable() or c == "\n"))
        kinds = [
            f't="inlineStr"><is><t>{text}</t></is>',
            f"><v>{text}</v>",
            f"><f>{text}</f><v>1</v>",
            f't="b"><v>{text}</v>',
        ]
        style = re.search(rb's="\d+"', cell[2])
        look = style[0].decode() if style else ""
        made = f'<c r="{cell[1].decode()}" {look} {chance.choice(kinds)}</c>'
        return content[: cell.start()] + made.encode("utf-8", "replace") + content[cell.end() :]

    return _with_part(data, chance, spoilt, "xl/worksheets/")


def _with_part(data: bytes, chance: Random, change: Callable[[bytes], bytes], within: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, OSError):
        return flip_bits(data, chance)
    name = chance.choice([name for name in parts if name.startswith(within)])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for each, content in parts.items():
            file.writestr(each, change(content) if each == name else content)
    return made.getvalue()

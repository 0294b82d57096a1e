"""A record with other values, in which what says the same stays as it was written: comments, quotes, line breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from truceline.casefolder.record_text import Values, body_of, values_of
from truceline.formats.parts import Part
from truceline.records.record_id import RecordId

_DASH = re.compile(r"(?m)^( *)-( +)(?=\S)")


def revised_body(record: RecordId, body: bytes, values: Values, neighbours: Sequence[Part] = ()) -> bytes:
    """Return a record's body with these values: the same text where it says them, else new text for what is new.

    Of an item of a list the keys that say the same keep their lines, and their order; new keys come last.
    ``neighbours`` are the parts of its file.

    Raises
    ------
    CaseError
        As `values_of` and `body_of`.
    """
    before = values_of(record, body, neighbours)
    whole = body_of(record, values, [*neighbours[:1], Part(record.key, body), *neighbours[1:]])
    said = values_of(record, whole, neighbours)
    if said == before:
        return body
    if not record.file.endswith(".yaml"):
        return whole
    kept = {key for key, value in said.items() if key in before and before[key] == value}
    revised = _revised(body.decode(), whole.decode(), kept, said)
    return revised if revised is not None and values_of(record, revised, neighbours) == said else whole


def _revised(old: str, new: str, kept: set[str], said: Mapping[str, object]) -> bytes | None:
    # None where the lines of the keys cannot be told apart.
    dash = _DASH.search(old)
    if dash is None:
        return None
    head, item = old[: dash.start()], old[dash.start() :]
    lines, others = _by_key(item, dash), _by_key(new, dash)
    keys = [*(key for key in lines if key in said), *(key for key in said if key not in lines)]
    if not keys or not kept <= lines.keys() or not set(keys) <= lines.keys() | others.keys():
        return None
    text = "".join(lines[key] if key in kept else others[key] for key in keys if key in kept or key in others)
    return (head + f"{dash[1]}-{dash[2]}" + text[len(dash[0]) :]).encode()


def _by_key(item: str, dash: re.Match[str]) -> dict[str, str]:
    # The lines of each key of an item, whose first has spaces in the place of the dash.
    indent = " " * len(dash[0])
    found: dict[str, str] = {}
    key = ""
    for line in (indent + item[len(indent) :]).splitlines(keepends=True):
        begins = re.match(rf"{indent}([\w-]+):(?=\s)", line)
        key = begins[1] if begins else key
        found[key] = found.get(key, "") + line
    return found

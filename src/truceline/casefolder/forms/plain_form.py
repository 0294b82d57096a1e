"""The form of any record with values of its own, made from the shape of its file: a field for each key, as documented.

What is a list of parts, or nested, is one field of YAML (of JSON where the file is GeoJSON), as the file would have it;
a point is its longitude and latitude.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import EnumType
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from truceline.case import Case
from truceline.casefolder.forms.fields import group_of, of_case, words_of
from truceline.casefolder.forms.offered import examples, listing_of, offered, such_as
from truceline.casefolder.record_text import Values
from truceline.casefolder.records import RecordList, kind_of, list_of
from truceline.casefolder.schema.folder import FILES, CaseFile
from truceline.casefolder.schema.page import said
from truceline.errors import CaseError, shown
from truceline.formats.cells import Refers
from truceline.formats.faults import Faults
from truceline.formats.shape import Shape, inner_shape
from truceline.formats.yaml_text import yaml_item
from truceline.formats.yaml_tree import read_yaml
from truceline.records.record_id import RecordId
from truceline.results.record_form import FormField, FormPart, FormRow

PREFIX = "values."
"""What the names of the fields begin with."""

_LONG = ("note", "why", "evidence", "summary", "quote", "text")
_LONG_LISTINGS = ("source", "statement")
_GRADES = ("credibility", "reliability")
_SEVERAL = ("location",)
_POINT = ("longitude", "latitude")


def plain_filled(record: RecordId, values: Values) -> dict[str, str]:
    """Return what a form holds of the values of a record."""
    return {f"{PREFIX}{key}": _text(record, key, value) for key, value in _flat(record, values).items()}


def read_plain(record: RecordId, filled: Mapping[str, str]) -> tuple[dict[str, object], tuple[tuple[str, str], ...]]:
    """Return the values that were filled in, without what is empty and may be; and what is wrong, by field."""
    found: dict[str, object] = {}
    problems = []
    for key in _keys(record, filled):
        text = filled.get(f"{PREFIX}{key}", "").replace("\r\n", "\n").strip()
        try:
            value = _read(record, key, text)
        except (CaseError, ValueError) as error:
            problems.append((f"{PREFIX}{key}", _words(error)))
            continue
        if value != "" or key not in _optional(record):
            found[key] = value
    return _nested(record, found), tuple(problems)


def plain_parts(case: Case, record: RecordId, filled: Mapping[str, str]) -> tuple[FormPart, ...]:
    """Build the part of the form of a record, with what was filled in, and what the ``case`` has to choose from."""
    fields = tuple(_field(case, record, key, filled.get(f"{PREFIX}{key}", "")) for key in _keys(record, filled))
    return (FormPart("values", "What it says", (FormRow(fields),)),)


def field_of(record: RecordId, path: str) -> str:
    """Name the field that holds the value at a path of a record, such as ``history[0].on``."""
    top = re.split(r"[.\[ ]", path.removeprefix("properties."), maxsplit=1)[0]
    if top == "geometry" and _is_point(record):
        top = _POINT[0]
    return f"{PREFIX}{top}" if top in _keys(record) else ""


def shape_of(record: RecordId) -> type[Shape] | None:
    """Return the shape of a record; None where it has none of its own."""
    found = list_of(record)
    return None if found is None else shape_in(found)


def shape_in(found: RecordList) -> type[Shape] | None:
    """Return the shape of the records in a list."""
    shape = _file(found).shape
    return inner_shape(shape.model_fields[found.list].annotation) if found.list else shape


def _file(found: RecordId | RecordList) -> CaseFile:
    return next(each for each in FILES if each.name == found.file)


def _is_point(record: RecordId) -> bool:
    return _file(record).geometry == "Point"


def _shape(record: RecordId) -> type[Shape]:
    shape = shape_of(record)
    if shape is None:
        raise CaseError("there is no form for this", (f"{record} | has no values of its own; change it as text",))
    return shape


def _keys(record: RecordId, filled: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    # A geometry that is more than two numbers is filled in as it stands.
    own = _shape(record).written_keys()
    if not record.file.endswith(".geojson"):
        return own
    return (*own, *(_POINT if _is_point(record) and f"{PREFIX}geometry" not in filled else ("geometry",)))


def _optional(record: RecordId) -> tuple[str, ...]:
    return _shape(record).optional_keys()


def _flat(record: RecordId, values: Values) -> Values:
    if not record.file.endswith(".geojson"):
        return values
    properties, geometry = values.get("properties"), values.get("geometry")
    where: Values = {"geometry": geometry}
    match geometry:
        case {"type": "Point", "coordinates": [int() | float() as lon, int() | float() as lat], **more} if not more:
            where = dict(zip(_POINT, (lon, lat), strict=True))
    return {**(properties if isinstance(properties, Mapping) else {}), **where}


def _nested(record: RecordId, values: dict[str, object]) -> dict[str, object]:
    if not record.file.endswith(".geojson"):
        return values
    where = [values.pop(key, None) for key in ("geometry", *_POINT)]
    geometry = {"type": "Point", "coordinates": where[1:]} if where[0] is None and _is_point(record) else where[0]
    return {"properties": values, "geometry": geometry}


def _text(record: RecordId, key: str, value: object) -> str:
    match value:
        case None:
            return ""
        case [{"text": _}, *_] if record.file.endswith(".yaml") and not _is_nested(record, key):
            return " ".join(map(_dated, value))
        case Mapping() | list() if record.file.endswith(".geojson"):
            return json.dumps(value, ensure_ascii=False)
        case Mapping() | list():
            return _yaml(value)
        case bool():
            return str(value).lower()
    return str(value)


def _dated(part: Any) -> str:  # noqa: ANN401  (what stands in YAML)
    # A part of a text in dated parts, as it is written among words.
    return f"[from {part['from']}] {part['text']}" if "from" in part else str(part["text"])


def _yaml(value: Mapping[str, object] | Sequence[object]) -> str:
    # The text below the key, as the file would have it.
    text = yaml_item({"is": value}, 0)
    inner = text.removeprefix("- is:")
    lines = inner.strip("\n").splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    least = min(indents, default=0)
    return "\n".join(line[least:] for line in lines).strip()


def _read(record: RecordId, key: str, text: str) -> object:
    if record.file.endswith(".csv"):
        return text
    if record.file.endswith(".geojson") and key in _POINT:
        return _degrees(text)
    if record.file.endswith(".geojson"):
        return _json(text) if key == "geometry" or _is_number(record, key) else text
    if not _is_nested(record, key):
        return text
    if not text:
        return ""
    faults = Faults()
    document = read_yaml(text, str(record), faults)
    faults.raise_if_any("it cannot be read")
    return document.data if document else ""


def _json(text: str) -> object:
    return json.loads(text) if text else ""


def _degrees(text: str) -> object:
    try:
        found = _json(text)
    except ValueError:
        found = None
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise CaseError("it cannot be read", (f"it | {shown(text)} is no number; give degrees, as 37.62",))
    return found


def _words(error: Exception) -> str:
    if isinstance(error, CaseError):
        return "; ".join(problem.partition(" | ")[2] for problem in error.problems)
    return f"is not JSON ({str(error)[:100]}); mend it"


def _field(case: Case, record: RecordId, key: str, text: str) -> FormField:
    words = words_of(kind_of(record), key, _documented(record, key))
    known = {} if _is_place(record, key) else _known(case, record, key, words.listing)
    plain = FormField(f"{PREFIX}{key}", words.label, of_case(words.says, case), text, _form(record, key))
    found = replace(plain, example=of_case(words.example, case), group=group_of(key), **known)
    says = such_as(found.says, examples(case, found.listing))
    form = "several" if words.listing in _SEVERAL else "choice" if found.choices else found.form
    return replace(found, form=form, says=says, locked=key == "id")


def _is_place(record: RecordId, key: str) -> bool:
    return record.file.endswith(".geojson") and key in (*_POINT, "geometry")


def _documented(record: RecordId, key: str) -> str:
    if key == "geometry":
        return "GeoJSON: longitude before latitude, WGS84"
    if _is_place(record, key):
        return "Degrees, WGS84"
    return " ".join(said(_shape(record), _name(record, key)).replace("`", "").split())


def _known(case: Case, record: RecordId, key: str, listing: str) -> dict[str, Any]:
    # What there is to choose from: all of it to be seen, or a listing to choose from while writing.
    shape = _shape(record)
    field = shape.model_fields[_name(record, key)]
    if listing in (*_GRADES, *_SEVERAL):
        return {"choices": offered(case, listing)}
    if listing or get_origin(field.annotation) is tuple:
        return {"listing": listing or listing_of(_kinds(field))}
    choices = tuple((each, each) for each in _choices(field.annotation, shape) if each)
    kinds = listing_of(_kinds(field))
    if choices or not kinds or kinds in _LONG_LISTINGS:
        return {"choices": choices, "listing": kinds}
    return {"choices": offered(case, kinds)}


def _kinds(field: FieldInfo) -> tuple[str, ...]:
    return next((meta.kinds for meta in field.metadata if isinstance(meta, Refers)), ())


def _name(record: RecordId, key: str) -> str:
    return next(name for name, field in _shape(record).model_fields.items() if (field.alias or name) == key)


def _form(record: RecordId, key: str) -> str:
    if key == "geometry":
        return "words"
    if _is_place(record, key):
        return "number"
    if _is_nested(record, key) or key in _LONG:
        return "words"
    annotation = _shape(record).model_fields[_name(record, key)].annotation
    kinds = {annotation, *get_args(annotation)}
    return "date" if date in kinds else "number" if kinds & {int, float} else "text"


def _choices(annotation: Any, shape: type[Shape]) -> Iterator[str]:  # noqa: ANN401  (any annotation)
    for part in [annotation, *get_args(annotation)]:
        if isinstance(part, EnumType):
            members: Mapping[str, object] = part.__members__
            yield from map(str, members.values())
        elif get_origin(part) is Literal:
            yield from get_args(part)
    if annotation is bool:
        yield from ("yes", "no") if shape.__name__.endswith("Row") else ("true", "false")


def _is_nested(record: RecordId, key: str) -> bool:
    if not record.file.endswith(".yaml"):
        return False
    fields = {field.alias or name: field for name, field in _shape(record).model_fields.items()}
    return _holds_parts(fields[key].annotation)


def _holds_parts(annotation: Any) -> bool:  # noqa: ANN401  (any annotation)
    if get_origin(annotation) in (tuple, dict, list) or inner_shape(annotation) is not None:
        return True
    return any(_holds_parts(part) for part in get_args(annotation))


def _is_number(record: RecordId, key: str) -> bool:
    fields = {field.alias or name: field for name, field in _shape(record).model_fields.items()}
    return fields[key].annotation in (int, float)

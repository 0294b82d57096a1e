"""Shapes of files as pydantic models, and how a misfit is told in the house's words."""

from __future__ import annotations

import types
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from truceline.errors import CONTROL, CaseError
from truceline.formats.cells import Declares, Refers, split
from truceline.formats.faults import FaultPlace, Faults, shown, suggestion
from truceline.formats.yaml_tree import Path

NON_MONOTONE = (
    "{key!r} is not a condition: it would let one more fact or pledge make a pledge fall, and then no smallest and "
    "largest force exist; turn it round into a fact that must hold (such as no_russian_veto), or make it a scenario"
)
"""Why ``not`` and ``unless`` are refused."""


class Shape(BaseModel):
    """What a file, a row or a part of one looks like: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @classmethod
    def written_keys(cls) -> tuple[str, ...]:
        """List the keys or columns, in order, as they are written in the file."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def optional_keys(cls) -> tuple[str, ...]:
        """List the keys or columns that a file may leave out."""
        return tuple(field.alias or name for name, field in cls.model_fields.items() if not field.is_required())


AnyShape = TypeVar("AnyShape", bound=Shape)


def fit(
    shape: type[AnyShape], data: object, place: Callable[[Path], FaultPlace], faults: Faults, told: Container[str] = ()
) -> AnyShape | None:
    """Give ``data`` its ``shape``; None, with every misfit noted, where it has another one.

    ``place`` says where the value at a path stands. Keys that are missing and were ``told`` of before (columns that a
    whole table lacks) are not told of again.
    """
    before = faults.count
    for path, text in _texts(data):
        if found := CONTROL.search(text):
            faults.add(place(path), f"holds the control character {found.group()!r}; remove it")
    try:
        fitted = shape.model_validate(data)
    except ValidationError as error:
        for detail in (each for each in error.errors(include_url=False) if not _follows(each)):
            path = detail["loc"] if detail["type"] == "missing" else _existing(data, detail["loc"])
            if detail["type"] != "missing" or path[-1] not in told:
                faults.add(place(path), _words(detail, _shape_at(shape, path[:-1]), path))
        return None
    return fitted if faults.count == before else None


def _texts(data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    # Escapes of YAML, TOML and JSON are undone by now: a file without control characters may hold some after all.
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, (*path, str(key)))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _texts(value, (*path, n))


def fits(shape: type[AnyShape], data: object) -> AnyShape | None:
    """Give ``data`` its ``shape``, or None where it has another one."""
    try:
        return shape.model_validate(data)
    except ValidationError:
        return None


def items(shape: type[Shape], data: object) -> Iterator[tuple[type[Shape], object, Path]]:
    """List the parts of ``data`` in lists at its top: the shape each should have, the part, and its path."""
    for part in _parts(shape, data):
        found = data[part.key]  # type: ignore[index]  # _parts has looked
        if part.inner is not None and isinstance(found, list):
            yield from ((part.inner, each, (part.key, n)) for n, each in enumerate(found))


def named(shape: type[Shape], data: object, path: Path = ()) -> Iterator[tuple[Declares | Refers, str, Path]]:
    """List every id that ``data``, of this ``shape`` or nearly so, declares or refers to, and where it stands."""
    for part in _parts(shape, data):
        found, here = data[part.key], (*path, part.key)  # type: ignore[index]  # _parts has looked
        if part.mark and not isinstance(found, Mapping):
            yield from ((part.mark, name, at) for name, at in _ids(found, here, many=part.many) if name)
        elif part.inner:
            inner = [(found, here)] if not isinstance(found, list) else [(f, (*here, n)) for n, f in enumerate(found)]
            for value, at in inner:
                yield from named(part.inner, value, at)


def named_kinds(shape: type[Shape], keys: Sequence[str]) -> tuple[str, ...]:
    """List the kinds of records that the value below ``keys`` names by id; empty where it names none."""
    part = next((part for part in _layout(shape) if part.key == keys[0]), None)
    if part is None:
        return ()
    if len(keys) > 1:
        return named_kinds(part.inner, keys[1:]) if part.inner else ()
    return part.mark.kinds if isinstance(part.mark, Refers) else ()


def declared_kinds(shape: type[Shape]) -> set[str]:
    """List the kinds of ids that a file of this ``shape`` declares."""
    inner = (inner_shape(field.annotation) for field in shape.model_fields.values())
    fields = (field for part in (shape, *filter(None, inner)) for field in part.model_fields.values())
    return {meta.kind for field in fields for meta in field.metadata if isinstance(meta, Declares)}


@dataclass(frozen=True, slots=True)
class _Part:
    # A key whose values hold ids, ``many`` in one, or have an ``inner`` shape, each in a list.
    key: str
    mark: Declares | Refers | None
    many: bool
    inner: type[Shape] | None


@cache
def _layout(shape: type[Shape]) -> tuple[_Part, ...]:
    found = []
    for name, field in shape.model_fields.items():
        mark = next((meta for meta in field.metadata if isinstance(meta, Declares | Refers)), None)
        many, inner = get_origin(field.annotation) is tuple, inner_shape(field.annotation)
        found.append(_Part(field.alias or name, mark, many, inner))
    return tuple(part for part in found if part.mark or part.inner)


def _parts(shape: type[Shape], data: object) -> Iterator[_Part]:
    return (part for part in _layout(shape) if part.key in data) if isinstance(data, Mapping) else iter(())


def _ids(found: object, path: Path, *, many: bool) -> Iterator[tuple[str, Path]]:
    # A cell's list is split at its semicolons.
    if isinstance(found, str):
        yield from ((name, path) for name in (split(found) if many else (found,)))
    elif isinstance(found, list):
        yield from ((name, (*path, n)) for n, name in enumerate(found) if isinstance(name, str))


def _existing(data: Any, path: Path) -> Path:  # noqa: ANN401  (whatever the file holds)
    # As much of the path as the data has: pydantic's may end in parts that a validator put there.
    for n, part in enumerate(path):
        inside = isinstance(data, Mapping) if isinstance(part, str) else isinstance(data, list) and part < len(data)
        if not inside or (isinstance(part, str) and part not in data):
            return path[:n]
        data = data[part]
    return path


def _shape_at(shape: type[Shape], path: Path) -> type[Shape] | None:
    for part in path:
        if isinstance(part, int):
            continue
        field = next((f for n, f in shape.model_fields.items() if part in (n, f.alias)), None)
        inner = None if field is None else inner_shape(field.annotation)
        if inner is None:
            return None
        shape = inner
    return shape


def inner_shape(annotation: Any) -> type[Shape] | None:  # noqa: ANN401  (any annotation)
    """Find the shape in a field's annotation: that of its value, or of each in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        return next((found for part in get_args(annotation) if (found := inner_shape(part))), None)
    return None


def _follows(detail: ErrorDetails) -> bool:
    # Whether a list is only said to be too short because items of it do not fit, which is told of each.
    found = detail["input"]
    return detail["type"] == "too_short" and isinstance(found, list) and len(found) >= detail["ctx"]["min_length"]


def _words(detail: ErrorDetails, shape: type[Shape] | None, path: Path) -> str:
    key = path[-1] if path else ""
    match detail["type"]:
        case "extra_forbidden" if key in {"not", "unless"}:
            return NON_MONOTONE.format(key=key)
        case "extra_forbidden":
            keys = shape.written_keys() if shape else ()
            return f"the key {shown(key)} is not known; " + suggestion(
                str(key), keys, f"remove it (keys: {', '.join(keys)})"
            )
        case "missing":
            return f"the key {key!r} is missing; add it"
        case "value_error":
            return _cause(detail)
        case "enum" | "literal_error":
            return _choice(detail)
    what, remedy = _PLAIN.get(detail["type"], (f"does not fit ({detail['msg']})", "mend it"))
    context = {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in detail.get("ctx", {}).items()}
    value = "" if isinstance(detail["input"], list | dict | tuple | None) else f"{shown(detail['input'])} "
    return f"{value}{what.format(**context)}; {remedy.format(**context)}"


def _cause(detail: ErrorDetails) -> str:
    error = detail["ctx"]["error"]
    if isinstance(error, CaseError):
        return ": ".join([error.summary, *(problem.rpartition(" | ")[2] for problem in error.problems)])
    return str(error)


def _choice(detail: ErrorDetails) -> str:
    expected = detail["ctx"]["expected"].replace(" or ", ", ")
    known = [choice.strip("'") for choice in expected.split(", ")]
    value = detail["input"]
    if value not in ("", None):
        return f"{shown(value)} is not known; " + suggestion(str(value), known, f"give one of {', '.join(known)}")
    return f"nothing is given; give one of {', '.join(known)}"


_PLAIN = {
    "int_parsing": ("is not a whole number", "write digits only, such as 12"),
    "int_from_float": ("is not a whole number", "write digits only, such as 12"),
    "int_parsing_size": ("is too large", "give a smaller number"),
    "int_type": ("is not a whole number", "write digits only, such as 12"),
    "float_parsing": ("is not a number", "write digits, such as 12 or 0.5"),
    "float_type": ("is not a number", "write digits, such as 12 or 0.5"),
    "finite_number": ("is not a finite number", "write digits, such as 12 or 0.5"),
    "less_than": ("is too large", "give less than {lt}"),
    "greater_than_equal": ("is too small", "give {ge} or more"),
    "greater_than": ("is too small", "give more than {gt}"),
    "less_than_equal": ("is too large", "give {le} or less"),
    "string_type": ("is not text", "write text; put it in quotes if need be"),
    "string_too_short": ("is empty", "fill it"),
    "string_pattern_mismatch": ("is not written as wanted", "it must match {pattern}"),
    "tuple_type": ("is not a list", "write a list, such as [a, b], even of one"),
    "too_short": ("is an empty list", "give at least {min_length}"),
    "dict_type": ("is not a mapping", "write key: value pairs"),
    "model_type": ("is not a mapping", "write key: value pairs"),
    "bool_type": ("is neither true nor false", "write true or false"),
}

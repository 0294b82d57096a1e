"""What differs between two bodies of a record, field by field, as people are shown it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.casefolder.record_text import values_of
from truceline.errors import CaseError
from truceline.formats.parts import Part
from truceline.records.record_id import RecordId


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A ``field`` that is said otherwise: the texts ``before`` and ``after``; "" where it is not said.

    Where a body has no values of its own, or cannot be read, the field is "" and the texts are the whole bodies.
    """

    field: str
    before: str
    after: str


def difference_of(
    record: RecordId, before: bytes | None, after: bytes | None, neighbours: Sequence[Part] = ()
) -> tuple[FieldDifference, ...]:
    """List what differs between two bodies of one record, None being one that is not there, in the order of the fields.

    ``neighbours`` are the parts of its file, of which a table's first has the header. Parts of a field are told apart
    (``quantity.low``, ``history[1].status``); of a list of texts, and of a range where the other body has a number, the
    whole is told. Comments and the way in which something is written make no difference.
    """
    try:
        old, new = (dict(_flat(values_of(record, body, neighbours))) if body else {} for body in (before, after))
    except CaseError:
        texts = [(body or b"").decode(errors="replace") for body in (before, after)]
        return (FieldDifference("", *texts),) if before != after else ()
    old, new = _with_whole_ranges(old, new), _with_whole_ranges(new, old)
    fields = dict.fromkeys([*old, *new])
    pairs = ((field, old.get(field, ""), new.get(field, "")) for field in fields)
    return tuple(FieldDifference(*pair) for pair in pairs if pair[1] != pair[2])


_ENDS = ("low", "likely", "high")


def _with_whole_ranges(said: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    # A number that becomes a range is one change, and not three that came and one that went.
    found: dict[str, str] = {}
    for field, text in said.items():
        whole, _, end = field.rpartition(".")
        if end in _ENDS and whole in other:
            found[whole] = _range_words(*(said.get(f"{whole}.{each}", "") for each in _ENDS))
        else:
            found[field] = text
    return found


def _range_words(low: str, likely: str, high: str) -> str:
    return likely if low == likely == high else f"{likely} ({low} to {high})"


def _flat(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case Mapping() if value:
            for key, each in value.items():
                yield from _flat(each, f"{path}.{key}" if path else str(key))
        case list() if any(isinstance(each, Mapping | list) for each in value) and path != "geometry.coordinates":
            for n, each in enumerate(value):
                yield from _flat(each, f"{path}[{n}]")
        case _:
            yield path, _text(value)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "[" + ", ".join(map(_text, value)) + "]"
        case Mapping():
            return "{" + ", ".join(f"{key}: {_text(each)}" for key, each in value.items()) + "}"
    return str(value)

"""Records that differ, in words: what each is called, what its fields are called and say, other records by title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from truceline.case import Case
from truceline.casefolder.forms.fields import field_words, label_of, said_plainly, steps_of
from truceline.casefolder.forms.plain_form import shape_in
from truceline.casefolder.records import LISTS
from truceline.formats.shape import named_kinds

_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_PARTED = re.compile(r"\s*[;,]\s*")
_KEYED = {("scenario", "facts"): "fact"}  # what the keys below a key name
_OR_ELSE = {  # fields that name an actor, or hold another word
    ("compliance", "actor"),
    ("evidence", "given_by"),
    ("evidence", "points_to"),
    ("finding", "found"),
    ("patrol", "hindered_by"),
}


class Told(Protocol):
    """A field of a record with its texts before and after a change."""

    @property
    def field(self) -> str:
        """Its path."""

    @property
    def before(self) -> str:
        """What it said."""

    @property
    def after(self) -> str:
        """What it says."""


class RecordWords:
    """Puts records into words by the titles of the first of some cases that knows an id; each looked up when needed.

    ``changed`` are records, by kind and id, that no case may hold yet, with their fields: they are called as they say.
    """

    def __init__(self, *cases: Case, changed: Iterable[tuple[str, str, Iterable[Told]]] = ()) -> None:
        self._cases = cases
        self._own = {(kind, id_): _own_title(fields) for kind, id_, fields in changed}
        self._known: dict[tuple[int, str], Mapping[str, str]] = {}

    def title(self, kind: str, id_: str, fields: Iterable[Told] = ()) -> str:
        """Return what a record is called: as its ``fields`` say now, else before, else by its case; else its id."""
        return _own_title(fields) or self._title(kind, id_) or id_

    def label(self, kind: str, path: str) -> str:
        """Name the field at a path of a record, as its form does."""
        top, _, key = path.partition(".")
        if key and (named := _KEYED.get((kind, top))):
            return f"{label_of(kind, top)}: {self._with_id((named,), key)}"
        return label_of(kind, path)

    def said(self, kind: str, path: str, text: str) -> tuple[str, ...]:
        """Say what the field at a path says: a text as it stands, or the records that it names, each with its id."""
        plain = said_plainly(text)
        kinds = _kinds(kind, path)
        if not plain or not kinds:
            return (plain,) if plain else ()
        return tuple(self._with_id(kinds, each) for each in _PARTED.split(plain))

    def reason(self, text: str) -> str:
        """Call the pledges and requirement lines that a reason names by id by their titles."""
        return _ID.sub(lambda found: self._quoted(found.group()), text)

    def _quoted(self, id_: str) -> str:
        title = self._title("pledge", id_) or self._title("requirement line", id_)
        return f"“{title}”" if title else id_

    def _with_id(self, kinds: Iterable[str], text: str) -> str:
        # What a substitute counts for stands behind its id.
        id_, colon, more = text.partition(":")
        title = next(filter(None, (self._title(kind, id_) for kind in kinds)), id_)
        return text if title == id_ else f"{title} ({id_}){colon and ': '}{more.strip()}"

    def _title(self, kind: str, id_: str) -> str:
        found = (titles.get(id_, "") for titles in self._titles(kind))
        return next(filter(None, found), "") or self._own.get((kind, id_), "")

    def _titles(self, kind: str) -> Iterator[Mapping[str, str]]:
        for number, case in enumerate(self._cases):
            if (number, kind) not in self._known:
                self._known[number, kind] = case.titles(kind)
            yield self._known[number, kind]


def _own_title(fields: Iterable[Told]) -> str:
    own = {each.field.removeprefix("properties."): each.after or each.before for each in fields}
    return own.get("title") or own.get("name") or ""


def _kinds(kind: str, path: str) -> tuple[str, ...]:
    # Of which kinds the records are that a field names; those of which a form offers some, else as the file has it.
    keys = [name for name, _ in steps_of(path) if name != "properties"]
    found = next((each for each in LISTS if each.kind == kind), None)
    if found is None or not keys or keys == ["id"]:
        return ()
    words = field_words().get((kind, keys[0]))
    if words and words.listing:
        return tuple(words.listing.split("."))
    if (kind, keys[0]) in _OR_ELSE:
        return ("actor",)
    shape = shape_in(found)
    return named_kinds(shape, keys) if shape else ()

"""A form for a record of a case: what there is to fill in, in words, what it holds, and what is wrong at a field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from truceline.records.record_id import RecordId

LONG, WIDE = 100, 22
"""How many characters of what a field says, and of a choice, need more room than a field has."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing to fill in: its ``name`` in what is sent, its label, what it ``says`` that it takes, and its text.

    ``form`` is text, words (several lines), number, whole, date, choice, or several (of the choices, parted by ``;`` in
    its text); ``choices`` are pairs of what is sent and what is shown, ``listing`` names the ids to choose from while
    writing; a field that is ``locked`` is only shown. Fields of one ``group`` stand on one row.
    """

    name: str
    label: str
    says: str
    text: str = ""
    form: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    listing: str = ""
    locked: bool = False
    example: str = ""
    group: str = ""
    problems: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen of several."""
        return tuple(part.strip() for part in self.text.split(";") if part.strip())

    @property
    def room(self) -> str:
        """How much of a row it needs: ``long`` for all of it, ``wide`` for more than others, "" for as much."""
        if self.form in ("words", "several") or len(self.says) > LONG:
            return "long"
        longest = max((len(words) for words in (self.example, *(words for _, words in self.choices))), default=0)
        return "wide" if longest > WIDE or self.name.endswith(".title") else ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """Fields that belong together: one item of a list, a ``spare`` one where nothing is filled in yet.

    ``depth`` says within how many groups it stands, and ``words`` what it says.
    """

    fields: tuple[FormField, ...]
    spare: bool = False
    depth: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of a form: its ``name`` in what is sent, its title, and its rows; one alone where it is no list.

    ``problems`` are those of all of it.
    """

    name: str
    title: str
    rows: tuple[FormRow, ...]
    listed: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The form of a record; ``problems`` are those of all of it, and ``listings`` the ids to choose from, by name."""

    record: RecordId
    kind: str
    title: str
    parts: tuple[FormPart, ...]
    listings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of all fields."""
        return frozenset(field.name for part in self.parts for row in part.rows for field in row.fields)


def with_problems(form: RecordForm, found: Iterable[tuple[str, str]]) -> RecordForm:
    """Return a form with what is wrong beside its fields and parts, by their names; all else is of the whole form."""
    problems = tuple(found)
    names = form.names | {part.name for part in form.parts}
    parts = tuple(
        replace(
            part,
            rows=tuple(replace(row, fields=_with(row.fields, problems)) for row in part.rows),
            problems=_of(part.name, problems),
        )
        for part in form.parts
    )
    return replace(form, parts=parts, problems=tuple(what for name, what in problems if name not in names))


def _with(fields: tuple[FormField, ...], problems: tuple[tuple[str, str], ...]) -> tuple[FormField, ...]:
    return tuple(replace(field, problems=_of(field.name, problems)) for field in fields)


def _of(name: str, problems: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(what for at, what in problems if at == name)

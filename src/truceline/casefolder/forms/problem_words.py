"""What is wrong at the fields of a form, in the form's own words: its labels and choices, not the keys of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from truceline.results.record_form import FormField, FormPart, RecordForm

_LACKING = re.compile(
    r"('' |None )?(is not |is no |is neither |is empty|is an empty|does not fit)"
    r"|the key '\w+' is missing|nothing is given"
)
_CHOSEN, _FILLED = "nothing is chosen; choose one", "nothing is filled in; fill it in"
_IN_PART = "nothing is filled in; give at least one"
_CHOICES = re.compile(r"(?<=give one of )[^;:]+|(?<=known: )[^)]+|(?<=')[^']+(?=')")
"""Where a message names what may be chosen."""
_KEYS = re.compile(r"(?<=lacks )[^;]+|(?<=; give )[^;]+(?=, or none)")
"""Where a message names keys."""
_OF_FILES = (
    ("declare it, or correct the id", "choose one that is offered"),
    ("is an empty list; give at least 1", "has no parts; give at least one, in a place below its own"),
    (re.compile(r"the table has no column .*"), "the case keeps nothing of the kind; leave it empty"),
    (re.compile(r"it must match \S+"), "see what the field takes"),
)


def in_words(form: RecordForm) -> RecordForm:
    """Return a form that tells what is wrong in its own words."""
    fields = [field for part in form.parts for row in part.rows for field in row.fields]
    labels = {field.name.rpartition(".")[2]: field.label for field in fields}
    problems = tuple(_named(each, labels) for each in form.problems)
    return replace(form, parts=tuple(map(_part, form.parts)), problems=problems)


def _named(problem: str, labels: Mapping[str, str]) -> str:
    return _KEYS.sub(lambda found: re.sub(r"\w+", lambda key: labels.get(key[0], key[0]), found[0]), problem)


def _part(part: FormPart) -> FormPart:
    rows = tuple(replace(row, fields=tuple(map(_field, row.fields))) for row in part.rows)
    problems = (_IN_PART if _LACKING.match(each) else each for each in part.problems)
    return replace(part, rows=rows, problems=tuple(dict.fromkeys(problems)))


def _field(field: FormField) -> FormField:
    return replace(field, problems=tuple(dict.fromkeys(_said(field, each) for each in field.problems)))


def _said(field: FormField, problem: str) -> str:
    if not field.text.strip() and _LACKING.match(problem):
        return _CHOSEN if field.choices else _FILLED
    words = dict(field.choices)
    said = _CHOICES.sub(lambda found: ", ".join(words.get(each, each) for each in found[0].split(", ")), problem)
    for of_file, own in _OF_FILES:
        said = re.sub(of_file, own, said)
    return said

"""What is wrong at the fields of a form, in the form's own words: its labels and choices, not the keys of the file."""

from __future__ import annotations

import re
from dataclasses import replace

from truceline.results.record_form import FormField, FormPart, RecordForm

_LACKING = re.compile(
    r"('' |None )?(is not |is no |is neither |is empty|does not fit)|the key '\w+' is missing|nothing is given|is an empty"
)
_WORDS_OF_CHOICES = re.compile(r"(?<=give one of )[^;:]+|(?<=known: )[^)]+|(?<=')[^']+(?=')")
_CHOOSE, _FILL = "nothing is chosen; choose one", "nothing is filled in; fill it in"


def in_words(form: RecordForm) -> RecordForm:
    """Return a form that tells what is wrong at its fields and parts in its own words."""
    return replace(form, parts=tuple(map(_part, form.parts)))


def _part(part: FormPart) -> FormPart:
    rows = tuple(replace(row, fields=tuple(map(_field, row.fields))) for row in part.rows)
    what = "nothing is filled in; give at least one"
    problems = (what if _LACKING.match(each) else each for each in part.problems)
    return replace(part, rows=rows, problems=tuple(dict.fromkeys(problems)))


def _field(field: FormField) -> FormField:
    if not field.problems:
        return field
    return replace(field, problems=tuple(dict.fromkeys(_said(field, each) for each in field.problems)))


def _said(field: FormField, problem: str) -> str:
    if not field.text.strip() and _LACKING.match(problem):
        return _CHOOSE if field.choices else _FILL
    words = dict(field.choices)
    return _WORDS_OF_CHOICES.sub(lambda found: ", ".join(words.get(w, w) for w in found[0].split(", ")), problem)

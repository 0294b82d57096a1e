"""Documents of `intercoder`: how far two coders agree, and what they have to settle."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.numbers import share
from truceline.documents.shapes.intercoder import CodingPart, FieldAgreementPart, IntercoderDocument
from truceline.documents.tables.table import Table
from truceline.statements.intercoder import Coding, FieldAgreement, Intercoder

FORMAT = 1
"""The first."""


def intercoder_document(found: Intercoder, *, version: str) -> IntercoderDocument:
    """Write the agreement of two coders: units, fields, and what is to be settled."""
    return {
        **head("intercoder", FORMAT, version=version),
        "first": _coding(found.first),
        "second": _coding(found.second),
        "matched": found.matched,
        "unitising": None if found.unitising is None else share(found.unitising),
        "fields": [_field(each) for each in found.fields],
        "questions": [
            {
                "article": q.article,
                "place": q.place,
                "field": q.field,
                "first": q.first,
                "second": q.second,
                "words": q.words,
            }
            for q in found.questions
        ],
    }


def questions_table(found: Intercoder) -> Table:
    """Write what is to be settled as a table, with an empty column for what was agreed."""
    columns = ("article", "place", "field", "first", "second", "agreed", "words")
    rows = ((q.article, q.place, q.field, q.first, q.second, "", q.words) for q in found.questions)
    return Table(columns, tuple(rows))


def _coding(coding: Coding) -> CodingPart:
    return {"name": coding.name, "units": len(coding.units)}


def _field(each: FieldAgreement) -> FieldAgreementPart:
    return {
        "field": each.field,
        "units": each.units,
        "agreed": each.agreed,
        "alpha": None if each.alpha is None else share(each.alpha),
        "kappa": None if each.kappa is None else share(each.kappa),
    }

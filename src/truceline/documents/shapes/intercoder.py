"""The shape of documents on the agreement of two coders."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number


class CodingPart(TypedDict):
    """What one coder did."""

    name: str
    """The review file or case."""
    units: int
    """How many statements of the common articles it holds."""


class FieldAgreementPart(TypedDict):
    """Agreement on one field."""

    field: str
    """The field; `decision` is accept or reject, over the drafts that both judged."""
    units: int
    """Over how many statements."""
    agreed: int
    """On how many both say the same."""
    alpha: Number
    """Krippendorff's alpha, nominal; null where all values are the same."""
    kappa: Number
    """Cohen's kappa; null where all values are the same."""


class OpenQuestionPart(TypedDict):
    """What the coders have to settle."""

    article: str
    """The name of the article's file."""
    place: str
    """The characters of the words."""
    field: str
    """The field; `found` where only one has the statement."""
    first: str
    """What the first says; of a statement found, its id."""
    second: str
    """What the second says."""
    words: str
    """The words."""


class IntercoderDocument(DocumentHead):
    """How far two coders of the same articles agree."""

    first: CodingPart
    """The first coder."""
    second: CodingPart
    """The second coder."""
    matched: int
    """How many statements both found: their words overlap."""
    unitising: Number
    """Twice the matched by all of both; null where there are none."""
    fields: list[FieldAgreementPart]
    """Agreement by field, over the matched statements."""
    questions: list[OpenQuestionPart]
    """What is to be settled, by article and place."""

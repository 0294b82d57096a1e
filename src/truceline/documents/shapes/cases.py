"""The shape of documents on case folders."""

from __future__ import annotations

from typing import Annotated, TypedDict

from truceline.documents.envelope import DocumentHead


class CaseName(TypedDict):
    """A bundled case."""

    name: str
    """Its name."""
    title: str
    """Its title."""


class CasesDocument(DocumentHead):
    """The bundled cases."""

    cases: list[CaseName]
    """Each of them."""


_NewDocumentFrom = TypedDict(
    "_NewDocumentFrom",
    {"from": Annotated[str, "The case that it is a copy of, or what it was made for: `monitoring`."]},
)


class NewDocument(DocumentHead, _NewDocumentFrom):
    """A case folder that was made."""

    folder: str
    """The folder."""


class CheckDocument(DocumentHead):
    """What checking a case found."""

    case: str | None
    """Id of the case; null where it cannot be read."""
    summary: str | None
    """Why it cannot be read; null where it can."""
    faults: list[str]
    """Every fault: where, what is wrong, what to do; empty where there is none."""
    notes: list[str]
    """What is worth a look."""
    counts: dict[str, int]
    """How much of what it holds; empty where it cannot be read."""

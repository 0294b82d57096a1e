"""The vocabulary of acts, weapons, targets, circumstances and evidence, as bundled with the package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from truceline.agreement.vocabulary import EvidenceKind, Vocabulary, VocabularyTerm
from truceline.formats.cells import Amount, Id, Whole, Words
from truceline.formats.faults import FaultPlace, Faults, suggestion
from truceline.formats.shape import Shape, fit
from truceline.formats.yaml_tree import read_yaml

FILE = "vocabulary.yaml"


class TermShape(Shape):
    """A word for an act, a weapon, a target or a circumstance."""

    id: Id
    """The term's id."""
    title: Words
    """The term, as shown."""
    is_a: tuple[str, ...] = ()
    """The wider terms it belongs to; they come before it."""
    calibre_mm: Amount | None = None
    """A weapon's calibre in millimetres; left out where it has none or differs."""

    def record(self) -> VocabularyTerm:
        """Build the record."""
        return VocabularyTerm(**dict(self))


class OwnTermShape(TermShape):
    """A term of one's own, a kind of one or more that the vocabulary has."""

    is_a: Annotated[tuple[str, ...], Field(min_length=1)]
    """The wider terms it belongs to: of the vocabulary, or terms of one's own that come before it."""


class OwnTermsShape(Shape):
    """Terms that the vocabulary lacks, each under a wider one; provisions and incidents use them as any other."""

    acts: tuple[OwnTermShape, ...] = ()
    """What can be done."""
    weapons: tuple[OwnTermShape, ...] = ()
    """With what."""
    targets: tuple[OwnTermShape, ...] = ()
    """Against what."""

    @model_validator(mode="after")
    def _under_known_ones(self) -> Self:
        for name in type(self).model_fields:
            known = [term.id for term in getattr(vocabulary(), name)]
            for term in getattr(self, name):
                if term.id in known:
                    raise ValueError(f"{term.id!r} is among the {name} already; remove it, or give another id")
                if strange := [wider for wider in term.is_a if wider not in known]:
                    remedy = suggestion(strange[0], known, f"give one of the {name} that come before it")
                    raise ValueError(
                        f"{term.id!r} is a kind of {strange[0]!r}, which is not among the {name}; {remedy}"
                    )
                known.append(term.id)
        return self

    def record(self) -> Vocabulary:
        """Build the whole vocabulary: the bundled terms, then these."""
        own = {name: tuple(term.record() for term in getattr(self, name)) for name in type(self).model_fields}
        return replace(vocabulary(), **{name: (*getattr(vocabulary(), name), *terms) for name, terms in own.items()})


class EvidenceKindShape(Shape):
    """A kind of evidence for who did it."""

    id: Id
    """The kind's id."""
    title: Words
    """The kind, as shown."""
    points: Whole
    """Its weight; 0 where it is never evidence."""

    def record(self) -> EvidenceKind:
        """Build the record."""
        return EvidenceKind(**dict(self))


class VocabularyShape(Shape):
    """The words that provisions and incidents share."""

    acts: tuple[TermShape, ...]
    """What can be done."""
    weapons: tuple[TermShape, ...]
    """With what."""
    targets: tuple[TermShape, ...]
    """Against what."""
    circumstances: tuple[TermShape, ...]
    """What may hold besides."""
    evidence: tuple[EvidenceKindShape, ...]
    """What may tell who did it."""


@cache
def vocabulary() -> Vocabulary:
    """Read the bundled vocabulary, once.

    Raises
    ------
    CaseError
        If the file is at fault.
    """
    faults = Faults()
    text = Path(str(resources.files("truceline") / "agreements" / FILE)).read_text(encoding="utf-8")
    document = read_yaml(text, FILE, faults)
    shape = None if document is None else fit(VocabularyShape, document.data, document.place, faults)
    if shape is not None:
        for name in ("acts", "weapons", "targets", "circumstances"):
            _in_order(getattr(shape, name), name, faults)
    faults.raise_if_any(FILE)
    assert shape is not None  # noqa: S101  (otherwise there were faults)
    lists = {name: tuple(part.record() for part in getattr(shape, name)) for name in VocabularyShape.model_fields}
    return Vocabulary(**lists)


def _in_order(terms: Sequence[TermShape], name: str, faults: Faults) -> None:
    known: set[str] = set()
    for term in terms:
        if missing := [parent for parent in term.is_a if parent not in known]:
            what = f"{term.id!r} is a kind of {missing[0]!r}, which does not come before it; put it first"
            faults.add(FaultPlace(FILE, 0, name), what)
        known.add(term.id)


_IN_USE: ContextVar[Vocabulary | None] = ContextVar("vocabulary in use", default=None)


@contextmanager
def in_use(words: Vocabulary) -> Iterator[None]:
    """Let terms be looked up in a vocabulary, until the block ends, instead of the bundled one."""
    token = _IN_USE.set(words)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def known_term(kind: str, name: str) -> str:
    """Return a term's name if the vocabulary in use has it among its ``kind``, such as ``acts``.

    Raises
    ------
    ValueError
        If it has not.
    """
    names = [term.id for term in getattr(_IN_USE.get() or vocabulary(), kind)]
    if name in names:
        return name
    otherwise = f"give one of the {kind} in the vocabulary"
    raise ValueError(f"{name!r} is not among the {kind}; {suggestion(name, names, otherwise)}")

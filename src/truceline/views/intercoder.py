"""The agreement of two coders as text."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.statements.intercoder import FieldAgreement, Intercoder
from truceline.views.text import EMPTY, TextLine, verbatim, whole

_WIDTH = 60


def intercoder_lines(found: Intercoder) -> Iterator[TextLine]:
    """Say what both found, how far they agree on each field, and what they have to settle."""
    first, second = found.first, found.second
    shared = "none" if found.unitising is None else f"{found.unitising:.2f}"
    yield whole(f"{first.name}: {len(first.units)} statements; {second.name}: {len(second.units)} statements")
    yield whole(f"both found {found.matched}, matched by overlapping words (share {shared})")
    yield EMPTY
    yield verbatim(f"{'field':<12}{'units':>6}{'agreed':>8}{'alpha':>8}{'kappa':>8}")
    yield from (verbatim(_row(each)) for each in found.fields)
    yield EMPTY
    yield whole(f"to settle: {len(found.questions)}")
    for q in found.questions:
        words = q.words if len(q.words) <= _WIDTH else q.words[: _WIDTH - 3] + "..."
        yield verbatim(f"{q.article} {q.place}  {q.field}: {q.first or '-'} / {q.second or '-'}  {words}", 2)


def _row(each: FieldAgreement) -> str:
    alpha, kappa = ("-" if value is None else f"{value:.3f}" for value in (each.alpha, each.kappa))
    return f"{each.field:<12}{each.units:>6}{each.agreed:>8}{alpha:>8}{kappa:>8}"

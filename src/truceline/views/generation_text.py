"""What the summary of one force says: figures, gaps, what no scenario fills, what would help, and what conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.case import Case
from truceline.coalition.pledges import Ladder, current
from truceline.generation.people import at_peak
from truceline.results.force import ForceView
from truceline.results.names import Names, names_of
from truceline.views.conflict import conflict_months
from truceline.views.generation import added_name
from truceline.views.kept_up import limited_by, pool_words
from truceline.views.people import critical_lines, where
from truceline.views.requirement import below_minimum
from truceline.views.text import EMPTY, TextLine
from truceline.views.unfilled import in_words
from truceline.views.wording import count, plural, share

MOST = 8
"""How many gaps, contributors and facts the text lists; the files list all."""


def generation_lines(view: ForceView, case: Case) -> Iterator[TextLine]:
    """Say what is filled, kept up and in conflict, then list gaps, what no scenario fills, and what adds most."""
    names = names_of(case)
    yield _sentence(f"{view.standing.scenario.title}, {view.concept} concept, as stated on {view.as_of.isoformat()}")
    yield EMPTY
    for words in _figures(view, names):
        yield _sentence(words)
    for part in (_gaps(view, case, names), _never(view), _adds(view, names)):
        yield EMPTY
        yield from part


def _sentence(words: str) -> TextLine:
    return TextLine(words, hang=0)


def _figures(view: ForceView, names: Names) -> Iterator[str]:
    plan, kept = view.plan, view.plan.kept
    yield (
        f"Filled {share(view.fill.share)} of the people asked for ({critical_lines(view.fill)}), deployed "
        f"{count(plan.deployed)} at the peak, pool {count(plan.pool)}; {plan.status.value}."
    )
    if places := at_peak(plan, view.places):
        yield f"At the peak: {where(places)}."
    if kept.months:
        yield f"Kept up {kept.months} of {kept.horizon} months, limited by {limited_by(kept)}."
        yield f"Pool: {pool_words(view.pools, names)}"
    if view.converted:
        parts = ", ".join(f"{share(c.fill)} if {share(c.share)} of what is pledged comes" for c in view.converted)
        yield f"Filled {parts}."
    if view.conflict:
        demands = ", ".join(f"{line.title} (at least {line.minimum})" for line in view.conflict.lines)
        yield f"Smallest set of minimum demands in conflict: {demands}; {conflict_months(view.conflict)}."


def _gaps(view: ForceView, case: Case, names: Names) -> Iterator[TextLine]:
    pledges = {p.id: p for p in current(case.pledges, view.as_of, Ladder.FLOATED)}
    critical = {line.id: line.critical for line in view.lines}
    titles = {line.id: line.title for line in view.lines}
    short = [fill for fill in view.plan.lines if fill.reasons]
    yield _sentence(f"{plural(len(short), 'line')} short, the critical first")
    for fill in sorted(short, key=lambda f: (not critical[f.line], -f.gap / f.required))[:MOST]:
        filled = ", ".join(filter(None, (f"{count(fill.filled)} of {fill.required}", below_minimum(fill))))
        why = "; ".join(in_words(reason, names, pledges) for reason in fill.reasons)
        yield TextLine(f"{titles[fill.line]}: {filled}. {why}", 2)


def _never(view: ForceView) -> Iterator[TextLine]:
    nobody = [s.line.title for s in view.shortfalls if not s.offered]
    yield _sentence(f"{plural(len(view.shortfalls), 'line')} that no scenario fills; of these, nobody has offered")
    yield TextLine(", ".join(nobody) or "none: each is offered in part", 2)


def _adds(view: ForceView, names: Names) -> Iterator[TextLine]:
    yield _sentence("What adds most (unit-months filled)")
    for adds in view.adds[:MOST]:
        now = "lost without it" if adds.has else "gained with it"
        yield TextLine(f"{count(adds.fill):>7}  {added_name(adds, names)}, {now}", 2)

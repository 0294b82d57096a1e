"""Contradictions by kind, both statements of each in full."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.statements.contradictions.contradiction import Contradiction, Kind
from truceline.statements.statement import Statement
from truceline.views.wording import span

_OF = re.compile(r"\b(both of|names) ([a-z0-9][a-z0-9._-]*)")
"""Where the reason of a contradiction names an actor by its id."""

KINDS = {
    Kind.SAME_SPEAKER_OVER_TIME: (
        "One speaker, two positions",
        "The same person said both. The later one may be a change of mind: it is shown, not judged.",
    ),
    Kind.SAME_ACTOR_DIFFERENT_SPEAKERS: (
        "One actor, two voices",
        "Two people spoke for the same actor, and what they said does not fit together.",
    ),
    Kind.STATEMENT_AGAINST_DOCUMENT: (
        "Statement against document",
        "What was said does not fit what was signed or written down.",
    ),
    Kind.COUNT_DEFINITION: (
        "Counted in different ways",
        "Numbers for one thing, each by its own definition, or beside a refusal of who may be counted: both can hold.",
    ),
    Kind.REPORT_AGAINST_REPORT: (
        "Report against report",
        "Two reports of the same thing differ; neither is the actor's own word.",
    ),
    Kind.APPARENT_ONLY: (
        "Apparent only",
        "They sound opposed, but speak of different things: both can hold.",
    ),
}
"""The kinds of contradiction: a title, and what the kind means."""


MOST_SHOWN = 200
"""How many pairs of one kind a page shows in full: the latest."""


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """A contradiction as the brief shows it: both statements in full; ``shown`` says whether it is open at first."""

    id: str
    headline: str
    why: str
    statements: tuple[Statement, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class ContradictionGroup:
    """The contradictions of one kind, in order of date: the latest ``MOST_SHOWN``, and how many are ``left_out``."""

    kind: Kind
    title: str
    meaning: str
    found: tuple[ContradictionView, ...]
    left_out: int

    @property
    def number(self) -> int:
        """How many pairs there are, shown or not."""
        return len(self.found) + self.left_out


def contradictions_by_kind(plan: Plan, names: Names) -> tuple[ContradictionGroup, ...]:
    """Group the plan's contradictions by kind, in the order of ``KINDS``; the first of each kind is shown open."""
    groups = ((kind, [c for c in plan.contradictions if c.kind is kind]) for kind in KINDS)
    return tuple(_group(kind, found, names) for kind, found in groups if found)


def _group(kind: Kind, found: list[Contradiction], names: Names) -> ContradictionGroup:
    latest = found[-MOST_SHOWN:]
    shown = tuple(_contradiction(c, names, shown=i == 0) for i, c in enumerate(latest))
    return ContradictionGroup(kind, *KINDS[kind], shown, len(found) - len(latest))


def _contradiction(contradiction: Contradiction, names: Names, *, shown: bool) -> ContradictionView:
    said = tuple(names.statements[id_] for id_ in contradiction.statements)
    speakers = " and ".join(dict.fromkeys(s.speaker for s in said))
    dates = " and ".join(dict.fromkeys(span(s.said_on) for s in said))
    headline = f"{names.topics[contradiction.topic].title}: {speakers}, {dates}"
    why = _OF.sub(lambda found: f"{found[1]} {names.actor(found[2])}", contradiction.why)
    return ContradictionView(f"contradiction-{'-'.join(contradiction.statements)}", headline, why, said, shown)

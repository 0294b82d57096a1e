"""Facts, their rules, and the scenarios that set them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.coalition.pledges import Ladder
from truceline.errors import CaseError


@dataclass(frozen=True, slots=True)
class FactStep:
    """From ``on`` the fact is ``value``, as the statements with these ids show."""

    on: date
    value: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a fact is thought to be, and on what evidence; ``low`` equals ``high`` where one number is given.

    It counts from ``known_from``, or as long as its fact does.
    """

    low: float
    high: float
    evidence: str
    known_from: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            found = f"chance | {self.low} to {self.high}; give 0 <= low <= high <= 1"
            raise CaseError("a chance is not one", (found,))


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A condition of the world that pledges wait for, and what was known of it when.

    It is false before its first step. ``note`` says what would make it true, and who decides; ``chance`` is None where
    nobody put a number on it. Nobody spoke of it before ``known_from``; None where it needs no day.
    """

    id: str
    title: str
    history: tuple[FactStep, ...]
    note: str
    chance: Chance | None = None
    known_from: date | None = None

    def value(self, as_of: date) -> bool:
        """Return whether the fact held on ``as_of``."""
        known = [step for step in self.history if step.on <= as_of]
        return max(known, key=lambda step: step.on).value if known else False


@dataclass(frozen=True, slots=True)
class Rule:
    """If all facts ``when`` hold, then ``then`` holds."""

    when: frozenset[str]
    then: str
    why: str
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of facts to plan for.

    ``facts`` override what is known as of the date. ``announce_together`` plans with the attainable force
    instead of the firm one; ``least`` is the lowest rung of the ladder that counts; ``concept`` names the
    force concept of the statement of requirements.
    """

    id: str
    title: str
    facts: tuple[tuple[str, bool], ...]
    announce_together: bool
    least: Ladder
    concept: str
    note: str
    known_from: date | None = None


def facts_of(
    scenario: Scenario, records: Collection[FactRecord], rules: Sequence[Rule], as_of: date
) -> dict[str, bool]:
    """Return every fact's truth under ``scenario``: known as of the date, overridden, and closed under the rules.

    Raises
    ------
    CaseError
        If a rule makes true what the scenario itself sets false.
    """
    stated = dict(scenario.facts)
    facts = {record.id: stated.get(record.id, record.value(as_of)) for record in records}
    implied = close(facts, rules)
    problems = tuple(
        f"{scenario.id} | sets {name!r} false, but its other facts imply it; drop one of them"
        for name, value in stated.items()
        if implied[name] and not value
    )
    if problems:
        raise CaseError("the scenario contradicts the fact rules", problems)
    return implied


def close(facts: Mapping[str, bool], rules: Sequence[Rule]) -> dict[str, bool]:
    """Add everything that the rules imply. Ends after at most one round per rule."""
    closed = dict(facts)
    while found := [r.then for r in rules if not closed[r.then] and all(closed[w] for w in r.when)]:
        closed |= dict.fromkeys(found, True)
    return closed


def cycles(rules: Sequence[Rule]) -> Iterator[str]:
    """Name every fact that implies itself through the rules."""
    after: dict[str, set[str]] = {}
    for rule in rules:
        for name in rule.when:
            after.setdefault(name, set()).add(rule.then)
    for name in sorted(after):
        if name in _reached(name, after):
            yield name


def _reached(start: str, after: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(after.get(start, ()))
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(after.get(name, ()))
    return seen

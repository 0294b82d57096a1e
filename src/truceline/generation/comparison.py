"""What changed between two planning runs, line by line, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from truceline.generation.differences import DocumentDifference, Tree, differences

PAIRED = ("pledges", "statements", "scenarios")
"""Parts of a plan of which what is new or gone is told with its reasons: values are compared of the others."""

Ends = tuple[float | None, float | None]
"""The low and the high end of a range; None where nobody comes."""


@dataclass(frozen=True, slots=True)
class RecordedPledge:
    """A pledge as a run recorded it, with its likely quantity and personnel and the statements that it rests on."""

    contributor: str
    capability: str
    title: str
    status: str
    quantity: float
    personnel: float
    statements: tuple[str, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A requirement line as a run recorded it; ``pledges`` are those whose units served on it."""

    required: float
    filled: float
    reasons: tuple[str, ...]
    pledges: frozenset[str]


@dataclass(frozen=True, slots=True)
class RecordedScenario:
    """One scenario as a run recorded it: facts, force, why others do not stand, lines, and the totals by name.

    ``ranges`` are those of its headlines, empty where the run made no draws.
    """

    title: str
    concept: str
    facts: Mapping[str, bool]
    force: frozenset[str]
    why_not: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, RecordedLine]
    totals: Mapping[str, float | None]
    ranges: Mapping[str, Ends] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedPlan:
    """A planning run, read back; ``statements`` are those known on its date, with what each says.

    ``values`` is all else that the run recorded, as a tree.
    """

    case: str
    as_of: date
    pledges: Mapping[str, RecordedPledge]
    statements: Mapping[str, str]
    scenarios: Mapping[str, RecordedScenario]
    values: Tree = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Something that is not as it was: ``before`` and ``after`` in words, one of them empty where it is new or gone."""

    what: str
    before: str
    after: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChange:
    """A requirement line that is not asked for or filled as before, in units of its capability, and why."""

    line: str
    required: tuple[float, float]
    filled: tuple[float, float]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """What changed in one scenario: facts that flipped, totals, who joined and left the force and why, and lines.

    ``ranges`` are those of headlines, where both runs have them and they differ.
    ``values`` is whatever else differs, such as a post that stands elsewhere.
    """

    scenario: str
    title: str
    facts: tuple[PlanChange, ...]
    totals: tuple[tuple[str, float | None, float | None], ...]
    joined: tuple[PlanChange, ...]
    left: tuple[PlanChange, ...]
    lines: tuple[LineChange, ...]
    values: tuple[DocumentDifference, ...] = ()
    ranges: tuple[tuple[str, Ends, Ends], ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether nothing changed."""
        moved = any(before != after for _name, before, after in self.totals)
        return not (self.facts or self.joined or self.left or self.lines or self.ranges or self.values or moved)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side: their dates, statements and pledges that are new, gone or changed, and the scenarios.

    ``values`` is whatever else differs outside the scenarios: counts, contradictions, assumptions, inputs and so on.
    """

    cases: tuple[str, str]
    as_of: tuple[date, date]
    new_statements: tuple[tuple[str, str], ...]
    gone_statements: tuple[tuple[str, str], ...]
    pledges: tuple[PlanChange, ...]
    scenarios: tuple[ScenarioChange, ...]
    new_scenarios: tuple[str, ...]
    gone_scenarios: tuple[str, ...]
    values: tuple[DocumentDifference, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether nothing changed but, perhaps, the date."""
        said = self.new_statements or self.gone_statements or self.new_scenarios or self.gone_scenarios
        return not said and not self.pledges and not self.values and all(s.empty for s in self.scenarios)


def compare(before: RecordedPlan, after: RecordedPlan) -> Comparison:
    """Say what changed from one run to the other, scenario by scenario and line by line, and why.

    Causes are read from the runs, not guessed: a fact that flipped, a statement that came, a pledge that is new, gone
    or changed, a condition that now holds or no longer does. Several may act together; none is weighed.
    """
    both = [name for name in after.scenarios if name in before.scenarios]
    found = tuple(differences(_shared(before.values, after.values), _shared(after.values, before.values)))
    return Comparison(
        cases=(before.case, after.case),
        as_of=(before.as_of, after.as_of),
        new_statements=_more(after.statements, before.statements),
        gone_statements=_more(before.statements, after.statements),
        pledges=tuple(_pledges(before, after)),
        scenarios=tuple(_scenario(name, before, after, found) for name in both),
        new_scenarios=tuple(name for name in after.scenarios if name not in before.scenarios),
        gone_scenarios=tuple(name for name in before.scenarios if name not in after.scenarios),
        values=tuple(each for each in found if each.path[0] != "scenarios"),
    )


def _shared(one: Tree, other: Tree) -> Tree:
    found = dict(one)
    for name in PAIRED:
        mine, theirs = one.get(name), other.get(name)
        if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            found[name] = {id_: part for id_, part in mine.items() if id_ in theirs}
    return found


def _more(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((id_, one[id_]) for id_ in one if id_ not in other)


def _pledges(before: RecordedPlan, after: RecordedPlan) -> Iterator[PlanChange]:
    replaced = replacements(before, after)
    earlier = {old for olds in replaced.values() for old in olds}
    for id_ in sorted({*before.pledges, *after.pledges} - earlier):
        was, now = before.pledges.get(id_), after.pledges.get(id_)
        if was != now:
            new = [s for s in (now.statements if now else ()) if not was or s not in was.statements]
            why = tuple(f"{s}: {after.statements[s]}" for s in new if s in after.statements)
            olds = replaced.get(id_, ())
            what = f"{', '.join(olds)} replaced by {id_}" if olds else id_
            described = "; ".join(_described(before.pledges[old]) for old in olds) or _described(was)
            yield PlanChange(what, described, _described(now), why)


def replacements(before: RecordedPlan, after: RecordedPlan) -> dict[str, tuple[str, ...]]:
    """Name for each pledge that is new the pledges it replaces, of those that are gone."""
    gone = before.pledges.keys() - after.pledges.keys()
    new = after.pledges.keys() - before.pledges.keys()
    found = {id_: tuple(old for old in after.pledges[id_].replaces if old in gone) for id_ in sorted(new)}
    return {id_: olds for id_, olds in found.items() if olds}


def _described(pledge: RecordedPledge | None) -> str:
    if pledge is None:
        return ""
    return f"{pledge.status}: {pledge.title}, {pledge.quantity:g} ({pledge.personnel:,.0f} people)"


def _scenario(
    name: str, before: RecordedPlan, after: RecordedPlan, found: Collection[DocumentDifference]
) -> ScenarioChange:
    was, now = before.scenarios[name], after.scenarios[name]
    joined = tuple(_move(p, _why_joined(p, before, after, name)) for p in sorted(now.force - was.force))
    left = tuple(_move(p, _why_left(p, before, after, name)) for p in sorted(was.force - now.force))
    moved = {change.what: change.why for change in (*joined, *left)}
    return ScenarioChange(
        scenario=name,
        title=now.title,
        facts=tuple(_facts(was, now)),
        totals=tuple((total, was.totals[total], value) for total, value in now.totals.items() if total in was.totals),
        joined=joined,
        left=left,
        lines=tuple(_lines(was, now, moved, _changed(before, after))),
        values=tuple(
            DocumentDifference(d.path[2:], d.before, d.after) for d in found if d.path[:2] == ("scenarios", name)
        ),
        ranges=tuple(
            (name, was.ranges[name], ends)
            for name, ends in now.ranges.items()
            if name in was.ranges and was.ranges[name] != ends
        ),
    )


def _move(pledge: str, why: str) -> PlanChange:
    return PlanChange(pledge, "", "", (why,))


def _facts(was: RecordedScenario, now: RecordedScenario) -> Iterator[PlanChange]:
    words = {True: "holds", False: "does not hold", None: ""}
    for fact in sorted({*was.facts, *now.facts}):
        if was.facts.get(fact) != now.facts.get(fact):
            yield PlanChange(fact, words[was.facts.get(fact)], words[now.facts.get(fact)])


def _why_joined(pledge: str, before: RecordedPlan, after: RecordedPlan, scenario: str) -> str:
    if olds := replacements(before, after).get(pledge):
        return f"it replaces {', '.join(olds)} ({', '.join(after.pledges[pledge].statements)})"
    if pledge not in before.pledges:
        made = after.pledges.get(pledge)
        return f"the pledge is new ({', '.join(made.statements)})" if made else "the pledge is not on the record"
    if waited := before.scenarios[scenario].why_not.get(pledge):
        return f"it waited for: {'; '.join(waited)}"
    return "the pledge has changed" if pledge in _changed(before, after) else "the scenario counts more pledges"


def _why_left(pledge: str, before: RecordedPlan, after: RecordedPlan, scenario: str) -> str:
    if heirs := [new for new, olds in replacements(before, after).items() if pledge in olds]:
        return f"it is replaced by {', '.join(heirs)}"
    if pledge not in after.pledges:
        return "the pledge is not there: withdrawn, not made yet, or released to others only"
    if waits := after.scenarios[scenario].why_not.get(pledge):
        return f"it now waits for: {'; '.join(waits)}"
    return "the pledge has changed" if pledge in _changed(before, after) else "the scenario counts fewer pledges"


def _changed(before: RecordedPlan, after: RecordedPlan) -> frozenset[str]:
    both = before.pledges.keys() & after.pledges.keys()
    return frozenset(id_ for id_ in both if before.pledges[id_] != after.pledges[id_])


def _lines(
    was: RecordedScenario, now: RecordedScenario, moved: Mapping[str, tuple[str, ...]], changed: frozenset[str]
) -> Iterator[LineChange]:
    nothing = RecordedLine(0.0, 0.0, (), frozenset())
    for id_ in dict.fromkeys([*now.lines, *was.lines]):
        old, new = was.lines.get(id_, nothing), now.lines.get(id_, nothing)
        if (old.required, old.filled) != (new.required, new.filled):
            why = tuple(_why(id_, was, now, moved, changed))
            yield LineChange(id_, (old.required, new.required), (old.filled, new.filled), why)


def _why(
    line: str,
    was: RecordedScenario,
    now: RecordedScenario,
    moved: Mapping[str, tuple[str, ...]],
    changed: frozenset[str],
) -> Iterator[str]:
    old, new = was.lines.get(line), now.lines.get(line)
    if old is None or new is None:
        yield "the line is new" if old is None else "the line is no longer asked for"
        return
    if old.required != new.required:
        yield "more is asked for" if new.required > old.required else "less is asked for"
    for pledge in sorted(new.pledges - old.pledges):
        yield f"{pledge} serves: {'; '.join(moved.get(pledge, ('it served elsewhere or not at all',)))}"
    for pledge in sorted(old.pledges - new.pledges):
        yield f"{pledge} no longer serves: {'; '.join(moved.get(pledge, ('it serves elsewhere or not at all',)))}"
    for pledge in sorted(old.pledges & new.pledges & changed):
        yield f"{pledge} has changed"
    yield from (f"now: {reason}" for reason in new.reasons if reason not in old.reasons)

"""What a case folder's files must agree on with one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from truceline.casefolder.consistency import quantities
from truceline.casefolder.consistency.casualties import casualties_are_counted_once
from truceline.casefolder.consistency.compliance import compliance_is_with_the_agreement
from truceline.casefolder.consistency.concepts import bases_stand_where_they_are_sized, concepts_are_described_once
from truceline.casefolder.consistency.findings import (
    findings_use_known_words,
    observed_weapons_are_known,
    rows_replace_earlier_ones,
    splits_divide_no_merges,
)
from truceline.casefolder.consistency.ground import (
    lineless_cases_name_no_line,
    patrols_can_drive,
    sites_hold_what_their_kind_holds,
    something_is_watched,
)
from truceline.casefolder.consistency.known import values_have_days_of_their_own
from truceline.casefolder.consistency.line import (
    legs_are_possible,
    lengths_are_not_typed,
    places_lie_together,
    requirements_can_be_sized,
)
from truceline.casefolder.consistency.numbers import assumptions_suffice
from truceline.casefolder.consistency.offices import offices_have_one_holder
from truceline.casefolder.consistency.passages import passages_hold_their_quotes
from truceline.casefolder.consistency.pledges import (
    pledges_follow_their_statements,
    pledges_rest_on_words_about_their_contributor,
)
from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.documents import (
    CaseShape,
    CountShape,
    FactShape,
    RuleShape,
    ScenarioShape,
    TopicShape,
)
from truceline.casefolder.schema.ledger import SourceRow, StatementRow
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.casefolder.schema.tables import RequirementRow
from truceline.coalition.conditions import Joined, leaves
from truceline.coalition.scenarios import cycles, facts_of
from truceline.errors import CaseError
from truceline.formats.cells import Declares, Refers
from truceline.formats.faults import FaultPlace, shown, unknown
from truceline.formats.geometry import exchanged
from truceline.formats.reference_system import is_metric

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""
Rule = Callable[[FolderReading], Found]
"""What finds faults in a reading."""


def check(reading: FolderReading, rules: Iterable[Rule] | None = None) -> None:
    """Note every contradiction between the files of a reading, or those that ``rules`` find, among its faults."""
    for rule in RULES if rules is None else rules:
        for place, what in rule(reading):
            reading.faults.add(place, what)


def ids_are_given_once(reading: FolderReading) -> Found:
    """No two records of a kind have the same id."""
    first: dict[tuple[str, str], FaultPlace] = {}
    for mark, name, place in reading.named:
        if not isinstance(mark, Declares) or not mark.unique:
            continue
        if (known := first.setdefault((mark.kind, name), place)) is not place:
            yield place, f"the id {shown(name)} is given twice (first on line {known.line}); rename one"


def ids_exist(reading: FolderReading) -> Found:
    """Every id that is named is declared. Where a file could not be read whole, ids of its kinds are not checked."""
    declared = _declared(reading)
    known = {kind: declared.get(kind, set()) for kind in reading.kinds} | {"personnel": {"personnel"}}
    for mark, name, place in reading.named:
        if isinstance(mark, Refers) and not any(name in known.get(kind, (name,)) for kind in mark.kinds):
            yield place, unknown(mark.kinds[0], name, set().union(*(known[kind] for kind in mark.kinds)))


def scopes_belong_to_topics(reading: FolderReading) -> Found:
    """A statement's scope and a count's scopes are scopes of its topic."""
    scopes = {entry.shape.id: entry.shape.scopes for entry in reading.of(TopicShape)}
    for entry in reading.of(StatementRow):
        for position in entry.shape.positions():
            if (topic := position.topic) in scopes and position.scope not in scopes[topic]:
                yield entry.place(("scope",)), unknown(f"scope of {topic}", position.scope, scopes[topic])
    for count in reading.of(CountShape):
        for n, scope in enumerate(count.shape.scopes):
            if (topic := count.shape.topic) in scopes and scope not in scopes[topic]:
                yield count.place(("scopes", n)), unknown(f"scope of {topic}", scope, scopes[topic])


def statements_precede_their_sources(reading: FolderReading) -> Found:
    """No statement is dated after the publication that reports it, nor does one replace itself."""
    published = {entry.shape.id: entry.shape.published_on for entry in reading.of(SourceRow)}
    for entry in reading.of(StatementRow):
        row, day = entry.shape, published.get(entry.shape.source)
        if day is not None and row.said_on.first > day:
            yield (
                entry.place(("said_on",)),
                f"{row.said_on} is after {day}, when its source {row.source!r} was published; correct one of the dates",
            )
        if row.id in row.supersedes:
            yield entry.place(("supersedes",)), f"{row.id!r} supersedes itself; name an earlier statement"


def pledges_wait_for_others(reading: FolderReading) -> Found:
    """No pledge waits for its own contributor."""
    for entry in reading.of(PledgeShape):
        pledge = entry.shape
        parts = (part for condition in pledge.conditions for part in leaves(condition.record()))
        if any(isinstance(part, Joined) and part.contributor == pledge.contributor for part in parts):
            yield (
                entry.place(("conditions",)),
                f"waits for its own contributor {pledge.contributor!r}; name another contributor",
            )


def pledges_replace_earlier_ones(reading: FolderReading) -> Found:
    """A pledge replaces earlier pledges of its own contributor only, and each of them says until when it held."""
    known = {entry.shape.id: entry.shape for entry in reading.of(PledgeShape)}
    for entry in reading.of(PledgeShape):
        new = entry.shape
        for n, old in enumerate(known[name] for name in new.replaces if name in known):
            if what := _not_replaced(old, new):
                yield entry.place(("replaces", n)), what


def _not_replaced(old: PledgeShape, new: PledgeShape) -> str:
    if old.id == new.id or old.contributor != new.contributor:
        return f"{old.id!r} is no other pledge of {new.contributor!r}; name one, or leave it out"
    if old.until is None:
        return f"{old.id!r} does not say until when it held; give its until"
    if min(step.on for step in new.history) < min(step.on for step in old.history):
        return f"{old.id!r} was made later than {new.id!r}; exchange them"
    return ""


def rules_have_no_cycles(reading: FolderReading) -> Found:
    """No fact implies itself through the rules."""
    entries = list(reading.of(RuleShape))
    for name in cycles([entry.shape.record() for entry in entries]):
        place = next(e.place(("when",)) for e in entries if name in e.shape.when)
        yield place, f"the fact {name!r} implies itself through the rules; drop one rule of the circle"


def scenarios_set_known_facts(reading: FolderReading) -> Found:
    """A scenario sets declared facts only, and nothing false that its other facts imply."""
    if "fact" not in reading.kinds:
        return
    facts = _declared(reading).get("fact", set())
    for entry in reading.of(ScenarioShape):
        for name in entry.shape.facts:
            if name not in facts:
                yield entry.place(("facts", name)), unknown("fact", name, facts)
    yield from _contradictory_scenarios(reading)


def _contradictory_scenarios(reading: FolderReading) -> Found:
    records = [entry.shape.record() for entry in reading.of(FactShape)]
    sound = {record.id for record in records}
    rules = [entry.shape.record() for entry in reading.of(RuleShape)]
    named = {name for rule in rules for name in (*rule.when, rule.then)}
    days = [entry.shape.as_of for entry in reading.of(CaseShape)]
    if not days or named - sound:
        return  # told already
    for entry in reading.of(ScenarioShape):
        if set(entry.shape.facts) <= sound:
            try:
                facts_of(entry.shape.record(), records, rules, days[0])
            except CaseError as error:
                yield from ((entry.place(("facts",)), problem.rpartition(" | ")[2]) for problem in error.problems)


def substitutes_exist(reading: FolderReading) -> Found:
    """What may stand in for a requirement line's capability is a capability."""
    if "capability" in reading.kinds:
        known = _declared(reading).get("capability", set())
        for entry in reading.of(RequirementRow):
            for name, _ in entry.shape.substitutes:
                if name not in known:
                    yield entry.place(("substitutes",)), unknown("capability", name, known)


def map_can_be_drawn(reading: FolderReading) -> Found:
    """The projection is known and metric, and no longitude and latitude are exchanged."""
    for entry in reading.of(CaseShape):
        if not is_metric(entry.shape.metric_crs):
            yield (
                entry.place(("metric_crs",)),
                f"{entry.shape.metric_crs!r} is no projection in metres; give one such as EPSG:32637",
            )
    yield from exchanged(list(reading.features.values()))


RULES = (
    ids_are_given_once,
    ids_exist,
    offices_have_one_holder,
    scopes_belong_to_topics,
    statements_precede_their_sources,
    passages_hold_their_quotes,
    pledges_follow_their_statements,
    pledges_rest_on_words_about_their_contributor,
    pledges_wait_for_others,
    pledges_replace_earlier_ones,
    rules_have_no_cycles,
    scenarios_set_known_facts,
    substitutes_exist,
    *quantities.RULES,
    lengths_are_not_typed,
    assumptions_suffice,
    requirements_can_be_sized,
    concepts_are_described_once,
    bases_stand_where_they_are_sized,
    map_can_be_drawn,
    something_is_watched,
    sites_hold_what_their_kind_holds,
    patrols_can_drive,
    lineless_cases_name_no_line,
    legs_are_possible,
    places_lie_together,
    observed_weapons_are_known,
    rows_replace_earlier_ones,
    splits_divide_no_merges,
    findings_use_known_words,
    casualties_are_counted_once,
    compliance_is_with_the_agreement,
    values_have_days_of_their_own,
)
"""Everything that is checked across files, in order."""
WITHIN_A_TABLE = (ids_are_given_once, rows_replace_earlier_ones)
"""What can be checked of one table that stands by itself."""


def _declared(reading: FolderReading) -> dict[str, set[str]]:
    # The ids of each kind.
    found: dict[str, set[str]] = {}
    for mark, name, _ in reading.named:
        if isinstance(mark, Declares):
            found.setdefault(mark.kind, set()).add(name)
    return found

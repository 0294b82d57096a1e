"""Whatever a pledge holds, its workbook holds: read back it is the same, and from its rows alone it can be written."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.casefolder.cases import find_case, read_case
from truceline.casefolder.exchange.grouped import grouped_pledges, rows_of_base
from truceline.casefolder.exchange.pledge_rows import changed_values, pledge_rows
from truceline.casefolder.exchange.returned import read_returned
from truceline.casefolder.exchange.sheets import contributor_workbook
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.errors import SourceError
from truceline.formats.faults import Faults
from truceline.records.dating import parts_of

CASE = read_case(find_case("two-rivers").folder)
FACTS = [fact.id for fact in CASE.facts]
PLACES = ["in-country", "adjacent", "sea"]

words = st.text(st.characters(exclude_categories=("C",), exclude_characters=";"), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and "[from" not in text
)
texts = st.one_of(words, st.sampled_from(["=1+1", "+49", "0012", "1e5", "_x0041_", "no", "a\nb", "2031-03-01", "'q"]))
days = st.dates(date(2031, 1, 1), date(2032, 12, 31))
numbers = st.floats(0, 1e6).map(lambda value: float(f"{value:.12g}"))
ends = (
    st.lists(numbers, min_size=3, max_size=3)
    .map(sorted)
    .map(lambda v: dict(zip(("low", "likely", "high"), v, strict=True)))
)
facts = st.sampled_from(FACTS).map(lambda name: {"fact": name})
joined = st.fixed_dictionaries(
    {"who": st.sampled_from(["birch", "cedar"])},
    optional={
        "capability": st.lists(st.sampled_from(["medevac", "drone-orbit"]), min_size=1, unique=True),
        "location": st.lists(st.sampled_from(PLACES), min_size=1, unique=True),
    },
).map(lambda value: {"joined": value})
mass = st.fixed_dictionaries(
    {"of": st.sampled_from(["personnel", "medevac"]), "at_least": numbers.filter(bool)},
    optional={"location": st.lists(st.sampled_from(PLACES), min_size=1, unique=True)},
).map(lambda value: {"mass": value})


def groups(parts):
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda each: {"any": each}),
        several.map(lambda each: {"all": each}),
        several.flatmap(lambda each: st.integers(1, len(each)).map(lambda n: {"at_least": {"n": n, "of": each}})),
    )


conditions = st.recursive(st.one_of(facts, joined, mass), groups, max_leaves=8)
later = st.fixed_dictionaries({}, optional={"known_from": days, "statements": st.just(["st-02"])})
caveats = st.fixed_dictionaries(
    {"kind": st.sampled_from(["prohibition", "limitation"]), "note": texts},
    optional={"task": texts, "area": st.just("west"), "approval_days": st.integers(0, 99), "known_from": days},
)
approvals = st.fixed_dictionaries(
    {"body": texts, "fact": st.sampled_from(FACTS), "days": st.integers(0, 99)},
    optional={"statements": st.just(["st-02"])},
)
steps = st.fixed_dictionaries(
    {"on": days, "status": st.sampled_from(["offered", "firm"]), "statements": st.just(["st-02", "st-03"])}
)
notes = st.one_of(texts, st.lists(st.fixed_dictionaries({"from": days, "text": words}), min_size=1, max_size=2).map(
    lambda parts: sorted(parts, key=lambda part: part["from"])
))  # fmt: skip
pledges = st.fixed_dictionaries(
    {
        "title": texts,
        "capability": st.sampled_from(["medevac", "drone-orbit"]),
        "quantity": st.one_of(numbers, ends),
        "basis": st.sampled_from(["presence", "formation"]),
        "location": st.sampled_from(PLACES),
        "ready_days": st.integers(0, 1000),
        "tour_months": st.integers(1, 24),
        "tours": st.integers(1, 24),
        "conditions": st.lists(
            st.tuples(conditions, later).map(lambda pair: pair[0] | pair[1]), max_size=4
        ),
        "history": st.lists(steps, min_size=1, max_size=3),
        "standing": st.just("assumed"),
        "note": notes,
    },
    optional={
        "personnel": ends,
        "needs": st.lists(st.sampled_from(["medevac", "headquarters"]), unique=True),
        "shared_with": st.lists(words, max_size=2),
        "until": days,
        "replaces": st.just(["ash-other"]),
        "approvals": st.lists(approvals, max_size=2),
        "caveats": st.lists(caveats, max_size=2),
    },
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(pledges, min_size=1, max_size=3))
def test_what_a_pledge_holds_comes_back_from_its_workbook(values):
    shapes = [PledgeShape(id=f"p-{n}", contributor="ash", **each) for n, each in enumerate(values)]
    data = contributor_workbook(CASE, shapes, "ash", made_on=date(2031, 3, 21))
    faults = Faults()
    returned = read_returned("a.xlsx", data, faults)
    back = grouped_pledges(returned, faults)

    assert faults.problems() == ()
    for shape in shapes:
        rows = pledge_rows(shape)
        assert back[shape.id].rows.plain == rows.plain
        assert rows_of_base(returned.base[shape.id]).plain == rows.plain
        written = changed_values(None, back[shape.id].rows, {})
        kept = {key: each for key, each in written.items() if each is not None}
        again = PledgeShape(**{"id": shape.id, "contributor": "ash", **kept})
        assert pledge_rows(again).plain == rows.plain
        assert parts_of(again.note) == parts_of(shape.note)
        assert again.record(CASE.capabilities[-1]).full_condition == shape.record(CASE.capabilities[-1]).full_condition


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut():
    case = replace(CASE, actors=tuple(replace(each, name="n" * 33_000) for each in CASE.actors))

    with pytest.raises(SourceError, match="the workbook cannot be written"):
        contributor_workbook(case, [], "ash", made_on=date(2031, 3, 21))

"""The summary in the terminal: plain text, good at 80 columns and without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from truceline.records.pools import pool_needs
from truceline.render.drawn import late
from truceline.render.sections.alike import apart, grouped
from truceline.render.sections.asking import asking
from truceline.render.sections.force import awaited, contributors
from truceline.render.sections.kept import excess, limited_by
from truceline.render.sections.left_over import left_over
from truceline.render.sections.people import critical_lines, in_country_from, outside
from truceline.render.sections.ranges import about, driven, other_forces, short
from truceline.render.sections.watched import what
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan, ScenarioPlan
from truceline.views.wording import count, day, minutes, plural, share

WIDTH = 80
"""Columns that the summary keeps within."""

_HEAD = ("scenario", "in country", "by", "filled", "day", "night", "reaction", "months")
_RANGED = (
    "personnel_in_country",
    "in_country_from_month",
    "fill",
    "covered_day",
    "covered_night",
    "response_median_minutes",
    "kept_up_months",
)
_LEFT = 2


def plan_summary(plan: Plan) -> str:
    """Write the summary: what stands in each scenario, what it waits for, and what unlocks most."""
    names = names_of(plan.case)
    title = textwrap.wrap(f"{plan.case.title}, as stated on {day(plan.as_of)}", WIDTH)
    lines = [*title, "=" * max(map(len, title)), ""]
    if warned := late(plan.case, plan.as_of):
        lines += [*_filled(f"{warned}."), ""]
    lines += _table(list(_groups(plan)))
    lines += ["", *_notes(plan, names)]
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines) + "\n"


def _groups(plan: Plan) -> Iterator[tuple[str, ...]]:
    # A row of one cell is a line of its own.
    yield _HEAD
    for group in grouped(plan.scenarios):
        if words := apart(group, plan.scenarios[0]):
            yield from ((line,) for line in ("", *_filled(f"{words}.")))
        for made in group:
            yield _row(made)
            if made.ranges is not None:
                yield ("", *(short(headline, made.ranges.ends[headline]) for headline in _RANGED))


def _row(made: ScenarioPlan) -> tuple[str, ...]:
    force, siting = made.own.generation, made.own.siting
    seen_day, seen_night = siting.mean_detection
    kept = force.kept
    most, month = in_country_from(made)
    return (
        made.scenario.id,
        count(most),
        "none" if month is None else f"mo {month}",
        share(made.own.fill.share),
        share(seen_day),
        share(seen_night),
        "none" if siting.median_minutes is None else minutes(siting.median_minutes),
        f"{kept.months}/{kept.horizon}",
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in rows if len(row) > 1) for i in range(len(_HEAD))]
    widths[0] = min(widths[0], WIDTH - sum(widths[1:]) - 2 * (len(widths) - 1))
    for number, row in enumerate(rows):
        if len(row) == 1:
            yield row[0]
            continue
        first = textwrap.shorten(row[0], widths[0], placeholder="…") if len(row[0]) > widths[0] else row[0]
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def _notes(plan: Plan, names: Names) -> Iterator[str]:
    ground = what(plan.segments)
    yield from _filled(
        "In country: people there in the month in which most are, likely. By: the first month with three quarters of "
        "them. Filled: of the people asked for, month by month. Day, night: chance that an event at a random place of "
        f"the {ground} is seen. Reaction: half of the {ground} is reached within. Months: of the plan, for which most "
        "of the force is kept up."
    )
    yield from _ranges(plan, names)
    yield from _scenarios(plan, names, ground)
    yield from _kept(plan, names)
    yield from _record(plan, names)


def _scenarios(plan: Plan, names: Names, ground: str) -> Iterator[str]:
    for made in plan.scenarios:
        if made.force:
            who = plural(len(contributors(plan, made, names)), "contributor")
            elsewhere = ", ".join(filter(None, (who, outside(made))))
            yield from _filled(f"{made.scenario.id}: {elsewhere}; {critical_lines(made.own.fill)}")
    for made in plan.scenarios:
        for words in asking(made.own.siting, ground):
            yield from _filled(f"{made.scenario.id}: {words}")
    for made in plan.scenarios:
        if parts := list(left_over(made.own.siting, names)):
            yield from _filled(f"{made.scenario.id}: left over, too small a part to stand: {'; '.join(parts)}")
    for made in plan.scenarios:
        if waits := awaited(plan, made, names):
            most = waits[0]
            yield from _filled(
                f"{made.scenario.id}: most waited for is {most.what} ({plural(most.pledges, 'pledge')}, "
                f"{count(most.personnel)} personnel)"
            )


def _record(plan: Plan, names: Names) -> Iterator[str]:
    if plan.unlocks and plan.unlocks[0].value > 0:
        top = plan.unlocks[0]
        yield from _filled(
            f"Unlocks most: {names.facts[top.fact].title} (+{count(top.value)} firm personnel on average; alone "
            f"+{count(top.alone)}{f'; without it −{count(top.last)}' if top.last > 0 else ''})"
        )
    opposed = [c for c in plan.contradictions if not c.kind.both_can_hold]
    yield from _filled(
        f"On the record: {plural(len(opposed), 'contradiction')}, and "
        f"{plural(len(plan.contradictions) - len(opposed), 'pair')} that can both hold; "
        f"{plural(len(plan.pledges), 'pledge')}."
    )
    if plan.counts:
        counts = (f"{c.definition} {len(c.counted) if c.recorded else 'not recorded'}" for c in plan.counts)
        yield from _filled(f"Counted: {', '.join(counts)}.")


def _kept(plan: Plan, names: Names) -> Iterator[str]:
    unsaid: set[str] = set()
    for made in plan.scenarios:
        force = made.own.generation
        needs = pool_needs(force.pools, plan.case.pools, plan.as_of)
        unsaid |= {need.contributor for need in needs if need.stated is None}
        if force.kept.months:
            over = excess(needs, names)
            words = f"{made.scenario.id}: kept up, limited by {limited_by(force.kept)}."
            yield from _filled(f"{words} Pool: {over[0].lower()}{over[1:]}" if over else words)
    if unsaid:
        yield from _filled(f"Pool: what they could put into it is not stated for {plural(len(unsaid), 'contributor')}.")


def _ranges(plan: Plan, names: Names) -> Iterator[str]:
    if plan.ranged is None:
        return
    yield from _filled(f"Below each: its range. {' '.join(about(plan.ranged, plan.case.assumptions))}")
    for made in plan.scenarios:
        if made.ranges is not None and (words := driven(made.ranges, plan, names, most=1)):
            others = other_forces(made.ranges, plan.ranged.draws)
            yield from _filled(f"{made.scenario.id}: driven most by {words}{'; ' if others else ''}{others}")


def _filled(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, subsequent_indent=" " * _LEFT)

"""The order of battle as an indented list: the force, its sectors, lines and units, with their people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from truceline.generation.orbat import Element, order_of_battle
from truceline.results.force import ForceView
from truceline.results.names import Names
from truceline.views.text import TextLine, verbatim
from truceline.views.wording import count


def orbat_at_peak(view: ForceView) -> tuple[Element, ...]:
    """Return the order of battle in the first month of greatest deployment."""
    month = int(np.argmax(view.plan.deployed_by_month)) + 1
    return order_of_battle(view.plan, view.lines, view.units, month=month)


def orbat_lines(elements: Sequence[Element], names: Names) -> Iterator[TextLine]:
    """List the elements, each below its superior, with its people."""
    return (verbatim(f"{title_of(e, names)}: {count(e.personnel)} people", 2 * e.depth) for e in elements)


def title_of(element: Element, names: Names) -> str:
    """Name an element as people read it."""
    match element.kind:
        case "force":
            return "Force"
        case "sector":
            return names.sectors.get(element.name, "Anywhere")
        case "line":
            return names.lines[element.name].title
        case _:
            nation = names.actor(element.contributor)
            return unit_title(element.name, element.share, element.capability, nation, names)


def unit_title(unit: str, share: float, capability: str, nation: str, names: Names) -> str:
    """Name a unit of a nation by what it is, and how much of one where it is a part."""
    part = f"{count(share)} of: " if share < 1 else ""
    return f"{part}{names.capabilities[capability].title}, {nation} ({unit})"

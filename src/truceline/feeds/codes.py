"""A feed's code tables: what its precision codes mean in metres and days, and its words in the house's.

Each lies in ``tables/FEED.yaml`` with its source, its reasoning and its standing; no number hides in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.formats.yaml_tree import bundled_yaml

STANDINGS = ("published", "derived", "measured", "assumed")
"""How a number is known: given by the feed's publisher, worked out from such, measured on data, or assumed."""


@dataclass(frozen=True, slots=True)
class Radius:
    """The standard deviation of a place along each axis, in metres, and how it is known."""

    metres: float
    standing: str
    why: str


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days ``before`` and ``after`` the day given in which it may have happened, and how that is known."""

    before: int
    after: int
    standing: str
    why: str


@dataclass(frozen=True, slots=True)
class NativeCode:
    """A native code in the house's words: act, weapon and target, empty where it tells nothing of them."""

    act: str = ""
    weapon: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class ContextAct:
    """An act that supports incidents and never makes one, and why; rows within ``join_hours`` may be of one event."""

    why: str
    join_hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Codes:
    """What a feed's codes mean.

    ``zone`` is the time zone of its dates; ``case`` means that of the case. ``text`` is the column kept that says in
    words what happened, empty where none does. ``words`` maps native codes of acts,
    ``targets`` those of targets; a code in neither is kept as ``other:CODE``. Where a feed's types are an allow-list,
    ``words`` are patterns of types (see `type_pattern`), and ``refused`` names what others are; ``own`` are details by
    which a device tells of itself, ``withdraws`` the types that take an id back, and where that id stands. ``context``
    are the acts of the feed that are context; ``sources`` names the sources that one feed holds, by their codes.
    """

    feed: str
    title: str
    kind: str
    publisher: str
    zone: str
    time: str
    text: str
    note: str
    radius: Mapping[str, Radius]
    days: Mapping[str, DaySpan]
    words: Mapping[str, NativeCode]
    targets: Mapping[str, NativeCode]
    refused: Mapping[str, str]
    own: tuple[str, ...]
    withdraws: Mapping[str, str]
    context: Mapping[str, ContextAct]
    sources: Mapping[str, str]

    def metres(self) -> dict[str, float]:
        """Return the radius in metres by precision code."""
        return {code: radius.metres for code, radius in self.radius.items()}


@cache
def codes_of(feed: str) -> Codes:
    """Read the code table of a feed from the package."""
    table: dict[str, Any] = bundled_yaml("truceline.feeds", "tables", f"{feed}.yaml")
    return Codes(
        feed=feed,
        **{key: str(table[key]).strip() for key in ("title", "kind", "publisher", "zone", "time", "note")},
        text=table.get("text", ""),
        radius={c: Radius(float(each.pop("metres")), **each) for c, each in table.get("radius", {}).items()},
        days={
            c: DaySpan(int(each.pop("before")), int(each.pop("after")), **each)
            for c, each in table.get("days", {}).items()
        },
        words={code: NativeCode(**each) for code, each in table.get("words", {}).items()},
        targets={code: NativeCode(**each) for code, each in table.get("targets", {}).items()},
        refused=table.get("refused", {}),
        own=tuple(table.get("own", ())),
        withdraws=table.get("withdraws", {}),
        context={
            act: ContextAct(each["why"], float(each.get("join_hours", 0)))
            for act, each in table.get("context", {}).items()
        },
        sources=table.get("sources", {}),
    )


def type_pattern(code: str) -> str:
    """Return the pattern of a type and all below it in a tree of types, of that type alone where it ends with ``$``."""
    return f"^(?:{code})" if code.endswith(("$", "-")) else f"^(?:{code})(?:-|$)"

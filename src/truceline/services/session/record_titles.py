"""What records of a case are called on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from truceline.case import Case


class Told(Protocol):
    """A field of a record with its texts before and after a change."""

    @property
    def field(self) -> str:
        """Its path."""

    @property
    def before(self) -> str:
        """What it said."""

    @property
    def after(self) -> str:
        """What it says."""


def titles_of(case: Case, kind: str) -> dict[str, str]:
    """Return the titles or names of the records of a kind, by their ids; none where they have none."""
    named: Mapping[str, Sequence[object]] = {
        "pledge": case.pledges,
        "requirement line": case.requirement,
        "scenario": case.scenarios,
        "fact": case.facts,
        "site": case.sites,
        "sector": case.sectors,
        "capability": case.capabilities,
        "source": case.sources,
        "actor": case.actors,
        "assumption": tuple(case.assumptions.values()),
    }
    found = named.get(kind, ())
    return {getattr(each, "id"): getattr(each, "title", "") or getattr(each, "name", "") for each in found}  # noqa: B009


def title_of(case: Case, kind: str, key: str, fields: Iterable[Told]) -> str:
    """Return what a changed record is called: as it says itself now, else before, else in the case; else its id."""
    own = {each.field.removeprefix("properties."): each.after or each.before for each in fields}
    id_ = key.rpartition("/")[2]
    return own.get("title") or own.get("name") or titles_of(case, kind).get(id_, "") or id_

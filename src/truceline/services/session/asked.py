"""What is asked of a page: of which case, as of which day, for which scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from truceline.errors import CaseError, MisuseError, shown, unknown
from truceline.services.opening import asked_for
from truceline.services.session.opened import OpenCase


@dataclass(frozen=True, slots=True)
class Asked:
    """A page's case, its day and its scenario."""

    opened: OpenCase
    day: date
    scenario: str

    def address(self, page: str, scenario: str = "", form: str = "") -> str:
        """Return where a page stands, in a ``form`` or as a page, for the same day and this or another scenario."""
        case, chosen = self.opened.case, scenario or self.scenario
        query = {"as_of": self.day.isoformat()} if self.day != case.as_of else {}
        if chosen != case.scenarios[0].id:
            query["scenario"] = chosen
        path = f"/{self.opened.name}/{page}{form and f'.{form}'}"
        return f"{path}?{urlencode(query)}" if query else path


def asked_of(opened: OpenCase, query: Mapping[str, str]) -> Asked:
    """Read what an address asks for behind its question mark: ``as_of`` and ``scenario``, the case's own without.

    Raises
    ------
    CaseError
        If the case has no such scenario.
    MisuseError
        If the day is none.
    """
    return Asked(opened, _day(opened, query.get("as_of", "")), _scenario(opened, query.get("scenario", "")))


def _day(opened: OpenCase, text: str) -> date:
    if not text:
        return opened.case.as_of
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise MisuseError(f"{shown(text)} is not a date; write it as 2025-03-25") from error
    asked_for(day)
    return day


def _scenario(opened: OpenCase, name: str) -> str:
    known = [scenario.id for scenario in opened.case.scenarios]
    if name and name not in known:
        raise CaseError("there is no such scenario", (f"scenario | {unknown('scenario', name, known)}",))
    return name or known[0]

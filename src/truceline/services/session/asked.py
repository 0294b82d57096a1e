"""What is asked of a page: of which version, for which member, as of which day, for which scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from truceline.accounts.releasability import eyes
from truceline.accounts.roles import Member
from truceline.errors import CaseError, MisuseError, shown, unknown
from truceline.results.names import names_of
from truceline.services.opening import asked_for
from truceline.services.session.opened import OpenCase

_DIGITS = 9

FOR = "for"
"""What in an address names the contributor that who works alone acts for."""


class NotThereError(CaseError):
    """An address names what the case has not: its ``parameter``, and the ``choices`` that there are, with titles."""

    def __init__(self, summary: str, problem: str, parameter: str, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__(summary, (f"{parameter} | {problem}",))
        self.parameter, self.choices = parameter, choices


@dataclass(frozen=True, slots=True)
class Asked:
    """A page's version as its member sees it, its day and its scenario.

    ``version`` is the number that the address names, 0 where it names none and the newest is shown; ``acts_for`` is the
    contributor that it names, for who works ``alone``. ``newest`` says whether what is shown is the newest.
    """

    opened: OpenCase
    member: Member
    day: date
    scenario: str
    version: int = 0
    acts_for: str = ""
    alone: bool = False
    newest: bool = True

    @property
    def contributors(self) -> tuple[str, ...]:
        """Return the contributors that the member sees pledges of, by their ids."""
        return tuple(sorted({pledge.contributor for pledge in self.opened.case.pledges}))

    @property
    def eyes(self) -> tuple[str, ...]:
        """Return what a page depends on besides its plan: whoever asks for the same is shown the same."""
        number = str(self.opened.version.number)
        shown = (self.opened.name, number, str(self.version), str(self.newest), self.scenario)
        return (*shown, self.member.nation, *sorted(self.member.roles))

    def address(self, page: str, scenario: str = "", form: str = "", **other: str | int) -> str:
        """Return where a page stands, in a ``form`` or as a page, for what is asked here.

        ``scenario`` and ``other`` (``version``, ``for``, or what the page itself asks for) go before it.
        """
        case, chosen = self.opened.case, scenario or self.scenario
        query: dict[str, str | int] = {
            "as_of": self.day.isoformat() if self.day != case.as_of else "",
            "scenario": chosen if chosen != case.scenarios[0].id else "",
            "version": self.version,
            FOR: self.acts_for,
            **other,
        }
        path = f"/{self.opened.name}/{page}{form and f'.{form}'}"
        asked = urlencode({name: value for name, value in query.items() if value})
        return f"{path}?{asked}" if asked else path

    def file_name(self, page: str, form: str) -> str:
        """Return what a page that is kept is called: its bytes, which name no version, are of this and for these."""
        readers = "-and-".join(eyes(self.member))
        return f"{self.opened.name}-version-{self.opened.version.number}-{page}-for-{readers}.{form}"


def asked_of(opened: OpenCase, member: Member, query: Mapping[str, str], *, alone: bool = False) -> Asked:
    """Read what an address asks for behind its question mark: ``as_of`` and ``scenario``, the case's own without.

    Raises
    ------
    CaseError
        If the case has no such scenario, or no such contributor to act for.
    MisuseError
        If the day is none.
    """
    day, scenario = _day(opened, query.get("as_of", "")), _scenario(opened, query.get("scenario", ""))
    acts_for = query.get(FOR, "") if alone else ""
    asked = Asked(opened, member, day, scenario, version_of(query), acts_for, alone)
    if acts_for and acts_for not in asked.contributors:
        what, names = unknown("contributor", acts_for, asked.contributors), names_of(opened.case)
        choices = tuple((each, names.actor(each)) for each in asked.contributors)
        raise NotThereError("there is no such contributor", what, FOR, choices)
    return asked


def version_of(query: Mapping[str, str], name: str = "version") -> int:
    """Read which version an address asks for under a name; 0 where it asks for none.

    Raises
    ------
    MisuseError
        If it is no number of a version.
    """
    text = query.get(name, "")
    if not text:
        return 0
    if not (found := number_in(text)):
        raise MisuseError(f"{shown(text)} is no number of a version; see which there are on the page of versions")
    return found


def number_in(text: str) -> int | None:
    """Read the number of a version, proposal or revision, as an address or a form names it; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


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
    known = {scenario.id: scenario.title for scenario in opened.case.scenarios}
    if name and name not in known:
        what = unknown("scenario", name, known)
        raise NotThereError("there is no such scenario", what, "scenario", tuple(known.items()))
    return name or next(iter(known))

"""The pages of the planning session: the brief's components, spread over pages that lead to one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape

from jinja2 import Environment

from truceline.coalition.scenarios import Scenario
from truceline.render.brief import WORDS
from truceline.render.html import environment, file
from truceline.views.wording import day

STYLES = ("brief.css", "generation.css")
SCRIPTS = ("brief.js",)
"""What the pages share with the brief, as files of this room."""

Address = Callable[..., str]
"""Gives the address of a page (its name) that shows a scenario (its id; empty for the one that is shown now)."""

_ID = re.compile(r'\sid="([^"]+)"')
_INSIDE = re.compile(r'href="#([^"]+)"')

_PAGES = (
    (r"(thirty-seconds|bottom-line|scenarios)", "home"),
    (r"(statement|source|meeting|count|contradictions)-.*|contradiction.*|(counts|timeline|ledger|sources)", "record"),
    (r"assumption.*|(ranges|sizes|made)", "assumptions"),
    (r"(unlocks|board|fallen)", "coalition"),
    (r"pledge-.*", "contributions"),
    (r"unfilled", "requirement"),
)
"""On which page a part of the brief stands, by its id."""

_OF_SCENARIO = (
    (r"-(filled|kept|inside|line-.*)", "requirement"),
    (r"-(seen|reaction)", "map"),
    (r".*", "coalition"),
)
"""The same by what follows ``scenario-ID``."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page that the navigation leads to."""

    name: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Which version is shown, and to whom.

    ``pinned`` is its number where the address names it, 0 where it is shown as the newest; ``newest`` is the address of
    the same page of the newest, "" where it is that, and ``permalink`` that of this version for good. ``roles`` and
    ``nation`` (a name) are the member's, and ``released_to`` says for whose eyes the page is. Who works alone acts for
    one of ``nations`` (ids and names), ``acts_for``, or for none.
    """

    number: int
    title: str
    hash: str
    pinned: int
    newest: str
    permalink: str
    roles: Sequence[str]
    nation: str
    released_to: str
    acts_for: str
    nations: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around every page: its name and title, the case with its marking, where pages stand, and further forms.

    ``scenario`` is the one that is shown, and ``choice`` says whether the page shows one alone, ``planned`` whether it
    is made from a plan; ``forms`` are pairs of words and an address; ``here`` is the page's own address with nothing
    asked for, ``again`` the same with what is asked for, and ``live`` that of what the page is told while it is open.
    """

    name: str
    title: str
    case: str
    marking: str
    fictional: bool
    as_of: str
    scenario: str
    scenarios: Sequence[Scenario]
    choice: bool
    planned: bool
    pages: Sequence[PageLink]
    forms: Sequence[tuple[str, str]]
    here: str
    again: str
    live: str
    program: str
    standing: Standing
    address: Address

    @property
    def foot(self) -> str:
        """What stands at the foot of each page on paper: of what it is, of which version, and for whom."""
        version = f"version {self.standing.number} ({self.standing.hash[:12]})"
        released = f"as released to {self.standing.released_to}"
        return f"{self.case}: {self.title}, as stated on {day(date.fromisoformat(self.as_of))}; {version}, {released}"


@cache
def _templates() -> Environment:
    return environment({})


def workspace_page(template: str, frame: Frame, **context: object) -> str:
    """Fill one of the session's templates; a part of the brief that stands on another page is linked there."""
    filled = _templates().get_template(f"workspace/{template}")
    return linked(filled.render(**context, **WORDS, frame=frame, level=2) + "\n", frame)


def linked(html: str, frame: Frame) -> str:
    """Lead every link to a part of the brief to the page on which it stands."""
    here = set(_ID.findall(html))
    known = sorted((scenario.id for scenario in frame.scenarios), key=len, reverse=True)

    def lead(found: re.Match[str]) -> str:
        anchor = found[1]
        if anchor in here or not (place := _place(anchor, known)):
            return found[0]
        return f'href="{escape(frame.address(*place))}#{anchor}"'

    return _INSIDE.sub(lead, html)


def _place(anchor: str, scenarios: Sequence[str]) -> tuple[str, str] | None:
    # The page and the scenario; longer ids of scenarios come first, as one may begin with another.
    for scenario in scenarios:
        head = f"scenario-{scenario}"
        if anchor == head or anchor.startswith(f"{head}-"):
            return next(page for shape, page in _OF_SCENARIO if re.fullmatch(shape, anchor[len(head) :])), scenario
    return next(((page, "") for shape, page in _PAGES if re.fullmatch(shape, anchor)), None)


def message_page(
    title: str,
    *,
    summary: str = "",
    problems: Sequence[str] = (),
    links: Sequence[PageLink] = (),
    around: tuple[str, Sequence[PageLink]] = ("", ()),
) -> str:
    """Fill the page that says something outside any page: what is wrong, or where to go.

    ``around`` is the title of the session that it is about, "" for none, and links to its pages.
    """
    filled = _templates().get_template("workspace/message.html.j2")
    case, pages = around
    return filled.render(title=title, summary=summary, problems=problems, links=links, case=case, pages=pages) + "\n"


def staff_page(
    template: str,
    title: str,
    *,
    case: str = "",
    links: Sequence[PageLink] = (),
    here: str = "",
    leave: bool = False,
    **context: object,
) -> str:
    """Fill a page of accounts or members: ``links`` to others, of which one is ``here``, and a way to ``leave``.

    ``case`` is the title of the session whose pages they are, "" for none.
    """
    filled = _templates().get_template(f"workspace/{template}")
    return filled.render(title=title, case=case, links=links, here=here, leave=leave, **context) + "\n"


def asset(name: str) -> str | None:
    """Return a style sheet or script that pages share with the brief; None for any other name."""
    return file(name) if name in (*STYLES, *SCRIPTS) else None

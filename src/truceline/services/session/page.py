"""What a page of the planning session is, what it is made from, and what is around it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from truceline import __version__
from truceline.accounts.releasability import eyes
from truceline.errors import TrucelineError
from truceline.render.workspace import Frame, PageLink, Standing, workspace_page
from truceline.results.names import names_of
from truceline.results.plan import ScenarioPlan
from truceline.services.session.asked import Asked
from truceline.services.session.opened import OpenCases
from truceline.services.session.plans import Planned
from truceline.store.engine import Store
from truceline.views.scenario import ScenarioView
from truceline.views.wording import listed

if TYPE_CHECKING:
    from truceline.services.session.logs import SessionLogs

Something = TypeVar("Something")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FORMS = {
    "html": "one file to keep (HTML)",
    "json": "JSON",
    "csv": "CSV",
    "geojson": "GeoJSON",
    "zip": "ZIP",
    "jsonl": "the log itself",
}
"""What each form is called."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page is made from: what was asked, the store, all pages by name, and the plan where the page needs one.

    ``tiles`` is the address of a base map, if any; ``query`` is what the address asks for beyond what ``asked`` says,
    ``at`` when, and ``seen`` the number of the version that was shown in the visit before, 0 for none. A page that
    compares has what it compares with, ``against`` and ``other``; ``cases`` reads other versions. ``logs`` are the
    evidence logs, where any are kept.
    """

    asked: Asked
    store: Store
    pages: Mapping[str, Page]
    work: Planned | None = None
    tiles: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    at: datetime = EPOCH
    against: Asked | None = None
    other: Planned | None = None
    seen: int = 0
    cases: OpenCases | None = None
    logs: SessionLogs | None = None

    @property
    def planned(self) -> Planned:
        """The plan, on a page that needs one."""
        return _there(self.work)

    @property
    def before(self) -> Asked:
        """The version before, on a page that compares."""
        return _there(self.against)

    @property
    def planned_before(self) -> Planned:
        """The plan of the version before, on a page that compares."""
        return _there(self.other)

    @property
    def versions(self) -> OpenCases:
        """What reads other versions than the one that is shown."""
        return _there(self.cases)

    def once(self, name: str, make: Callable[[], str]) -> str:
        """Return a part of a page that is made once for all who ask for the same, as `Asked.eyes` says."""
        key, answers = (name, *self.asked.eyes), self.planned.answers
        if key not in answers:
            answers[key] = make()
        return answers[key]

    @property
    def made(self) -> ScenarioPlan:
        """The scenario that is shown."""
        return next(made for made in self.planned.plan.scenarios if made.scenario.id == self.asked.scenario)

    @property
    def view(self) -> ScenarioView:
        """What the brief says of it."""
        return next(view for view in self.planned.brief.views if view.made is self.made)


def _there(value: Something | None) -> Something:
    if value is None:
        raise TrucelineError("the page is made without what it asks for")
    return value


Maker = Callable[[Shown], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, its HTML, and its further forms by suffix.

    ``choice`` says that it shows one scenario; ``planned`` that it is made from the plan and from what `Asked.eyes`
    says, and nothing else, so that it is made once: any other is made anew each time, and so is the HTML of one that is
    ``fresh``. ``listed`` says that the
    navigation leads to it, ``compares`` that it shows what differs from the version that ``from`` in the address names.
    ``current`` says that it is of what stands now and of no version, so that links from a version's page leave that.
    ``ranged`` are the forms that hold ranges and are not handed out before these are drawn: files to keep, which must
    say the same whenever they are asked for.
    """

    title: str
    html: Maker
    forms: Mapping[str, Maker] = field(default_factory=dict)
    choice: bool = False
    planned: bool = True
    listed: bool = True
    compares: bool = False
    fresh: bool = False
    current: bool = False
    ranged: Collection[str] = ()


ACCOUNT = PageLink("account", "My account", "/account")
"""Where everybody of a staff finds their own account."""

_EYES = {"chair": "the chair", "coalition": "the coalition"}


def page_html(name: str, shown: Shown, **context: object) -> str:
    """Fill a page's template, ``NAME.html.j2``, within the frame."""
    return workspace_page(f"{name}.html.j2", frame(name, shown.asked, shown.pages), **context)


def frame(name: str, asked: Asked, pages: Mapping[str, Page]) -> Frame:
    """Return what is around a page."""
    page, case = pages[name], asked.opened.case
    listed = {other: each for other, each in pages.items() if each.listed}
    own = (PageLink(other, each.title, _address(asked, other, each)) for other, each in listed.items())
    return Frame(
        name=name,
        title=page.title,
        case=case.title,
        marking=case.marking,
        fictional=case.fictional,
        as_of=asked.day.isoformat(),
        scenario=asked.scenario,
        scenarios=case.scenarios,
        choice=page.choice,
        planned=page.planned,
        pages=(*own, *(() if asked.alone else staff_links(asked.opened.name))),
        forms=tuple((FORMS[form], asked.address(name, form=form)) for form in page.forms),
        here=f"/{asked.opened.name}/{name}",
        again=asked.address(name),
        live=asked.address("live", shown=asked.opened.version.number, plan="" if page.planned else "no"),
        program=__version__,
        standing=_standing(name, asked),
        address=asked.address,
    )


def session_links(session: str, pages: Mapping[str, Page], *, alone: bool) -> tuple[PageLink, ...]:
    """Lead to the pages of a session as they are without anything asked for."""
    own = (PageLink(name, each.title, f"/{session}/{name}") for name, each in pages.items() if each.listed)
    return (*own, *(() if alone else staff_links(session)))


def staff_links(session: str) -> tuple[PageLink, ...]:
    """Lead to the pages that a staff's session has besides."""
    return (PageLink("members", "Members", f"/{session}/members"), ACCOUNT)


def _address(asked: Asked, name: str, page: Page) -> str:
    return asked.address(name, version=0) if page.current else asked.address(name)


def _standing(name: str, asked: Asked) -> Standing:
    names, version = names_of(asked.opened.case), asked.opened.version
    nation = asked.member.nation
    return Standing(
        number=version.number,
        title=version.title,
        hash=version.hash,
        pinned=asked.version,
        newest="" if asked.newest else asked.address(name, version=0),
        permalink=asked.address(name, version=version.number),
        roles=tuple(sorted(asked.member.roles)),
        nation=names.actor(nation) if nation else "",
        released_to=listed([_EYES.get(each) or names.actor(each) for each in eyes(asked.member)]),
        acts_for=asked.acts_for,
        nations=tuple((each, names.actor(each)) for each in asked.contributors) if asked.alone else (),
    )

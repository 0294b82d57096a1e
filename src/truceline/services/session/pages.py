"""The pages of the planning session, and which are made once for all who see the same.

A page is one entry of `PAGES`: its title, what makes its HTML, and what makes each further form, by its suffix.
"""

from __future__ import annotations

from collections.abc import Mapping

from truceline.render.workspace import workspace_page
from truceline.services.session.asked import Asked
from truceline.services.session.log_pages import LOG_PAGES
from truceline.services.session.page import Page, Shown, frame
from truceline.services.session.plan_pages import PLAN_PAGES
from truceline.services.session.version_pages import VERSION_PAGES
from truceline.services.session.writing_pages import WRITING_PAGES

PAGES: Mapping[str, Page] = {**PLAN_PAGES, **WRITING_PAGES, **VERSION_PAGES, **LOG_PAGES}
"""The pages by name, in the order of the navigation."""


def waiting_page(name: str, asked: Asked) -> str:
    """Fill the page that stands in for another until the plan is there."""
    return workspace_page("waiting.html.j2", frame(name, asked, PAGES))


def answer(name: str, form: str, shown: Shown) -> str:
    """Return a page in a form, as HTML where ``form`` is empty; what needs nothing but the plan is kept with it."""
    page = PAGES[name]
    make = page.forms[form] if form else page.html
    if not page.planned or (page.fresh and not form):
        return make(shown)
    against = f" from {shown.before.opened.version.number}" if page.compares else ""
    return shown.once(f"{name}.{form}{against}", lambda: make(shown))

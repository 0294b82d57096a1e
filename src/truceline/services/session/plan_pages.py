"""Pages that say what a plan says: each as HTML, and in the forms that stand at the same address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from truceline.accounts.rights import Act, Subject, refusal
from truceline.coalition.wording import PLACES
from truceline.documents import workspace as documents
from truceline.documents.map_features import map_features
from truceline.documents.plan import plan_document
from truceline.documents.tables import workspace as tables
from truceline.documents.tables.ledger import ledger_table
from truceline.formats.csv_table import csv_text
from truceline.formats.geojson import feature_collection
from truceline.formats.json_text import json_text
from truceline.render.brief import brief_html
from truceline.render.html import shallow
from truceline.render.symbols import symbol_of
from truceline.render.workspace import workspace_page
from truceline.results.could_fill import could_fill
from truceline.results.names import names_of
from truceline.services.case_hash import hash_of
from truceline.services.session.confidence import in_confidence
from truceline.services.session.contributing import on_record
from truceline.services.session.page import Page, Shown, frame, page_html
from truceline.services.session.today import today
from truceline.views.board import board_view
from truceline.views.candidate_sites import candidate_sites
from truceline.views.contributions import contributions
from truceline.views.record import unlisted
from truceline.views.standing_units import standing_units

MAP_LAYERS = (
    ("coverage", "what is seen"),
    ("sector", "sectors"),
    ("belt", "belts"),
    ("other-line", "other lines"),
    ("post", "posts"),
    ("base", "bases"),
    ("orbit", "orbits"),
    ("patrol", "patrols"),
    ("site", "free sites"),
    ("settlement", "settlements"),
    ("land", "coasts and rivers"),
)
"""The layers of the map that can be switched, in words."""


def _html(name: str, shown: Shown, **more: object) -> str:
    return page_html(name, shown, **{**shallow(shown.planned.brief), **more})


def _home(shown: Shown) -> str:
    around, case = frame("home", shown.asked, shown.pages), shown.planned.plan.case
    said = today(shown.store, shown.versions, shown.asked, shown.seen, shown.at, case=case)
    parts = shown.once("home parts", lambda: _home_parts(shown))
    return workspace_page("home.html.j2", around, parts=parts, t=said, case=case)


def _home_parts(shown: Shown) -> str:
    apart = in_confidence(shown.store, shown.versions, shown.asked)
    around = frame("home", shown.asked, shown.pages)
    return workspace_page("home_parts.html.j2", around, apart=apart, **shallow(shown.planned.brief))


def _coalition(shown: Shown) -> str:
    plan = shown.planned.plan
    return _html("coalition", shown, v=shown.view, board=board_view(plan, shown.made, names_of(plan.case)))


def _contributions(shown: Shown) -> str:
    plan = shown.planned.plan
    return _html("contributions", shown, contributors=contributions(plan, names_of(plan.case)), places=PLACES)


def _requirement(shown: Shown) -> str:
    plan = shown.planned.plan
    return _html("requirement", shown, v=shown.view, could_fill=could_fill(plan, shown.made, names_of(plan.case)))


def _map(shown: Shown) -> str:
    plan = shown.planned.plan
    return _html(
        "map",
        shown,
        v=shown.view,
        units=standing_units(plan, shown.made, names_of(plan.case)),
        sites=candidate_sites(plan, shown.made, names_of(plan.case)),
        form=_form_of_sites(shown),
        may_write=not shown.asked.version and not refusal(shown.asked.member, Act.REVISE, Subject("site")),
        features=shown.asked.address("map", form="geojson"),
        tiles=shown.tiles,
        layers=MAP_LAYERS,
    )


def _form_of_sites(shown: Shown) -> Mapping[str, object]:
    # Where a form that a browser asks for goes: it takes what the address asks for along as fields.
    address = urlsplit(shown.asked.address("edit"))
    return {"path": address.path, "hidden": parse_qsl(address.query)}


def _map_geojson(shown: Shown) -> str:
    plan = shown.planned.plan
    names = names_of(plan.case)
    return feature_collection(map_features(plan, shown.made, lambda capability: symbol_of(capability, names).sidc))


def _record(shown: Shown) -> str:
    asked = shown.asked
    case, may_change = asked.opened.case, {} if asked.version else on_record(asked.member)
    others = unlisted(case, shown.planned.brief.record) if may_change else {}
    return _html("record", shown, may_change=may_change, others=others)


def _record_csv(shown: Shown) -> str:
    case = shown.planned.plan.case
    return csv_text(ledger_table(case.statements, case.sources))


def _assumptions(shown: Shown) -> str:
    return _html("assumptions", shown)


PLAN_PAGES: Mapping[str, Page] = {
    "home": Page(
        "Home",
        _home,
        {
            "html": lambda shown: brief_html(shown.planned.plan, files=hash_of(shown.asked.opened.files)),
            "json": lambda shown: json_text(plan_document(shown.planned.plan)),
            "csv": lambda shown: csv_text(tables.scenarios_table(shown.planned.plan)),
        },
        fresh=True,
        ranged=("html", "json"),
    ),
    "coalition": Page(
        "Coalition",
        _coalition,
        {
            "json": lambda shown: json_text(documents.coalition_page(shown.planned.plan)),
            "csv": lambda shown: csv_text(tables.standings_table(shown.planned.plan)),
        },
        choice=True,
    ),
    "contributions": Page(
        "Contributions",
        _contributions,
        {
            "json": lambda shown: json_text(documents.contributions_page(shown.planned.plan)),
            "csv": lambda shown: csv_text(tables.offers_table(shown.planned.plan)),
        },
    ),
    "requirement": Page(
        "Requirement",
        _requirement,
        {
            "json": lambda shown: json_text(documents.requirement_page(shown.planned.plan, shown.made)),
            "csv": lambda shown: csv_text(tables.requirement_table(shown.planned.plan, shown.made)),
        },
        choice=True,
    ),
    "map": Page("Map", _map, {"geojson": _map_geojson, "json": _map_geojson}, choice=True),
    "record": Page(
        "Record",
        _record,
        {"json": lambda shown: json_text(documents.record_page(shown.planned.plan)), "csv": _record_csv},
    ),
    "assumptions": Page(
        "Assumptions",
        _assumptions,
        {
            "json": lambda shown: json_text(documents.assumptions_page(shown.planned.plan)),
            "csv": lambda shown: csv_text(tables.assumptions_table(shown.planned.plan)),
        },
        ranged=("json",),
    ),
}
"""The pages by name, in the order of the navigation."""

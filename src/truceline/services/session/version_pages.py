"""Pages on the versions of a session: which there are, and what differs between two."""

from __future__ import annotations

from collections.abc import Mapping

from truceline import __version__
from truceline.casefolder.forms.record_words import RecordWords
from truceline.documents.session import versions_document
from truceline.documents.tables.session import versions_table
from truceline.documents.version_difference import changes_table, difference_document
from truceline.formats.csv_table import csv_text
from truceline.formats.json_text import json_text
from truceline.render.comparison import comparison_context
from truceline.results.names import names_of
from truceline.results.version_difference import VersionDifference
from truceline.services.session.page import Page, Shown, page_html
from truceline.services.session.version_difference import plan_comparison, version_difference
from truceline.sessions.versions import Version
from truceline.store.engine import reading
from truceline.store.people import names


def _versions(shown: Shown) -> tuple[Version, ...]:
    return shown.versions.versions(shown.asked.opened.session, shown.asked.member)


UNFOLDED = 8
"""The most records that a difference shows unfolded."""


def _versions_html(shown: Shown) -> str:
    with reading(shown.store) as connection:
        people = names(connection)
    actor = names_of(shown.asked.opened.case).actor
    return page_html("versions", shown, versions=_versions(shown)[::-1], people=people, actor=actor)


def _versions_json(shown: Shown) -> str:
    return json_text(versions_document(shown.asked.opened.name, _versions(shown), version=__version__))


def _changes(shown: Shown) -> VersionDifference:
    return version_difference(shown.store, shown.asked.member, shown.before.opened, shown.asked.opened)


def _difference_html(shown: Shown) -> str:
    wording = RecordWords(shown.asked.opened.case, shown.before.opened.case)  # as called now where they stand in both
    return page_html(
        "difference",
        shown,
        most=UNFOLDED,
        wording=wording,
        before=shown.before.opened.version,
        after=shown.asked.opened.version,
        versions=_versions(shown),
        changes=_changes(shown),
        **comparison_context(
            plan_comparison(shown.planned_before.plan, shown.planned.plan), wording.title, wording.reason
        ),
    )


def _difference_json(shown: Shown) -> str:
    compared = plan_comparison(shown.planned_before.plan, shown.planned.plan)
    both = shown.before.opened.version, shown.asked.opened.version
    name = shown.asked.opened.name
    return json_text(difference_document(name, both, _changes(shown), compared, version=__version__))


VERSION_PAGES: Mapping[str, Page] = {
    "versions": Page(
        "Versions",
        _versions_html,
        {"json": _versions_json, "csv": lambda shown: csv_text(versions_table(_versions(shown)))},
        planned=False,
    ),
    "difference": Page(
        "What differs",
        _difference_html,
        {"json": _difference_json, "csv": lambda shown: csv_text(changes_table(_changes(shown)))},
        compares=True,
        listed=False,
    ),
}
"""The pages by name."""

"""``cases``: the bundled cases."""

from __future__ import annotations

from collections.abc import Mapping

from truceline import __version__
from truceline.casefolder.bundled import bundled_cases
from truceline.documents.cases import cases_document
from truceline.formats.json_text import json_text
from truceline.services.outcome import Outcome, lines_text


def cases() -> Outcome[Mapping[str, str]]:
    """List the bundled cases: name to title."""
    found = bundled_cases()
    width = max(map(len, found))
    text = lines_text([f"{name:{width}}  {title}" for name, title in found.items()])
    return Outcome(found, text, json_text(cases_document(found, version=__version__)))

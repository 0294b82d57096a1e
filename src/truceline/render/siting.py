"""Everything that ``truceline site`` writes, by file name, and what it prints."""

from __future__ import annotations

from truceline.documents.features import placed_features
from truceline.documents.siting import siting_document
from truceline.documents.tables.siting import losses_table, segments_table
from truceline.formats.csv_table import csv_text
from truceline.formats.geojson import feature_collection
from truceline.formats.json_text import json_text
from truceline.render.deployment import deployment_msdl
from truceline.render.siting_page import siting_page, siting_svgs
from truceline.render.terminal import laid_out
from truceline.results.siting import ScenarioSiting
from truceline.views.siting import siting_view
from truceline.views.siting_text import siting_lines


def siting_files(view: ScenarioSiting, *, version: str) -> dict[str, str]:
    """Return the text of every result file by its name: page, pictures, map layers, tables and the JSON document."""
    shown = siting_view(view)
    return {
        "siting.json": json_text(siting_document(view, version=version)),
        "siting.html": siting_page(shown, version=version),
        "placed.geojson": feature_collection(placed_features(view)),
        "deployment.xml": deployment_msdl(view),
        "segments.csv": csv_text(segments_table(view)),
        "losses.csv": csv_text(losses_table(view)),
        **{f"{name}.svg": svg for name, svg in siting_svgs(shown.pictures).items()},
    }


def siting_summary(view: ScenarioSiting) -> str:
    """Write the view as text: what stands, what it sees and reaches, what it withstands, what more would bring."""
    return laid_out(siting_lines(view))

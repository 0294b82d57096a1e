"""``import line``: a line of contact out of another system's file, into a case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import read_case
from truceline.casefolder.changing import changing
from truceline.casefolder.line_file import store_lines
from truceline.documents.line import imported_document
from truceline.errors import CaseError, MisuseError, shown
from truceline.formats.cells import ID
from truceline.formats.json_text import json_text
from truceline.records.report_limits import LONGEST
from truceline.render.lines import drawn_summary
from truceline.results.line import TidiedLines
from truceline.services.opening import asked_for, own_folder
from truceline.services.outcome import Outcome
from truceline.sources.line_shapes import read_shapes
from truceline.workflow.line import Clue, LineLabel, draw_lines

Ends = tuple[float, float, float, float]
"""Two ends of a front: longitude, latitude, longitude, latitude, in degrees (EPSG:4326)."""


def import_line(
    file: str | Path,
    case: str | Path,
    *,
    owner: str,
    source: str,
    name: str | None = None,
    as_of: date | None = None,
    note: str | None = None,
    along: str = "",
    ends: Sequence[Ends] = (),
    country: str | Path | None = None,
    where: Mapping[str, str] | None = None,
    within_m: float = 100.0,
    replace: bool = False,
) -> Outcome[TidiedLines]:
    """Build a line of contact of the polygons or lines in ``file``, and add it to the case's line.geojson.

    ``owner`` drew it (an actor of the case; empty if it was drawn for this case), ``source`` is where it comes from.
    ``name`` is its id, ``as_of`` the date it shows: the file's name and the date in it unless given. Of polygons, the
    front is found by their ``ends``, by the outline of a ``country`` (a file), or by the case's rough line ``along``.
    Only features ``where`` properties have these values are read. ``within_m`` is how far, in metres, generalisation
    may move the line. With ``replace`` a line of the same id goes.

    Raises
    ------
    CaseError, SourceError
        If the case or a file is at fault, or no front is found; then the case is as it was.
    MisuseError
        If the case is a bundled one, the line has no date, or the ends are no places.
    """
    if not all(abs(degrees) <= most for end in ends for degrees, most in zip(end, (180, 90, 180, 90), strict=True)):
        raise MisuseError(f"--ends {tuple(ends)} are not on the globe; give longitude and latitude of two places")
    asked_for(as_of)
    path, folder = Path(file), own_folder(case)
    shapes = read_shapes(path, where)
    label = LineLabel(
        id=_id_of(name or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")),
        as_of=as_of or _date_in(path.stem),
        owner=owner,
        source=source,
        note=note or f"Imported from {path.name} (sha256 {shapes.sha256[:12]})",
    )
    clue = Clue(along, tuple(ends), read_shapes(Path(country)).polygons if country else ())
    with changing(folder) as change:
        drawn = draw_lines(read_case(change.found), (shapes.polygons, shapes.lines), label, clue, within_m=within_m)
        written = store_lines(change, drawn.lines, replace=replace)
    document = imported_document(drawn, str(written), version=__version__)
    return Outcome(drawn, drawn_summary(drawn, str(written)), json_text(document), (written,))


def _id_of(name: str) -> str:
    # As strict as the reading of the case, which would refuse the line afterwards.
    if re.fullmatch(ID, name) and len(name) <= LONGEST["id"]:
        return name
    remedy = f"give up to {LONGEST['id']} lower-case letters, digits, dots, hyphens and underscores"
    raise CaseError("the line has no id", (f"--id | {shown(name)} is no id; {remedy}",))


def _date_in(name: str) -> date:
    if found := re.search(r"(20[0-9]{2})-?([0-9]{2})-?([0-9]{2})", name):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    raise MisuseError(f"{name} names no date; give --as-of")

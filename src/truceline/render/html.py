"""Fill a template into one self-contained page: no network, styles and scripts named by their hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truceline.render.labels import ENGLISH, translated
from truceline.render.pictures.drawing import DRAWING
from truceline.views import wording
from truceline.views.board import BoardView

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Filter = Callable[..., Any]
"""A filter of templates."""

STYLES = {
    "plan": ("brief.css",),
    "force": ("brief.css", "generation.css"),
    "exercise": ("brief.css", "exercise.css"),
    "bulletin": ("brief.css", "bulletin.css"),
}
"""The style sheets of pages and their pictures, by what they are about."""


def page(
    template: str,
    *,
    styles: tuple[str, ...] = STYLES["plan"],
    script: str = "",
    filters: Mapping[str, Filter] | None = None,
    language: str = ENGLISH,
    foot: str = "",
    marks: Sequence[str] = (),
    **context: object,
) -> str:
    """Fill one of the package's templates; the same context gives the same bytes.

    ``styles`` and ``script`` name files of the package; the page's own policy lets nothing else run or load.
    ``filters`` are the template's own; ``language`` is that of its own words, where they have labels. On paper ``foot``
    stands beside the number of each page, and each of ``marks`` that says anything at its head and foot.
    """
    style = "".join(file(name) for name in styles) + _foot_on_paper(foot)
    own: dict[str, object] = {"style": Markup(style), "language": language}  # noqa: S704  (our file, and a line escaped)
    policy = f"default-src 'none'; style-src '{_hash(style)}'"
    if script:
        own["script"] = Markup(file(script))  # noqa: S704  (our own file)
        policy += f"; script-src '{_hash(file(script))}'"
    own["policy"] = f"{policy}; img-src data:; base-uri 'none'; form-action 'none'"
    marked = {"page_marks": [mark for mark in marks if mark], "page_foot": ""}  # its foot stands in the margin
    surroundings = translated(environment({}), filters or {}, language)
    return surroundings.get_template(template).render(marked | context | own) + "\n"


def _foot_on_paper(words: str) -> str:
    # A browser that knows no boxes in the margin leaves it out. Whatever could end the string or the sheet is escaped.
    kept = "".join(each if each.isalnum() or each in " .,:;()-" else f"\\{ord(each):x} " for each in words)
    return f'@page {{ @bottom-left {{ content: "{kept}"; }} }}\n' if words else ""


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def environment(filters: Mapping[str, Filter], *, escape: Callable[[object], str] | None = None) -> Environment:
    """Build the templates' surroundings: a name that is not given is an error, and everything is escaped.

    A template draws a picture by the function named after its kind: ``{{ ribbon(view.ribbon) }}``. ``filters`` add to
    the house's own. What a template is given is escaped for HTML, or by ``escape`` where it makes something else.
    """
    made = Environment(
        loader=PackageLoader("truceline.render"),
        autoescape=escape is None,  # noqa: S701  (or by another rule)
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "count": wording.count,
        "share": wording.share,
        "spread": wording.spread,
        "within": wording.within,
        "exact": wording.exact,
        "minutes": wording.minutes,
        "day": wording.day,
        "moment": wording.moment,
        "span": wording.span,
        "listed": wording.listed,
        "plural": wording.plural,
        "worlds": worlds,
        "is_web": lambda url: url.startswith(("https://", "http://")),
    }
    made.filters.update(filters)
    made.globals |= DRAWING
    return made


def shallow(view: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a view by name, as a template takes them."""
    return {field.name: getattr(view, field.name) for field in fields(view)}


def worlds(board: BoardView) -> str:
    """Write every combination of the board's facts as JSON, for the page's script."""
    found = {"contributors": board.contributors, "personnel": board.personnel, "force": board.force}
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False)


def file(name: str) -> str:
    """Read one of the package's own styles or scripts."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")

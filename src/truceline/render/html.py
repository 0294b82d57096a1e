"""Fill a template into one self-contained page: no network, styles and scripts named by their hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truceline.records.quantities import Range
from truceline.views import wording

Filter = Callable[..., Any]
"""A filter of templates."""


def page(
    template: str,
    *,
    styles: tuple[str, ...] = ("brief.css",),
    script: str = "",
    filters: Mapping[str, Filter] | None = None,
    **context: object,
) -> str:
    """Fill one of the package's templates; the same context gives the same bytes.

    ``styles`` and ``script`` name files of the package; the page's own policy lets nothing else run or load.
    ``filters`` are the template's own.
    """
    style = "".join(file(name) for name in styles)
    own = {"style": Markup(style), "policy": f"default-src 'none'; style-src '{_hash(style)}'"}  # noqa: S704  (our file)
    if script:
        own |= {"script": Markup(file(script))}  # noqa: S704  (our own file)
        own["policy"] += f"; script-src '{_hash(file(script))}'"
    own["policy"] += "; img-src data:; base-uri 'none'; form-action 'none'"
    return environment(filters or {}).get_template(template).render(context | own) + "\n"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def environment(filters: Mapping[str, Filter], *, escaped: bool = True) -> Environment:
    """Make the templates' surroundings: a name that is not given is an error, and everything is escaped for HTML.

    ``filters`` add to the house's own. Not ``escaped`` is Markdown, whose template escapes cells itself.
    """
    made = Environment(
        loader=PackageLoader("truceline.render"),
        autoescape=escaped,  # noqa: S701  (off for Markdown only)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "count": wording.count,
        "share": wording.share,
        "spread": wording.spread,
        "exact": exact,
        "minutes": wording.minutes,
        "day": wording.day,
        "span": wording.span,
        "listed": wording.listed,
        "plural": wording.plural,
        "is_web": lambda url: url.startswith(("https://", "http://")),
    }
    made.filters.update(filters)
    return made


def file(name: str) -> str:
    """Read one of the package's own styles or scripts."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def exact(value: Range) -> str:
    """Write a range as given, never rounded: the likely value, with low and high in brackets where they differ."""
    low, likely, high = (f"{n:,.6g}" if abs(n) < 1e5 else f"{n:,.0f}" for n in (value.low, value.likely, value.high))
    return likely if low == high else f"{likely} ({low} to {high})"

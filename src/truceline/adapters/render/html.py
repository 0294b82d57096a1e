"""Fill a template into one self-contained page: no network, styles and scripts named by their hash."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truceline.adapters.render import wording
from truceline.records.quantities import Range


def page(template: str, *, styles: tuple[str, ...] = ("brief.css",), **context: object) -> str:
    """Fill one of the package's templates; the same context gives the same bytes."""
    style = "".join(stylesheet(name) for name in styles)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    own = {"style": Markup(style), "policy": policy}  # noqa: S704  (our own file)
    return environment().get_template(template).render(context | own) + "\n"


def environment() -> Environment:
    """Make the templates' surroundings: everything is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("truceline.adapters.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "count": wording.count,
        "share": wording.share,
        "spread": wording.spread,
        "exact": exact,
        "day": wording.day,
        "listed": wording.listed,
        "plural": wording.plural,
    }
    return made


def stylesheet(name: str) -> str:
    """Read one of the package's own style sheets."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def exact(value: Range) -> str:
    """Write a range as given, never rounded: the likely value, with low and high in brackets where they differ."""
    low, likely, high = (f"{n:,.6g}" if abs(n) < 1e5 else f"{n:,.0f}" for n in (value.low, value.likely, value.high))
    return likely if low == high else f"{likely} ({low} to {high})"

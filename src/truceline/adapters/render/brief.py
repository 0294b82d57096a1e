"""``brief.html``: one self-contained page that a minister can read, and every number of which can be followed down."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truceline.adapters.render import wording
from truceline.adapters.render.names import CREDIBILITY, RELIABILITY, Names, names_of
from truceline.adapters.render.pictures.bars import Worth, unlock_bars
from truceline.adapters.render.sections import record
from truceline.adapters.render.sections.board import board_data, board_facts, waiting_picture
from truceline.adapters.render.sections.bottom_line import bottom_line, standing_counts
from truceline.adapters.render.sections.force import fallen
from truceline.adapters.render.sections.ground import ground, marks
from truceline.adapters.render.sections.scenario import scenario_view
from truceline.adapters.render.sections.unfilled import unfilled_by_concept
from truceline.records.quantities import Range
from truceline.results import Plan, Unlock
from truceline.statements.kinds import Kind

STANDINGS = {
    "published": "stated by a source",
    "derived": "arithmetic from published numbers",
    "assumed": "chosen for this case, with its reasoning; nobody published it",
    "unverified": "general knowledge for which no source was found",
}
"""How far a number may be relied on, in words."""

GLOSSARY = (
    ("firm", "A pledge all of whose conditions hold, so that nobody has to move first."),
    ("waiting", "A pledge that would stand if all who wait for each other announced together."),
    ("attainable", "Firm and waiting together."),
    ("deployed, pool", "Personnel in place; and personnel that must be held so that those in place can be relieved."),
    ("requirement line", "One line of the statement of requirements: so many units of a capability, where and when."),
    ("fill, gap", "What of a line is met by units that are ready; and what is not."),
    ("caveat", "A national restriction: a task or area that is barred, or that the capital must approve first."),
    ("seen", "The chance that at least one post or orbit sees an event; posts are taken as independent."),
    ("claim", "A number that somebody published, with that publisher's own definition."),
    ("Admiralty code", "A to F grades the source, 1 to 6 the information; they are judged apart."),
)
"""The words of the brief that need explaining."""


def brief_html(plan: Plan) -> str:
    """Write the brief: one HTML page without any outside resource; the same plan gives the same bytes."""
    style, script = _text("brief.css"), _text("brief.js")
    context = _context(plan, names_of(plan.case)) | {
        "style": Markup(style),  # noqa: S704  (our own file)
        "script": Markup(script),  # noqa: S704  (our own file)
        "policy": _policy(style, script),
    }
    return _environment().get_template("brief.html.j2").render(context) + "\n"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("truceline.adapters.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "count": wording.count,
        "share": wording.share,
        "spread": wording.spread,
        "exact": _exact,
        "minutes": wording.minutes,
        "day": wording.day,
        "span": wording.span,
        "listed": wording.listed,
        "plural": wording.plural,
        "is_web": lambda url: url.startswith(("https://", "http://")),
    }
    return environment


def _text(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _exact(value: Range) -> str:
    # Assumptions are shown as given, never rounded.
    low, likely, high = (f"{n:,.6g}" if abs(n) < 1e5 else f"{n:,.0f}" for n in (value.low, value.likely, value.high))
    return likely if low == high else f"{likely} ({low} to {high})"


def _context(plan: Plan, names: Names) -> dict[str, object]:
    said, held = record.known(plan), record.held(plan)
    shown, marked = ground(plan, names), marks(plan)
    views = [scenario_view(plan, made, names, shown, marked) for made in plan.scenarios]
    counts, contradictions = record.counted(plan, names), record.contradicted(plan, names)
    return {
        "plan": plan,
        "case": plan.case,
        "names": names,
        "views": views,
        "bottom_line": bottom_line(plan, names, views, counts, contradictions),
        "unlock_picture": _unlocks(plan, names),
        "idle_facts": [names.facts[u.fact].title for u in plan.unlocks if not _decides(u)],
        "board_data": board_data(plan, names),
        "board_facts": board_facts(plan, names),
        "waiting_picture": waiting_picture(plan, names),
        "sized_scenario": _sized(plan),
        "unfilled": unfilled_by_concept(plan, names),
        "counts": counts,
        "contradictions": [k for k in contradictions if k.kind is not Kind.APPARENT_ONLY],
        "apparent": [k for k in contradictions if k.kind is Kind.APPARENT_ONLY],
        "fallen": fallen(plan, names),
        "timeline_picture": record.timeline_picture(plan, names, said, held),
        "meetings": held,
        "by_topic": record.by_topic(said, names),
        "ledger": frozenset(s.id for s in said),
        "assumptions": list(plan.case.assumptions.values()),
        "standing_counts": standing_counts(plan),
        "cited": record.cited(plan, said),
        "standings": STANDINGS,
        "reliabilities": RELIABILITY,
        "credibilities": CREDIBILITY,
        "glossary": GLOSSARY,
    }


def _sized(plan: Plan) -> str:
    return next((s.scenario.title for s in plan.scenarios if plan.sizes and s.scenario.id == plan.sizes.scenario), "")


def _decides(unlock: Unlock) -> bool:
    return max(unlock.value, unlock.alone, unlock.last) >= 1


def _unlocks(plan: Plan, names: Names) -> Markup:
    facts = [Worth(names.facts[u.fact].title, u.value, u.alone, u.last) for u in plan.unlocks if _decides(u)]
    return unlock_bars(facts, "What each open fact is worth in firm personnel")

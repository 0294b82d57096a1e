"""The effect of a proposal, as a document."""

from __future__ import annotations

from truceline.documents.comparison import comparison_document
from truceline.documents.envelope import head
from truceline.documents.numbers import number
from truceline.documents.ranges import ends_part, headline_part
from truceline.documents.shapes.effect import EffectDocument, HeadlineEffectPart
from truceline.results.effect import Effect, HeadlineEffect

FORMAT = 1


def effect_document(effect: Effect, *, version: str) -> EffectDocument:
    """Write an effect: headlines with ranges, what facts are worth, and all that differs."""
    return {
        **head("effect", FORMAT, version=version),
        "as_of": effect.as_of.isoformat(),
        "draws": effect.draws,
        "seed": effect.seed,
        "scenarios": [
            {"scenario": each.change.scenario, "headlines": [_headline(h) for h in each.headlines]}
            for each in effect.scenarios
        ],
        "unlocks": [
            {
                "fact": each.fact,
                "before": None if each.before is None else number(each.before),
                "after": None if each.after is None else number(each.after),
            }
            for each in effect.unlocks
        ],
        "comparison": comparison_document(effect.comparison, version=version),
    }


def _headline(each: HeadlineEffect) -> HeadlineEffectPart:
    name = each.headline
    ends = {"before": each.ends_before, "after": each.ends_after, "change": each.change}
    written = {which: ends_part({name: pair})[name] for which, pair in ends.items()}
    return {
        "headline": name,
        "before": headline_part(name, each.before),
        "after": headline_part(name, each.after),
        "range_before": written["before"],
        "range_after": written["after"],
        "range_change": written["change"],
    }

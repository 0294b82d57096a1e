"""VIINA: events that a machine found in news texts, placed and labelled by it."""

from __future__ import annotations

import polars as pl

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed, zone_of
from truceline.feeds.sheet import OTHER, Sheet
from truceline.formats.rows import FeedColumns

_DATES = ("%Y%m%d", "%Y-%m-%d")
_KEPT = ("n_reports", "sources_matching", "source_urls", "asciiname", "target_classes", "representative_text")
_KINDS = (
    "aad", "airalert", "airstrike", "armor", "arrest", "artillery", "civcas", "control", "cyber", "firefight",
    "hospital", "hospitals", "ied", "killing", "mil", "milcas", "nmil", "occupy", "property", "raid",
    "retreat", "san", "uav",
)  # fmt: skip
_FLAGS = tuple(f"t_{kind}_b" for kind in _KINDS)
_SIDES = ("a_rus", "a_ukr", "a_civ", "a_other")
_WAR = "t_mil_b"
_NOT_MILITARY, _UNCLASSIFIED = "not-military", "unclassified"


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("latitude", "longitude")
    when = sheet.days_in(zone_of(codes, sheet), "date", _DATES, (codes.days, ""))
    idle = [act.removeprefix(OTHER) for act in codes.context]
    code = _most_telling(sheet, (*(each for each in codes.words if each != _WAR), *idle, _WAR))
    target = sheet.text("target_classes")
    return {
        "native_id": _ids(sheet),
        "source": sheet.same("viina"),
        "start": when["start"],
        "end": when["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": sheet.codes("geo_precision", codes.metres()),
        "act": sheet.words(code, codes.words, "act"),
        "weapon": sheet.words(code, codes.words, "weapon"),
        "target": sheet.words(target.str.split("|").list.first(), codes.targets, "target"),
        "label": _sides(sheet),
        "detail": sheet.detail(_KEPT),
    }


def _ids(sheet: Sheet) -> pl.Series:
    """Return ids that hold beyond the year: VIINA begins to count anew with every yearly file."""
    native = sheet.code("event_id_1pd", required=True)
    return pl.select(pl.format("{}/{}", sheet.code("date").str.slice(0, 4), native)).to_series()


def _most_telling(sheet: Sheet, order: tuple[str, ...]) -> pl.Series:
    """Return the first code of ``order`` that a row has among its categories and words of attack.

    Where there is none: its first word of attack, else ``not-military`` where there are categories and none holds, and
    ``unclassified`` where there are none. Words are looked for in the text of files without categories.
    """
    labelled = any(sheet.has(flag) for flag in _FLAGS)
    told = sheet.text("attack_terms").str.to_lowercase()
    words = told if labelled or sheet.has("attack_terms") else sheet.text("representative_text").str.to_lowercase()
    known = [
        pl.when(sheet.code(code) == "1" if code in _FLAGS else words.str.contains(code, literal=True)).then(
            pl.lit(code)
        )
        for code in order
        if code not in (_NOT_MILITARY, _UNCLASSIFIED)
    ]
    first = pl.when(told != "").then(told.str.split("|").list.first())
    return pl.select(pl.coalesce(*known, first, pl.lit(_NOT_MILITARY if labelled else _UNCLASSIFIED))).to_series()


def _sides(sheet: Sheet) -> pl.Series:
    """Name the actors that the machine guessed."""
    guessed = [
        pl.when((sheet.code(side) == "1") | (sheet.code(f"{side}_b") == "1")).then(pl.lit(side)) for side in _SIDES
    ]
    return pl.select(pl.concat_str(guessed, separator=" ", ignore_nulls=True)).to_series()


FEED = table_feed(
    "viina",
    FeedColumns(
        ("event_id_1pd", "date", "longitude", "latitude"),
        ("geo_precision", "attack_terms", *_FLAGS, *_SIDES, *(f"{side}_b" for side in _SIDES), *_KEPT),
        {
            "event_id": "event_id_1pd",
            "text": "representative_text",
            "source": "sources_matching",
            "sources": "sources_matching",
            "url": "source_urls",
        },
    ),
    _read,
)

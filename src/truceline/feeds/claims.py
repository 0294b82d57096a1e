"""Claims of the parties: how many of what, against whom, in which window; never reports of incidents."""

from __future__ import annotations

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import FeedColumns

KEPT = ("truce", "claimant", "accused", "scope", "category", "count", "at_least", "cumulative_total")
_OUTLET = ("reported_by", "url", "quote")


def _read(sheet: Sheet, codes: Codes) -> Fields:
    start, end = (
        sheet.local_times("window_start_local", "window_tz"),
        sheet.local_times("window_end_local", "window_tz"),
    )
    sheet.text("window_start_local", required=True)
    sheet.ordered(start["start"], end["end"], "window_end_local")
    category = sheet.text("category", required=True)
    sheet.count("count")
    return {
        "native_id": sheet.text("claim_id", required=True),
        "source": sheet.text("claimant", required=True),
        "start": start["start"],
        "end": end["end"],
        "act": sheet.words(category, codes.words, "act"),
        "weapon": sheet.words(category, codes.words, "weapon"),
        "target": sheet.words(category, codes.words, "target"),
        "label": sheet.text("accused"),
        "detail": sheet.detail((*KEPT, "window_tz", *_OUTLET)),
    }


FEED = table_feed(
    "claims",
    FeedColumns(
        ("claim_id", "claimant", "accused", "window_start_local", "window_tz", "category", "count"),
        ("window_end_local", *(k for k in KEPT if k not in {"claimant", "accused", "category", "count"}), *_OUTLET),
    ),
    _read,
)

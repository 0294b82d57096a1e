"""What an import of reports came to."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.imports import Imported
from truceline.views.text import TextLine, whole


def import_lines(done: Imported) -> Iterator[TextLine]:
    """Say how many rows became what, why some were refused, and where those are listed."""
    counted = ", ".join(f"{count:,} {what}" for what, count in done.counts.items() if count or what == "new")
    yield whole(f"{done.file}: {counted}")
    yield from (whole(f"{count:,} x {reason}", 2) for reason, count in done.reasons.items())
    yield from (whole(f"- {each}", 2) for each in done.first)
    if done.refused_file:
        yield whole(f"all refused rows: {done.refused_file}", 2)

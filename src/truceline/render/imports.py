"""An import of reports on a terminal."""

from __future__ import annotations

from truceline.results.imports import Imported


def import_summary(done: Imported) -> str:
    """Write how many rows became what, why some were refused, and where those are listed."""
    counted = ", ".join(f"{count:,} {what}" for what, count in done.counts.items() if count or what == "new")
    lines = [f"{done.file}: {counted}"]
    lines += [f"  {count:,} x {reason}" for reason, count in done.reasons.items()]
    lines += [f"  - {each}" for each in done.first]
    if done.refused_file:
        lines.append(f"  all refused rows: {done.refused_file}")
    return "".join(f"{line}\n" for line in lines)

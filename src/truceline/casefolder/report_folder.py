"""The files among a case's reports that are reports."""

from __future__ import annotations

from pathlib import Path

FOLDER = "reports"


def report_files(folder: Path) -> list[Path]:
    """List the CSV and Parquet files of a case's reports; rows that an import refused lie beside them, and are none."""
    found = (folder / FOLDER).glob("*")
    return sorted(p for p in found if p.suffix in (".csv", ".parquet") and not p.name.startswith("refused-"))

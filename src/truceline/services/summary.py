"""The paragraphs that a person writes for the top of a bulletin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.texts import read_text
from truceline.records.provenance import Input

LONGEST = 5_000
"""How long it may be, in characters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Its ``paragraphs``, and the file they were read from."""

    paragraphs: tuple[str, ...]
    input: Input


def read_summary(path: Path) -> Summary:
    """Read paragraphs from a text file: a blank line parts them, and nothing in them is markup.

    Raises
    ------
    CaseError
        If the file cannot be read as UTF-8 text, holds control characters, is empty or too long.
    """
    faults = Faults()
    read = read_text(path.parent, path.name, faults)
    if read and len(read[0]) > LONGEST:
        faults.add(FaultPlace(path.name), f"has {len(read[0])} characters; shorten it to {LONGEST}")
    faults.raise_if_any(f"the summary {path}")
    text, found = read or ("", Input("", ""))
    paragraphs = tuple(" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip())
    return Summary(paragraphs, Input(f"summary {path.name}", found.sha256))

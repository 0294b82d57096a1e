"""Mapping files: YAML in, a mapping out."""

from __future__ import annotations

from pathlib import Path

from truceline.feeds.mapping import Mapping
from truceline.formats.faults import Faults
from truceline.formats.files import read_text
from truceline.formats.shape import fit
from truceline.formats.yaml_tree import read_yaml


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises
    ------
    CaseError
        If anything in it is wrong; all faults are listed.
    """
    faults = Faults()
    found = read_text(path.parent, path.name, faults)
    document = read_yaml(found[0], path.name, faults) if found else None
    mapping = fit(Mapping, document.data, document.place, faults) if document else None
    faults.raise_if_any(str(path))
    assert mapping is not None  # noqa: S101  (a fault would have been raised)
    return mapping

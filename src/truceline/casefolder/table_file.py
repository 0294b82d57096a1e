"""Tables that stand by themselves, with the columns of a case's files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from truceline.casefolder.consistency import rules
from truceline.casefolder.reading import read_files
from truceline.casefolder.schema.folder import CaseFile
from truceline.formats.shape import Shape

AnyShape = TypeVar("AnyShape", bound=Shape)


def read_table(path: Path, shape: type[AnyShape]) -> tuple[AnyShape, ...]:
    """Read a CSV table whose rows have a ``shape``, in its order, whole or not at all.

    Raises
    ------
    CaseError
        If anything is wrong with it, an id given twice or a row that replaces what it may not among it; all faults,
        with line and column.
    """
    reading = read_files(path.parent, [CaseFile(path.name, shape)])
    rules.check(reading, rules.WITHIN_A_TABLE)
    reading.faults.raise_if_any(str(path))
    return tuple(entry.shape for entry in reading.of(shape))

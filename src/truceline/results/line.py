"""What `import line` gives back."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.agreement.fronts import Front
from truceline.agreement.simplification import Tidied
from truceline.records.places import Line


@dataclass(frozen=True, slots=True)
class TidiedLines:
    """Lines ready for a case, each with what tidying did, and the front they were taken from."""

    lines: tuple[Line, ...]
    tidying: tuple[Tidied, ...]
    front: Front

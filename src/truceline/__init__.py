"""Truceline: from what leaders say to what a coalition can field, see and hold.

The Python API is the names in ``__all__``; they are loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from truceline.errors import CaseError, InfeasibleError, SourceError, TrucelineError

if TYPE_CHECKING:
    from truceline.adapters.casefolder import read_case
    from truceline.workflow import plan

__version__ = "0.1.0"

__all__ = [
    "CaseError",
    "InfeasibleError",
    "SourceError",
    "TrucelineError",
    "__version__",
    "plan",
    "read_case",
]

_LATER = {"plan": "truceline.workflow", "read_case": "truceline.adapters.casefolder"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name not in _LATER:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)

"""Truceline: from what leaders say to what a coalition can field, see and hold.

The Python API is the names in ``__all__``; they are loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from truceline.errors import CaseError, InfeasibleError, SourceError, TrucelineError

if TYPE_CHECKING:
    from truceline.adapters.casefolder import find_case, read_case
    from truceline.adapters.reportfile import read_reports
    from truceline.monitoring.linkage import link
    from truceline.workflow import convene, plan
    from truceline.workflow.generating import generate_force
    from truceline.workflow.monitoring import monitor
    from truceline.workflow.rehearsing import rehearse
    from truceline.workflow.siting import site_scenario

__version__ = "0.1.0"

__all__ = [
    "CaseError",
    "InfeasibleError",
    "SourceError",
    "TrucelineError",
    "__version__",
    "convene",
    "find_case",
    "generate_force",
    "link",
    "monitor",
    "plan",
    "read_case",
    "read_reports",
    "rehearse",
    "site_scenario",
]

_HOMES = {
    "convene": "truceline.workflow",
    "find_case": "truceline.adapters.casefolder",
    "generate_force": "truceline.workflow.generating",
    "link": "truceline.monitoring.linkage",
    "monitor": "truceline.workflow.monitoring",
    "plan": "truceline.workflow",
    "read_case": "truceline.adapters.casefolder",
    "read_reports": "truceline.adapters.reportfile",
    "rehearse": "truceline.workflow.rehearsing",
    "site_scenario": "truceline.workflow.siting",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name not in _HOMES:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

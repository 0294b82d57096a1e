"""Truceline: from what leaders say to what a coalition can field, see and hold.

The Python API is the names in ``__all__``; they are loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from truceline.errors import CaseError, InfeasibleError, SourceError, TrucelineError

if TYPE_CHECKING:
    from truceline.casefolder.cases import find_case, read_case
    from truceline.formats.report_files import read_reports
    from truceline.monitoring.linkage.link_reports import link
    from truceline.workflow.coalition import convene
    from truceline.workflow.generate import generate_force
    from truceline.workflow.monitor import monitor
    from truceline.workflow.plan import plan
    from truceline.workflow.rehearse import rehearse
    from truceline.workflow.site import site_scenario

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
    "find_case": "truceline.casefolder.cases",
    "generate_force": "truceline.workflow.generate",
    "link": "truceline.monitoring.linkage.link_reports",
    "monitor": "truceline.workflow.monitor",
    "plan": "truceline.workflow",
    "read_case": "truceline.casefolder.cases",
    "read_reports": "truceline.formats.report_files",
    "rehearse": "truceline.workflow.rehearse",
    "site_scenario": "truceline.workflow.site",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name not in _HOMES:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

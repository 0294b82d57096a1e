"""Truceline: from what leaders say to what a coalition can field, see and hold.

The Python API is the names in ``__all__``, by stage; they are loaded when first used. What computes from a case takes a
``Case``; what works on files has the name of its command, takes paths, and hands back an ``Outcome``. What a command
does, files and all, is the function of its name in ``truceline.services``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from truceline.errors import CaseError, InfeasibleError, MisuseError, SourceError, TrucelineError

if TYPE_CHECKING:
    from truceline.casefolder.bundled import bundled_cases
    from truceline.casefolder.cases import find_case, read_case
    from truceline.formats.report_files import read_reports
    from truceline.monitoring.linkage.link_reports import link
    from truceline.services.accept import accept
    from truceline.services.add import add
    from truceline.services.add_statement import add_statement
    from truceline.services.check import check
    from truceline.services.claims import claims
    from truceline.services.diff import diff
    from truceline.services.export import export
    from truceline.services.import_line import import_line
    from truceline.services.import_references import import_references
    from truceline.services.import_reports import import_reports
    from truceline.services.intercoder import intercoder
    from truceline.services.judge import judge
    from truceline.services.new import new
    from truceline.services.read import read
    from truceline.services.record import read_record
    from truceline.services.rotate import rotate
    from truceline.services.session.backup import backup, restore
    from truceline.services.session.versions import session_export, session_import, session_list, session_versions
    from truceline.services.verify import verify
    from truceline.services.withdraw_rejection import withdraw_rejection
    from truceline.services.workbook import read_workbooks, write_workbooks
    from truceline.workflow.coalition import form_coalition
    from truceline.workflow.drift import trace_drift
    from truceline.workflow.generate import generate_force
    from truceline.workflow.line import compare_lines
    from truceline.workflow.monitor import monitor
    from truceline.workflow.network import build_networks, references_of
    from truceline.workflow.plan import plan
    from truceline.workflow.rehearse import rehearse
    from truceline.workflow.site import site_force

__version__ = "0.1.0"

__all__ = [
    "CaseError",
    "InfeasibleError",
    "MisuseError",
    "SourceError",
    "TrucelineError",
    "__version__",
    "accept",
    "add",
    "add_statement",
    "backup",
    "build_networks",
    "bundled_cases",
    "check",
    "claims",
    "compare_lines",
    "diff",
    "export",
    "find_case",
    "form_coalition",
    "generate_force",
    "import_line",
    "import_references",
    "import_reports",
    "intercoder",
    "judge",
    "link",
    "monitor",
    "new",
    "plan",
    "read",
    "read_case",
    "read_record",
    "read_reports",
    "read_workbooks",
    "references_of",
    "rehearse",
    "restore",
    "rotate",
    "session_export",
    "session_import",
    "session_list",
    "session_versions",
    "site_force",
    "trace_drift",
    "verify",
    "withdraw_rejection",
    "write_workbooks",
]

STAGES = {
    "case": {
        "find_case": "casefolder.cases",
        "read_case": "casefolder.cases",
        "bundled_cases": "casefolder.bundled",
        "new": "services.new",
        "check": "services.check",
        "plan": "workflow.plan",
        "diff": "services.diff",
    },
    "statements": {
        "read": "services.read",
        "accept": "services.accept",
        "add_statement": "services.add_statement",
        "withdraw_rejection": "services.withdraw_rejection",
        "intercoder": "services.intercoder",
        "references_of": "workflow.network",
        "import_references": "services.import_references",
        "build_networks": "workflow.network",
        "trace_drift": "workflow.drift",
        "export": "services.export",
    },
    "coalition": {
        "form_coalition": "workflow.coalition",
        "write_workbooks": "services.workbook",
        "read_workbooks": "services.workbook",
    },
    "force": {"generate_force": "workflow.generate"},
    "siting": {
        "site_force": "workflow.site",
        "compare_lines": "workflow.line",
        "import_line": "services.import_line",
    },
    "monitoring": {
        "import_reports": "services.import_reports",
        "read_reports": "formats.report_files",
        "link": "monitoring.linkage.link_reports",
        "read_record": "services.record",
        "add": "services.add",
        "monitor": "workflow.monitor",
        "judge": "services.judge",
        "claims": "services.claims",
        "rotate": "services.rotate",
        "verify": "services.verify",
    },
    "exercise": {"rehearse": "workflow.rehearse"},
    "session": {
        "backup": "services.session.backup",
        "restore": "services.session.backup",
        "session_export": "services.session.versions",
        "session_import": "services.session.versions",
        "session_list": "services.session.versions",
        "session_versions": "services.session.versions",
    },
}
"""The functions of the API by stage, each with the module that holds it."""

_HOMES = {name: f"truceline.{module}" for stage in STAGES.values() for name, module in stage.items()}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name not in _HOMES:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

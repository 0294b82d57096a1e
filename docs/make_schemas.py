"""Write the JSON Schemas of every document, and the page that lists them: python docs/make_schemas.py."""

from __future__ import annotations

import ast
import json
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Required, Union, get_args, get_origin, get_type_hints, is_typeddict

from truceline import documents

ROOM = Path(documents.__file__).parent
SCHEMAS = Path(__file__).parent / "reference" / "schemas"
PAGE = Path(__file__).parent / "reference" / "documents.md"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

KINDS = {
    "plan": ("plan", "PlanDocument", "plan.FORMAT", "`truceline plan`", "`plan.json`"),
    "comparison": ("comparison", "ComparisonDocument", "comparison.FORMAT", "`truceline diff`", ""),
    "coalition": ("coalition", "CoalitionDocument", "coalition.FORMAT", "`truceline coalition`", ""),
    "generation": (
        "generation",
        "GenerationDocument",
        "generation.FORMAT",
        "`truceline generate`",
        "`generation.json`",
    ),
    "siting": ("siting", "SitingDocument", "siting.FORMAT", "`truceline site`", "`siting.json`"),
    "bulletin": ("bulletin", "BulletinDocument", "bulletin.FORMAT", "`truceline monitor`", "`bulletin.json`"),
    "head": ("evidence", "HeadDocument", "evidence.FORMAT", "`truceline monitor --key`", "`head.json`"),
    "rehearsal": ("rehearsal", "RehearsalDocument", "rehearsal.FORMAT", "`truceline rehearse`", "`rehearsal.json`"),
    "replay": ("replay", "ReplayDocument", "replay.FORMAT", "`truceline rehearse --replay`", "`replay.json`"),
    "exercise": ("exercise", "ExerciseDocument", "exercise.FORMAT", "`truceline rehearse --step`", ""),
    "lines": ("line", "LinesDocument", "line.LINES_FORMAT", "`truceline line`", ""),
    "line-change": ("line", "LineChangeDocument", "line.CHANGE_FORMAT", "`truceline line --from --to`", ""),
    "cases": ("cases", "CasesDocument", "cases.FORMAT", "`truceline cases`", ""),
    "new": ("cases", "NewDocument", "cases.FORMAT", "`truceline new`", ""),
    "check": ("cases", "CheckDocument", "cases.FORMAT", "`truceline check`", ""),
    "claims": ("claims", "ClaimsDocument", "claims.FORMAT", "`truceline claims`", ""),
    "drift": ("drift", "DriftDocument", "drift.FORMAT", "`truceline drift`", ""),
    "networks": ("network", "NetworksDocument", "network.FORMAT", "`truceline network`", ""),
    "references": ("network", "ReferencesDocument", "network.FORMAT", "`truceline import dna`", ""),
    "drafts": ("reading", "DraftsDocument", "reading.FORMAT", "`truceline read`", ""),
    "articles": ("reading", "ArticlesDocument", "reading.ARTICLES_FORMAT", "`truceline read` of a folder", ""),
    "acceptance": ("reading", "AcceptanceDocument", "reading.FORMAT", "`truceline accept`", ""),
    "withdrawal": (
        "reading",
        "WithdrawalDocument",
        "reading.WITHDRAWAL_FORMAT",
        "`truceline withdraw-rejection`",
        "",
    ),
    "intercoder": ("intercoder", "IntercoderDocument", "intercoder.FORMAT", "`truceline intercoder`", ""),
    "export": ("export", "ExportDocument", "export.FORMAT", "`truceline export`", ""),
    "verdicts": ("verdicts", "VerdictsDocument", "verdicts.FORMAT", "`truceline judge`", ""),
    "added-row": ("added_row", "AddedRowDocument", "added_row.FORMAT", "`truceline add`", ""),
    "workbooks": ("workbook", "WorkbooksDocument", "workbook.FORMAT", "`truceline workbook write`", ""),
    "workbook-changes": (
        "workbook",
        "WorkbookChangesDocument",
        "workbook.CHANGES_FORMAT",
        "`truceline workbook changes`",
        "",
    ),
    "import": ("imports", "ImportDocument", "imports.FORMAT", "`truceline import FEED`", ""),
    "link": ("linking", "LinkDocument", "linking.FORMAT", "`truceline link`", ""),
    "evidence-log": ("log_proof", "EvidenceLogDocument", "log_proof.FORMAT", "`truceline verify`", ""),
    "coalition-page": ("workspace", "CoalitionPage", "workspace.FORMAT", "`truceline serve`", "`coalition.json`"),
    "contributions": (
        "workspace",
        "ContributionsPage",
        "workspace.FORMAT",
        "`truceline serve`",
        "`contributions.json`",
    ),
    "requirement-board": (
        "workspace",
        "RequirementPage",
        "workspace.FORMAT",
        "`truceline serve`",
        "`requirement.json`",
    ),
    "record": ("workspace", "RecordPage", "workspace.FORMAT", "`truceline serve`", "`record.json`"),
    "assumptions": ("workspace", "AssumptionsPage", "workspace.FORMAT", "`truceline serve`", "`assumptions.json`"),
    "effect": ("effect", "EffectDocument", "effect.FORMAT", "`truceline serve`", "`effect.json`"),
    "proposals": ("proposals", "ProposalsDocument", "proposals.FORMAT", "`truceline serve`", "`proposals.json`"),
    "proposal": ("proposals", "ProposalDocument", "proposals.FORMAT", "`truceline serve`", "`proposal.json`"),
    "session-log": ("session_log", "SessionLogDocument", "session_log.FORMAT", "`truceline serve`", "`log.json`"),
    "sessions": ("session", "SessionsDocument", "session.FORMAT", "`truceline session list`", ""),
    "versions": ("session", "VersionsDocument", "session.FORMAT", "`truceline session versions`", ""),
    "version-difference": (
        "session",
        "DifferenceDocument",
        "version_difference.FORMAT",
        "`truceline serve`",
        "`difference.json`",
    ),
    "imported-version": ("session", "ImportedVersionDocument", "session.FORMAT", "`truceline session import`", ""),
    "exported-version": ("session", "TakenOutDocument", "session.FORMAT", "`truceline session export`", ""),
    "backup": ("session", "BackupDocument", "session.FORMAT", "`truceline backup`, `restore`", ""),
    "people": ("people", "PeopleDocument", "people.FORMAT", "`truceline people list`", ""),
    "account": ("people", "AccountDocument", "people.FORMAT", "`truceline people roles`, `disable`, `enable`", ""),
    "invitation": ("people", "InvitedDocument", "people.FORMAT", "`truceline people invite`", ""),
    "new-password": ("people", "ResetDocument", "people.FORMAT", "`truceline people reset`", ""),
    "my-account": ("people", "MyAccountDocument", "people.FORMAT", "`truceline serve`", "`account.json`"),
    "members": ("people", "MembersDocument", "people.FORMAT", "`truceline serve`", "`members.json`"),
    "imported-lines": ("line", "ImportedLinesDocument", "line.IMPORTED_FORMAT", "`truceline import line`", ""),
}
"""By kind: the module of its shape, the shape, where its format number stands, the command, and the file if any."""

ENTRIES = {
    "version": "VersionEntry",
    "decision": "DecisionEntry",
    "comment": "CommentEntry",
    "export": "ExportEntry",
    "membership": "MembershipEntry",
}
"""By kind: the shape of an entry of a session's evidence log."""

HEADING = "| kind | format | command | file | schema |\n|---|---|---|---|---|\n"
"""Of the table of kinds: the rest of the page is written by hand."""


def pages() -> dict[Path, str]:
    """Give every schema, and the page that lists them, as they should be."""
    found = {SCHEMAS / f"{kind}.json": json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n" for kind in KINDS}
    entries = {SCHEMAS / "entries" / f"{kind}.json": entry_schema(kind) for kind in ENTRIES}
    written = {path: json.dumps(each, indent=2, ensure_ascii=False) + "\n" for path, each in entries.items()}
    return {PAGE: _page(), **found, **written}


def entry_schema(kind: str) -> dict[str, Any]:
    """Give the schema of a kind of entry, which holds no key besides."""
    parts: dict[str, Any] = {}
    whole = _object(_shape("session_log", ENTRIES[kind]), parts, closed=True)
    whole["properties"]["kind"] |= {"const": kind}
    parts[f"{kind.title()}Content"]["properties"]["format"] |= {"const": _format("session_entries.FORMAT")}
    return {"$schema": DRAFT, "title": f"entry: {kind}", **whole, "$defs": dict(sorted(parts.items()))}


def schema(kind: str, *, closed: bool = False) -> dict[str, Any]:
    """Give the schema of a kind of document; a ``closed`` one refuses keys that it does not name."""
    module, name, number, *_ = KINDS[kind]
    parts: dict[str, Any] = {}
    whole = _object(_shape(module, name), parts, closed=closed)
    whole["properties"]["document"] |= {"const": kind}
    whole["properties"]["format"] |= {"const": _format(number)}
    head = {"$schema": DRAFT, "title": kind}
    return {**head, **whole, "$defs": dict(sorted(parts.items()))}


def _page() -> str:
    rows = [
        f"| {kind} | {_format(number)} | {command} | {file} | [{kind}.json](schemas/{kind}.json) |"
        for kind, (_, _, number, command, file) in KINDS.items()
    ]
    before, _, after = PAGE.read_text(encoding="utf-8").partition(HEADING)
    return before + HEADING + "\n".join(rows) + "\n\n" + after.partition("\n\n")[2]


def _shape(module: str, name: str) -> type:
    found: type = getattr(import_module(f"truceline.documents.shapes.{module}"), name)
    return found


def _format(where: str) -> int:
    module, name = where.split(".")
    return int(getattr(import_module(f"truceline.documents.{module}"), name))


def _object(shape: type, parts: dict[str, Any], *, closed: bool) -> dict[str, Any]:
    doc, keys = _documented()[shape.__name__]
    hints = get_type_hints(shape, include_extras=True)
    properties = {key: _value(hint, parts, closed=closed) for key, hint in hints.items()}
    for key, words in keys.items():
        properties[key] = {"description": words, **properties[key]}
    required = sorted(key for key, hint in hints.items() if get_origin(hint) is not NotRequired)
    found = {"description": doc, "type": "object", "properties": properties, "required": required}
    return found | ({"additionalProperties": False} if closed else {})


def _value(hint: Any, parts: dict[str, Any], *, closed: bool) -> dict[str, Any]:  # noqa: ANN401  (any type)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {"description": inner[1], **_value(inner[0], parts, closed=closed)}
    if origin in (NotRequired, Required):
        return _value(inner[0], parts, closed=closed)
    if origin in (Union, UnionType, list, dict):
        return _of_several(origin, [_value(each, parts, closed=closed) for each in inner])
    if is_typeddict(hint):
        if hint.__name__ not in parts:
            parts[hint.__name__] = {}  # a part may hold itself
            parts[hint.__name__] = _object(hint, parts, closed=closed)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}[hint]}


def _of_several(origin: Any, inner: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401  (any type)
    if origin is list:
        return {"type": "array", "items": inner[0]}
    if origin is dict:
        return {"type": "object", "additionalProperties": inner[1]}
    return _either(inner)


def _either(found: list[dict[str, Any]]) -> dict[str, Any]:
    types = [each["type"] for each in found if set(each) == {"type"}]
    if len(types) < len(found):
        return {"anyOf": found}
    return {"type": [name for name in types if name != "integer" or "number" not in types]}


@cache
def _documented() -> dict[str, tuple[str, dict[str, str]]]:
    # By shape: what it is, and what its keys hold, those that it inherits included.
    classes = {
        node.name: node
        for path in (*sorted(ROOM.glob("shapes/*.py")), ROOM / "numbers.py", ROOM / "envelope.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    return {name: (ast.get_docstring(node) or "", _keys(node, classes)) for name, node in classes.items()}


def _keys(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> dict[str, str]:
    found: dict[str, str] = {}
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in classes:
            found |= _keys(classes[base.id], classes)
    for key, words in zip(node.body, node.body[1:], strict=False):
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name) and isinstance(words, ast.Expr):
            found[key.target.id] = str(ast.literal_eval(words.value))
    return found


def main() -> None:
    """Write them all, and take away schemas of kinds that are gone."""
    made = pages()
    (SCHEMAS / "entries").mkdir(parents=True, exist_ok=True)
    for old in set(SCHEMAS.rglob("*.json")) - set(made):
        old.unlink()
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

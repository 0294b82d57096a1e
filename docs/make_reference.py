"""Make docs/reference/commands.md and errors.md from the commands and the errors themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click

from truceline import errors
from truceline.cli import main

REFERENCE = Path(__file__).parent / "reference"
SOURCE = Path(errors.__file__).parent
KINDS = {
    **{kind: kind for kind in ("CaseError", "InfeasibleError", "SourceError", "MisuseError", "RightsError")},
    "NotThereError": "CaseError",
}
"""As what an error is listed, by the class that is raised."""

COMMANDS = """# Commands

Results go to stdout, messages to stderr. Exit code 0: done; 1: the inputs are at fault, and every fault is listed as
`where | what is wrong, with the value; what to do`; 2: the command was misused; 130: Ctrl-C ended it early (what
`rehearse` and `plan --replications` had drawn by then is kept, and says that it is not all). `CASE` is a case folder, a
zip archive of one, which is only read, or the name of a bundled case.
"""

ERRORS = """# Errors

What Truceline refuses on purpose is a `TrucelineError`; the command line then ends with exit code 1. Its first line is
one of the summaries below; every fault follows on a line of its own, as `where | what is wrong, with the value; what to
do`.

| kind | meaning |
|---|---|
| `CaseError` | the inputs are wrong or contradict each other |
| `InfeasibleError` | the inputs are sound, but nothing satisfies them; the faults name what conflicts |
| `SourceError` | a feed or file could not be read |
| `MisuseError` | the call is at fault: what it asks for excludes itself, or may not be done; exit code 2 |
| `RightsError` | a `MisuseError`: who asks may not do it; it says who may |

`…` stands for a name or value.

| summary | kind | from |
|---|---|---|
"""


def pages() -> dict[Path, str]:
    """Give every generated page of this script as it should be."""
    return {REFERENCE / "commands.md": commands_page(), REFERENCE / "errors.md": errors_page()}


def commands_page() -> str:
    """Describe every command with its arguments and options, as the command line itself does."""
    return COMMANDS + "".join(_help(f"truceline {name}", command) for name, command in main.commands.items())


def _help(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, terminal_width=80, help_option_names=["-h", "--help"])
    parts = command.commands.items() if isinstance(command, click.Group) else ()
    return f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n" + "".join(
        _help(f"{name} {part}", sub) for part, sub in parts
    )


def errors_page() -> str:
    """List every error that is raised on purpose: its summary, its kind and the room it comes from."""
    rows = sorted({row for path in sorted(SOURCE.rglob("*.py")) for row in _raised(path)})
    return ERRORS + "".join(f"| {summary} | `{kind}` | {room} |\n" for room, summary, kind in rows)


def _raised(path: Path) -> Iterator[tuple[str, str, str]]:
    room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=kind), args=[first, *_]) if kind in KINDS and _text(first):
                yield room, _text(first).replace("|", "\\|"), KINDS[kind]


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)
        case _:
            return ""


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")

"""Write the generated reference pages: python docs/make_reference.py."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli import main

PAGE = Path(__file__).parent / "reference" / "commands.md"

INTRODUCTION = """# Commands

Results go to stdout, messages to stderr. Exit code 0: done; 1: the inputs are at fault, and every fault is listed as
`where | what is wrong, with the value; what to do`; 2: the command was misused. `CASE` is a case folder or the name of
a bundled case.
"""


def commands_page() -> str:
    """Describe every command with its arguments and options, as the command line itself does."""
    parts = [INTRODUCTION]
    for name, command in main.commands.items():
        context = click.Context(command, info_name=f"truceline {name}", max_content_width=100, terminal_width=100)
        parts.append(f"\n## truceline {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")

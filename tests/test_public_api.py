"""The public API is a short explicit list by stage, documented, with every command's use case in it."""

import contextlib
import io
import pkgutil
import re
import subprocess
import sys

import pytest

import truceline
from tests.places import DOCS
from truceline.cli import main

PAGE = DOCS / "reference" / "python.md"
PUBLIC = {
    "case": ["bundled_cases", "check", "diff", "find_case", "new", "plan", "read_case"],
    "statements": [
        "accept",
        "add_statement",
        "build_networks",
        "export",
        "import_references",
        "intercoder",
        "read",
        "references_of",
        "trace_drift",
        "withdraw_rejection",
    ],
    "coalition": ["form_coalition", "read_workbooks", "write_workbooks"],
    "force": ["generate_force"],
    "siting": ["compare_lines", "import_line", "site_force"],
    "monitoring": [
        "add",
        "claims",
        "import_reports",
        "judge",
        "link",
        "monitor",
        "read_record",
        "read_reports",
        "rotate",
        "verify",
    ],
    "exercise": ["rehearse"],
    "session": ["backup", "restore", "session_export", "session_import", "session_list", "session_versions"],
}
ERRORS = ["CaseError", "InfeasibleError", "MisuseError", "SourceError", "TrucelineError"]


def documented():
    """Read the page's tables: stage to rows of name and command."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    rows = {
        stage.lower(): re.findall(r"^\| `(\w+)` \| (?:`(.+?)`)? ?\|", text, re.MULTILINE)
        for stage, text in zip(parts[::2], parts[1::2], strict=True)
    }
    return {stage: found for stage, found in rows.items() if found}


def test_the_public_api_is_what_it_says():
    names = [name for stage in PUBLIC.values() for name in stage]

    assert sorted(truceline.__all__) == sorted([*names, *ERRORS, "__version__"])
    assert {stage: sorted(found) for stage, found in truceline.STAGES.items()} == PUBLIC
    assert dir(truceline) == sorted(truceline.__all__)


def test_every_name_is_documented_in_its_stage():
    assert {stage: sorted(name for name, _ in rows) for stage, rows in documented().items()} == PUBLIC


def test_every_command_has_its_use_case_in_the_api():
    named = {command.split()[0] for rows in documented().values() for _, command in rows if command}

    assert named == set(main.commands) - {"serve", "people"}  # a face, as the command line is, and who may enter by it


@pytest.mark.parametrize("name", truceline.__all__)
def test_every_public_name_is_there_and_says_what_it_does(name):
    found = getattr(truceline, name)

    assert name == "__version__" or (found.__doc__ and found.__name__ == name)


def test_no_public_name_is_that_of_a_room():
    rooms = {module.name for module in pkgutil.iter_modules(truceline.__path__)}

    assert rooms.isdisjoint(truceline.__all__)


def test_no_other_name_is_there():
    with pytest.raises(AttributeError, match="has no attribute 'target'"):
        _ = truceline.target


def test_nothing_is_loaded_before_it_is_used():
    code = "import truceline, sys; print(sorted(m for m in sys.modules if m.startswith('truceline')))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "['truceline', 'truceline.errors']\n"


EXAMPLE = re.compile(r"```python\n(.*?)```\n\nIt prints:\n\n```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("number", [0, 1])
def test_an_example_of_the_page_prints_what_the_page_says(number):
    code, printed = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))[number]
    said = io.StringIO()

    with contextlib.redirect_stdout(said):
        exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102  (the page's own words)

    assert said.getvalue() == printed

"""Every command, option and error is documented, and the reference pages are up to date."""

import importlib.util

import click
import pytest

from tests.places import DOCS
from truceline.cli import main


def generated():
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made.pages()


@pytest.mark.parametrize("page", ["commands.md", "errors.md"])
def test_the_reference_is_up_to_date(page):
    (text,) = (text for path, text in generated().items() if path.name == page)

    assert (DOCS / "reference" / page).read_text(encoding="utf-8") == text, "run: python docs/make_reference.py"


def test_errors_are_documented_with_what_they_say():
    (text,) = (text for path, text in generated().items() if path.name == "errors.md")

    assert "| the pledges cannot be resolved | `CaseError` | coalition |" in text
    assert "\\|" not in text, "a summary says what failed; where, what and remedy belong to the problems"


def every_command(group, name="truceline"):
    for part, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, f"{name} {part}")
        else:
            yield pytest.param(command, id=f"{name} {part}")


@pytest.mark.parametrize("command", list(every_command(main)))
def test_every_command_and_option_has_help(command):
    assert command.help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize("command", list(every_command(main)))
def test_every_command_can_answer_in_json(command):
    assert "as_json" in {parameter.name for parameter in command.params} or command.name == "serve"

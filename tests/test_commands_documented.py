"""Every command, option and error is documented."""

import click
import pytest

from tests.places import DOCS
from truceline.cli import main


def test_errors_are_documented_with_what_they_say():
    text = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")

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

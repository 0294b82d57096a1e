"""Every command and option has help, and the reference page says the same."""

import importlib.util
from pathlib import Path

import click
import pytest

from truceline.cli import main

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_page_is_up_to_date():
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)

    assert made.PAGE.read_text(encoding="utf-8") == made.commands_page(), "run: python docs/make_reference.py"


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_and_option_has_help(name):
    command = main.commands[name]

    assert command.help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_can_answer_in_json(name):
    options = {parameter.name for parameter in main.commands[name].params}

    assert "as_json" in options or name == "serve"

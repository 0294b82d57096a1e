"""The how-to from a saved page to the ledger holds: its steps are run in order, on the page that it shows."""

import re
import shlex
import shutil

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from tests.places import DOCS
from truceline.casefolder.cases import read_case
from truceline.cli import main

BLOCK = re.compile(r'```(\w+)(?: title="([^"]+)")?\n(.*?)```', re.DOTALL)
BLOCKS = BLOCK.findall((DOCS / "howto" / "from-a-page-to-the-ledger.md").read_text(encoding="utf-8"))
PLACES = {"first draft": ("drafts", 0), "second draft": ("drafts", 1), "new_source": ("new_source",)}


def fill(path, place, words):
    """Write what a person fills into the review file, as in an editor."""
    yaml = YAML()
    document = yaml.load(path.read_text(encoding="utf-8"))
    target = document
    for key in place:
        target = target[key]
    target.update(yaml.load(words))
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(document, file)


def commands(text):
    """Split a console block into commands, each with the lines that it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *printed = part.splitlines()
        yield shlex.split(command)[1:], printed


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Go through the page from its top, and give the folder in which that was done."""
    here = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        for kind, title, text in BLOCKS:
            if kind == "html":
                (here / title).write_text(text, encoding="utf-8")
            elif kind == "yaml":
                fill(here / "herald.html.drafts.yaml", PLACES[title], text)
            else:
                for arguments, printed in commands(text):
                    if arguments[0] == "intercoder":
                        second_coder(here)
                    found = CliRunner().invoke(main, arguments)
                    assert found.exit_code == 0, (arguments, found.output)
                    assert all(line in found.stdout for line in printed), (arguments, found.stdout)
    return here


def second_coder(here):
    """Judge a copy of the review file as another person might: the second draft is not found, the stance is another."""
    shutil.copy(here / "herald.html.drafts.yaml", here / "second.yaml")
    fill(here / "second.yaml", ("drafts", 0), "stance: conditional")
    fill(here / "second.yaml", ("drafts", 1), "decision: reject")


def test_every_block_of_the_page_is_run(done):
    assert [kind for kind, _, _ in BLOCKS].count("console") == 7


def test_the_ledger_holds_the_three_statements_with_their_places_and_their_source(done):
    case = read_case(done / "mine")

    made = {s.id: s for s in case.statements[-3:]}
    assert list(made) == ["st-20310303-ada-rook", "st-20310304-chancellor-of-ash", "st-20310302-jon-lake"]
    text = (done / "herald.html.drafts.yaml.txt").read_text(encoding="utf-8")
    for statement in made.values():
        place = statement.passage.sentence
        assert text[place.start : place.end] == statement.passage.words
        assert statement.passage.address == "https://herald.example/dale-would-send-engineers"
    assert made["st-20310303-ada-rook"].quote == "Our engineers can be on the line within a month,"
    assert (case.sources[-1].id, case.sources[-1].reliability) == ("the-straits-herald-2031-03-04", "B")


def test_every_decision_is_on_record(done):
    told = [(j.by, j.verdict) for j in read_case(done / "mine").judgements[-5:]]

    assert told == [
        ("Grace Hill", "accepted"), ("Grace Hill", "rejected"), ("Grace Hill", "accepted"),
        ("Joe Lake", "withdrawn"), ("Joe Lake", "accepted"),
    ]  # fmt: skip


def test_what_is_passed_on_is_there(done):
    names = {path.name for path in done.iterdir()}

    assert {"ledger.dna", "ledger.csv", "ledger.md", "to-settle.csv"} <= names
    assert "stance,for,conditional" in (done / "to-settle.csv").read_text(encoding="utf-8")

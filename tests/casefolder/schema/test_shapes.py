"""Each file has its shape, and each misfit is told in plain words with the value."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

PLANTED = YAML(typ="safe", pure=True).load(Path(__file__).with_name("misfits.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted["fault"].partition(" | ")[0])
def test_a_misfit_is_told_with_its_place_value_and_remedy(case, planted):
    case.edit(planted["file"], planted["old"], planted["new"])

    assert planted["fault"] in case.faults()


def test_a_column_that_is_missing_is_told_once_and_not_in_every_row(case):
    case.edit("actors.csv", "id,name,kind,party,iso", "id,name,kind,side,iso")

    assert case.faults() == [
        "actors.csv:1 | the column 'side' is not known; remove it (columns: id, name, kind, party, iso)",
        "actors.csv:1 | the column 'party' is missing; add it",
    ]


def test_a_document_of_another_form_is_told_once(case):
    case.write("pledges.yaml", "- a\n- b\n")

    assert case.faults() == ["pledges.yaml:1 | is not a mapping; write key: value pairs"]

"""An item with some keys changed: the rest stays as it was written."""

import pytest

from truceline.formats.yaml_revision import revised_item

ITEM = """\
  # above
  - id: a   # its name
    quantity: {low: 1, high: 2}   # a range

    # about the note
    note: >-
      Two
      # lines
    list:
      - x
      - y
"""


def test_only_what_is_changed_is_written_anew():
    assert revised_item(ITEM, {"quantity": 3}) == ITEM.replace("{low: 1, high: 2}   # a range", "3")
    assert revised_item(ITEM, {"note": "One"}) == ITEM.replace(">-\n      Two\n      # lines", "One")
    assert revised_item(ITEM, {"list": ["z"]}) == ITEM.replace("list:\n      - x\n      - y", "list: [z]")
    assert revised_item(ITEM, {"id": "b"}) == ITEM.replace("a   # its name", "b")
    assert revised_item(ITEM, {}) == ITEM


def test_keys_come_last_and_go_with_their_lines():
    assert revised_item(ITEM, {"until": "2031-09-01"}) == f"{ITEM}    until: 2031-09-01\n"
    assert revised_item(ITEM, {"list": None}) == ITEM.partition("    list:")[0]
    assert revised_item(ITEM.rstrip(), {"new": 1}) == f"{ITEM}    new: 1\n", "the last line of a file may lack its end"


@pytest.mark.parametrize(
    "text", ["- {id: a, n: 1}\n", "id: a\n", "- id: a\n- id: b\n", "- a\n", "- [", "- id: a\n", ""]
)
def test_what_is_no_item_in_lines_of_its_own_is_left_to_be_written_anew(text):
    assert revised_item(text, {"id": None}) is None


def test_items_that_are_not_indented_stay_so():
    assert revised_item("- id: a\n  n: 1\n", {"n": 2}) == "- id: a\n  n: 2\n"

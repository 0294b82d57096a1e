"""A case holds no control characters, not even behind the escapes of YAML, TOML and JSON."""

import json
import re

import pytest


@pytest.mark.parametrize("text", ["\x1b]0;owned\x07", "\x9b31m", "\x7f", "\ufffe"])
@pytest.mark.parametrize("file", ["case.toml", "scenarios.yaml", "line.geojson"])
def test_a_case_with_control_characters_behind_escapes_is_refused(case, file, text):
    escaped = json.dumps(text)[1:-1].replace("\x7f", "\\u007f")
    where = {
        "case.toml": ('title = "', f'title = "{escaped}'),
        "scenarios.yaml": None,
        "line.geojson": ('"note": "', f'"note": "{escaped}'),
    }[file]
    if where is None:
        body = (case.folder / file).read_text(encoding="utf-8")
        found = re.search(r"title: (?!\")(.+)", body)
        where = (found.group(), f'title: "{escaped}{found[1]}"')
    case.edit(file, *where)

    (fault,) = case.faults()

    assert fault.startswith(file)
    assert f"holds the control character {text[0]!r}; remove it" in fault

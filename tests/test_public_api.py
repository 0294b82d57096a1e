"""The public API is a short explicit list, and documented."""

import pytest

import truceline
from tests.places import DOCS

PAGE = DOCS / "reference" / "python.md"


def test_the_public_api_is_what_it_says():
    assert sorted(truceline.__all__) == [
        "CaseError",
        "InfeasibleError",
        "SourceError",
        "TrucelineError",
        "__version__",
        "convene",
        "find_case",
        "generate_force",
        "link",
        "monitor",
        "plan",
        "read_case",
        "read_reports",
        "rehearse",
        "site_scenario",
    ]


@pytest.mark.parametrize("name", truceline.__all__)
def test_every_public_name_is_there_and_documented(name):
    found = getattr(truceline, name)

    assert name == "__version__" or found.__doc__
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")


def test_no_other_name_is_there():
    with pytest.raises(AttributeError, match="has no attribute 'target'"):
        _ = truceline.target

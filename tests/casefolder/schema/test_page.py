"""The reference page of the case folder is up to date and leaves nothing out."""

import importlib.util

from tests.places import DOCS

from truceline.casefolder.schema.folder import FILES

PAGE = (DOCS / "reference" / "case-folder.md").read_text(encoding="utf-8")


def section(name):
    return PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def test_the_page_is_as_it_would_be_made_now():
    spec = importlib.util.spec_from_file_location("make_case_folder", DOCS / "make_case_folder.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)

    assert make.text() == PAGE, "run: python docs/make_case_folder.py"


def test_the_page_names_every_field_of_every_file():
    for file in FILES:
        for field in file.shape.written_keys():
            assert f"| `{field}` |" in section(file.name), (file.name, field)


def test_the_page_describes_the_parts_of_documents_and_their_choices():
    pledges = section("pledges.yaml")

    assert "### At least" in pledges
    assert "| `any` | optional | Conditions of which one must hold. |" in pledges
    assert "One of `in-country`, `adjacent`, `sea`, `air-from-outside`, `finance-only`." in pledges
    assert "One of `for`, `conditional`, `open`, `against`, `none`." in section("topics.yaml")
    assert "One of `document`, `parliament`, `leader`," in section("statements.csv")
    assert "The file may be left out." in section("judgements.csv")

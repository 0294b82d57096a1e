"""The reference page of the case folder leaves nothing out."""

from tests.places import DOCS

from truceline.casefolder.schema.folder import FILES

PAGE = (DOCS / "reference" / "case-folder.md").read_text(encoding="utf-8")


def section(name):
    return PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


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

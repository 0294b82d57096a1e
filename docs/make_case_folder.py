"""Make docs/reference/case-folder.md from the shapes of the case folder's files."""

from pathlib import Path

from truceline.casefolder.consistency.known import nothing_counts_too_early
from truceline.casefolder.consistency.rules import RULES
from truceline.casefolder.schema.page import page

PAGE = Path(__file__).parent / "reference" / "case-folder.md"


def text() -> str:
    """Give the page as it should be."""
    return page(tuple((rule.__doc__ or "").strip() for rule in (*RULES, nothing_counts_too_early)))


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")

"""Make docs/reference/feeds.md from the code tables of the feeds."""

from pathlib import Path

from truceline.feeds.page import page

PAGE = Path(__file__).parent / "reference" / "feeds.md"


def pages() -> dict[Path, str]:
    """Return the page as it should be, by path."""
    return {PAGE: page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")

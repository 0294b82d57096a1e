"""Make docs/reference/feeds.md from the code tables of the feeds."""

from pathlib import Path

from truceline.feeds.page import page

PAGE = Path(__file__).parent / "reference" / "feeds.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""Read an invented file as a feed would, and give its rows and refusals."""

from datetime import UTC, datetime

import pytest

from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.feeds.sheet import Sheet

AT = int(datetime(2032, 1, 1, tzinfo=UTC).timestamp())
SETTING = ImportSetting(AT, "Europe/Kyiv", (48.5, 36.0))


@pytest.fixture
def setting():
    return SETTING


@pytest.fixture
def taken(tmp_path):
    """Give a function: the rows (dicts) and refusals (texts) of a file's text, read as a feed."""

    def take(feed, text, mapping=None):
        path = tmp_path / "file"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found = feed_of(feed, mapping) if isinstance(feed, str) else feed
        rows, refused = [], []
        with path.open("rb") as file:
            for chunk in found.rows(file, found.columns):
                sheet = Sheet(chunk, SETTING)
                frame, bad = sheet.settle(found.read(sheet))
                rows += frame.to_dicts()
                refused += map(str, bad)
        return rows, refused

    return take


def second(*parts, zone=UTC):
    return int(datetime(*parts, tzinfo=zone).timestamp())

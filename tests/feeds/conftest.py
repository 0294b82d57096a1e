"""Read an invented file as a feed would, and give its rows and refusals."""

from datetime import UTC, datetime

import pytest

from truceline.feeds.catalogue import feed_of
from truceline.feeds.reading import read_feed
from truceline.feeds.setting import ImportSetting

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
            for batch in read_feed(found, file, SETTING):
                rows += batch.frame.to_dicts()
                refused += map(str, batch.refused)
                notes.extend(batch.notes)
        return rows, refused

    take.notes = notes = []
    return take


def second(*parts, zone=UTC):
    return int(datetime(*parts, tzinfo=zone).timestamp())

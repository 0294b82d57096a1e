"""Which own id a row of a feed has in a case, and the other way round, as only the file kept apart tells."""

import sqlite3

from truceline.store.reporters import FILE, reporters_of


def own(folder, native_id, feed="csv"):
    with reporters_of(folder) as apart:
        return apart.own_id(feed, native_id)


def natives(folder):
    connection = sqlite3.connect(folder / "reports" / FILE)
    found = dict(connection.execute("SELECT id, text FROM apart WHERE part = 'native_id'").fetchall())
    connection.close()
    return found

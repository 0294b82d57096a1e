"""Connections to SQLite that nobody closes are told of on every Python, as 3.13 does by itself, with whose they are."""

import os
import sqlite3
import warnings
from functools import partial


class Told(sqlite3.Connection):
    """A connection that warns where it is forgotten and was not closed; it names the test that made it."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.of, self.is_open = os.environ.get("PYTEST_CURRENT_TEST", "no test"), True

    def close(self):
        """Close it."""
        self.is_open = False
        super().close()

    def __del__(self):
        if getattr(self, "is_open", False):
            what = (
                f"a connection to SQLite was not closed, which {self.of} made; a `with` of its own ends a transaction"
            )
            warnings.warn(what, ResourceWarning, stacklevel=2)


def tell_of_unclosed():
    """Let every connection that is made from now on tell."""
    if not isinstance(sqlite3.connect, partial):
        sqlite3.connect = sqlite3.dbapi2.connect = partial(sqlite3.connect, factory=Told)

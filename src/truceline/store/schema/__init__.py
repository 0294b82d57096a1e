"""The tables of a store, in one MetaData: people, records, proposals and reports.

How a topic adds tables: a module of its own here, with its tables made by `columns.table`; its name in `TOPICS`; and a
migration in `store/migrations/versions` that makes them, by ``op.create_table`` with the columns
written out, on both databases. A table that is only ever added to says ``append_only=True``, and its migration calls
`append_only.guard`. Names of keys and constraints are given by the MetaData. Tests compare what the migrations make
with what stands here, table by table and trigger by trigger, and the reference page lists every column with what it
holds.
"""

from truceline.store.schema import access, people, proposals, records, reports
from truceline.store.schema.columns import METADATA

TOPICS = (people, records, proposals, access, reports)
"""The modules of tables, in the order in which the reference page tells of them."""

__all__ = ["METADATA", "TOPICS"]

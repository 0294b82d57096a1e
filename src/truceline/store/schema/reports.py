"""Reports: what was imported, in every version. A case folder's own store holds these tables alone.

That is why they refer to no other; and since reports come by the million, their versions and heads refer to nothing, so
that no row is looked up for each that is written. Times are in seconds since 1970 UTC, but of messages.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, Table, UniqueConstraint
from sqlalchemy.dialects.sqlite import REAL
from sqlalchemy.types import TypeEngine

from truceline.store.schema.columns import binary, key_text, number, number_key, table, text

_REAL: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


def _real(name: str, doc: str) -> Column[float]:
    return Column(name, _REAL, doc=doc)


def _session() -> Column[int]:
    return number_key("session", "the session; 1 in a case folder's own store")


def _clustered(made: Table) -> Table:
    # Rows of SQLite lie in the order of their key, so that it needs no index of its own; and are of their types.
    made.dialect_options["sqlite"]["with_rowid"] = False
    made.dialect_options["sqlite"]["strict"] = True
    return made


REPORT_IMPORTS = _clustered(
    table(
        "report_imports",
        "Files that were imported, and what came of their rows.",
        _session(),
        number_key("number", "the import's number, from 1"),
        text("feed", "of which feed"),
        text("file", "the file's name"),
        text("sha256", "the file's hash, in hexadecimal"),
        number("at", "when; seconds since 1970 UTC"),
        *(
            number(name, f"how many of its rows were {what}")
            for name, what in (
                ("rows", "read"),
                ("new", "new"),
                ("altered", "altered"),
                ("unchanged", "known already"),
                ("repeated", "repeated within the file"),
                ("withdrawn", "withdrawn"),
                ("refused", "refused"),
            )
        ),
        append_only=True,
    )
)

REPORT_VERSIONS = _clustered(
    table(
        "report_versions",
        "What a row of a feed said, each time that it was imported with something else.",
        _session(),
        number_key("version", "the version's number; they are counted in the order in which they came, with gaps"),
        number("report", "the number of the row's first version"),
        number("import", "in which import it came"),
        number("line", "in which line of the file"),
        number("withdrawn", "1 where its publisher took it back, or its import was taken back; else 0"),
        number("late", "1 where a message came after a newer one of its id; else 0"),
        number("issued", "of a message: when it was issued; milliseconds since 1970 UTC", optional=True),
        text("feed", "of which feed"),
        text("kind", "report, context, aggregate or claim"),
        text("id", "an id of our own: a keyed hash of feed and native id"),
        text("source", "who says so"),
        number("start", "from when; seconds since 1970 UTC"),
        number("end", "until when; seconds since 1970 UTC", optional=True),
        _real("lat", "degrees north, WGS 84; none of what has no place"),
        _real("lon", "degrees east, WGS 84"),
        _real("radius_m", "the radius of its place, in metres"),
        text("act", "what happened, a term of the vocabulary"),
        text("weapon", "with which weapon; empty where it does not say"),
        text("target", "against what; empty where it does not say"),
        text("label", "whom it blames, never evidence; empty where nobody"),
        text("detail", "the feed's further texts, as JSON"),
        append_only=True,
    )
)
Index(
    "ix_report_versions_issued",
    REPORT_VERSIONS.c.session,
    REPORT_VERSIONS.c.report,
    REPORT_VERSIONS.c.issued,
    sqlite_where=REPORT_VERSIONS.c.issued.is_not(None),
    postgresql_where=REPORT_VERSIONS.c.issued.is_not(None),
)

REPORT_HEADS = _clustered(
    table(
        "report_heads",
        "An index: the newest version of each row.",
        _session(),
        key_text("id", "the row's id"),
        number("report", "the number of its first version"),
        number("version", "the number of its newest version"),
        number("first_import", "in which import it first came"),
        number("seen", "which import saw it last"),
        number("issued", "of messages: when the newest was issued", optional=True),
    )
)

REPORT_WITHDRAWALS = _clustered(
    table(
        "report_withdrawals",
        "Imports that were taken back; taking back is an import of its own.",
        _session(),
        number_key("number", "the import that took it back"),
        number("import", "the import that was taken back"),
        UniqueConstraint("session", "import"),
        append_only=True,
    )
)

REPORT_IDS = _clustered(
    table(
        "report_ids",
        "By what a store knows the secret that its ids were made with; the secret itself is kept apart.",
        _session(),
        binary("hash", "a hash that tells nothing of it", nullable=False),
    )
)

TABLES = (REPORT_IMPORTS, REPORT_VERSIONS, REPORT_HEADS, REPORT_WITHDRAWALS, REPORT_IDS)
"""The tables that a case folder's own store has."""

"""The ledger as one table: each position of each statement, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.documents.tables.table import Cell, Table
from truceline.records.provenance import Source
from truceline.statements.statement import Statement, StatementPosition, stands

COLUMNS = (
    "id", "said_on", "speaker", "speaks_for", "authority", "topic", "scope", "stance", "quote", "summary", "source",
    "title", "url", "grade", "supersedes", "article", "sha256", "quote_at", "sentence_at", "sentence",
)  # fmt: skip


def ledger_table(statements: Sequence[Statement], sources: Sequence[Source]) -> Table:
    """Write each position of each statement, in their order; where no passage was kept, its cells are empty."""
    known = {source.id: source for source in sources}
    return Table(COLUMNS, tuple(tuple(_row(stand, known[stand.statement.source])) for stand in stands(statements)))


def _row(stand: StatementPosition, source: Source) -> Iterator[Cell]:
    s = stand.statement
    yield from (s.id, s.said_on.interval(), s.speaker, s.speaks_for, s.authority.value)
    yield from (stand.topic, stand.scope, stand.stance.value, s.quote, s.summary)
    yield from (s.source, source.title, source.url, f"{source.reliability}{s.credibility}", ";".join(s.supersedes))
    place = s.passage
    if place is None:
        yield from [""] * 5
    else:
        yield from (place.article, place.sha256, ";".join(map(str, place.quoted)), str(place.sentence), place.words)

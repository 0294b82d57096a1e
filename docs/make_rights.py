"""Make docs/reference/rights.md: the whole table of who may do what to which kind of record, from the table itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from truceline.accounts.rights import KINDS, RIGHTS, Act, Tie

PAGE = Path(__file__).parent / "reference" / "rights.md"
HEAD = """# Who may do what

One column for each act; a cell names the roles that may, and nobody else may. `own`: of their own nation. `author`:
what they wrote themselves. `others`: not about a report that they brought. Everybody may read every kind, as far as a
record is [released](../methods/sessions.md#who-sees-what) to them. What may not be done is refused in words that say
who may, over HTTP with 403. Kinds with the same rights share a line.
"""
TIES = {Tie.NONE: "", Tie.OWNER: " (own)", Tie.AUTHOR: " (author)", Tie.OTHERS: " (others)"}
ACTS = tuple(act for act in Act if act != Act.READ)


def pages() -> dict[Path, str]:
    """Return the page as it should be, by path."""
    return {PAGE: "".join([HEAD, "\n", *table()])}


def table() -> Iterator[str]:
    """Write the table, kinds with the same rights together."""
    yield f"| kind | {' | '.join(ACTS)} |\n|---|{'---|' * len(ACTS)}\n"
    for cells, kinds in groupby(sorted(sorted(KINDS), key=cells_of), key=cells_of):
        yield f"| {', '.join(kinds)} | {' | '.join(cells)} |\n"


def cells_of(kind: str) -> tuple[str, ...]:
    """Return who may do each act to a kind, in words."""
    return tuple("; ".join(_who(act, kind)) for act in ACTS)


def _who(act: Act, kind: str) -> Iterator[str]:
    for right in RIGHTS:
        if right.act == act and kind in right.kinds:
            yield f"{', '.join(sorted(right.roles))}{TIES[right.tie]}"


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")

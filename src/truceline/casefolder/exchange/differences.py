"""What differs between a pledge as it was and as a workbook has it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from truceline.casefolder.exchange.cells import Cells
from truceline.casefolder.exchange.columns import CONDITIONS, LISTS, PLEDGES, column_of, keys_of
from truceline.casefolder.exchange.condition_rows import ConditionNode, rows_of, value
from truceline.casefolder.exchange.pledge_rows import PledgeRows
from truceline.casefolder.schema.pledges import ConditionShape
from truceline.coalition.wording import ConditionWording
from truceline.formats.shape import fits


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the sheet, the key of the column (of a list, "" where a whole row), both texts, and its row.

    ``row`` counts from 0 among the rows of the pledge in the sheet afterwards; None where it was taken out.
    """

    sheet: str
    key: str
    before: str
    after: str
    row: int | None = 0

    @property
    def what(self) -> str:
        """What differs: the title of the column, or the sheet."""
        return column_of(self.sheet, self.key).title if self.key else self.sheet


def differences(before: PledgeRows | None, after: PledgeRows, wording: ConditionWording) -> Iterator[Difference]:
    """List what differs, in the order of the sheets; of a list the rows that went beside those that came."""
    for key in keys_of(PLEDGES):
        old, new = before.row[key] if before else "", after.row[key]
        if old != new:
            yield Difference(PLEDGES, key, old, new)
    for sheet in LISTS:
        gone, come = before.lists[sheet] if before else (), after.lists[sheet]
        yield from _moved(sheet, *([(each, _in_words(sheet, each)) for each in rows] for rows in (gone, come)))
    conditions = (before.conditions if before else (), after.conditions)
    yield from _moved(CONDITIONS, *([(each.says, _condition_words(each, wording)) for each in c] for c in conditions))


_Said = tuple[object, str]
"""What a row says, to be compared; and in words."""


def _moved(sheet: str, before: Sequence[_Said], after: Sequence[_Said]) -> Iterator[Difference]:
    gone, come = list(before), []
    for number, said in enumerate(after):
        if said in gone:
            gone.remove(said)
        else:
            come.append((number, said[1]))
    if not gone and not come and [*before] != [*after]:
        old, new = ("; ".join(words for _, words in rows) for rows in (before, after))
        yield Difference(sheet, "", old, new)
    for left, added in zip_longest(gone, come):
        text, row = (added[1], added[0]) if added else ("", None)
        yield Difference(sheet, "", left[1] if left else "", text, row)


def _in_words(sheet: str, row: Cells) -> str:
    return ", ".join(f"{column_of(sheet, key).title} {text}" for key, text in row.items() if text)


def _condition_words(node: ConditionNode, wording: ConditionWording) -> str:
    shape = fits(ConditionShape, value(node))
    if shape is None:
        return "; ".join(_in_words(CONDITIONS, row) for row in rows_of([node]))
    day, shown_by = node.cells["known_from"], node.cells["statements"]
    later = (f", known from {day}" if day else "") + (f", shown by {shown_by}" if shown_by else "")
    return wording.of(shape.record()) + later

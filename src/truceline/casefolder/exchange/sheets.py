"""The workbook of one contributor: its pledges to change, the requirement to read, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from truceline.case import Case
from truceline.casefolder.exchange.about import about_sheet, base_sheet, basis_of
from truceline.casefolder.exchange.cells import Cells, value_of
from truceline.casefolder.exchange.choices import choice_sheets
from truceline.casefolder.exchange.columns import CONDITIONS, PLEDGES, STATUS, exchange_columns
from truceline.casefolder.exchange.condition_rows import parts_of, rows_of
from truceline.casefolder.exchange.pledge_rows import PledgeRows, pledge_rows
from truceline.casefolder.schema.pledges import ConditionShape, PledgeShape
from truceline.formats.xlsx_writing import Sheet, SheetColumn, write_xlsx

Row = tuple[str | float | date | None, ...]

_SPARE = {PLEDGES: 10, STATUS: 30, CONDITIONS: 60}
_SPARE_OTHERWISE = 20


def contributor_workbook(
    case: Case, pledges: Sequence[PledgeShape], contributor: str, *, made_on: date, version: str = ""
) -> bytes:
    """Return the workbook of a contributor of a case: the same case, day and version give the same bytes.

    ``pledges`` are all of the case, as its file has them; others' are not in the workbook. ``version`` names the
    version that the case is, where it has any. Time grows with the contributor's pledges and the requirement.
    """
    mine = [each for each in pledges if each.contributor == contributor]
    own = {each.id: pledge_rows(each) for each in mine}
    name = next((each.name for each in case.actors if each.id == contributor), contributor)
    basis = basis_of(case.id, contributor, case.inputs, version=version, made_on=made_on)
    words = {each.id: [*_condition_words(case, each.conditions)] for each in mine}
    sheets = [
        about_sheet(basis, case.title, name),
        *(_filled(sheet, list(_rows(sheet, own, case, words))) for sheet in exchange_columns()),
        *choice_sheets(case, contributor, mine),
        base_sheet(own),
    ]
    return write_xlsx(sheets, title=f"{case.title}: {name}", made_on=made_on)


def _filled(sheet: str, rows: Sequence[Mapping[str, str]]) -> Sheet:
    columns = exchange_columns()[sheet]
    cells = tuple(tuple(_typed(row.get(each.key, ""), each.column) for each in columns) for row in rows)
    return Sheet(sheet, tuple(each.column for each in columns), cells, _SPARE.get(sheet, _SPARE_OTHERWISE))


def _typed(text: str, column: SheetColumn) -> str | float | date | None:
    found = value_of(text, column.form)
    return found if isinstance(found, str | float | int | date) else None


def _rows(sheet: str, own: Mapping[str, PledgeRows], case: Case, words: Mapping[str, Sequence[str]]) -> Iterator[Cells]:
    units = {each.id: each.unit for each in case.capabilities}
    for id_, rows in own.items():
        if sheet == PLEDGES:
            status = max(rows.lists[STATUS], key=lambda row: row["on"])["status"]
            yield {**rows.row, "=unit": units.get(rows.row["capability"], ""), "=status": status}
        elif sheet == CONDITIONS:
            in_words = zip(rows_of(rows.conditions), words[id_], strict=True)
            yield from ({"pledge": id_, **row, "=words": text} for row, text in in_words)
        else:
            yield from ({"pledge": id_, **row} for row in rows.lists[sheet])


def _condition_words(case: Case, conditions: Sequence[ConditionShape]) -> Iterator[str]:
    # In the order of the rows: each condition, then its parts.
    for each in conditions:
        yield case.wording.of(each.record())
        yield from _condition_words(case, parts_of(each))

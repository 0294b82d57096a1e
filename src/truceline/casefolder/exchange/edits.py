"""What a workbook that came back says otherwise than when it was made, where the case still is as it was then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from truceline.case import Case
from truceline.casefolder.exchange.about import BASE, case_hash
from truceline.casefolder.exchange.columns import CONDITIONS, PLEDGES
from truceline.casefolder.exchange.differences import Difference, differences
from truceline.casefolder.exchange.grouped import ReturnedPledge, grouped_pledges, rows_of_base
from truceline.casefolder.exchange.pledge_rows import PledgeRows, pledge_rows
from truceline.casefolder.exchange.returned import CellPlace, Returned, read_returned
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.coalition.wording import ConditionWording
from truceline.errors import SourceError
from truceline.formats.faults import Faults, shown, unknown
from truceline.results.workbook_changes import ReadWorkbook

ANEW = "take a new workbook, and put the change into that one"


@dataclass(frozen=True, slots=True)
class CaseNow:
    """A case as it is, with its pledges by id as the sheets have them, and whose they are."""

    case: Case
    rows: Mapping[str, PledgeRows]
    owners: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A pledge that a workbook says otherwise than the case: ``now`` is None where the case has no such pledge.

    ``found`` is empty where its rows make no pledge: it is then only looked through for further faults.
    """

    id: str
    workbook: Returned
    pledge: ReturnedPledge
    now: PledgeRows | None
    found: tuple[Difference, ...]

    @property
    def contributor(self) -> str:
        """Whose workbook it is."""
        return self.workbook.basis.contributor

    def cell(self, each: Difference) -> str:
        """Name the cell of a difference; its sheet alone, where a row was taken out."""
        if each.sheet == PLEDGES:
            return self.pledge.row.cell(each.key)
        if each.row is None:
            return each.sheet
        if each.sheet == CONDITIONS:
            return self.pledge.below[CONDITIONS][self.pledge.rows.conditions[each.row].row].cell("kind")
        row = self.pledge.below[each.sheet][each.row]
        return row.cell(next(key for key in row.columns if key != "pledge"))


def case_now(case: Case, pledges: Iterable[PledgeShape]) -> CaseNow:
    """Return a case as workbooks are compared with it."""
    shapes = {each.id: each for each in pledges}
    owners = {id_: each.contributor for id_, each in shapes.items()}
    return CaseNow(case, {id_: pledge_rows(each) for id_, each in shapes.items()}, owners)


def read_workbook(name: str, data: bytes, now: CaseNow, faults: Faults) -> Returned | None:
    """Read a workbook that came back, called ``name``; None, with the faults noted, where it is none of this case."""
    try:
        returned = read_returned(name, data, faults)
    except SourceError as error:
        for problem in error.problems:
            faults.add(CellPlace(name, 0, "the file"), problem.partition(" | ")[2])
        return None
    if returned is None:
        return None
    basis, actors = returned.basis, [each.id for each in now.case.actors]
    if basis.case != now.case.id:
        what = f"is of the case {shown(basis.case)}, and this one is {shown(now.case.id)}; give the case that it is of"
        faults.add(CellPlace(name, 0, "Read me"), what)
        return None
    if basis.contributor not in actors:
        faults.add(CellPlace(name, 0, "Read me"), unknown("contributor", basis.contributor, actors))
        return None
    return returned


def described(returned: Returned, case: Case) -> ReadWorkbook:
    """Return what a workbook is of."""
    basis = returned.basis
    current = basis.sha256 == case_hash(case.inputs)
    name = next((actor.name for actor in case.actors if actor.id == basis.contributor), basis.contributor)
    return ReadWorkbook(returned.file, basis.contributor, name, basis.made_on, basis.version, basis.sha256, current)


def edits_of(returned: Returned, now: CaseNow, faults: Faults) -> Iterator[Edit]:
    """List the pledges that a workbook changes; noted as faults are those that the case has otherwise by now.

    Those whose rows are at fault already are among them, so that what else is wrong with them is told as well.
    """
    pledges = grouped_pledges(returned, faults)
    for id_ in returned.base:
        if PLEDGES in returned.rows and id_ not in pledges:
            what = (
                f"the pledge {shown(id_)} is missing; put its row back; to take it back, add a row withdrawn in Status"
            )
            faults.add(CellPlace(returned.file, 1, f"{PLEDGES}!A1"), what)
    for id_, pledge in pledges.items():
        try:
            base = rows_of_base(returned.base[id_]) if id_ in returned.base else None
        except ValueError:
            faults.add(CellPlace(returned.file, 0, BASE), f"the sheet was changed for {shown(id_)}; {ANEW}")
            continue
        compared = _Compared(id_, base, now.rows.get(id_), pledge.rows)
        if not compared.differ:
            continue
        if what := _refusal(compared, returned, now):
            faults.add(pledge.row.place("id"), what)
        else:
            found = differences(compared.there, pledge.rows, now.case.wording) if pledge.sound else ()
            yield Edit(id_, returned, pledge, compared.there, tuple(found))


@dataclass(frozen=True, slots=True)
class _Compared:
    """A pledge as the workbook was made of, as it is in the case, and as the workbook has it; None: not there."""

    id: str
    base: PledgeRows | None
    there: PledgeRows | None
    here: PledgeRows

    @property
    def differ(self) -> bool:
        """Whether the workbook was changed, into something that the case does not say already."""
        same = [each is not None and each.plain == self.here.plain for each in (self.base, self.there)]
        return not any(same)


def _refusal(each: _Compared, returned: Returned, now: CaseNow) -> str:
    # Why a changed pledge cannot be taken in; "" where it can.
    whose = returned.basis.contributor
    name, owner = shown(each.id), now.owners.get(each.id, whose)
    if not any(text for key, text in each.here.row.items() if key != "id"):
        return f"the row of {name} is empty; to take it back, add a row withdrawn in Status"
    if owner != whose:
        return f"{name} is a pledge of {shown(owner)}; give yours another id"
    if each.base is None:
        return f"{name} is in the case by now; {ANEW}, or give another id" if each.there else ""
    if each.there is None:
        return f"{name} is in the case no more; ask whoever keeps the case"
    return _stale(each, now.case.wording) if each.base.plain != each.there.plain else ""


def _stale(each: _Compared, wording: ConditionWording) -> str:
    texts = (text for text in (each.there, each.here) if text)
    since, mine = ("; ".join(map(_words, differences(each.base, text, wording))) for text in texts)
    what = f"{shown(each.id)} has changed in the case since the workbook was made"
    return f"{what}. In the case now: {since}. In the workbook: {mine}. Nothing is merged; {ANEW}"


def _words(each: Difference) -> str:
    return f"{each.what}: {each.before or 'nothing'} -> {each.after or 'nothing'}"


def must_be_one_each(edits: Iterable[Edit], faults: Faults) -> None:
    """Note the pledges that two workbooks change, each in its own way."""
    first: dict[str, Edit] = {}
    for edit in edits:
        other = first.setdefault(edit.id, edit)
        if edit.found and other.found and other.pledge.rows.plain != edit.pledge.rows.plain:
            texts = ["; ".join(map(_words, each.found)) for each in (other, edit)]
            what = f"{shown(edit.id)} is changed here ({texts[1]}) and in {other.workbook.file} ({texts[0]}); keep one"
            faults.add(edit.pledge.row.place("id"), what)

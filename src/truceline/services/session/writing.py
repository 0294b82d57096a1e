"""What members send from a session's pages: drafts of records, decisions, comments, workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from truceline.accounts.releasability import Release
from truceline.accounts.rights import Act, Subject, refusal
from truceline.casefolder.cases import read_folder
from truceline.casefolder.exchange.sheets import contributor_workbook
from truceline.casefolder.forms.plain_form import PREFIX
from truceline.casefolder.record_changes import Changes
from truceline.casefolder.records import kind_of
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.errors import CaseError, MisuseError, RightsError, StaleError, shown
from truceline.formats.named_files import FilesInMemory
from truceline.results.names import names_of
from truceline.services.session.asked import Asked, number_in
from truceline.services.session.contributing import new_record, record_named, workbook_drafts
from truceline.services.session.drafting import TEXT, Desk, Draft, Drafted, Seat, draft_of, drafted
from truceline.services.session.effects import EffectJob, Effects
from truceline.services.session.opened import OpenCase, OpenCases
from truceline.services.session.opening import KEEPER, keeper
from truceline.services.session.proposing import Sending, changes_of, decide, say, send
from truceline.services.session.refusals import refusal_told
from truceline.store.engine import Store, reading, writing
from truceline.store.versions import made_of

Fields = Mapping[str, str]
"""What a form sends, by the names of its fields."""

_UNNAMED = "new"
"""What a new record goes by until it has an id."""

DO, EFFECT, ROWS, TAKE_OUT = "do", "effect", "rows", "take-out"
"""The field that says which button was pressed, and the words of the buttons."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a draft: the number of its proposal, 0 where none was made; else why not, and its effect."""

    drafted: Drafted
    number: int = 0
    problems: tuple[str, ...] = ()
    effect: str = ""


@contextmanager
def at_desk(store: Store, asked: Asked) -> Iterator[Desk]:
    """Give a member a desk to read at.

    Raises
    ------
    MisuseError
        If a version that was made is asked for: it does not change any more.
    """
    if asked.version:
        raise MisuseError(f"version {asked.version} was made, and does not change; open the newest to write")
    with reading(store) as connection:
        yield Desk(_seat(connection, asked), asked.opened)


def draft_named(desk: Desk, fields: Fields) -> Draft:
    """Return the draft of the record that an address names: as it stands, or a new one of a list.

    What the address fills in beside that (``values.use=locked``) stands in its fields, to be looked at and sent.

    Raises
    ------
    CaseError, MisuseError
        If there is none, or the member may not write it.
    """
    if where := fields.get("new", ""):
        draft = Draft(new_record(where, fields.get("key", "").strip() or _UNNAMED), 0, _filled_in(fields))
        _must_write(desk, draft)
        return draft
    found = draft_of(desk, record_named(fields.get("record", "")), as_text=fields.get(TEXT, "") == "yes")
    if not found.filled:
        raise MisuseError(f"there is no {kind_of(found.record)} of this name; see which there are on your page")
    _must_write(desk, found)
    return found if found.as_text else replace(found, filled={**found.filled, **_filled_in(fields)})


def _filled_in(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name.startswith(PREFIX)}


def write(store: Store, effects: Effects, asked: Asked, fields: Fields, at: datetime) -> Written:
    """Do with a draft what its form asks for: hold it against the case, work out its effect, or send it.

    Raises
    ------
    CaseError, MisuseError
        If there is no such record.
    """
    draft = _draft(fields)
    with at_desk(store, asked) as desk:
        _must_write(desk, draft)
        made = Drafted(draft, None) if fields.get(DO) == ROWS else drafted(desk, draft)
    if made.change is None:
        return Written(made)
    if fields.get(DO) == EFFECT:
        job = _effect(effects, asked, {draft.record: made.change.body})
        return Written(made, effect=effects.keep(whose(asked), job))
    sending = Sending(fields.get("title", "").strip(), made.draft.reason, made.draft.release, _number(fields, "into"))
    return _sent(store, asked, made, sending, at)


def effect_of_proposal(store: Store, cases: OpenCases, effects: Effects, asked: Asked, number: int) -> EffectJob:
    """Return the work on the effect of a proposal, as the member sees it.

    That of one that became a version is what differs in it from the version before: what stands now holds it already.

    Raises
    ------
    CaseError
        If the case would not be sound with it.
    MisuseError
        If it is not there for the member.
    """
    with at_desk(store, asked) as desk:
        changes = changes_of(desk.seat, number)
        made = made_of(desk.seat.connection, desk.seat.session, number)
    became = _became(cases, asked, made) if made else None
    return effects.job(*became, asked.day) if became else _effect(effects, asked, changes)


def _became(cases: OpenCases, asked: Asked, number: int) -> tuple[OpenCase, OpenCase] | None:
    # The version before and the one that was made; None where that is not there for the member.
    session, member = asked.opened.session, asked.member
    try:
        made = cases.get(session, member, number)
        return cases.get(session, member, made.version.parent), made
    except MisuseError:
        return None


def act_on(store: Store, asked: Asked, number: int, fields: Fields, at: datetime) -> None:
    """Decide on a proposal or comment on it, as its page asks for.

    Raises
    ------
    MisuseError, StaleError
        If the member may not, or it cannot be decided so.
    """
    with writing(store) as connection:
        seat = _seat(connection, asked, at)
        doing = fields.get(DO, "")
        if doing == "comment":
            say(seat, number, fields.get("text", ""), at, release_of(fields))
            return
        deadline = _instant(fields.get("deadline", "")) if doing == "silence" else None
        reason, reader = fields.get("reason", ""), asked.opened.reader
        decide(seat, number, doing, at, reason=reason, deadline=deadline, reader=reader)


def take_workbook(store: Store, asked: Asked, workbook: tuple[str, bytes], fields: Fields, at: datetime) -> int:
    """Make a proposal of a workbook that came back, its name and its bytes; return its number.

    Raises
    ------
    CaseError, SourceError
        If it is no workbook of this case, or what it says cannot be.
    MisuseError, StaleError
        If nothing is changed, or the member may not.
    """
    name, data, nation = *workbook, _contributor(asked)
    reason = fields.get("reason", "").strip() or f"As in {name}"
    with at_desk(store, asked) as desk:
        changes = workbook_drafts(desk, name, data, reason)
    with writing(store) as connection:
        title = fields.get("title", "").strip() or f"Workbook of {names_of(asked.opened.case).actor(nation)}"
        return send(_seat(connection, asked, at), changes, Sending(title, reason), at)


def workbook_of(asked: Asked, at: datetime) -> bytes:
    """Return the workbook of the member's contributor, made of what the member sees.

    Raises
    ------
    MisuseError
        If the member acts for no contributor.
    """
    nation = _contributor(asked)
    opened = asked.opened
    case, found = read_folder(FilesInMemory("the case that you see", opened.files), opened.reader)
    pledges = [entry.shape for entry in found.of(PledgeShape)]
    return contributor_workbook(case, pledges, nation, made_on=at.date(), version=str(opened.version.number))


def _contributor(asked: Asked) -> str:
    if not asked.member.nation:
        raise RightsError(f"{asked.member.name} acts for no contributor, so there is no workbook; choose one")
    return asked.member.nation


def whose(asked: Asked) -> tuple[str, ...]:
    """Return who may see what this member asked for."""
    return asked.opened.name, asked.member.id, asked.member.nation


def release_of(fields: Fields) -> Release:
    """Read to whom something is released; the coalition where nothing is said.

    Raises
    ------
    MisuseError
        If there is no such release.
    """
    text = fields.get("release", "") or Release.COALITION.value
    try:
        return Release(text)
    except ValueError as error:
        raise MisuseError(f"{shown(text)} is nobody to release to; give one of {', '.join(Release)}") from error


def _sent(store: Store, asked: Asked, made: Drafted, sending: Sending, at: datetime) -> Written:
    if made.change is None:
        return Written(made)
    try:
        with writing(store) as connection:
            return Written(made, send(_seat(connection, asked, at), (made.change,), sending, at))
    except RightsError:
        raise
    except StaleError:
        with at_desk(store, asked) as desk:
            return Written(drafted(desk, made.draft))
    except (CaseError, MisuseError) as error:
        return Written(made, problems=refusal_told(error, asked.opened.case))


def _effect(effects: Effects, asked: Asked, changes: Changes) -> EffectJob:
    return effects.job(asked.opened, effects.after(asked.opened, changes), asked.day)


def _draft(fields: Fields) -> Draft:
    where = fields.get("new", "")
    key = fields.get("key", "").strip()
    record = new_record(where, key) if where else record_named(fields.get("record", ""))
    filled = {name: text for name, text in fields.items() if "." in name or name == TEXT}
    return Draft(
        record=record,
        base=_number(fields, "base"),
        filled=filled,
        release=release_of(fields),
        reason=fields.get("reason", "").strip(),
        taken_out=fields.get(TAKE_OUT, "") == "yes",
    )


def _must_write(desk: Desk, draft: Draft) -> None:
    member = desk.seat.member
    owner = member.nation if draft.base == 0 else _owner(desk, draft)
    kind, id_ = kind_of(draft.record), draft.record.key.rpartition("/")[2]
    if why := refusal(member, Act.REVISE, Subject(kind, owner), desk.case.titles("actor")):
        which = f"the {kind} {desk.case.titles(kind).get(id_, id_)}" if draft.base else f"a new {kind}"
        raise RightsError(f"{which} is not yours to write: {why}")


def _owner(desk: Desk, draft: Draft) -> str:
    entries = desk.opened.version.entries
    return next((each.owner for each in entries if each.record == draft.record), "")


def _seat(connection: Connection, asked: Asked, at: datetime | None = None) -> Seat:
    if at is not None and asked.member.id == KEEPER.id:
        keeper(connection, at)
    return Seat(connection, asked.opened.session.number, asked.member)


def _number(fields: Fields, name: str) -> int:
    text = fields.get(name, "") or "0"
    found = number_in(text)
    if found is None:
        what = f"{shown(text)} is no number; take the form as the page has it"
        raise MisuseError("the form cannot be read", (f"{name} | {what}",))
    return found


def _instant(text: str) -> datetime:
    if not text.strip():
        raise MisuseError("silence has no deadline; set a time under Silence until")
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise MisuseError(f"{shown(text)} is no time; set one under Silence until (2031-04-02T18:00)") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)

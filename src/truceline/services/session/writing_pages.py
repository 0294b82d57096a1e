"""The pages on which members write: their contribution, the form of a record, proposals, and one proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from truceline import __version__
from truceline.accounts.releasability import Release, narrows
from truceline.casefolder.forms.record_words import RecordWords
from truceline.casefolder.record_differences import difference_of
from truceline.documents.proposals import proposal_document, proposals_document
from truceline.errors import MisuseError
from truceline.formats.json_text import json_text
from truceline.render.workspace import workspace_page
from truceline.results.names import names_of
from truceline.results.proposals import ProposalSeen
from truceline.services.session.asked import number_in
from truceline.services.session.contributing import may_not_write, on_record, writable
from truceline.services.session.drafting import TEXT, Desk, Drafted, form_of
from truceline.services.session.effects import EffectJob
from truceline.services.session.opening import KEEPER
from truceline.services.session.page import Page, Shown, frame, page_html
from truceline.services.session.proposing import drafts_of, proposal_for, proposals_for
from truceline.services.session.refusals import problems_told
from truceline.services.session.writing import Written, at_desk, draft_named
from truceline.store.engine import reading
from truceline.store.people import names
from truceline.store.versions import made_of

RELEASES = {
    Release.NATION: "only my nation (not yet to be submitted)",
    Release.CHAIR: "my nation and the chair: counted, and not shown to others",
    Release.COALITION: "the coalition",
    Release.PUBLIC: "the public",
}
"""To whom something is released, in words."""

UNFOLDED = 24
"""The most records of a kind that a page lists unfolded."""


def edit_page(shown: Shown, written: Written, effect: EffectJob | None = None) -> str:
    """Fill the form of a record with what was written, what is wrong with it, and its effect so far as it is known."""
    with at_desk(shown.store, shown.asked) as desk:
        return _edit(shown, desk, written, effect)


def effect_page(shown: Shown, job: EffectJob, progress: str, *, again: str, whole: bool) -> str:
    """Fill the page of an effect, or the part of a page where it is not the ``whole``; ``again`` asks for it anew."""
    number = number_in(shown.query.get("number", ""))
    context = {"effect": job.view if job.done else None, "progress": progress, "again": again, "number": number}
    around = frame("proposals", shown.asked, shown.pages)
    return workspace_page("effect.html.j2" if whole else "effect_part.html.j2", around, **context)


def _edit(shown: Shown, desk: Desk, written: Written, effect: EffectJob | None) -> str:
    made = written.drafted
    fields = shown.query
    member = desk.seat.member
    return page_html(
        "edit",
        shown,
        form=form_of(desk, made),
        draft=made.draft,
        new=fields.get("new", ""),
        key=fields.get("key", ""),
        title=fields.get("title", ""),
        into=fields.get("into", ""),
        text=made.draft.filled.get(TEXT),
        problems=written.problems,
        conflict=_conflict(desk, made),
        wording=RecordWords(desk.case),
        add_statement=on_record(member).get("statement", ""),
        releases=[(each.value, words) for each, words in RELEASES.items() if member.nation or each != Release.NATION],
        others_saw=narrows(_standing_release(desk, made), Release.CHAIR),
        narrowed=narrows(_standing_release(desk, made), made.draft.release),
        drafts=drafts_of(desk.seat, shown.at),
        as_text=shown.asked.address("edit", record=str(made.draft.record), text="yes"),
        as_form=shown.asked.address("edit", record=str(made.draft.record)),
        effect=effect.view if effect and effect.done else None,
        progress="" if effect is None or effect.done else "Both plans are being worked out.",
        again=shown.asked.address("effect", word=written.effect) if written.effect else "",
    )


def _standing_release(desk: Desk, made: Drafted) -> Release:
    entries = desk.opened.version.entries
    return next((each.release for each in entries if each.record == made.draft.record), Release.NATION)


def _conflict(desk: Desk, made: Drafted) -> Mapping[str, object] | None:
    if made.stale is None:
        return None
    stale, parts = made.stale, desk.parts(made.draft.record.file)
    standing = stale.standing.body if stale.standing else None
    return {
        "words": stale.in_words().partition(" | ")[2],
        "hidden": stale.hidden,
        "mine": (stale.written or b"").decode(errors="replace"),
        "standing": (standing or b"").decode(errors="replace"),
        "number": stale.standing.number if stale.standing else 0,
        "fields": () if stale.hidden else difference_of(made.draft.record, standing, stale.written, parts),
    }


def mine_page(shown: Shown, problems: tuple[str, ...] = ()) -> str:
    """Fill the page of what a member may write, with what was wrong with a workbook."""
    with at_desk(shown.store, shown.asked) as desk:
        kinds = writable(desk, shown.asked.day)
        found = [each for each in proposals_for(desk.seat, shown.at) if each.mine or each.waits]
    member = shown.asked.member
    context = {"kinds": kinds, "proposals": found, "nation": member.nation, "day": shown.asked.day}
    context |= {"on_record": on_record(member)}
    why_not = "" if kinds else may_not_write(member)
    return page_html("mine", shown, problems=problems, most=UNFOLDED, why_not=why_not, **context)


def _form(shown: Shown) -> str:
    with at_desk(shown.store, shown.asked) as desk:
        return _edit(shown, desk, Written(Drafted(draft_named(desk, shown.query), None)), None)


def _proposals(shown: Shown) -> str:
    return page_html("proposals", shown, proposals=_listed(shown), proposer=_proposer(shown, _people(shown)))


def _listed(shown: Shown) -> tuple[ProposalSeen, ...]:
    with at_desk(shown.store, shown.asked) as desk:
        return proposals_for(desk.seat, shown.at)


def proposal_page(shown: Shown, problems: tuple[str, ...] = ()) -> str:
    """Fill the page of one proposal, with what was wrong with what somebody wanted to do."""
    found = _one(shown)
    again = shown.asked.address("effect", number=found.number)
    releases = [(each.value, words) for each, words in RELEASES.items() if each != Release.NATION]
    case, made = shown.asked.opened.case, _became(shown, found.number)
    changed = [(each.kind, each.record.rpartition("/")[2], each.fields) for each in found.changes]
    people, wording = _people(shown), RecordWords(case, changed=changed)
    around = {"problems": problems, "again": again, "releases": releases, "people": people, "wording": wording}
    around |= {"actor": names_of(case).actor, "proposer": _proposer(shown, people), "made": made}
    told = [problems_told(each.reason.splitlines(), case) for each in found.decisions]
    return page_html("proposal", shown, p=found, told=told, **around)


def _people(shown: Shown) -> Mapping[str, str]:
    with reading(shown.store) as connection:
        return names(connection)


def _proposer(shown: Shown, people: Mapping[str, str]) -> Callable[[ProposalSeen], str]:
    # Who keeps the store writes for any contributor, and alone is nobody else.
    actor = names_of(shown.asked.opened.case).actor

    def words(each: ProposalSeen) -> str:
        if each.mine:
            return "you"
        who = people.get(each.by, each.by)
        if each.by != KEEPER.id or not each.owner:
            return who
        return actor(each.owner) if shown.asked.alone else f"{who}, for {actor(each.owner)}"

    return words


def _became(shown: Shown, number: int) -> int:
    # The version that a proposal became; 0 where it became none, or none that is there for the member.
    session, member = shown.asked.opened.session, shown.asked.member
    with reading(shown.store) as connection:
        made = made_of(connection, session.number, number)
    return made if made in {each.number for each in shown.versions.versions(session, member)} else 0


def _one(shown: Shown) -> ProposalSeen:
    number = number_in(shown.query.get("number", ""))
    if number is None:
        raise MisuseError("the address names no proposal; see which there are on the page of proposals")
    with at_desk(shown.store, shown.asked) as desk:
        return proposal_for(desk.seat, number, desk.opened.version.number, shown.at)


WRITING_PAGES: Mapping[str, Page] = {
    "mine": Page("My contribution", mine_page, planned=False, current=True),
    "edit": Page("Write", _form, planned=False, listed=False),
    "proposals": Page(
        "Proposals",
        _proposals,
        {"json": lambda shown: json_text(proposals_document(_listed(shown), version=__version__))},
        planned=False,
        current=True,
    ),
    "proposal": Page(
        "Proposal",
        proposal_page,
        {"json": lambda shown: json_text(proposal_document(_one(shown), version=__version__))},
        planned=False,
        listed=False,
    ),
}
"""The pages on which members write, by name."""

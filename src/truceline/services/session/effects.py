"""The effects of proposals: the plan of a version and the plan with a proposal, compared as a member sees both."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from truceline import __version__
from truceline.casefolder.changed_case import changed_case
from truceline.casefolder.record_changes import Changes
from truceline.casefolder.records import split_files
from truceline.documents.effect import effect_document
from truceline.documents.plan import plan_document
from truceline.documents.recorded_plan import recorded_plans
from truceline.errors import CaseError
from truceline.formats.json_text import json_text
from truceline.generation.comparison import compare
from truceline.records.record_id import RecordId
from truceline.results.effect import DrawnPlan, Effect
from truceline.services.session.latest import Latest
from truceline.services.session.opened import OpenCase
from truceline.services.session.plans import PlanJob, Plans
from truceline.sessions.revisions import body_hash
from truceline.sessions.versions import Entry
from truceline.views.effect import EffectView, effect_view
from truceline.workflow.effect import effect

KEPT = 32
"""Effects that are kept, the latest asked for."""

Whose = tuple[str, ...]
"""Who may see an effect that was asked for: a member of a session."""


@dataclass(eq=False)
class EffectJob:
    """The work on an effect: that on the plan of the version, and that on the plan with the proposal."""

    before: PlanJob
    after: PlanJob

    @property
    def done(self) -> bool:
        """Whether both plans are there, with their ranges."""
        return self.before.whole.done() and self.after.whole.done()

    @cached_property
    def found(self) -> Effect:
        """The effect, once the work is done."""
        before, after = self.drawn
        plans = [plan_document(each.plan) for each in (before, after)]
        return effect(before, after, compare(*recorded_plans(*plans)))

    @cached_property
    def view(self) -> EffectView:
        """What a page says of it."""
        before, after = self.drawn
        return effect_view(self.found, before.plan, after.plan)

    @cached_property
    def json(self) -> str:
        """The document of it."""
        return json_text(effect_document(self.found, version=__version__))

    @property
    def drawn(self) -> tuple[DrawnPlan, DrawnPlan]:
        """Both plans."""
        before, after = (job.whole.result().drawn for job in (self.before, self.after))
        if before is None or after is None:
            raise CaseError("the plans have no ranges", ())
        return before, after


class Effects:
    """Effects by what they are of: the hashes of both cases, and the day."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._jobs = Latest[tuple[str, str], EffectJob](KEPT)
        self._asked = Latest[str, tuple[Whose, EffectJob]](KEPT)
        self._after = Latest[tuple[str, frozenset[tuple[RecordId, bytes | None]]], OpenCase](KEPT)

    def after(self, opened: OpenCase, changes: Changes) -> OpenCase:
        """Return a version as it would be with these changes, read once however often it is asked for.

        Raises
        ------
        CaseError
            If the case would not be sound.
        """
        key = (opened.version.hash, frozenset(changes.items()))
        return self._after.get(key) or self._after.keep(key, with_changes(opened, changes))

    def job(self, before: OpenCase, after: OpenCase, day: date) -> EffectJob:
        """Return the work on an effect as of a day, which begins where nobody asked for it yet."""
        later, earlier = self._plans.job(after, day), self._plans.job(before, day)
        key = (earlier.key, later.key)
        job = self._jobs.get(key)
        if job is None or (job.before, job.after) != (earlier, later):
            job = self._jobs.keep(key, EffectJob(earlier, later))
        return job

    def keep(self, whose: Whose, job: EffectJob) -> str:
        """Keep an effect for who asked for it; return the word by which it is found again."""
        word = secrets.token_urlsafe(16)
        self._asked.keep(word, (whose, job))
        return word

    def kept(self, whose: Whose, word: str) -> EffectJob | None:
        """Return an effect that somebody asked for; None for anybody else, and where it is kept no more."""
        owner, job = self._asked.get(word) or ((), None)
        return job if owner == whose else None

    def progress(self, job: EffectJob) -> str:
        """Say how far the work is; nothing where it is done."""
        if job.done:
            return ""
        if not (job.before.first.done() and job.after.first.done()):
            return "Both plans are being worked out."
        done = [self._plans.progress(each) or (0, 0) for each in (job.before, job.after) if not each.whole.done()]
        return f"Ranges are being drawn: {sum(d for d, _ in done)} of {sum(of for _, of in done)} draws."


def with_changes(opened: OpenCase, changes: Changes) -> OpenCase:
    """Return a version as it would be with these changes.

    Its hash is that of the version that acceptance would make, as far as the member sees it: a plan of it is found
    again then.

    Raises
    ------
    CaseError
        If the case would not be sound.
    """
    changed = changed_case("the case with the proposal", opened.files, changes, opened.reader)
    if changed.case is None:
        problems = tuple(f"{each.record or 'the case'} {each.field} | {each.message}" for each in changed.faults)
        raise CaseError("the case with the proposal is not sound, so it has no effect", problems)
    entries = tuple(Entry(record, 0, body_hash(body)) for record, body in split_files(changed.files))
    version = replace(opened.version, entries=entries)
    return replace(opened, version=version, case=changed.case, files=changed.files)

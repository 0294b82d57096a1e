"""The plans of a session: worked out by other processes one after the other, and kept by what they are of."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from truceline import __version__
from truceline.case import Case
from truceline.compute.queue import Told
from truceline.results.effect import DrawnPlan
from truceline.results.plan import Plan
from truceline.services.session.latest import Latest
from truceline.services.session.opened import OpenCase
from truceline.services.session.planning import Planners
from truceline.views.brief import BriefView, brief_view

DRAWS = 200
"""Draws of the inputs from which headlines get their ranges."""

KEPT = 16
"""Plans that are kept, the latest asked for."""


@dataclass(eq=False)
class Planned:
    """A plan, what the brief says of it, and the answers given from it by what was asked.

    ``drawn`` has the draws behind its ranges; None while it has none.
    """

    plan: Plan
    drawn: DrawnPlan | None = None
    answers: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def brief(self) -> BriefView:
        """What the brief says of it."""
        return brief_view(self.plan)


@dataclass(eq=False)
class PlanJob:
    """The work on one plan: first without ranges, then with them.

    ``key`` names it in the queue; ``first`` and ``whole`` are settled when each is there.
    """

    key: str
    first: Future[Planned] = field(default_factory=Future)
    whole: Future[Planned] = field(default_factory=Future)

    @property
    def best(self) -> Future[Planned]:
        """What may be shown by now: with ranges where they are there."""
        return self.whole if self.whole.done() and not self.whole.exception() else self.first

    @property
    def failed(self) -> bool:
        """Whether there is no plan, or the process that drew its ranges was ended from outside."""
        lost = self.whole.done() and isinstance(self.whole.exception(), BrokenExecutor)
        return lost or (self.first.done() and self.first.exception() is not None)


class Plans:
    """Plans by what is seen of a case, date and version of the program.

    Each is worked out once, whoever asks, and its ranges after it; no plan waits for the ranges of another. The
    ``planners`` do so, or new ones.
    """

    def __init__(self, planners: Planners | None = None) -> None:
        self._planners = planners or Planners()
        self._jobs = Latest[str, PlanJob](KEPT)

    def job(self, opened: OpenCase, day: date) -> PlanJob:
        """Return the work on the plan of a version as of a day.

        It begins where nobody asked for it yet, and again where it failed.
        """
        key = f"{opened.sha256} {day.isoformat()} {__version__}"
        job = self._jobs.get(key)
        if job is None or job.failed:
            job = self._jobs.keep(key, self._begun(PlanJob(key), opened.case, day))
        return job

    def progress(self, job: PlanJob) -> tuple[int, int] | None:
        """Return how many draws of a plan's ranges are done, and of how many; None before the first."""
        return self._planners.draws.progress(job.key)

    def close(self) -> None:
        """End the work."""
        self._planners.close()

    def _begun(self, job: PlanJob, case: Case, day: date) -> PlanJob:
        def then(done: Future[Plan]) -> None:
            _settle(job.first, done)
            if job.first.done() and not job.first.exception():
                ranged = self._planners.draws.submit(job.key, ranges_of, done.result(), DRAWS)
                ranged.add_done_callback(lambda drawn: _settle(job.whole, drawn))

        self._planners.plans.submit(job.key, plan_of, case, day).add_done_callback(then)
        return job


def _settle(future: Future[Planned], done: Future[Plan] | Future[DrawnPlan]) -> None:
    # What was taken out of the queue, as the session ended, is never settled.
    if done.cancelled():
        return
    if error := done.exception():
        future.set_exception(error)
    else:
        made = done.result()
        future.set_result(Planned(made.plan, made) if isinstance(made, DrawnPlan) else Planned(made))


def plan_of(_told: Told, case: Case, day: date) -> Plan:
    """Plan a case as known on a day, without ranges."""
    from truceline.workflow.plan import plan

    return plan(case, version=__version__, as_of=day, draws=0)


def ranges_of(told: Told, made: Plan, draws: int) -> DrawnPlan:
    """Add ranges from so many draws to a plan, and keep the draws."""
    from truceline.ranges.headlines import joined
    from truceline.ranges.work_units import blocks, likely, run_block
    from truceline.workflow.plan import ranging_for
    from truceline.workflow.ranges import with_ranges

    ranging, found = ranging_for(made, draws=draws), []
    for block in blocks(draws):
        told(block.first, draws)
        found.append(run_block(ranging, block))
    own = {name: likely(ranging, name) for name in ranging.scenarios}
    return DrawnPlan(with_ranges(made, ranging, found), joined(found), own)

"""The small bundled case, planned by the real rooms."""

from datetime import date

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.exercise.rehearsal import conclude, pieces_of
from truceline.exercise.work_units import run_piece
from truceline.render.brief import brief_html
from truceline.workflow.plan import plan as walk
from truceline.workflow.rehearse import trial_of


@pytest.fixture(scope="session")
def case():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="session")
def plan(case):
    return walk(case, version="0.0.0")


@pytest.fixture(scope="session")
def rehearsed(plan):
    """A short exercise of the plan, with its drivers."""
    trial = trial_of(plan, seed=1, days=60)
    pieces = pieces_of(trial, 20, 2)
    return conclude(trial, pieces, [run_piece(trial, piece) for piece in pieces], asked=20)


@pytest.fixture(scope="session")
def page(plan):
    return brief_html(plan)


@pytest.fixture(scope="session")
def page_on(case):
    """The brief of one scenario as of another day."""

    def made(day: date) -> str:
        return brief_html(walk(case, version="0.0.0", as_of=day, scenarios=["as-stated"]))

    return made

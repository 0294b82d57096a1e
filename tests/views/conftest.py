"""The small bundled case, planned by the real rooms."""

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.workflow.plan import plan as walk


@pytest.fixture(scope="session")
def case():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="session")
def plan(case):
    return walk(case, version="0.0.0")
